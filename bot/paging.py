"""Which findings stand on which page of an answer: a page is never so long that a message can't hold it."""

from retrieval.answer import Answer, Finding

PAGE_TEXT = 2100
"""Code points of findings on a page of several; with their headings and citations they stay below 4096."""


def pages(answer: Answer, size: int) -> list[tuple[int, int]]:
    """All pages as (first finding, count): at most `size` findings, and a new page where those 'behind more' begin."""
    found, first = [], 0
    while first < len(answer.findings):
        count = _count(answer, first, size)
        found.append((first, count))
        first += count
    return found


def page_at(answer: Answer, first: int, size: int) -> tuple[int, int]:
    """The page that holds the finding `first`, or the last page; (0, 0) where there is none."""
    fitting = [page for page in pages(answer, size) if page[0] <= first]
    return fitting[-1] if fitting else (0, 0)


def findings_at(answer: Answer, first: int, size: int) -> tuple[Finding, ...]:
    """The findings on the page that holds `first`."""
    start, count = page_at(answer, first, size)
    return answer.findings[start : start + count]


def next_page(answer: Answer, first: int, size: int) -> int | None:
    """The first finding of the page after the one that holds `first`."""
    return next((start for start, _ in pages(answer, size) if start > first), None)


def previous_page(answer: Answer, first: int, size: int) -> int | None:
    """The first finding of the page before the one that begins with `first`."""
    before = [start for start, _ in pages(answer, size) if start < first]
    return before[-1] if before else None


def _count(answer: Answer, first: int, size: int) -> int:
    border = answer.shown if first < answer.shown else len(answer.findings)
    count, length = 0, 0
    for finding in answer.findings[first : min(first + size, border)]:
        length += len(finding.text)
        if count and length > PAGE_TEXT:
            break
        count += 1
    return count

"""Lists of other stories in a page: where one opens, which lines are its headlines, and where the story goes on."""

from collections.abc import Sequence

from corpus.article import BlockKind
from corpus.pages.headlines import is_headline, story_score, without_bullet
from corpus.pages.markers import BULLET, is_label, is_likely_marker, is_marker
from corpus.pages.paragraphs import Paragraph

Kinds = list[BlockKind | None]


def mark_lists(paragraphs: Sequence[Paragraph], kinds: Kinds, story: int) -> None:
    """Lists of other stories; over the story only sure markers open one, as its own headline follows adverts there."""
    at = 0
    while at < len(paragraphs):
        is_sure = kinds[at] is None and is_marker(paragraphs[at].text)
        if is_sure or (at >= story and _opens_list(paragraphs, kinds, at)):
            at = _mark_list(paragraphs, kinds, at)
        else:
            at += 1


def _opens_list(paragraphs: Sequence[Paragraph], kinds: Kinds, at: int) -> bool:
    """A line like a marker, an advert or another notice with headlines under it, not all with a full stop."""
    if kinds[at] not in {None, BlockKind.NOTICE}:
        return False
    here, is_free = paragraphs[at], kinds[at] is None
    is_likely = is_free and is_likely_marker(here.text)
    if is_free and not is_likely and not (at > 0 and is_label(here)):
        return False
    after = _headlines_after(paragraphs, kinds, at)
    if is_likely:
        return any(is_headline(without_bullet(each)) or each.text.endswith(("?", "!")) for each in after)
    if not is_free and not _is_listing(paragraphs[at - 1]):
        after = [without_bullet(each) for each in after]
    return sum(is_headline(each) for each in after) >= (2 if is_free else 1)


def _is_listing(paragraph: Paragraph) -> bool:
    """Whether a list of the story's own is open: a colon before it, or one of its bullets."""
    return paragraph.text.endswith(":") or BULLET.match(paragraph.text) is not None


def _headlines_after(paragraphs: Sequence[Paragraph], kinds: Kinds, at: int) -> list[Paragraph]:
    """The next paragraphs, up to three, that could be headlines."""
    found = []
    for after in range(at + 1, min(at + 4, len(paragraphs))):
        if kinds[after] is not None or story_score(paragraphs[after]) >= 3:
            break
        found.append(paragraphs[after])
    return found


def _mark_list(paragraphs: Sequence[Paragraph], kinds: Kinds, marker: int) -> int:
    """Mark a list of other stories from its marker on; the index of the paragraph with which the story goes on."""
    kinds[marker] = kinds[marker] or BlockKind.RELATED
    listed: list[Paragraph] = []
    for at in range(marker + 1, len(paragraphs)):
        if kinds[at] is None:
            if _resumes(paragraphs, at, listed):
                return at
            listed.append(paragraphs[at])
            kinds[at] = BlockKind.RELATED
    return len(paragraphs)


def _resumes(paragraphs: Sequence[Paragraph], at: int, listed: Sequence[Paragraph]) -> bool:
    """Whether the story goes on here, after these headlines.

    A marker without a list is rare, so the first line after it, and one with headlines still to come, must be
    clearly the story; where headlines so far have a full stop, a full stop says little.
    """
    score = story_score(paragraphs[at])
    if not listed:
        return score >= 4
    if at + 1 < len(paragraphs) and is_headline(paragraphs[at + 1]):
        return score >= 5
    stopped = len(listed) >= 2 and all(each.ends_sentence for each in listed[:2])
    return score >= 3 + stopped


def mark_strays(paragraphs: Sequence[Paragraph], kinds: Kinds, prose: Sequence[int]) -> None:
    """Headlines without a marker: alone they are subheads, in a row or after the story other stories."""
    at = prose[0] + 1 if prose else len(paragraphs)
    while at < len(paragraphs):
        end = at
        while end < len(paragraphs) and kinds[end] is None and is_headline(paragraphs[end]):
            end += 1
        if end > at and not paragraphs[at - 1].text.endswith((":", ":**")):
            alone = end == at + 1 and end <= prose[-1]
            kinds[at:end] = [BlockKind.HEADLINE if alone else BlockKind.RELATED] * (end - at)
        at = max(end, at + 1)

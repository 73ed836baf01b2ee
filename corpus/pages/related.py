"""Lists of other stories in a page: where one opens, which lines are its headlines, and where the story goes on."""

from collections.abc import Sequence

from corpus.article import BlockKind
from corpus.pages.headlines import asks, is_headline, is_of_story, is_scrap, story_score, without_bullet
from corpus.pages.markers import BULLET, is_label, is_likely_marker, is_marker
from corpus.pages.notices import is_rule
from corpus.pages.paragraphs import Paragraph

AHEAD = 8  # paragraphs looked at under a line that could be a marker: three headlines, with the age of each

Kinds = list[BlockKind | None]


def mark_lists(paragraphs: Sequence[Paragraph], kinds: Kinds, story: int) -> None:
    """Lists of other stories; over the story, where its own headline and deck follow adverts, only long ones count."""
    at = 0
    while at < len(paragraphs):
        is_sure = kinds[at] is None and is_marker(paragraphs[at].text)
        opens = _opens_list if at >= story else _opens_list_over_story
        at = _mark_list(paragraphs, kinds, at) if is_sure or opens(paragraphs, kinds, at) else at + 1


def _opens_list(paragraphs: Sequence[Paragraph], kinds: Kinds, at: int) -> bool:
    """A line like a marker, an advert or another notice with headlines under it, not all with a full stop."""
    if kinds[at] not in {None, BlockKind.NOTICE} or is_rule(paragraphs[at].text):
        return False
    here, is_free = paragraphs[at], kinds[at] is None
    is_likely = is_free and is_likely_marker(here.text)
    if is_free and not is_likely and not (at > 0 and is_label(here)):
        return False
    after = _headlines_after(paragraphs, kinds, at)
    if is_likely:
        return any(is_headline(without_bullet(each)) or each.text.endswith(("?", "!")) for each in after)
    if is_free:
        return sum(is_headline(each) for each in after) >= 2
    first = after[0] if after and _is_listing(paragraphs[at - 1]) else next(map(without_bullet, after), None)
    return first is not None and is_headline(first)


def _opens_list_over_story(paragraphs: Sequence[Paragraph], kinds: Kinds, at: int) -> bool:
    """A line like a marker with three headlines under it, which is one more than headline and deck."""
    if kinds[at] is not None or not is_likely_marker(paragraphs[at].text):
        return False
    after = [without_bullet(each) for each in _headlines_after(paragraphs, kinds, at)]
    return len(after) == 3 and all(is_headline(each) or each.text.endswith(("?", "!")) for each in after)


def _is_listing(paragraph: Paragraph) -> bool:
    """Whether a list of the story's own is open: a colon before it, or one of its bullets."""
    return paragraph.text.endswith(":") or BULLET.match(paragraph.text) is not None


def _headlines_after(paragraphs: Sequence[Paragraph], kinds: Kinds, at: int) -> list[Paragraph]:
    """The next paragraphs, up to three, that could be headlines; notices between them ('2 hours ago') aside."""
    found: list[Paragraph] = []
    for after in range(at + 1, min(at + AHEAD, len(paragraphs))):
        if kinds[after] is BlockKind.NOTICE:
            continue
        if kinds[after] is not None or is_of_story(paragraphs[after]) or len(found) == 3:
            break
        found.append(paragraphs[after])
    return found


def _mark_list(paragraphs: Sequence[Paragraph], kinds: Kinds, marker: int) -> int:
    """Mark a list of other stories from its marker on; the index of the paragraph with which the story goes on."""
    kinds[marker] = kinds[marker] or BlockKind.RELATED
    listed: list[Paragraph] = []
    for at in range(marker + 1, len(paragraphs)):
        if kinds[at] is None:
            is_amid = at + 1 < len(paragraphs) and kinds[at + 1] is None and is_headline(paragraphs[at + 1])
            if story_score(paragraphs[at]) >= _needed(paragraphs[at], listed, is_amid):
                return at
            listed.append(paragraphs[at])
            kinds[at] = BlockKind.RELATED
    return len(paragraphs)


def _needed(here: Paragraph, listed: Sequence[Paragraph], is_amid: bool) -> float:
    """The score that a paragraph needs to be the story's, after these headlines.

    A marker without a list is rare, so the first line after it, and one with headlines still to come, must be clearly
    the story. A full stop says much where no headline so far has one, and little where all have.
    """
    if not listed:
        return 4
    if _mark_of(here) and _mark_of(here) == _mark_of(listed[-1]):
        return float("inf")
    if is_amid:
        return 5
    if not here.ends_sentence:
        return 4
    if all(each.ends_sentence for each in listed[:2]) and len(listed) > 1:
        return 4
    return 2 if here.text.endswith(".") and not any(each.text.endswith(".") for each in listed) else 3


def _mark_of(paragraph: Paragraph) -> str:
    """The bullet before a paragraph, '1' for any number; "" where there is none."""
    first = paragraph.text[0]
    if first.isdigit():
        return "1" if BULLET.match(paragraph.text) else ""
    return "" if first.isalpha() or first in "(\\" or not BULLET.match(paragraph.text) else first


def mark_strays(paragraphs: Sequence[Paragraph], kinds: Kinds, prose: Sequence[int]) -> None:
    """Headlines without a marker, and lines too short for one: alone they are subheads, in a row other stories."""
    at = prose[0] + 1 if prose else len(paragraphs)
    while at < len(paragraphs):
        end = _end_of_strays(paragraphs, kinds, at)
        if end > at and not paragraphs[at - 1].text.endswith((":", ":**")):
            is_one = end == at + 1 and (end <= prose[-1] or not is_headline(paragraphs[at]))
            kinds[at:end] = [BlockKind.HEADLINE if is_one else BlockKind.RELATED] * (end - at)
        at = max(end, at + 1)


def _end_of_strays(paragraphs: Sequence[Paragraph], kinds: Kinds, start: int) -> int:
    """Where a row of headlines and of lines too short for one ends; headlines that ask go on a row, but open none."""
    end = start
    while (
        end < len(paragraphs)
        and kinds[end] is None
        and (is_headline(paragraphs[end]) or is_scrap(paragraphs[end]) or (end > start and asks(paragraphs[end])))
    ):
        end += 1
    return end

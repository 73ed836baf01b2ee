"""The blocks of a page: dateline, headline, byline, caption, body, related headlines, notices.

Told by form and position, paragraph by paragraph. What no rule claims is body: a line of furniture taken for the
story does less harm than a sentence of the story lost.
"""

from collections.abc import Sequence

from corpus.article import Block, BlockKind, Span
from corpus.bylines import is_byline, is_credit
from corpus.captions import is_caption
from corpus.datelines import is_labelled, read_first_lead, read_lead, read_line
from corpus.notices import is_notice
from corpus.paragraphs import Paragraph, split_paragraphs
from corpus.related import is_headline, is_inline, is_label, is_likely_marker, is_marker, story_score

TOP = 10  # paragraphs; headline, deck, byline, date, share buttons and a caption fit in
LONGEST_FURNITURE = 900  # characters; longer paragraphs are body without a look, which also keeps 1 MB lines cheap


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order; they cover it without overlap, white space going to the block before it.

    Each body paragraph is a block of its own; a dateline that opens one is split off it. A list of related headlines is
    one block with its marker. Blank text is one notice, empty text none. Time is linear in the length of the text.
    """
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        return (Block(BlockKind.NOTICE, Span(0, len(text))),) if text else ()
    kinds = _kinds(paragraphs)
    return tuple(_blocks(text, paragraphs, kinds))


def _kinds(paragraphs: Sequence[Paragraph]) -> list[BlockKind]:
    kinds = [_by_form(paragraph) for paragraph in paragraphs]
    story = _story(paragraphs, kinds)
    _mark_lists(paragraphs, kinds, story)
    _mark_top(paragraphs, kinds, story)
    _mark_strays(paragraphs, kinds)
    return [kind or BlockKind.BODY for kind in kinds]


def _by_form(paragraph: Paragraph) -> BlockKind | None:
    """The kind that a paragraph's own form gives it, wherever it stands."""
    text = paragraph.text
    if len(text) > LONGEST_FURNITURE:
        return None
    if is_marker(text):
        return None
    if is_inline(text):
        return BlockKind.RELATED
    if is_labelled(text) and read_line(text):
        return BlockKind.DATELINE
    if is_credit(text):
        return BlockKind.BYLINE
    if is_caption(text):
        return BlockKind.CAPTION
    return BlockKind.NOTICE if is_notice(text) else None


def _story(paragraphs: Sequence[Paragraph], kinds: Sequence[BlockKind | None]) -> int:
    """The index of the paragraph that opens the story; 0 where there is none, so that nothing said is lost."""
    story = next((at for at, kind in enumerate(kinds) if kind is None and _opens_story(paragraphs[at])), 0)
    return story + _is_question_on_top(paragraphs, story)


def _mark_top(paragraphs: Sequence[Paragraph], kinds: list[BlockKind | None], story: int) -> None:
    """Headline, byline, dateline and caption before the story; bylines and dates also close under its opening."""
    for at in range(min(TOP, len(paragraphs))):
        if kinds[at] is None or kinds[at] is BlockKind.NOTICE:
            kinds[at] = _of_top(paragraphs[at].text, kinds[at] is None and at < story, kinds[:at]) or kinds[at]


def _is_question_on_top(paragraphs: Sequence[Paragraph], story: int) -> bool:
    """Whether the first sentence is a headline that asks or exclaims, and the story only follows it."""
    text = paragraphs[0].text
    return story == 0 and len(paragraphs) > 1 and text[-1] in "?!" and len(text.split()) <= 18


def _opens_story(paragraph: Paragraph) -> bool:
    return _is_prose(paragraph) or read_first_lead(paragraph.text) is not None


def _is_prose(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.ends_sentence or len(text.split()) > 24:
        return not is_byline(text)
    return text.endswith(":") and len(text.split()) > 3 and not is_marker(text)


def _of_top(text: str, before_story: bool, above: Sequence[BlockKind | None]) -> BlockKind | None:
    if read_line(text):
        return BlockKind.DATELINE
    if is_byline(text):
        return BlockKind.BYLINE
    if not before_story or is_marker(text):
        return None
    if text[-1] in ":;,—–-":
        return None
    if len(text.split()) < 3:
        return BlockKind.NOTICE
    return BlockKind.CAPTION if _is_captions_place(above) else BlockKind.HEADLINE


def _is_captions_place(above: Sequence[BlockKind | None]) -> bool:
    """A line without a full stop under the date is a caption; the headline and its deck stand over the date."""
    return BlockKind.DATELINE in above and (BlockKind.HEADLINE in above or BlockKind.CAPTION in above)


def _mark_lists(paragraphs: Sequence[Paragraph], kinds: list[BlockKind | None], story: int) -> None:
    """Lists of other stories; over the story only sure markers open one, as its own headline follows adverts there."""
    at = 0
    while at < len(paragraphs):
        is_sure = kinds[at] is None and is_marker(paragraphs[at].text)
        if is_sure or (at >= story and _opens_list(paragraphs, kinds, at)):
            at = _mark_list(paragraphs, kinds, at)
        else:
            at += 1


def _opens_list(paragraphs: Sequence[Paragraph], kinds: Sequence[BlockKind | None], at: int) -> bool:
    """A line like a marker, an advert or another notice with headlines under it, not all with a full stop."""
    if kinds[at] not in {None, BlockKind.NOTICE}:
        return False
    here, is_free = paragraphs[at], kinds[at] is None
    is_likely = is_free and is_likely_marker(here.text)
    if is_free and not is_likely and not (at > 0 and is_label(here)):
        return False
    after = _headlines_after(paragraphs, kinds, at)
    headlines = sum(is_headline(each) for each in after)
    if is_likely and after and after[0].text.endswith(("?", "!")):
        return True
    return headlines >= (1 if is_likely or not is_free else 2)


def _headlines_after(
    paragraphs: Sequence[Paragraph], kinds: Sequence[BlockKind | None], at: int
) -> list[Paragraph]:
    """The next paragraphs, up to three, that could be headlines."""
    found = []
    for after in range(at + 1, min(at + 4, len(paragraphs))):
        if kinds[after] is not None or story_score(paragraphs[after]) >= 3:
            break
        found.append(paragraphs[after])
    return found


def _mark_list(paragraphs: Sequence[Paragraph], kinds: list[BlockKind | None], marker: int) -> int:
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


def _mark_strays(paragraphs: Sequence[Paragraph], kinds: list[BlockKind | None]) -> None:
    """Headlines without a marker: alone they are subheads, in a row or after the story other stories."""
    prose = [at for at, kind in enumerate(kinds) if kind is None and _is_prose(paragraphs[at])]
    at = prose[0] + 1 if prose else len(paragraphs)
    while at < len(paragraphs):
        end = at
        while end < len(paragraphs) and kinds[end] is None and is_headline(paragraphs[end]):
            end += 1
        if end > at and not paragraphs[at - 1].text.endswith((":", ":**")):
            alone = end == at + 1 and end <= prose[-1]
            kinds[at:end] = [BlockKind.HEADLINE if alone else BlockKind.RELATED] * (end - at)
        at = max(end, at + 1)


def _blocks(text: str, paragraphs: Sequence[Paragraph], kinds: Sequence[BlockKind]) -> list[Block]:
    blocks: list[Block] = []
    read = read_first_lead
    for paragraph, kind in zip(paragraphs, kinds, strict=True):
        if kind is BlockKind.RELATED and blocks and blocks[-1].kind is kind:
            blocks[-1] = Block(kind, Span(blocks[-1].span.start, paragraph.span.end))
        elif kind is BlockKind.BODY and (lead := read(paragraph.text)):
            border = text.index(paragraph.text[0], paragraph.span.start) + lead.length
            blocks.append(Block(BlockKind.DATELINE, Span(paragraph.span.start, border)))
            blocks.append(Block(kind, Span(border, paragraph.span.end)))
        else:
            blocks.append(Block(kind, paragraph.span))
        read = read_lead if kind is BlockKind.BODY else read
    return blocks

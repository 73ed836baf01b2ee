"""The blocks of a page: dateline, headline, byline, caption, body, related headlines, notices.

Told by form and position, paragraph by paragraph. What no rule claims is body: a line of furniture taken for the
story does less harm than a sentence of the story lost.
"""

from collections.abc import Callable, Iterator, Sequence

from corpus.article import Block, BlockKind, Span
from corpus.pages.bylines import is_credit
from corpus.pages.captions import is_caption
from corpus.pages.datelines import Dateline, is_labelled_line, read_first_lead, read_lead
from corpus.pages.markers import is_inline, is_marker
from corpus.pages.notices import is_notice
from corpus.pages.page_top import find_story, is_prose, mark_top
from corpus.pages.paragraphs import Paragraph, split_paragraphs
from corpus.pages.related import mark_lists, mark_strays

LONGEST_FURNITURE = 900  # characters; longer paragraphs are body without a look, which also keeps 1 MB lines cheap


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order; they cover it without overlap, white space going to the block before it.

    Each body paragraph is a block of its own; a dateline that opens one is split off it. A list of related headlines is
    one block with its marker. Blank text is one notice, empty text none. Time is linear in the length of the text.
    """
    paragraphs = split_paragraphs(text)
    if not paragraphs:
        return (Block(BlockKind.NOTICE, Span(0, len(text))),) if text else ()
    kinds = [_by_form(paragraph) for paragraph in paragraphs]
    story = find_story(paragraphs, kinds)
    mark_lists(paragraphs, kinds, story)
    story = story if kinds[story] is None else find_story(paragraphs, kinds)
    mark_top(paragraphs, kinds, story)
    mark_strays(paragraphs, kinds, [at for at, kind in enumerate(kinds) if kind is None and is_prose(paragraphs[at])])
    return tuple(_blocks(text, paragraphs, [kind or BlockKind.BODY for kind in kinds], story))


def _by_form(paragraph: Paragraph) -> BlockKind | None:
    """The kind that a paragraph's own form gives it, wherever it stands."""
    text = paragraph.text
    if len(text) > LONGEST_FURNITURE or (is_marker(text) and not is_notice(text)):
        return None
    forms = (
        (BlockKind.RELATED, is_inline),
        (BlockKind.DATELINE, is_labelled_line),
        (BlockKind.BYLINE, is_credit),
        (BlockKind.CAPTION, is_caption),
        (BlockKind.NOTICE, is_notice),
    )
    return next((kind for kind, has_form in forms if has_form(text)), None)


def _blocks(text: str, paragraphs: Sequence[Paragraph], kinds: Sequence[BlockKind], story: int) -> Iterator[Block]:
    related: Span | None = None
    for at, (paragraph, kind) in enumerate(zip(paragraphs, kinds, strict=True)):
        if kind is BlockKind.RELATED:
            related = Span(related.start if related else paragraph.span.start, paragraph.span.end)
            continue
        if related:
            yield Block(BlockKind.RELATED, related)
            related = None
        border = (
            _border(text, paragraph, read_first_lead if at <= story else read_lead)
            if kind is BlockKind.BODY
            else paragraph.span.start
        )
        if border > paragraph.span.start:
            yield Block(BlockKind.DATELINE, Span(paragraph.span.start, border))
        yield Block(kind, Span(border, paragraph.span.end))
    if related:
        yield Block(BlockKind.RELATED, related)


def _border(text: str, paragraph: Paragraph, read: Callable[[str], Dateline | None]) -> int:
    """Where the words of a body paragraph begin: behind the dateline that opens it, if one does."""
    lead = read(paragraph.text)
    return text.index(paragraph.text[0], paragraph.span.start) + lead.length if lead else paragraph.span.start

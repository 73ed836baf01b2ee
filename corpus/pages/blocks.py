"""The blocks of a page: dateline, headline, byline, caption, body, related headlines, notices.

Told by form and position, paragraph by paragraph. What no rule claims is body: a line of furniture taken for the
story does less harm than a sentence of the story lost.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from corpus.article import Block, BlockKind, Span
from corpus.pages.bylines import is_byline, is_caption, is_credit, is_name
from corpus.pages.datelines import Dateline, is_labelled_line, read_first_lead, read_lead, read_line
from corpus.pages.notices import is_notice
from corpus.pages.paragraphs import Paragraph, split_paragraphs
from corpus.pages.related import is_inline, is_marker, mark_lists, mark_strays

TOP = 10  # paragraphs; headline, deck, byline, date, share buttons and a caption fit in
LONGEST_DECK = 40  # words
LEAST_FLASH = 5  # words after 'London | ', as names of desks stand there too
LONGEST_QUESTION = 18  # words; a headline that asks or exclaims

TURN = re.compile(
    r"(?:([QA])(?: \([^()]{1,20}\))?\s?[:.]|([^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){0,4})(?:, [^:.?!]{1,60})?"
    r"(?: \([^()]{1,20}\))?:)\s+\S"
)  # 'Q. ...', 'ADA QUILL, PILOT (on camera): ...'

Kinds = list[BlockKind | None]


def is_prose(paragraph: Paragraph) -> bool:
    """Whether a paragraph could be one of a story: a sentence, or too long for anything else."""
    text = paragraph.text
    if paragraph.ends_sentence or len(text.split()) > 24:
        return not is_byline(text)
    return text.endswith(":") and len(text.split()) > 3 and not is_marker(text)


def find_story(paragraphs: Sequence[Paragraph], kinds: Kinds) -> int:
    """The index of the paragraph that opens the story; 0 where there is none, so that nothing said is lost.

    A headline that asks is not it, nor are the one or two sentences of a deck with a byline, a date or the story's
    dateline under them.
    """
    free = (at for at, kind in enumerate(kinds) if kind in {None, BlockKind.BODY})
    prose = list(islice((at for at in free if kinds[at] or _opens_story(paragraphs[at])), 4))
    if prose[:1] == [0] and _asks(paragraphs[0]):
        prose = prose[1:] or [min(1, len(paragraphs) - 1)]
    if not prose:
        return 0
    under = [at for at in range(prose[0] + 1, min(TOP, len(paragraphs))) if _closes_top(paragraphs[at].text)]
    decks = [at for at in prose if under and at < under[-1]]
    is_deck = len(decks) <= 2 and all(len(paragraphs[at].text.split()) <= LONGEST_DECK for at in decks)
    return prose[len(decks)] if is_deck and len(decks) < len(prose) else prose[0]


def mark_turns(paragraphs: Sequence[Paragraph], kinds: Kinds) -> None:
    """Mark the turns of an interview or a transcript as body: labelled lines, which may lack a full stop.

    Two labels come back, or one does under questions.
    """
    labels = {at: label for at, each in enumerate(paragraphs) if kinds[at] is None and (label := _label(each.text))}
    counts = Counter(labels.values())
    again = [at for at, label in labels.items() if counts[label] > 1]
    asked = sum(at > 0 and paragraphs[at - 1].text.endswith("?") for at in again)
    if len({labels[at] for at in again}) < 2 and not asked * 2 >= max(len(again), 2):
        return
    for at in labels:
        if again[0] <= at <= again[-1]:
            kinds[at] = BlockKind.BODY


def _label(text: str) -> str | None:
    found = TURN.match(text)
    return found[1] or found[2] if found else None


def mark_top(paragraphs: Sequence[Paragraph], kinds: Kinds, story: int) -> None:
    """Mark headline, byline, dateline and caption over the story; bylines and dates also close under its opening."""
    for at in range(min(TOP, len(paragraphs))):
        is_free = kinds[at] is None
        if is_free or kinds[at] is BlockKind.NOTICE:
            is_line = is_free and at < story and (not is_prose(paragraphs[at]) or (at == 0 and _asks(paragraphs[0])))
            found = _of_writer_or_date(paragraphs[at].text)
            kinds[at] = found or (_of_line(paragraphs[at].text, kinds[:at]) if is_line else None) or kinds[at]


def _opens_story(paragraph: Paragraph) -> bool:
    return is_prose(paragraph) or _follows_lead(paragraph.text)


def _follows_lead(text: str) -> bool:
    """Whether a dateline opens the paragraph, and a story follows, if only as a flash: 'MUMBAI (PTI) Sensex rises'."""
    lead = read_first_lead(text)
    return lead is not None and len(text[lead.length :].split()) >= (LEAST_FLASH if "|" in text else 1)


def _asks(paragraph: Paragraph) -> bool:
    return paragraph.text[-1] in "?!" and len(paragraph.text.split()) <= LONGEST_QUESTION


def _closes_top(text: str) -> bool:
    """Whether a paragraph can only stand under a deck: a byline, a date, or the dateline of the story."""
    return _of_writer_or_date(text) is not None or read_first_lead(text) is not None


def _of_writer_or_date(text: str) -> BlockKind | None:
    if read_line(text):
        return BlockKind.DATELINE
    return BlockKind.BYLINE if is_byline(text) else None


def _of_line(text: str, above: Kinds) -> BlockKind | None:
    """The kind of a line over the story that no sentence is, by what stands above it."""
    if is_marker(text) or text[-1] in ":;,—–-":
        return None
    has_headline = BlockKind.HEADLINE in above
    if has_headline and is_name(text):
        return BlockKind.BYLINE
    if len(text.split()) < 3:
        return BlockKind.NOTICE
    is_under_date = BlockKind.DATELINE in above and (has_headline or BlockKind.CAPTION in above)
    return BlockKind.CAPTION if is_under_date else BlockKind.HEADLINE


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
    mark_turns(paragraphs, kinds)
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

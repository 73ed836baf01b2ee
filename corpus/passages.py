"""Passages: the paragraph-sized pieces of an article that a question is matched with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.article import Block, BlockKind, Span
from corpus.attribution.layout import Quotation, paragraphs, quotation_at, quotations, sentences

WORDS = 60  # passages of 55 to 60 words retrieved best with an encoder of 256 word pieces
LONG_PARAGRAPH = 90  # below this a paragraph reads better whole than halved
LONG_QUOTATION = 200  # above this a quotation does not fit the encoder, and no reader wants it at once
WIDE_WORD = 8  # characters of a word and its space, at the most: an English one takes 6
LONG_WORD = WORDS * WIDE_WORD  # a "word" beyond it is none (data, a script without spaces)
WORD = re.compile(rf"\S{{1,{LONG_WORD}}}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is not cut any further: a sentence, or all sentences that a quotation runs through."""

    span: Span
    words: int


def split(text: str, blocks: Sequence[Block]) -> list[Span]:
    """The passages of an article, in its order, without overlap.

    Each is a slice of body between blocks of other kinds, of about 60 words, or a caption. Paragraphs that are short
    are joined, long ones are cut at sentence ends; a quotation is never cut unless it is longer than 200 words.
    """
    captions = [Block(BlockKind.BODY, block.span) for block in blocks if block.kind is BlockKind.CAPTION]
    stretches = [*_stretches(text, blocks), *(list(_lines(text, [caption])) for caption in captions)]
    return sorted(passage for stretch in stretches for passage in _passages(text, stretch))


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[Span]:
    return (line for _, line in paragraphs(text, blocks))


def _stretches(text: str, blocks: Sequence[Block]) -> list[list[Span]]:
    """The paragraphs of the body, those with another block in between apart."""
    stretches: dict[int, list[Span]] = {}
    for number, line in paragraphs(text, blocks):
        stretches.setdefault(number, []).append(line)
    return list(stretches.values())


def _passages(text: str, stretch: Sequence[Span]) -> Iterator[Span]:
    """Neighbouring parts of a stretch, joined while they stay within the size."""
    held: _Piece | None = None
    for part in _parts(text, stretch):
        if held is not None and held.words + part.words <= WORDS:
            held = _joined([held, part])
            continue
        if held is not None:
            yield held.span
        held = part
    if held is not None:
        yield held.span


def _parts(text: str, stretch: Sequence[Span]) -> Iterator[_Piece]:
    """Paragraphs, those with one running quotation as one; long ones in even parts."""
    for run in _runs(text, stretch):
        pieces = [piece for line, quoted in run for piece in _pieces(text, line, quoted)]
        if len(run) > 1 and sum(piece.words for piece in pieces) <= LONG_QUOTATION:
            yield _joined(pieces)
        else:
            yield from _even(pieces)


def _runs(text: str, stretch: Sequence[Span]) -> Iterator[list[tuple[Span, list[Quotation]]]]:
    """Paragraphs, each with its quotations; together those that one quotation runs through.

    In print a quotation that goes on is left open at the end of a paragraph and opened anew at the next.
    """
    run: list[tuple[Span, list[Quotation]]] = []
    for line in stretch:
        quoted = quotations(text, line)
        if run and not (_left_open(run[-1][1]) and quoted and quoted[0].span.start == line.start):
            yield run
            run = []
        run.append((line, quoted))
    if run:
        yield run


def _left_open(quoted: Sequence[Quotation]) -> bool:
    return bool(quoted) and not quoted[-1].closed


def _pieces(text: str, line: Span, quoted: Sequence[Quotation]) -> Iterator[_Piece]:
    """The sentences of a paragraph, those that one quotation runs through as one piece unless that is too long."""
    whole = [quotation for quotation in quoted if _words(text, quotation.span) <= LONG_QUOTATION]
    held: list[_Piece] = []
    for sentence in sentences(text, line):
        around = quotation_at(whole, sentence.start)
        if held and (around is None or around.span.start == sentence.start):
            yield _joined(held)
            held = []
        *parts, last = _bearable(text, sentence)
        if parts:
            yield from (_joined([*held, parts[0]]), *parts[1:])
            held = []
        held.append(last)
    if held:
        yield _joined(held)


def _bearable(text: str, sentence: Span) -> list[_Piece]:
    """A sentence, in parts where no passage could hold it (a table, a list, text without full stops)."""
    if _words(text, sentence) <= LONG_QUOTATION:
        return [_Piece(sentence, _words(text, sentence))]
    parts: list[_Piece] = []
    start = end = sentence.start
    for word in WORD.finditer(text, sentence.start, sentence.end):
        if end > start and _words(text, Span(start, word.end())) > WORDS:
            parts.append(_Piece(Span(start, end), WORDS))
            start = word.start()
        end = word.end()
    return [*parts, _Piece(Span(start, end), WORDS)]


def _even(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """The pieces of a paragraph joined to parts of about equal size, none much above the size of a passage."""
    total = sum(piece.words for piece in pieces)
    size = total if total <= LONG_PARAGRAPH else total / round(total / WORDS)
    held: list[_Piece] = []
    words = 0
    for piece in pieces:
        if held and words + piece.words / 2 > size:
            yield _joined(held)
            held, words = [], 0
        held.append(piece)
        words += piece.words
    if held:
        yield _joined(held)


def _joined(pieces: Sequence[_Piece]) -> _Piece:
    return _Piece(Span(pieces[0].span.start, pieces[-1].span.end), sum(piece.words for piece in pieces))


def _words(text: str, span: Span) -> int:
    """How many words there are; of text without spaces, how many would take as much room."""
    return max(sum(1 for _ in WORD.finditer(text, span.start, span.end)), (span.end - span.start) // WIDE_WORD)

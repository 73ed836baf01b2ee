"""Who opens a sentence: the source of what is said in it, where no source was found."""

import re

from corpus.article import Span
from corpus.attribution.cast import Cast
from corpus.attribution.layout import Layout
from corpus.attribution.lexicon import alternatives
from corpus.attribution.linking import Attribution

SAYING = re.compile(rf"(?:{alternatives('participles of speech')}|is (?:certain|sure|adamant|convinced|confident))\b")
PRONOUN = re.compile(r"(?:He|She)\b")
CLAUSE = 40  # characters in which a sentence comes to its subject


def opener(layout: Layout, cast: Cast, attribution: Attribution) -> Span | None:
    """The person or the pronoun with whom the sentence opens, if its verb of saying has no other subject.

    That is a participle ("NAME left early, saying ...") or a colon before a quotation ("NAME is certain: "..."").
    """
    first = attribution.cue or attribution.content[0]
    home = layout.sentences[layout.sentence(first.start)]
    before = layout.text[max(home.start, first.start - 3) : first.start].rstrip()
    speaks = SAYING.match(layout.text, first.start) if attribution.cue else before.endswith(":")
    if not speaks or layout.quotation(home.start):
        return None
    pronoun = PRONOUN.match(layout.text, home.start, home.end)
    if pronoun:
        return Span(*pronoun.span())
    opening = Span(home.start, min(home.end, home.start + CLAUSE))
    named = next((mention.span for mention, _ in cast.named_in(opening)), None)
    return named if named and named.end < first.start else None

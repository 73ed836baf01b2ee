"""Who opens a sentence: the source of what is said in it, where no source was found."""

import re

from corpus.article import Span
from corpus.attribution.cast import Cast
from corpus.attribution.layout import Layout
from corpus.attribution.lexicon import alternatives
from corpus.attribution.linking import Attribution

SAYING = re.compile(rf"(?:{alternatives('participles of speech')}|is (?:certain|sure|adamant|convinced|confident))\b")
SAID = re.compile(
    rf"(?:(?:has|had|have|also) ){{0,2}}(?:{alternatives('verbs of speech', 'verbs with a clause')}|felt|feels|feared|"
    r"fears|hopes|hoped|reckons|reckoned|thought)\b"
)
PRONOUN = re.compile(r"(?:He|She)\b")
ASIDE = re.compile(
    r"(?:,? \([^)]{1,60}\)|, [^;:.!?\"“”]{1,120},)? (?:(?:also|later|then|has|had|have|still|once|[a-z]+ly) ){0,2}"
)  # between a subject and its verb
CLAUSE = 40  # characters in which a sentence comes to its subject


def opener(layout: Layout, cast: Cast, attribution: Attribution) -> Span | None:
    """The person or the pronoun with whom the sentence opens, if its verb of saying has no other subject.

    That is a participle ("NAME left early, saying ..."), a colon before a quotation ("NAME is certain: "...""), or a
    verb that only an aside parts from the name ("NAME, who came late, felt ...").
    """
    first = attribution.cue or attribution.content[0]
    home = layout.sentences[layout.sentence(first.start)]
    if layout.quotation(home.start):
        return None
    opening = Span(home.start, min(home.end, home.start + CLAUSE))
    named = next((mention.span for mention, _ in cast.named_in(opening)), None)
    if named and attribution.cue and _is_its_verb(layout.text, named, attribution.cue):
        return named
    before = layout.text[max(home.start, first.start - 3) : first.start].rstrip()
    speaks = SAYING.match(layout.text, first.start) if attribution.cue else before.endswith(":")
    if not speaks:
        return None
    pronoun = PRONOUN.match(layout.text, home.start, home.end)
    if pronoun:
        return Span(*pronoun.span())
    return named if named and named.end < first.start else None


def _is_its_verb(text: str, named: Span, cue: Span) -> bool:
    """Whether a cue is a verb of saying that has this name for its subject."""
    said = cue.start >= named.end and SAID.match(text, cue.start)
    return bool(said and ASIDE.fullmatch(text, named.end, cue.start))

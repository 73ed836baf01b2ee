"""Who opens a sentence: the source of what is said in it, where no source was found."""

import re
from dataclasses import dataclass, replace

from corpus.article import Span
from corpus.attribution.cast import Cast
from corpus.attribution.groups import Organisations
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


@dataclass(frozen=True, slots=True)
class Openers:
    """Who opens the sentences of one article, to be the source where none was found, or only in another sentence."""

    layout: Layout
    cast: Cast
    organisations: Organisations

    def complete(self, attribution: Attribution) -> list[Attribution]:
        """The attribution with its source, and apart from it what another person says after a colon."""
        parts = self._parted_at_colon(attribution)
        return [replace(part, source=self._source(part)) for part in parts]

    def _source(self, attribution: Attribution) -> Span | None:
        """The source, if it stands in the sentence of its cue; else who opens that sentence, if that is a subject."""
        source, cue = attribution.source, attribution.cue
        if source is None:
            return self.opener(attribution)
        if cue is None or self.layout.sentence(source.start) == self.layout.sentence(cue.start):
            return source
        return self._subject(cue) or source

    def opener(self, attribution: Attribution) -> Span | None:
        """The person or the pronoun with whom the sentence opens, if its verb of saying has no other subject.

        That is a verb that only an aside parts from the name ("NAME, who came late, felt ..."), a participle ("NAME
        left early, saying ..."), or a colon before a quotation ("NAME is certain: "..."").
        """
        cue, first = attribution.cue, attribution.cue or attribution.content[0]
        home = self._home(first)
        subject = self._subject(cue) if cue else None
        if subject or self.layout.quotation(home.start):
            return subject
        before = self.layout.text[max(home.start, first.start - 3) : first.start].rstrip()
        if not (SAYING.match(self.layout.text, first.start) if cue else before.endswith(":")):
            return None
        pronoun = PRONOUN.match(self.layout.text, home.start, home.end)
        named = Span(*pronoun.span()) if pronoun else self._named(home)
        return named if named and named.end < first.start else None

    def _home(self, part: Span) -> Span:
        return self.layout.sentences[self.layout.sentence(part.start)]

    def _named(self, home: Span) -> Span | None:
        """The first person named where the sentence opens."""
        opening = Span(home.start, min(home.end, home.start + CLAUSE))
        return next((mention.span for mention, _ in self.cast.named_in(opening)), None)

    def _subject(self, cue: Span) -> Span | None:
        """Whoever opens the sentence of a verb of saying, person or organisation, if only an aside stands between."""
        home = self._home(cue)
        bodies = self.organisations.at(Span(home.start, min(home.end, home.start + CLAUSE)))
        found = self._named(home) or next(iter(bodies), None)
        if not found or self.layout.quotation(home.start) or cue.start < found.end:
            return None
        text = self.layout.text
        return found if SAID.match(text, cue.start) and ASIDE.fullmatch(text, found.end, cue.start) else None

    def _parted_at_colon(self, attribution: Attribution) -> list[Attribution]:
        """The attribution, and what a colon brings in in another sentence than the cue's, which opens with a person."""
        cue = attribution.cue
        for number, content in enumerate(attribution.content[1:] if cue else (), 1):
            elsewhere = cue and self.layout.sentence(content.start) > self.layout.sentence(cue.start)
            source = self.opener(Attribution(None, None, (content,))) if elsewhere else None
            if source:
                first, rest = attribution.content[:number], attribution.content[number:]
                return [replace(attribution, content=first), Attribution(source, None, rest)]
        return [attribution]

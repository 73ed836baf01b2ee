"""Passives: whoever is told, warned or quoted does not say it; the agent does, or whoever is quoted."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.article import Span
from corpus.attribution.forms import clause_after, clause_before, quotation_beginning, quotation_ending, subject_before
from corpus.attribution.layout import Layout
from corpus.attribution.linking import Attribution
from corpus.english.lexicon import matcher

HEARD = matcher("hearer of a passive")
SAID_BY = matcher("passive verb")
BY = matcher("agent")
NO_AGENT = matcher("no agent")
LETTER = matcher("letter received")
QUOTED = matcher("was quoted as saying")
THAT = re.compile(r" that\b")
QUOTES = matcher("quotes as saying")
IN_WORDS = matcher("in the words of")


def by_agents(layout: Layout, attributions: Iterable[Attribution]) -> Iterator[Attribution]:
    """The attributions, with the agent for the source of a passive; without source where no agent is named."""
    for each in attributions:
        yield _by_agent(layout, each) if each.cue and each.source else each


def _by_agent(layout: Layout, each: Attribution) -> Attribution:
    cue, source = each.cue, each.source
    if cue is None or source is None or layout.quotation(cue.start) or _is_agent(layout.text, source):
        return each
    sentence = layout.around(cue)
    if source.start > cue.start:
        return replace(each, source=None) if _is_heard(layout, sentence.start, cue) else each
    sent = LETTER.search(layout.text, source.end, cue.end + 1)
    if sent:
        return replace(each, source=Span(*sent.span("letter")))
    start = max(sentence.start, source.end, cue.start - 20)
    heard = HEARD.search(layout.text, start, cue.end)
    passive = heard or SAID_BY.search(layout.text, start, cue.end)
    if passive is None or passive.end() < cue.start:
        return each
    agent = _agent(layout, passive.end(), sentence.end)
    if agent:
        return replace(each, source=agent)
    return replace(each, source=None) if heard else each


def _is_heard(layout: Layout, start: int, cue: Span) -> bool:
    """Whether a cue is the passive of a verb of hearing; one within a quotation is part of what was said."""
    heard = HEARD.finditer(layout.text, start, cue.end)
    return any(each.end() >= cue.start and layout.quotation(each.start()) is None for each in heard)


def _is_agent(text: str, source: Span) -> bool:
    return text.endswith("by ", 0, source.start) or text.startswith("by ", source.start)


def _agent(layout: Layout, start: int, end: int) -> Span | None:
    """The first "by NAME" outside of quotations."""
    for match in BY.finditer(layout.text, start, end):
        agent = Span(*match.span("agent"))
        if layout.quotation(match.start()) is None and not NO_AGENT.match(match["agent"]):
            return agent
    return None


def quoted_as(layout: Layout) -> Iterator[Attribution]:
    """What "B was quoted by A as saying", "A quoted B as saying", "in the words of B" and "as B put it" tell."""
    for sentence in layout.sentences:
        for read in (_was_quoted, _quotes, _in_words):
            found = read(layout, sentence)
            if found:
                yield found
                break


def _was_quoted(layout: Layout, sentence: Span) -> Attribution | None:
    match = QUOTED.search(layout.text, sentence.start, sentence.end)
    if match is None or layout.quotation(match.start()):
        return None
    cue = Span(*match.span())
    source = subject_before(layout.text, sentence, cue)
    content = _content(layout, sentence, source, cue) if source else None
    group = "via" if match["via"] else "agent"
    via = Span(*match.span(group)) if match[group] else None
    return Attribution(source, cue, (content,), via=via) if source and content else None


def _quotes(layout: Layout, sentence: Span) -> Attribution | None:
    match = QUOTES.search(layout.text, sentence.start, sentence.end)
    if match is None or layout.quotation(match.start("cue")):
        return None
    via, source = Span(*match.span("via")), Span(*match.span("source"))
    content = _content(layout, sentence, via, Span(match.start("cue"), match.end()))
    return Attribution(source, Span(source.end + 1, match.end()), (content,), via=via) if content else None


def _content(layout: Layout, sentence: Span, subject: Span, cue: Span) -> Span | None:
    quoted = quotation_ending(layout, subject.start) or quotation_beginning(layout, cue.end)
    that = THAT.match(layout.text, cue.end)
    clause = clause_after(layout, Span(cue.start, that.end()) if that else cue, sentence)
    return quoted or clause or clause_before(layout, subject, cue, sentence)


def _in_words(layout: Layout, sentence: Span) -> Attribution | None:
    """A comment that a name and a quotation stand in: the clause beside the name, or the quotation in it."""
    match = IN_WORDS.search(layout.text, sentence.start, sentence.end)
    if match is None or layout.quotation(match.start()):
        return None
    parts = match.groupdict()
    group, cue = next(pair for pair in (("source", "cue"), ("putter", "put"), ("owner", "view")) if parts.get(pair[0]))
    rest = Span(match.end(), sentence.end) if match.end() + 4 < sentence.end else None
    quoted = [each.span for each in layout.quotations if rest and rest.covers(each.span)]
    content = quoted[0] if quoted else clause_after(layout, Span(*match.span()), sentence)
    if content is None or (group == "owner" and not quoted):
        return None
    return Attribution(Span(*match.span(group)), Span(*match.span(cue)), (content,))

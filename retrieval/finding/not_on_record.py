"""Somebody asked for who is the source of nothing: what can be said about that, from where the name is printed."""

from corpus.article import BlockKind
from corpus.identity.word_forms import name_words
from corpus.store import KnownSpeaker, Naming
from retrieval.finding import facts, nothing_found
from retrieval.finding.answered import Answered, found, refused
from retrieval.finding.edition import Edition
from retrieval.questions.name_parts import without_titles
from retrieval.questions.question import Asked, Kind, Question
from retrieval.questions.wording import PRONOUN

NAMINGS_READ = 200
OFFERED = 3
TELLING = (BlockKind.BODY, BlockKind.CAPTION)


def not_on_record(edition: Edition, question: Question, asked: Asked) -> Answered:
    """The reason, or for 'who is ...?' the passages that name somebody who is never quoted."""
    if PRONOUN.match(asked.words):
        return refused(question, nothing_found.nobody_meant(asked.words))
    name, namings = where_printed(edition, question, asked.words)
    if not namings:
        return refused(question, nothing_found.unknown(asked.words, near(edition, question, asked.words)))
    if question.kind is Kind.WHO_IS:
        passages = [each for each in facts.passages(edition, question, naming(edition, namings)) if each]
        if passages:
            return found(question, [edition.shown.passage(each.passage, each.score) for each in passages])
    return refused(question, nothing_found.never_quoted(name, namings))


def near(edition: Edition, question: Question, words: str) -> list[KnownSpeaker]:
    """Speakers on record, in what answers may be made of, whose names look like this one."""
    alike = (edition.within(question.within, speaker) for speaker in edition.names.near(words, OFFERED))
    return [speaker for speaker in alike if speaker.statements]


def where_printed(edition: Edition, question: Question, words: str) -> tuple[str, list[Naming]]:
    """A name as it is first printed and where it is, with its titles or else without them."""
    for name in (words, " ".join(without_titles(name_words(words)))):
        printed = edition.store.namings(name, NAMINGS_READ) if name else []
        namings = [each for each in printed if edition.shelves.lies_within(question.within, each.article_id)]
        if namings:
            first = namings[0]
            return first.span.of(edition.shown.article(first.article_id).text), namings
    return words, []


def naming(edition: Edition, namings: list[Naming]) -> set[int]:
    """The ids of the passages that print the name in body or caption."""
    return {
        passage.id
        for each in namings
        if each.kind in TELLING
        for passage in edition.store.passages_of(each.article_id)
        if passage.span.touches(each.span)
    }

"""Findings: verbatim slices of stored articles with their attribution, checked against the store as they are made."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.article import Article, BlockKind, Span
from corpus.attribution.quotations import quotations
from corpus.identity.word_forms import words
from corpus.statement import Speaker
from corpus.store import ArticleStore, Passage, StoredStatement
from retrieval.answer import Finding, FindingKind
from retrieval.errors import NotInArticle
from retrieval.finding.citing import Citations

ARTICLES_KEPT = 512
NEVER_SHOWN = (BlockKind.RELATED, BlockKind.NOTICE)
PRONOUNS = frozenset(["he", "she", "they", "it", "him", "her", "them", "his", "their", "who"])
MARKS = "\"“”„‟«»‘’'`"


class Shown:
    """Makes findings of the statements and passages of one store."""

    def __init__(self, store: ArticleStore, citations: Citations) -> None:
        self._citations = citations
        self.article = lru_cache(ARTICLES_KEPT)(store.article)
        self._statements_in = lru_cache(ARTICLES_KEPT)(store.statements_in)

    def may_show(self, article_id: str, span: Span) -> bool:
        """Whether a span lies within the article and touches no list of related headlines and no notice."""
        article = self.article(article_id)
        hidden = any(block.kind in NEVER_SHOWN and block.span.touches(span) for block in article.blocks)
        return span.end <= len(article.text) and not hidden

    def statement(self, stored: StoredStatement, asked: int | None, score: float) -> Finding:
        """A statement as a finding of the speaker asked for, who may be the one who passed it on."""
        article = self.article(stored.article_id)
        statement = stored.statement
        passed_on = asked is not None and asked == stored.via_id and asked not in stored.speaker_ids
        speakers = (statement.via,) if passed_on and statement.via else _of(stored, asked)
        return Finding(
            text=self._verbatim(article, statement.extent),
            span=statement.extent,
            kind=FindingKind(statement.kind.value),
            speaker=" and ".join(speaker.name.of(article.text) for speaker in speakers) or None,
            role=speakers[0].role.of(article.text) if len(speakers) == 1 and speakers[0].role else None,
            via=statement.via.name.of(article.text) if statement.via and not passed_on else None,
            quotes=_quoted(article.text, statement.extent),
            citation=self._citations.with_copies(stored.article_id),
            score=score,
            pronoun=_pronoun(article.text, statement.source),
            statement_id=stored.id,
            type=statement.type,
        )

    def passage(self, passage: Passage, score: float) -> Finding:
        """A passage as a finding; it has a speaker where all of it is one statement."""
        article = self.article(passage.article_id)
        finding = Finding(
            text=self._verbatim(article, passage.span),
            span=passage.span,
            kind=FindingKind.PASSAGE,
            speaker=None,
            role=None,
            via=None,
            quotes=_quoted(article.text, passage.span),
            citation=self._citations.with_copies(passage.article_id),
            score=score,
        )
        for stored in self._statements_in(passage.article_id):
            if stored.statement.extent.covers(passage.span) and stored.statement.speakers:
                whole = self.statement(stored, None, score)
                return replace(whole, text=finding.text, span=finding.span, quotes=finding.quotes)
        return finding

    def without_copies(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, of those that copies of one article share, marks and spaces aside, only the first."""
        kept: dict[tuple[str, str], Finding] = {}
        for each in findings:
            kept.setdefault((self._citations.original(each.citation.article_id), " ".join(words(each.text))), each)
        return list(kept.values())

    def _verbatim(self, article: Article, span: Span) -> str:
        """The slice, which only a span from another text could miss."""
        text = span.of(article.text)
        if len(text) != span.end - span.start:
            raise NotInArticle(article.id, span.start, span.end)
        return text


def _of(stored: StoredStatement, asked: int | None) -> tuple[Speaker, ...]:
    """The speaker asked for as this article names it; all of them where nobody in particular is."""
    pairs = zip(stored.speaker_ids, stored.statement.speakers, strict=True)
    chosen = tuple(speaker for each, speaker in pairs if each == asked)
    return chosen[:1] or stored.statement.speakers


def _quoted(text: str, span: Span) -> tuple[Span, ...]:
    """What stands in quotation marks, without the marks."""
    found = []
    for quotation in quotations(text, span):
        start, end = quotation.span.start, quotation.span.end
        while start < end and text[start] in MARKS:
            start += 1
        while end > start and text[end - 1] in MARKS:
            end -= 1
        if start < end:
            found.append(Span(start, end))
    return tuple(found)


def _pronoun(text: str, source: Span | None) -> Span | None:
    return source if source and source.of(text).lower() in PRONOUNS else None

"""Findings: verbatim slices of stored articles with their attribution and citation, checked as they are made."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from corpus.article import Article, BlockKind, Span
from corpus.attribution.layout import quotations
from corpus.english.words import cased, name_words, tokens, words
from corpus.statement import Speaker, SpeakerKind, Statement
from corpus.store import ArticleStore, Passage, StoredStatement
from retrieval.answer import Citation, Finding, FindingKind
from retrieval.errors import NotInArticle
from retrieval.questions.name_parts import surname

SAMPLE_OUTLET = "invented sample"


class Citations:
    """The citations of the articles that are current at one revision of the store."""

    def __init__(self, store: ArticleStore) -> None:
        self._store = store
        self._known: dict[str, Citation] = {}
        self._copies: dict[str, list[str]] = {}
        self._printed: dict[str, tuple[str, list[tuple[StoredStatement, str]]]] = {}

    def __getitem__(self, article_id: str) -> Citation:
        """Where an article was printed, without its copies; UnknownArticle where it is not current."""
        if article_id not in self._known:
            self._known[article_id] = cite(self._store.article(article_id))
        return self._known[article_id]

    def with_copies(self, article_id: str, span: Span, stored: StoredStatement | None) -> Citation:
        """Where a passage was printed, and which other outlets print the very words, under the same speakers."""
        own = self[article_id]
        copies = self._copies_of(article_id)
        if not copies:
            return own
        said = " ".join(tokens(span.of(self._store.article(article_id).text)))
        printing = (self[copy] for copy in copies if self._prints(copy, said, stored))
        others = (copy.outlet or copy.url or copy.article_id for copy in printing)
        return replace(own, also_in=tuple(sorted({other for other in others if other != own.outlet})))

    def _prints(self, copy: str, said: str, stored: StoredStatement | None) -> bool:
        """Whether an article has these words in its body, and where they are a statement's, as one of its speakers'."""
        if copy not in self._printed:
            article = self._store.article(copy)
            body = " ".join(span.of(article.text) for span in article.spans(BlockKind.BODY))
            statements = [
                (each, " ".join(tokens(each.statement.extent.of(article.text))))
                for each in self._store.statements_in(copy)
            ]
            self._printed[copy] = (f" {' '.join(tokens(body))} ", statements)
        body, statements = self._printed[copy]
        if f" {said} " not in body:
            return False
        return stored is None or any(_same_voices(stored, each) and said in words for each, words in statements)

    def original(self, article_id: str) -> str:
        """One id for an article and all its copies."""
        return min([article_id, *self._copies_of(article_id)])

    def _copies_of(self, article_id: str) -> list[str]:
        if article_id not in self._copies:
            self._copies[article_id] = self._store.copies(article_id)
        return self._copies[article_id]


def _same_voices(stored: StoredStatement, other: StoredStatement) -> bool:
    one, two = ((set(each.speaker_ids), each.via_id, each.statement.actual) for each in (stored, other))
    return one == two


def cite(article: Article) -> Citation:
    """The citation of an article; the outlet of an invented sample says what it is, in whatever answer it stands."""
    outlet = f"{article.outlet or article.id} ({SAMPLE_OUTLET})" if article.is_sample else article.outlet
    published = article.published.moment if article.published else None
    return Citation(
        article.id,
        outlet,
        article.agency,
        article.headline,
        article.byline,
        article.place,
        published,
        article.url,
    )


FEWEST_QUOTED, SHARED = 6, 0.9  # different words of a quotation, and how many of them make another the same
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
        quotes = _quoted(article.text, statement.extent)
        speakers = (statement.via,) if passed_on and statement.via else _of(stored, asked)
        return Finding(
            text=self._verbatim(article, statement.extent),
            span=statement.extent,
            kind=FindingKind(statement.kind.value),
            speaker=" and ".join(_name(article, speaker) for speaker in speakers) or None,
            role=_in_one_line(speakers[0].role.of(article.text)) if len(speakers) == 1 and speakers[0].role else None,
            via=_name(article, statement.via) if statement.via and not passed_on else None,
            quotes=quotes,
            citation=self._citations.with_copies(stored.article_id, statement.extent, stored),
            score=score,
            pronoun=_pronoun(article.text, statement.source),
            statement_id=stored.id,
            type=statement.type,
            answer=_told(statement, quotes),
        )

    def passage(self, passage: Passage, score: float, answer: Span | None = None) -> Finding:
        """A passage as a finding, with the words that answer; it has a speaker where all of it is one statement."""
        article = self.article(passage.article_id)
        finding = Finding(
            text=self._verbatim(article, passage.span),
            span=passage.span,
            kind=FindingKind.PASSAGE,
            speaker=None,
            role=None,
            via=None,
            quotes=_quoted(article.text, passage.span),
            citation=self._citations.with_copies(passage.article_id, passage.span, None),
            score=score,
            answer=answer,
        )
        for stored in self._statements_in(passage.article_id):
            if stored.statement.actual and stored.statement.extent.covers(passage.span) and stored.statement.speakers:
                whole = self.statement(stored, None, score)
                return replace(whole, text=finding.text, span=finding.span, quotes=finding.quotes, answer=answer)
        return finding

    def without_copies(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings, of those that copies of one article share, marks and spaces aside, only the first.

        Words that one speaker is quoted with in several articles are one finding too, with all its printings.
        """
        kept: dict[tuple[str, str], Finding] = {}
        for each in findings:
            kept.setdefault((self._citations.original(each.citation.article_id), " ".join(words(each.text))), each)
        return _with_printings(list(kept.values()))

    def _verbatim(self, article: Article, span: Span) -> str:
        """The slice, which only a span from another text could miss."""
        text = span.of(article.text)
        if len(text) != span.end - span.start:
            raise NotInArticle(article.id, span.start, span.end)
        return text


def _with_printings(findings: Sequence[Finding]) -> list[Finding]:
    """Each quotation of a speaker once, as the best finding has it, with where else it was printed."""
    kept: list[Finding] = []
    printed: dict[int, list[Citation]] = {}
    said: dict[str | None, list[tuple[frozenset[str], int]]] = {}
    for each in findings:
        quoted = frozenset(words(" ".join(_within(each, quote) for quote in each.quotes)))
        others = said.setdefault(each.speaker and surname(name_words(each.speaker)), [])
        same = next((at for known, at in others if _same_words(quoted, known)), None)
        if same is None or kept[same].citation.article_id == each.citation.article_id:
            others.append((quoted, len(kept)))
            kept.append(each)
        else:
            printed.setdefault(same, []).append(each.citation)
    return [_also_printed(each, printed.get(at, ())) for at, each in enumerate(kept)]


def _also_printed(finding: Finding, citations: Sequence[Citation]) -> Finding:
    """The finding with where else its words were printed, earliest first."""
    dated = sorted(citations, key=lambda each: each.published or "")
    names = [", ".join(filter(None, (each.outlet or each.url, (each.published or "")[:10]))) for each in dated]
    also_in = tuple(dict.fromkeys((*finding.citation.also_in, *filter(None, names))))
    return replace(finding, citation=replace(finding.citation, also_in=also_in)) if citations else finding


def _within(finding: Finding, span: Span) -> str:
    return finding.text[span.start - finding.span.start : span.end - finding.span.start]


def _same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two quotations are one: nearly all words of the shorter are in the other."""
    fewer = min(len(one), len(other))
    return fewer >= FEWEST_QUOTED and len(one & other) >= SHARED * fewer


def _told(statement: Statement, quotes: Iterable[Span]) -> Span | None:
    """What is said in the sentences of a statement, from its first word to its last."""
    told = [*statement.content, *quotes]
    if not told:
        return None
    start, end = min(each.start for each in told), max(each.end for each in told)
    said = Span(start, end)
    return said if statement.extent.covers(said) else None


def _name(article: Article, speaker: Speaker) -> str:
    """The name as the article prints it, in one line; a full name of a transcript's label not in its capitals.

    A single word in capitals stays: it may be a short form, and nothing tells.
    """
    printed = _in_one_line(speaker.full_name(article.text))
    return cased(printed) if speaker.kind is SpeakerKind.PERSON and " " in printed else printed


def _in_one_line(printed: str) -> str:
    return " ".join(printed.split())


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

"""New statements of followed speakers in the store, and which speakers a /follow names. Sync; keeps nothing."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from bot.answerer import Answerer
from bot.chat import Place
from bot.conversation import Thread, Watch, WatchKind
from bot.following.follows import NOBODY, Follow, FollowKind, NewStatement, ReadUpTo
from corpus.article import Article, Span
from corpus.english.words import fold
from corpus.errors import UnknownArticle
from corpus.store import ArticleStore, StoredStatement
from retrieval.answer import Outcome
from retrieval.finding.findings import Citations, Shown
from retrieval.finding.quote_check import quoted_words
from retrieval.finding.topics import has_topic, is_about
from retrieval.questions.question import Context

LATEST = 200
"""Article ids that are remembered as read last: one of them is still there unless all were taken down meanwhile."""

KNOWN_AT_MOST = 3000
"""Statements of a speaker that are known from the day on which somebody follows, newest first."""

AROUND = 400
"""Characters before a sentence that tell what it is about, besides the headline."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the store brought; `identified` are follows whose speaker has another id now."""

    up_to: ReadUpTo
    heard: tuple[NewStatement, ...]
    wanted: tuple[tuple[Place, NewStatement], ...]
    identified: tuple[tuple[Follow, int], ...]


def here(store: ArticleStore) -> ReadUpTo:
    """Up to where the store goes now."""
    revision = store.revision()  # first: a change in between is looked at again
    return ReadUpTo(revision, tuple(store.article_ids()[-LATEST:]))


def known_words(store: ArticleStore, speaker: int) -> list[int]:
    """The statements of a speaker that are there already, by their words."""
    shown = Shown(store, Citations(store))
    heard = (_heard(shown, each, speaker) for each in store.statements_of([speaker])[:KNOWN_AT_MOST])
    return [one.words for one in heard if one is not None]


def listen(store: ArticleStore, follows: Sequence[Follow], before: ReadUpTo) -> Look:
    """What articles that were added since say in the words of those who are followed."""
    revision, ids = store.revision(), store.article_ids()
    new = set(ids[_first_new(ids, before.latest) :])
    speakers = {each: _speaker(store, each) for each in follows if each.kind is FollowKind.SPEAKER}
    shown = Shown(store, Citations(store))
    heard: list[NewStatement] = []
    wanted: list[tuple[Place, NewStatement]] = []
    for speaker in {each for each in speakers.values() if each is not None} if new else ():
        interested = [follow for follow, followed in speakers.items() if followed == speaker]
        for one in _spoken(store, shown, speaker, new):
            heard.append(one)
            article = shown.article(one.article_id)
            wanted += [(each.place, replace(one, follow=each.id)) for each in interested if _wants(each, article, one)]
    whoever = [each for each in follows if each.kind is not FollowKind.SPEAKER]
    for one in _all_new(store, shown, new) if whoever else ():
        article = shown.article(one.article_id)
        told = [(each.place, replace(one, follow=each.id)) for each in whoever if _wants(each, article, one)]
        heard += [one] if told else []
        wanted += told
    identified = tuple((each, now) for each, now in speakers.items() if now is not None and now != each.speaker)
    return Look(ReadUpTo(revision, tuple(ids[-LATEST:])), tuple(heard), tuple(wanted), identified)


def _first_new(ids: Sequence[str], latest: Iterable[str]) -> int:
    """The place of the first article that is new; all are looked through where none of the latest is left."""
    known = set(latest)
    return next((at for at in range(len(ids), 0, -1) if ids[at - 1] in known), 0)


def _speaker(store: ArticleStore, follow: Follow) -> int | None:
    """The id of the speaker who is followed, by name where the id is another's now; None where nobody is on record."""
    if follow.speaker != NOBODY and any(alias.name == follow.name for alias in store.aliases(follow.speaker)):
        return follow.speaker
    name = fold(follow.name)
    named = (each for each in store.names_like(follow.name, 5) if name in map(fold, (each.name, *each.aliases)))
    return next((each.id for each in named), None)


def _spoken(store: ArticleStore, shown: Shown, speaker: int, articles: set[str]) -> list[NewStatement]:
    stored = [each for each in store.statements_of([speaker]) if each.article_id in articles]
    heard = [_heard(shown, each, speaker) for each in stored]
    found: dict[int, NewStatement] = {}
    for one in heard:
        if one is not None:
            found.setdefault(one.words, one)
    return list(found.values())


def _all_new(store: ArticleStore, shown: Shown, articles: set[str]) -> Iterator[NewStatement]:
    """What anybody says in these articles."""
    for name in sorted(articles):
        for stored in store.statements_in(name):
            one = _heard(shown, stored, stored.speaker_ids[0]) if stored.speaker_ids else None
            if one is not None:
                yield one


def _heard(shown: Shown, stored: StoredStatement, speaker: int) -> NewStatement | None:
    """A statement by its words; None where it is not to be shown, or its article was taken down just now."""
    extent = stored.statement.extent
    try:
        if not shown.may_show(stored.article_id, extent):
            return None
        return NewStatement(
            _digest(extent.of(shown.article(stored.article_id).text)), stored.article_id, extent, speaker
        )
    except UnknownArticle:
        return None


def _digest(sentences: str) -> int:
    """64 bits of the words, whatever their case and the space between them."""
    words = " ".join(sentences.casefold().split())
    return int.from_bytes(sha256(words.encode("utf-8", "surrogatepass")).digest()[:8], "big", signed=True)


def _wants(follow: Follow, article: Article, one: NewStatement) -> bool:
    if follow.kind is FollowKind.QUOTE:
        return _plain(follow.name) in _plain(one.span.of(article.text))
    if not follow.topic:
        return True
    before = Span(max(0, one.span.start - AROUND), one.span.end).of(article.text)
    return is_about(follow.topic, one.span.of(article.text), f"{article.headline or ''}\n{before}")


def _plain(words: str) -> str:
    """Words as they are compared: folded, without signs."""
    return " ".join(re.findall(r"\w+", fold(words)))


LONGEST_TOPIC = 80


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker who is to be followed, and what he or she said already, which is no news."""

    speaker: int
    name: str
    known: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FollowTargets:
    """What a /follow names: speakers with a topic, a choice between several, or what is not on record yet."""

    speakers: tuple[Named, ...]
    topic: str
    up_to: ReadUpTo
    choice: Thread
    watch: Watch | None = None


def wanted(answerer: Answerer, words: str) -> FollowTargets:
    """Whom and what these words name. Raises what the answerer raises where search is down."""
    answer, context = answerer.ask(words, None)
    if answer.outcome is Outcome.WHICH_SPEAKER:
        return FollowTargets((), "", here(answerer.store), Thread(context, answer))
    by_name = context.question is not None and bool(context.question.speakers)
    found = named(answerer.store, context.speakers if by_name else (), topic_of(context))
    return found if found.speakers else replace(found, watch=_watch(words, context))


def _watch(words: str, context: Context) -> Watch | None:
    """What is to be told of once it is there: words in quotation marks, a topic, or somebody not on record yet."""
    quotation = quoted_words(words)
    if quotation is not None:
        return Watch(WatchKind.QUOTE, quotation)
    question = context.question
    asked = question.speakers[0].words if question is not None and question.speakers else ""
    plain = " ".join(words.split())[:LONGEST_TOPIC]
    if asked or plain.istitle():
        return Watch(WatchKind.NAME, asked or plain, topic_of(context) if asked else "")
    topic = topic_of(context) or plain
    return Watch(WatchKind.TOPIC, topic) if has_topic(topic) else None


def named(store: ArticleStore, speakers: Iterable[int], topic: str) -> FollowTargets:
    """These speakers, with what they said already; one who is on record no longer is left out."""
    up_to = here(store)
    fullest = ((speaker, _fullest_name(store, speaker)) for speaker in dict.fromkeys(speakers))
    found = tuple(Named(speaker, name, tuple(known_words(store, speaker))) for speaker, name in fullest if name)
    return FollowTargets(found, topic, up_to, Thread())


def _fullest_name(store: ArticleStore, speaker: int) -> str:
    return max((alias.name for alias in store.aliases(speaker)), key=len, default="")


def topic_of(context: Context | None) -> str:
    """The topic in a line; '' where it has no word that carries one."""
    question = context.question if context is not None else None
    topic = " ".join(question.topic.split())[:LONGEST_TOPIC] if question is not None else ""
    return topic if has_topic(topic) else ""

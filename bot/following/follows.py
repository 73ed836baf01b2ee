"""Who is followed where, and new statements that wait to be told, in the state.

Nothing is told twice: a statement is known by its words, so a copy in another outlet, an article read again, or a
correction that leaves the sentence unchanged is not news.
"""
# ruff: noqa: S608 -- queries are put together from fixed words

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from bot.chat import Place
from bot.errors import ChatError
from bot.state.state import State, supersede, together
from corpus.article import Span

AT_MOST = 20
"""Speakers followed in one chat."""

ADD = """
INSERT INTO follows (chat_id, forum_topic, kind, speaker, name, topic, once) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""
KEY = ("chat_id", "forum_topic", "kind", "speaker", "name", "topic")
_COLUMNS = "id, chat_id, forum_topic, kind, speaker, name, topic, once"

NOT_TOLD = "once < 2"
"""Whether a follow still waits: one that ends when it is told is marked 2 while that is on its way."""

NOBODY = -1
"""Stands for the speaker where none is followed, or none of that name is on record yet."""


class FollowKind(StrEnum):
    """What a place wants to hear of."""

    SPEAKER = "speaker"
    TOPIC = "topic"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Follow:
    """What a place wants to hear of: a speaker, a topic whoever speaks on it, or words to be printed (`name`).

    A speaker is known by the store's id (NOBODY where none of that name is on record yet), and by name to check it;
    `topic` '' is anything. What is followed `once` ends when it was told.
    """

    id: int
    place: Place
    speaker: int
    name: str
    topic: str
    kind: FollowKind = FollowKind.SPEAKER
    once: bool = False


class Follows:
    """All that is followed. A place is a chat, or one topic of a forum."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(
        self, place: Place, speaker: int, name: str, topic: str, kind: FollowKind = FollowKind.SPEAKER, once: int = 0
    ) -> bool:
        """Follow a speaker, a topic or words; False where the place does already."""
        if speaker != NOBODY and self._follows_already(place, speaker, topic):
            return False
        values = (place.chat_id, place.topic or 0, kind.value, speaker, name, topic, once)
        return self._state.execute(ADD, values).rowcount > 0

    def _follows_already(self, place: Place, speaker: int, topic: str) -> bool:
        there = [
            each for each in self.of_chat(place.chat_id) if each.place == Place(place.chat_id, place.topic or None)
        ]
        return any(each.speaker == speaker and each.topic == topic for each in there)

    def all(self) -> list[Follow]:
        """Every one, oldest first."""
        return self._read(f"WHERE {NOT_TOLD} ORDER BY id")

    def of_chat(self, chat_id: int) -> list[Follow]:
        """Those of a chat, oldest first."""
        return self._read(f"WHERE chat_id = ? AND {NOT_TOLD} ORDER BY id", chat_id)

    def follows_speaker(self, speaker: int) -> bool:
        """Whether any chat follows this speaker."""
        return bool(self._read("WHERE speaker = ? LIMIT 1", speaker))

    def end(self, follow: Follow) -> None:
        """Follow no longer."""
        self._state.execute("DELETE FROM follows WHERE id = ?", (follow.id,))

    def identify(self, follow: Follow, speaker: int) -> None:
        """Note the id that the speaker has now; where the place follows that one already, once is enough."""
        supersede(self._state, "follows", "speaker", speaker, {"id": follow.id}, KEY)

    def leave_topic(self, place: Place) -> None:
        """Tell the chat itself from now on: the forum's topic is gone."""
        left = {"chat_id": place.chat_id, "forum_topic": place.topic or 0}
        supersede(self._state, "follows", "forum_topic", 0, left, KEY)

    def forget_asker(self, asker: int) -> None:
        """Nothing is kept of a person here but what is kept of the private chat."""

    def forget_chat(self, chat_id: int) -> None:
        """Follow nobody there any more."""
        self._state.execute("DELETE FROM follows WHERE chat_id = ?", (chat_id,))

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Follow the same speakers under the chat's new id."""
        supersede(self._state, "follows", "chat_id", new_id, {"chat_id": old_id}, KEY)

    def _read(self, condition: str, *values: int) -> list[Follow]:
        rows = self._state.execute(f"SELECT {_COLUMNS} FROM follows {condition}", values)
        return [
            Follow(number, Place(chat_id, forum_topic or None), speaker, name, topic, FollowKind(kind), bool(once))
            for number, chat_id, forum_topic, kind, speaker, name, topic, once in rows
        ]


KNOW = "INSERT INTO heard VALUES (?) ON CONFLICT DO NOTHING"
WAIT = """
INSERT INTO news (chat_id, forum_topic, words, article, start, stop, speaker, follow, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (chat_id, forum_topic, words) DO UPDATE
SET article = excluded.article, start = excluded.start, stop = excluded.stop, speaker = excluded.speaker,
    follow = excluded.follow, at = excluded.at
"""
_OF_PLACE = "WHERE chat_id = ? AND forum_topic = ?"

WAITING_AT_MOST = 300
"""Statements that wait to be told in one place; what comes beyond them is not told."""


@dataclass(frozen=True, slots=True)
class DigestPace:
    """Seconds: how often the store is looked at, how long news is gathered, and how far apart digests are."""

    look: float = 3.0
    gather: float = 5.0
    interval: float = 600.0


USUAL = DigestPace()


@dataclass(frozen=True, slots=True)
class ReadUpTo:
    """Up to where articles were read: the store's revision, and the ids of the articles that were added last."""

    revision: int
    latest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A new statement: `words` is the digest of its sentences, `span` where they stand, `follow` what wants it told."""

    words: int
    article_id: str
    span: Span
    speaker: int
    follow: int = 0


class PendingNews:
    """What waits to be told, and what is known already."""

    def __init__(self, state: State) -> None:
        self._state = state

    def is_told_here(self) -> bool:
        """Whether it is this process that tells it: of several that share a state, one does."""
        return self._state.leads()

    def read_up_to(self) -> ReadUpTo | None:
        """Up to where articles were read; None before anybody was followed."""
        row = self._state.execute("SELECT revision, latest FROM read_up_to").fetchone()
        return ReadUpTo(row[0], tuple(row[1].split("\n"))) if row else None

    def know(self, words: Iterable[int]) -> None:
        """Note statements that were there before somebody followed their speaker: they are no news."""
        with together(self._state):
            self._state.executemany(KNOW, ((each,) for each in words))

    def note(
        self, up_to: ReadUpTo, heard: Iterable[NewStatement], wanted: Iterable[tuple[Place, NewStatement]], now: float
    ) -> None:
        """Note, durably and as one, up to where was read, what was heard, and who wants to be told of what of it."""
        told = list(wanted)
        with together(self._state):
            new = [(place, one) for place, one in told if not self._known(one) or self._waits(place, one)]
            for place, one in new:
                self._wait(place, one, now)
            self._state.executemany(KNOW, ((one.words,) for one in heard))
            self.read(up_to)

    def read(self, up_to: ReadUpTo) -> None:
        """Note up to where articles were read."""
        self._state.execute("DELETE FROM read_up_to")
        self._state.execute("INSERT INTO read_up_to VALUES (?, ?)", (up_to.revision, "\n".join(up_to.latest)))

    def due(self, now: float, rhythm: DigestPace) -> list[Place]:
        """Where something has waited long enough, and the last digest is long enough ago."""
        query = """
            SELECT chat_id, forum_topic FROM news LEFT JOIN digests USING (chat_id, forum_topic)
            GROUP BY chat_id, forum_topic HAVING min(news.at) <= ? AND (max(digests.at) IS NULL OR max(digests.at) <= ?)
        """
        rows = self._state.execute(query, (now - rhythm.gather, now - rhythm.interval))
        return [Place(chat_id, forum_topic or None) for chat_id, forum_topic in rows]

    def waiting(self, place: Place) -> list[NewStatement]:
        """What waits to be told in a place, in the order in which it was heard."""
        columns = "words, article, start, stop, speaker, follow"
        query = f"SELECT {columns} FROM news {_OF_PLACE} ORDER BY at"
        rows = self._state.execute(query, _key(place))
        return [
            NewStatement(words, article, Span(start, stop), speaker, follow)
            for words, article, start, stop, speaker, follow in rows
        ]

    @contextmanager
    def handing_over(self, place: Place, told: Sequence[NewStatement], now: float) -> Iterator[None]:
        """Durably take what is told off the waiting ones, for as long as the platform has not refused it.

        A process that dies in between can't tell whether it arrived: it is not told again, since nothing is told twice.
        """
        earlier = self._state.execute(f"SELECT at FROM digests {_OF_PLACE}", _key(place)).fetchone()
        once = "UPDATE follows SET once = ? WHERE id = ? AND once = ?"
        with together(self._state):
            self.drop(place, told)
            self._state.executemany(once, ((2, one.follow, 1) for one in told))
            self._told_at(place, now)
        try:
            yield
        except ChatError:
            with together(self._state):
                self._state.executemany(once, ((1, one.follow, 2) for one in told))
                for one in told:
                    self._wait(place, one, now)
                self._told_at(place, earlier[0] if earlier else None)
            raise
        self._state.execute("DELETE FROM follows WHERE once = 2")

    def drop(self, place: Place, told: Iterable[NewStatement]) -> None:
        """Let these wait no longer."""
        query = f"DELETE FROM news {_OF_PLACE} AND words = ?"
        self._state.executemany(query, ((*_key(place), one.words) for one in told))

    def leave_topic(self, place: Place) -> None:
        """Let what waits for a forum's topic wait for the chat itself."""
        left = {"chat_id": place.chat_id, "forum_topic": place.topic or 0}
        supersede(self._state, "news", "forum_topic", 0, left, ("chat_id", "forum_topic", "words"))

    def forget_asker(self, asker: int) -> None:
        """Nothing is kept of a person here but what is kept of the private chat."""

    def forget_chat(self, chat_id: int) -> None:
        """Tell that chat nothing of what waits."""
        self._state.execute("DELETE FROM news WHERE chat_id = ?", (chat_id,))
        self._state.execute("DELETE FROM digests WHERE chat_id = ?", (chat_id,))

    def move_chat(self, old_id: int, new_id: int) -> None:
        """Tell what waits under the chat's new id."""
        moved = {"chat_id": old_id}
        supersede(self._state, "news", "chat_id", new_id, moved, ("chat_id", "forum_topic", "words"))
        supersede(self._state, "digests", "chat_id", new_id, moved, ("chat_id", "forum_topic"))

    def _told_at(self, place: Place, at: float | None) -> None:
        """Note when a place was told last; None: never."""
        self._state.execute(f"DELETE FROM digests {_OF_PLACE}", _key(place))
        if at is not None:
            self._state.execute("INSERT INTO digests VALUES (?, ?, ?)", (*_key(place), at))

    def _known(self, one: NewStatement) -> bool:
        return self._state.execute("SELECT 1 FROM heard WHERE words = ?", (one.words,)).fetchone() is not None

    def _waits(self, place: Place, one: NewStatement) -> bool:
        query = f"SELECT 1 FROM news {_OF_PLACE} AND words = ?"
        return self._state.execute(query, (*_key(place), one.words)).fetchone() is not None

    def _wait(self, place: Place, one: NewStatement, now: float) -> None:
        query = f"SELECT count(*) FROM news {_OF_PLACE}"
        if self._state.execute(query, _key(place)).fetchone()[0] < WAITING_AT_MOST:
            values = (
                *_key(place),
                one.words,
                one.article_id,
                one.span.start,
                one.span.end,
                one.speaker,
                one.follow,
                now,
            )
            self._state.execute(WAIT, values)


def _key(place: Place) -> tuple[int, int]:
    return place.chat_id, place.topic or 0

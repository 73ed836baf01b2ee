"""What is new of those who are followed: heard once, gathered, kept through restarts. No chat, no process."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fake_telegram.judge import judge_keyboard, judged_text
from fakes import MemoryStore

from bot.chat import Place
from bot.chat_settings import USUAL
from bot.errors import Unreachable
from bot.following.digests import digest
from bot.following.follows import WAITING_AT_MOST, DigestPace, Follow, Follows, NewStatement, PendingNews, ReadUpTo
from bot.following.new_statements import LATEST, here, known_words, listen
from bot.state.state import open_state
from bot.telegram_chat.api import LIMITS
from corpus.article import Article, Block, BlockKind, Published, Span, article_id
from corpus.statement import Speaker, SpeakerKind, Statement, StatementKind

HERE, THERE = Place(7), Place(-1005, 9)
RHYTHM = DigestPace(look=3, gather=5, interval=600)
SAID = "Jake Sullivan said {}."


def article(number: int, *sentences: str, headline: str = "Harbour news") -> tuple[Article, list[Statement]]:
    """An article whose sentences are one statement of Jake Sullivan each."""
    text = "\n".join(sentences)
    origin = f"https://ellis.example/{number}"
    blocks = (Block(BlockKind.BODY, Span(0, len(text))),)
    published = Published(f"2024-03-{number % 28 + 1:02}", "as printed")
    made = Article(
        article_id(origin, text), origin, text, blocks, outlet="Courier", headline=headline, published=published
    )
    statements, at = [], 0
    for sentence in sentences:
        name = Speaker(Span(at, at + len("Jake Sullivan")), None, SpeakerKind.PERSON)
        whole = Span(at, at + len(sentence))
        statements.append(Statement(name.name, None, (whole,), StatementKind.INDIRECT, (name,), None, whole))
        at = whole.end + 1
    return made, statements


def put(store: MemoryStore, number: int, *sentences: str, headline: str = "Harbour news") -> Article:
    made, statements = article(number, *sentences, headline=headline)
    store.add(made, [], statements)
    return made


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    put(store, 1, SAID.format("the ferries would run"))
    return store


@pytest.fixture
def state(tmp_path: Path) -> sqlite3.Connection:
    return open_state(tmp_path)


def follow(store: MemoryStore, topic: str = "", place: Place = HERE, number: int = 1) -> Follow:
    (speaker,) = store.names_like("Jake Sullivan", 2)
    return Follow(number, place, speaker.id, "Jake Sullivan", topic)


def said(store: MemoryStore, heard: Iterable[NewStatement]) -> list[str]:
    return [one.span.of(store.article(one.article_id).text) for one in heard]


def test_only_articles_that_were_added_since_are_heard(store: MemoryStore) -> None:
    before = here(store)
    put(store, 2, SAID.format("the tugs were old"), SAID.format("they would be sold"))
    look = listen(store, [follow(store)], before)
    assert said(store, look.heard) == [SAID.format("the tugs were old"), SAID.format("they would be sold")]
    assert listen(store, [follow(store)], look.up_to).heard == ()


def test_where_all_that_was_read_last_is_gone_everything_is_looked_through(store: MemoryStore) -> None:
    look = listen(store, [follow(store)], ReadUpTo(0, ("gone", "gone too")))
    assert len(look.heard) == 1


def test_no_more_ids_are_remembered_than_is_said(store: MemoryStore) -> None:
    for number in range(2, LATEST + 5):
        put(store, number, SAID.format(f"this was number {number}"))
    assert len(here(store).latest) == LATEST


@pytest.mark.parametrize(
    ("topic", "headline", "told"),
    [
        ("tugs", "Harbour news", True),
        ("the tug", "Harbour news", True),
        ("ferries", "Harbour news", False),
        ("ferries", "Ferries and tugs", True),
        ("old ships", "Harbour news", False),
        ("old tugs", "Harbour news", True),
    ],
)
def test_a_topic_is_found_in_the_words_or_around_them(
    store: MemoryStore, topic: str, headline: str, told: bool
) -> None:
    before = here(store)
    put(store, 2, SAID.format("the tugs were old"), headline=headline)
    assert bool(listen(store, [follow(store, topic)], before).wanted) is told


def test_a_speaker_whose_id_changed_is_found_by_name(store: MemoryStore) -> None:
    before = here(store)
    put(store, 2, SAID.format("the tugs were old"))
    moved = replace(follow(store), speaker=4711)
    look = listen(store, [moved], before)
    assert len(look.wanted) == 1
    assert look.identified == ((moved, follow(store).speaker),)


def test_nobody_on_record_under_that_name_is_heard(store: MemoryStore) -> None:
    assert listen(store, [replace(follow(store), name="Ann Kowalska")], ReadUpTo(0, ())).wanted == ()


def noted(
    state: sqlite3.Connection, store: MemoryStore, before: ReadUpTo, *follows: Follow, now: float = 0
) -> PendingNews:
    news = PendingNews(state)
    look = listen(store, follows, before)
    news.note(look.up_to, look.heard, look.wanted, now)
    return news


def test_the_same_words_in_another_article_are_no_news(state: sqlite3.Connection, store: MemoryStore) -> None:
    PendingNews(state).know(known_words(store, follow(store).speaker))
    before = here(store)
    put(store, 2, SAID.format("the ferries  would run").upper().replace("JAKE SULLIVAN", "Jake Sullivan"))
    assert noted(state, store, before, follow(store)).waiting(HERE) == []


def test_a_statement_that_two_follows_of_a_place_want_is_told_once(
    state: sqlite3.Connection, store: MemoryStore
) -> None:
    before = here(store)
    put(store, 2, SAID.format("the tugs were old"))
    news = noted(state, store, before, follow(store), follow(store, "tugs", number=2), follow(store, place=THERE))
    assert [len(news.waiting(place)) for place in (HERE, THERE)] == [1, 1]


def test_what_was_told_is_not_told_again_when_it_is_heard_again(state: sqlite3.Connection, store: MemoryStore) -> None:
    before = here(store)
    put(store, 2, SAID.format("the tugs were old"))
    news = noted(state, store, before, follow(store))
    with news.handing_over(HERE, news.waiting(HERE), 10):
        pass
    assert noted(state, store, before, follow(store)).waiting(HERE) == []


def test_what_a_correction_leaves_as_it_was_is_told_where_it_stands_now(
    state: sqlite3.Connection, store: MemoryStore
) -> None:
    before = here(store)
    old = put(store, 2, SAID.format("the tugs were old"))
    news = noted(state, store, before, follow(store))
    store.remove(old.id)
    corrected = put(store, 3, "A sentence more.", SAID.format("the tugs were old"))
    news = noted(state, store, before, follow(store))
    assert corrected.id in [one.article_id for one in news.waiting(HERE)]


def test_a_message_that_did_not_arrive_is_told_later(state: sqlite3.Connection, store: MemoryStore) -> None:
    before = here(store)
    put(store, 2, SAID.format("the tugs were old"))
    news = noted(state, store, before, follow(store))
    with pytest.raises(Unreachable), news.handing_over(HERE, news.waiting(HERE), 10):
        raise Unreachable
    assert len(news.waiting(HERE)) == 1
    assert news.due(20, RHYTHM) == [HERE]


def test_a_process_that_dies_while_it_tells_does_not_tell_it_again(tmp_path: Path, store: MemoryStore) -> None:
    before = here(store)
    put(store, 2, SAID.format("the tugs were old"))
    news = noted(open_state(tmp_path), store, before, follow(store))
    news.handing_over(HERE, news.waiting(HERE), 10).__enter__()
    assert PendingNews(open_state(tmp_path)).waiting(HERE) == []


def test_news_is_gathered_and_digests_keep_their_distance(state: sqlite3.Connection, store: MemoryStore) -> None:
    before = here(store)
    put(store, 2, SAID.format("the tugs were old"))
    news = noted(state, store, before, follow(store), now=100)
    assert news.due(104, RHYTHM) == []
    assert news.due(105, RHYTHM) == [HERE]
    with news.handing_over(HERE, news.waiting(HERE), 105):
        pass
    put(store, 3, SAID.format("the pier was new"))
    news = noted(state, store, before, follow(store), now=200)
    assert news.due(704, RHYTHM) == []
    assert news.due(705, RHYTHM) == [HERE]


def test_no_more_waits_than_is_said(state: sqlite3.Connection) -> None:
    news = PendingNews(state)
    heard = [NewStatement(number, "a", Span(0, 1), 1) for number in range(WAITING_AT_MOST + 50)]
    news.note(ReadUpTo(1, ()), heard, [(HERE, one) for one in heard], 0)
    assert len(news.waiting(HERE)) == WAITING_AT_MOST


def test_a_place_that_moves_or_goes_takes_its_news_along(state: sqlite3.Connection) -> None:
    news, follows = PendingNews(state), Follows(state)
    one = NewStatement(1, "a", Span(0, 1), 1)
    news.note(ReadUpTo(1, ()), [one], [(THERE, one)], 0)
    follows.add(THERE, 1, "Jake Sullivan", "")
    for part in (news, follows):
        part.move_chat(-1005, -1009)
    assert news.waiting(Place(-1009, 9)) == [one]
    assert [each.place for each in follows.all()] == [Place(-1009, 9)]
    for part in (news, follows):
        part.forget_chat(-1009)
    assert (news.waiting(Place(-1009, 9)), follows.all()) == ([], [])


def test_a_digest_of_many_is_one_message_with_the_newest_first(store: MemoryStore) -> None:
    before = here(store)
    for number in range(2, 14):
        put(store, number, SAID.format(f"this was number {number}"))
    heard = listen(store, [follow(store)], before).heard
    made = digest(store, heard, {}, USUAL, LIMITS)
    assert made is not None
    text = judged_text(made.message.html, LIMITS.text)["text"]
    assert text.startswith("New on record: Jake Sullivan\n\n1-3 of 12\n\n1. Jake Sullivan")
    assert text.index("number 13") < text.index("number 12")
    assert "number 10" not in text
    judge_keyboard({"inline_keyboard": [[{"text": one.label, "callback_data": one.action or "x"} for one in row]
                                        for row in made.message.buttons]})  # fmt: skip


def test_a_digest_has_only_what_the_chat_is_confined_to(store: MemoryStore) -> None:
    heard = listen(store, [follow(store)], ReadUpTo(0, ())).heard
    assert digest(store, heard, {}, replace(USUAL, outlets=("Gazette",)), LIMITS) is None
    assert digest(store, heard, {}, replace(USUAL, outlets=("Courier",)), LIMITS) is not None


def test_a_digest_of_what_was_taken_down_is_none(store: MemoryStore) -> None:
    assert digest(store, [NewStatement(1, "gone", Span(0, 5), 1)], {}, USUAL, LIMITS) is None
    assert digest(store, sequence_beside_statements(store), {}, USUAL, LIMITS) is None


def sequence_beside_statements(store: MemoryStore) -> Sequence[NewStatement]:
    """Where an article has no statement any more, since it was read anew."""
    return [NewStatement(1, store.article_ids()[0], Span(3, 5), 1)]


def test_a_heading_that_leaves_no_room_is_left_out(store: MemoryStore) -> None:
    before = here(store)
    made = put(store, 2, SAID.format("word " * 800))
    heard = listen(store, [follow(store)], before).heard
    told = digest(store, heard, {heard[0].speaker: "x" * 50}, USUAL, replace(LIMITS, text=3000))
    assert made.id == heard[0].article_id
    assert told is not None
    assert told.message.plain.startswith("Jake Sullivan")

"""Inline mode: '@thebot sullivan' in any chat."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from fake_newsroom import ARTICLES, FakeNewsroom, findings
from fake_telegram.judge import Refused, judge_cards
from fake_telegram.server import FakeTelegram
from hypothesis import HealthCheck, given, settings
from running_bot import RunningBot
from test_messages import hostile_findings

from bot.chat import Card
from bot.excerpts import links_to
from bot.inline import KEPT_QUERIES, InlineSearch, card
from bot.telegram_chat.api import LIMITS
from corpus.article import Span
from retrieval.answer import Answer, Finding, Outcome
from retrieval.questions.question import Context

NUMBERS = count(50_000)
LINKED = replace(LIMITS, link=links_to("recordbot"))
TODAY = date(2024, 3, 5)


def typed(talk: FakeTelegram, query: str, offset: str = "") -> dict[str, Any]:
    """What is offered to somebody who types."""
    number = talk.type_inline(next(NUMBERS), query, offset)
    return talk.wait(lambda: talk.cards.get(number, {}))


def test_a_name_gives_cards_with_the_words_as_printed(talk: FakeTelegram) -> None:
    offered = typed(talk, "sullivan")
    assert [one["title"] for one in offered["results"]] == ["Jake Sullivan · 4 March 2024"] * 3
    first = offered["results"][0]
    assert first["description"].startswith('"We have waited nine years for this,"')
    assert "<blockquote expandable>" in first["input_message_content"]["message_text"]
    assert offered["button"] == {"text": "Ask me in private", "start_parameter": "inline"}


def test_a_card_that_was_posted_opens_its_passage_in_the_private_chat(talk: FakeTelegram) -> None:
    (button,) = typed(talk, "mayor")["results"][0]["reply_markup"]["inline_keyboard"][0]
    chat = talk.private(next(NUMBERS))
    talk.say(chat, chat.id, "/start " + button["url"].partition("?start=")[2])
    assert "The mayor was told" in talk.said(chat)[0]["text"]


def test_a_name_of_several_speakers_gives_cards_of_each(talk: FakeTelegram) -> None:
    names = [one["title"].partition(" · ")[0] for one in typed(talk, "Nowak")["results"]]
    assert names == ["Anna Nowak", "Piotr Nowak"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "Ask me in private"),
        ("Kowalska", "Nobody is on record with that. Ask me in private"),
        ("an outage", "Search is out of order just now"),
    ],
)
def test_where_there_are_no_cards_the_button_says_why(talk: FakeTelegram, query: str, says: str) -> None:
    offered = typed(talk, query)
    assert (offered["results"], offered["button"]["text"]) == ([], says)


def test_what_is_taken_down_is_gone_from_the_next_query_on(
    telegram: FakeTelegram, start_bot: Callable[..., RunningBot]
) -> None:
    bot = start_bot()
    assert len(typed(telegram, "sullivan")["results"]) == 3
    (bot.folder / "withdrawn").mkdir()
    (bot.folder / "withdrawn" / ARTICLES[0].id).touch()
    offered = typed(telegram, "sullivan")
    assert offered["results"] == []
    assert offered["cache_time"] == 0


def test_a_query_that_is_dead_before_it_is_answered_is_passed_over(
    telegram: FakeTelegram, start_bot: Callable[..., RunningBot]
) -> None:
    bot = start_bot()
    telegram.open_queries.discard(telegram.type_inline(7, "sullivan"))
    assert telegram.wait(lambda: telegram.called("answerInlineQuery"))[0].ok is False
    assert typed(telegram, "sullivan")["results"]
    assert "inline" not in bot.log()


def test_cards_that_are_refused_are_shown_without_markup(
    telegram: FakeTelegram, start_bot: Callable[..., RunningBot]
) -> None:
    start_bot()
    telegram.fail("answerInlineQuery", Refused(400, "Bad Request: can't parse entities: unsupported start tag"))
    first = typed(telegram, "nowak")["results"][0]
    assert 'the file was "thin &amp; &lt;b&gt;torn&lt;/b&gt;"' in first["input_message_content"]["message_text"]
    assert "reply_markup" not in first


def test_an_inline_query_is_not_kept(telegram: FakeTelegram, start_bot: Callable[..., RunningBot]) -> None:
    bot = start_bot()
    telegram.type_inline(7, "mishap with an umbrella")
    while "RuntimeError" not in bot.log():
        telegram.wait_a_moment()
    assert b"umbrella" not in b"".join(path.read_bytes() for path in bot.folder.glob("*"))


class Crowd(FakeNewsroom):
    """Has many findings to every question, of which each is its own place in the article, and counts questions."""

    def __init__(self, *found: Finding) -> None:
        super().__init__()
        self.found, self.asked, self.generation = found, 0, "first"

    def edition(self) -> tuple[int, str]:
        return 0, self.generation

    def ask(self, question: str, context: Context | None) -> tuple[Answer, Context]:
        self.asked += 1
        return Answer(question, Outcome.ANSWERED, self.found, len(self.found)), Context()


def places(number: int) -> list[Finding]:
    text = ARTICLES[0].text
    spans = [Span(each, each + 10) for each in range(number)]
    return [replace(findings()[0], text=span.of(text), span=span, quotes=()) for span in spans]


def search(newsroom: FakeNewsroom) -> InlineSearch:
    return InlineSearch(newsroom, lambda: TODAY, LINKED)


def test_fifty_cards_are_a_page_and_the_offset_turns_it() -> None:
    looking = search(Crowd(*places(120)))
    pages, offset = [], ""
    while not pages or offset:
        offered = looking.offer("sullivan", offset)
        pages.append(offered.cards)
        offset = offered.next_offset
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({one.id for page in pages for one in page}) == 120


@pytest.mark.parametrize("offset", ["x", "-5", "9" * 60, "١"])
def test_an_offset_that_is_none_begins_anew(offset: str) -> None:
    assert len(search(Crowd(*places(3))).offer("sullivan", offset).cards) == 3


def test_an_offset_beyond_the_end_gives_none() -> None:
    assert search(Crowd(*places(3))).offer("sullivan", "50").cards == ()


def test_one_finding_that_makes_no_card_leaves_the_others() -> None:
    good = findings()[0]
    bad = replace(good, text=" ", span=Span(3, 4), quotes=())
    assert len(search(Crowd(good, bad, good, findings()[3])).offer("x", "").cards) == 2


def test_a_repeated_query_is_asked_once_until_the_index_is_rebuilt() -> None:
    newsroom = Crowd(*places(2))
    looking = search(newsroom)
    for query in ("Sullivan  ukraine", "sullivan ukraine", "SULLIVAN UKRAINE"):
        looking.offer(query, "")
    assert newsroom.asked == 1
    newsroom.generation = "second"
    looking.offer("sullivan ukraine", "")
    assert newsroom.asked == 2


def test_no_more_queries_are_remembered_than_is_said() -> None:
    newsroom = Crowd(*places(1))
    looking = search(newsroom)
    for number in range(KEPT_QUERIES + 1):
        looking.offer(f"query {number}", "")
    looking.offer(f"query {KEPT_QUERIES}", "")
    assert newsroom.asked == KEPT_QUERIES + 1
    looking.offer("query 0", "")
    assert newsroom.asked == KEPT_QUERIES + 2


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile_findings())
def test_no_finding_makes_a_card_that_telegram_refuses(hostile: Finding) -> None:
    made = card(hostile, LINKED)
    if made is not None:
        judge_cards([as_sent(made)], "", None)


def test_a_long_article_id_makes_a_card_too() -> None:
    cited = replace(findings()[0].citation, article_id="https://x.example/" + "ä" * 200)
    made = card(replace(findings()[0], citation=cited), LINKED)
    assert made is not None
    judge_cards([as_sent(made)], "", None)


def as_sent(made: Card) -> dict[str, Any]:
    rows = [[{"text": button.label, "url": button.url} for button in row] for row in made.message.buttons]
    content = {"message_text": made.message.html, "parse_mode": "HTML"}
    return {
        "id": made.id,
        "title": made.title,
        "input_message_content": content,
        "reply_markup": {"inline_keyboard": rows},
    }

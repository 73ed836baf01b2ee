"""What messages say, judged by the parser that Telegram itself uses."""

from dataclasses import replace

import pytest
from fake_newsroom import ARTICLES, FakeNewsroom, findings
from fake_telegram.judge import judged_text, parsed
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from message_judge import judge

from bot.checking import CheckedClaim, ClaimVerdict, Contrast
from bot.conversation import Conversation, NothingFound, Page, Reply, Thread
from bot.excerpts import surroundings
from bot.telegram_chat.api import LIMITS
from bot.wording.messages import checked_message, reply_message
from corpus.article import Article, Block, BlockKind, Span
from retrieval.answer import Answer, Choice, Citation, Finding, FindingKind, Outcome, Reason, ReasonKind
from retrieval.questions.question import EVERYTHING


def shown(question: str) -> tuple[str, str, list[tuple[str, str]]]:
    """HTML, text, and what each entity marks."""
    _, reply = Conversation(FakeNewsroom()).say(Thread(), question, 3)
    html = reply_message(reply, 3, LIMITS).html
    found = parsed(html)
    units = found["text"].encode("utf-16-le")
    marks = []
    for entity in found["entities"]:
        start = 2 * entity["offset"]
        words = units[start : start + 2 * entity["length"]].decode("utf-16-le")
        marks.append((entity["type"]["@type"], words))
    return html, found["text"], marks


def test_quoted_words_are_bold_in_an_expandable_quotation() -> None:
    _, _, marks = shown("What did Sullivan say?")
    passage = '"We have waited nine years for this," harbour master Jake Sullivan said.'
    assert ("textEntityTypeExpandableBlockQuote", passage) in marks
    assert ("textEntityTypeBold", '"We have waited nine years for this,"') in marks


def test_a_resolved_pronoun_is_explained_in_brackets_that_are_marked_as_the_bots() -> None:
    _, text, marks = shown("What did Sullivan say?")
    assert "He [Jake Sullivan] added that the work would take four months." in text
    assert ("textEntityTypeItalic", " [Jake Sullivan]") in marks


def test_second_hand_words_name_who_passed_them_on() -> None:
    _, text, _ = shown("What did the mayor say?")
    assert text.startswith("the mayor · via Ilse Brandt · partly in quotation marks\n")


def test_direct_and_indirect_words_are_told_apart() -> None:
    _, text, _ = shown("What did Sullivan say?")
    assert "Jake Sullivan, harbour master · in quotation marks" in text
    assert "Jake Sullivan, harbour master · in the reporter's words" in text


def test_the_citation_is_one_line_with_the_headline_as_link() -> None:
    html, text, _ = shown("What did the mayor say?")
    assert text.endswith(
        "The Ellis Courier · Coastwire · Port Ellis · 4 March 2024, 09:30 (+01:00) · Harbour to be dredged & widened"
    )
    assert '<a href="https://ellis.example/harbour">Harbour to be dredged &amp; widened</a>' in html


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    one = findings()[0]
    for url in ("javascript:alert(1)", "http://", "https://[", "https://a\nb", None):
        cited = replace(one, citation=replace(one.citation, url=url))
        page = Page(Answer("?", Outcome.ANSWERED, (cited,), 1), 0, 1)
        assert "<a " not in reply_message(page, 3, LIMITS).html


def test_a_passage_too_long_for_a_message_ends_with_an_ellipsis() -> None:
    one = replace(findings()[0], text="word " * 3000, span=Span(0, 15_000), quotes=())
    message = reply_message(Page(Answer("?", Outcome.ANSWERED, (one,), 1), 0, 1), 3, LIMITS)
    assert "word […]" in judged_text(message.html, LIMITS.text)["text"]


@pytest.mark.parametrize("start", [0, 40, 200])
def test_a_passage_in_its_surroundings_is_made_of_slices(start: int) -> None:
    article = ARTICLES[0]
    text = judged_text(reply_message(surroundings(article, start, start + 30), 3, LIMITS).html, LIMITS.text)["text"]
    body = text.split("\n", 2)[2]
    assert all(line in article.text or line == "[…]" for line in body.split("\n"))


HOSTILE = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="<>&\"'/ab \n\x00\u202e\u2028\U0001f600\ud800", max_size=6000),
    st.sampled_from(["</b></blockquote>", "<script>", "&lt;&#0;&", "\u200b" * 50]),
    st.sampled_from(["a" * 9000, "\U0001f1e9" * 5000, " ", ""]),
)


def cited(headline: str | None, name: str | None, url: str | None) -> Citation:
    return Citation("id", name, name, headline, name, name, "2024-03-04T09:30:00+01:00", url, (name or "x",) * 40)


@st.composite
def hostile_findings(draw: st.DrawFn) -> Finding:
    text = draw(HOSTILE) or "x"
    end = len(text)
    cuts = sorted(draw(st.lists(st.integers(0, end), max_size=60)))
    quotes = tuple(Span(one, two) for one, two in zip(cuts[::2], cuts[1::2], strict=False) if one < two)
    name = draw(HOSTILE)
    return Finding(
        text, Span(0, end), draw(st.sampled_from(FindingKind)), name, draw(HOSTILE), draw(HOSTILE), quotes,
        cited(draw(HOSTILE), name, draw(st.sampled_from(["https://x.example/?a=<b>&c='\"", "x", "http://\u202e.example"]))),
        1.0, Span(0, min(2, end)),
    )  # fmt: skip


def judge_reply(reply: Reply, size: int) -> None:
    judge(reply_message(reply, size, LIMITS))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(hostile_findings(), min_size=1, max_size=4), st.integers(1, 3), HOSTILE)
def test_no_article_and_no_name_can_make_a_message_that_telegram_refuses(
    hostile: list[Finding], size: int, taken: str
) -> None:
    from bot.conversation import pages

    answer = Answer("?", Outcome.ANSWERED, tuple(hostile), shown=1, taken=taken)
    for first, count in pages(answer, size):
        judge_reply(Page(answer, first, count), size)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(HOSTILE, HOSTILE, st.integers(0, 400))
def test_no_surroundings_and_no_reason_can_make_one_either(text: str, name: str, start: int) -> None:
    text = text or "x"
    start = min(start, len(text) - 1)
    blocks = (Block(BlockKind.BODY, Span(0, len(text))),)
    article = Article("id", "o", text, blocks, outlet=name, headline=name, url="https://x.example")
    judge_reply(surroundings(article, start, min(len(text), start + 3000)), 3)
    judge_reply(
        NothingFound(Answer("?", Outcome.NOTHING_FOUND, reasons=(Reason(ReasonKind.NOBODY_SAID, words=name + text),))),
        3,
    )


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(hostile_findings(), st.lists(st.tuples(st.integers(0, 300), HOSTILE), max_size=20))
def test_no_quotation_can_make_one_either(hostile: Finding, differing: list[tuple[int, str]]) -> None:
    end = len(hostile.text)
    contrasts = tuple(
        Contrast(None, words, Span(min(at, end - 1), end) if at % 2 else None) for at, words in sorted(differing)
    )
    claim = CheckedClaim("x", ClaimVerdict.NEARLY, hostile, Span(0, end), contrasts)
    judge(checked_message((claim, claim), EVERYTHING, LIMITS))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(HOSTILE, min_size=1, max_size=12))
def test_no_choice_of_speakers_can_make_one_either(names: list[str]) -> None:
    from bot.conversation import WhichSpeaker

    choices = tuple(Choice(number, name, name, number) for number, name in enumerate(names))
    judge_reply(WhichSpeaker(Answer("?", Outcome.WHICH_SPEAKER, choices=choices)), 3)

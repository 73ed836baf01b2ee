"""No article, no name and no question makes a message that Telegram refuses: a sample of what hostile.py runs whole."""

import random
from pathlib import Path

import pytest
from fake_telegram.judge import Refused
from hostile import judge_all
from hostile_archive import judge_archive
from hostile_texts import hostile_text
from message_judge import judge

from bot.chat import Message

KINDS = {
    "answer",
    "card",
    "choice",
    "followed",
    "listing",
    "nothing found",
    "quotation",
    "read as a question",
    "surroundings",
    "timeline",
}


def test_hostile_texts_make_no_message_that_is_refused() -> None:
    """100,000 are a command: python tests/bot/hostile.py --texts 100000."""
    assert judge_all(texts=120, seed=20).keys() == KINDS


def test_hostile_articles_and_questions_make_none_on_the_whole_way_either(tmp_path: Path) -> None:
    assert judge_archive(texts=8, seed=20, folder=tmp_path)["answer of the archive"] == 40


def test_the_texts_hold_what_breaks_messages() -> None:
    chance = random.Random(20)
    texts = [hostile_text(chance) for _ in range(500)]
    assert max(map(len, texts)) > 10_000
    for piece in ("</b>", "&#0;", "\u202e", "\u200b", "\x00", "\ud800", "\u0301", "🇩🇪", "“", "@durov"):
        assert any(piece in text for text in texts), piece


@pytest.mark.parametrize(
    ("html", "plain", "refusal"),
    [
        ("a <b>word", "a word", "can't parse entities"),
        ("x" * 5000, "x" * 5000, "too long"),
        ("\ufeff \u2800", "\ufeff \u2800", "nothing of it can be seen"),
        ("<i>shown</i>", "meant", "other words than meant"),
    ],
)
def test_the_judge_does_refuse(html: str, plain: str, refusal: str) -> None:
    with pytest.raises((Refused, AssertionError), match=refusal):
        judge(Message(html, plain))

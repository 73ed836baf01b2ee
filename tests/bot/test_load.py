"""What a crowd asks at once is all answered, once each; how fast is measured by a command of its own."""

from collections.abc import Callable

from fake_telegram.server import FakeTelegram
from load import Crowd
from running_bot import RunningBot

QUESTIONS = ("What did Sullivan say?", "What did the mayor say?", "What did Nowak say?", "What did Kowalska say?")


def test_everybody_in_a_crowd_is_answered_once(telegram: FakeTelegram, start_bot: Callable[..., RunningBot]) -> None:
    """Without pauses: the short form of python tests/bot/load.py --users 1000 --groups 100 --rate 20 --seconds 60."""
    start_bot()
    crowd = Crowd(telegram, users=40, groups=8, questions=QUESTIONS, seed=1)
    for _ in range(2):  # the second time there are buttons to press
        for _ in range(80):
            crowd.act()
        outcome = crowd.outcome()
    assert outcome.is_complete(), outcome
    assert outcome.questions + outcome.presses == 160
    assert outcome.presses > 5

"""Who asks too fast is told so once; all others are answered on."""

from fake_clock import Clock

from bot.dispatch.access import CHAT_SHARE, REMEMBERED, Cooldowns, Permission, RateLimit

ANSWER, TOLD, SILENCE = Permission.ANSWER, Permission.ASK_TO_WAIT, Permission.WAIT_IN_SILENCE


def verdicts(pace: RateLimit, times: int, chat: int = 7, asker: int = 7) -> list[Permission]:
    return [pace.of(chat, asker) for _ in range(times)]


def test_so_many_are_answered_at_once_then_one_word_then_silence() -> None:
    assert verdicts(RateLimit(3, Clock()), 6) == [ANSWER, ANSWER, ANSWER, TOLD, SILENCE, SILENCE]


def test_who_waits_is_answered_again() -> None:
    clock = Clock()
    pace = RateLimit(3, clock)
    verdicts(pace, 4)
    clock.now += 20
    assert verdicts(pace, 2) == [ANSWER, SILENCE]
    clock.now += 60
    assert verdicts(pace, 4) == [ANSWER, ANSWER, ANSWER, TOLD]


def test_a_flood_hears_one_word_however_long_it_lasts() -> None:
    clock = Clock()
    pace = RateLimit(10, clock)
    heard = []
    for _ in range(3000):
        clock.now += 0.5
        heard.append(pace.of(7, 7))
    assert heard.count(TOLD) == 1
    assert heard.count(ANSWER) <= 10 + 1500 / 6 + 1


def test_one_person_too_fast_delays_no_other() -> None:
    pace = RateLimit(3, Clock())
    verdicts(pace, 10, chat=-1, asker=7)
    assert verdicts(pace, 1, chat=-1, asker=8) == [ANSWER]
    assert verdicts(pace, 1, chat=-2, asker=9) == [ANSWER]


def test_a_group_has_a_pace_of_its_own_however_many_ask_in_it() -> None:
    pace = RateLimit(3, Clock())
    heard = [pace.of(-1, asker) for asker in range(100, 120)]
    assert heard == [ANSWER] * 3 * CHAT_SHARE + [TOLD] + [SILENCE] * 13


def test_refused_questions_cost_nobody_else_anything() -> None:
    clock = Clock()
    pace = RateLimit(2, clock)
    verdicts(pace, 50, chat=-1, asker=7)
    assert [pace.of(-1, 8), pace.of(-1, 8)] == [ANSWER, ANSWER]


def test_no_limit_is_no_limit() -> None:
    pace = RateLimit(0, Clock())
    assert set(verdicts(pace, 1000)) == {ANSWER}
    assert len(pace) == 0


def test_memory_is_bounded_and_a_minutes_quiet_is_forgotten() -> None:
    clock = Clock()
    pace = RateLimit(3, clock)
    for asker in range(1, REMEMBERED + 500):
        pace.of(asker, asker)
    assert len(pace) <= REMEMBERED
    clock.now += 61
    pace.of(7, 7)
    assert len(pace) == 1


def test_a_clock_that_is_set_back_stops_nobody_for_longer() -> None:
    clock = Clock()
    pace = RateLimit(3, clock)
    verdicts(pace, 3)
    clock.now -= 500
    assert pace.of(7, 7) is TOLD
    clock.now += 60
    assert pace.of(7, 7) is ANSWER


def test_between_two_answers_a_chat_has_the_pause_that_it_chose() -> None:
    clock = Clock()
    pauses = Cooldowns(clock)
    assert [pauses.of(-1, 30), pauses.of(-1, 30), pauses.of(-1, 30), pauses.of(-2, 30)] == [
        ANSWER, TOLD, SILENCE, ANSWER
    ]  # fmt: skip
    clock.now += 30
    assert pauses.of(-1, 30) is ANSWER
    assert pauses.of(-1, 0) is ANSWER

from datetime import date

import pytest

from retrieval.questions.when import take_period

WEDNESDAY = date(2024, 3, 20)


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("in December 2021", "2021-12-01", "2021-12-31"),
        ("in december", "2023-12-01", "2023-12-31"),
        ("in 2021", "2021-01-01", "2021-12-31"),
        ("since Friday", "2024-03-15", None),
        ("since 7 March", "2024-03-07", None),
        ("before March 2023", None, "2023-02-28"),
        ("on Dec 7, 2021", "2021-12-07", "2021-12-08"),
        ("on 7 December", "2023-12-07", "2023-12-08"),
        ("on 2021-12-07", "2021-12-07", "2021-12-08"),
        ("yesterday", "2024-03-19", "2024-03-20"),
        ("last week", "2024-03-11", "2024-03-20"),
        ("last month", "2024-02-01", "2024-03-20"),
        ("this year", "2024-01-01", "2024-12-31"),
        ("in the last 3 days", "2024-03-17", "2024-03-20"),
        ("two weeks ago", "2024-03-06", "2024-03-07"),
        ("over the weekend", "2024-03-16", "2024-03-20"),
        ("between 2019 and 2021", "2019-01-01", "2021-12-31"),
    ],
)
def test_a_time_is_split_off_and_counted_from_today(words: str, since: str | None, until: str | None) -> None:
    timed = take_period(f"what did Varga say {words}?", WEDNESDAY)
    assert timed.period is not None
    assert (timed.period.since and timed.period.since.isoformat()) == since
    assert (timed.period.until and timed.period.until.isoformat()) == until
    assert timed.rest.rstrip(" ?") == "what did Varga say"


@pytest.mark.parametrize(
    "question",
    [
        "may she say that?",
        "what did Varga say about the march on the capital?",
        "on February 31",
        "the 2008 crisis",
        "9/11",
        "",
    ],
)
def test_what_is_no_time_stays_in_the_question(question: str) -> None:
    timed = take_period(question, WEDNESDAY)
    assert (timed.rest, timed.period) == (question, None)

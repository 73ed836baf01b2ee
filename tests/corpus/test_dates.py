import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.pages.dates import read_date

AT_OUTLETS_OF = {"IN": ("mid-day", "NDTV", "Times of", "moneycontrol", "NewsNation", "Livemint"), "GB": ("dd/mm",)}


def moment(printed: str, country: str | None = None) -> str | None:
    found = read_date(printed, country)
    return found.moment if found else None


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("IN", "2021-12-09T08:13:00+05:30"),
        ("IL", "2021-12-09T08:13:00+02:00"),
        ("IE", "2021-12-09T08:13:00+01:00"),
        (None, "2021-12-09T08:13:00"),
        ("US", "2021-12-09T08:13:00"),
    ],
)
def test_what_ist_means_is_decided_by_the_outlets_country(country: str | None, expected: str) -> None:
    assert moment("09 December,2021 08:13 AM IST", country) == expected


def test_a_zone_left_open_is_said_to_be_open() -> None:
    found = read_date("09 December,2021 08:13 AM IST")
    assert found
    assert (found.printed, found.zone_from) == ("09 December,2021 08:13 AM IST", "")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Dec. 9, 2021 9:14 a.m. ET", "2021-12-09T09:14:00-05:00"),
        ("July 9, 2021 9:14 a.m. ET", "2021-07-09T09:14:00-04:00"),
        ("July 9, 2021 9:14 a.m. PT", "2021-07-09T09:14:00-07:00"),
        ("9 July 2021 09:14 CST", "2021-07-09T09:14:00-06:00"),
    ],
)
def test_north_american_zones_follow_the_date(printed: str, expected: str) -> None:
    assert moment(printed) == expected


def test_the_same_letters_mean_another_zone_in_another_country() -> None:
    assert moment("9 July 2021 09:14 CST", "CN") == "2021-07-09T09:14:00+08:00"
    assert moment("9 July 2021 09:14 BST", "GB") == "2021-07-09T09:14:00+01:00"
    assert moment("9 July 2021 09:14 BST", "BD") == "2021-07-09T09:14:00+06:00"


@pytest.mark.parametrize(
    ("printed", "country", "expected"),
    [
        ("03/04/2021", "GB", "2021-04-03"),
        ("03/04/2021", "US", "2021-03-04"),
        ("03/04/2021 8:00 AM EST", None, "2021-03-04T08:00:00-05:00"),
        ("03/04/2021", None, None),
        ("13/04/2021", "US", "2021-04-13"),
        ("04/13/2021", "GB", "2021-04-13"),
        ("2021-03-04", "US", "2021-03-04"),
        ("2021-03-04", "GB", "2021-03-04"),
    ],
)
def test_day_or_month_first_is_decided_by_numbers_zone_or_country_and_never_guessed(
    printed: str, country: str | None, expected: str | None
) -> None:
    assert moment(printed, country) == expected


def test_of_two_dates_the_published_one_is_read() -> None:
    assert moment("Updated: 10 May 2022, 9:00 | Published: 8 May 2022, 7:30") == "2022-05-08T07:30:00"


@pytest.mark.parametrize(
    "printed",
    ["", "5 hours ago", "yesterday", "31 February 2021", "99/99/2021", "Dec 9", "25:61", "2021", "0000-00-00", "0",
     "-1", "next year", "99999999999999", "\ud800", "AM IST", "2021-12-09T99:99:99"],
)  # fmt: skip
def test_what_is_no_day_is_no_date(printed: str) -> None:
    assert moment(printed, "IN") is None


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("le 9 décembre 2021 à 08h13", "2021-12-09T08:13:00"),
        ("9 de diciembre de 2021", "2021-12-09"),
        ("9 grudnia 2021", "2021-12-09"),
        ("2021년 12월 9일", "2021-12-09"),
    ],
)
def test_other_languages_are_read_without_a_zone(printed: str, expected: str) -> None:
    assert moment(printed) == expected


@given(st.text(max_size=80), st.sampled_from([None, "IN", "US", "GB"]))
def test_no_text_breaks_the_reading_of_dates(printed: str, country: str | None) -> None:
    read_date(printed, country)


def test_dates_as_outlets_print_them_are_read_right(shared: Path) -> None:
    """All of them; the zone of 'IST' and the order of '09/12/2021' need the outlet's country, as everywhere."""
    with (shared / "data" / "dates.tsv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE):
            where = row["seen at"]
            country = next((key for key, outlets in AT_OUTLETS_OF.items() if where.startswith(outlets)), None)
            assert moment(row["text"], country) == row["expected"], row

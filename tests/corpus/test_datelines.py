import pytest

from corpus.pages.datelines import read_first_lead, read_lead, read_line


def test_a_line_with_date_place_and_agency_is_a_dateline() -> None:
    found = read_line("09 December,2021 08:13 AM IST | Washington | Agencies")
    assert found
    assert (found.date, found.place, found.agency) == ("09 December,2021 08:13 AM IST", "Washington", "Agencies")


def test_a_name_before_the_date_is_the_writers() -> None:
    found = read_line("Nadia Khoury | Updated: Mar 10, 2023, 19:05 IST")
    assert found
    assert (found.writer, found.place) == ("Nadia Khoury", None)


@pytest.mark.parametrize(
    "line",
    [
        "On December 7 the court met for the third time in a week",
        "Officials said 14 ships came on March 3",
        "Was it 10 March 2023?",
        "The 2023 report",
        "",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(line: str) -> None:
    assert read_line(line) is None


@pytest.mark.parametrize(
    ("opening", "place", "agency", "day"),
    [
        ("NEW DELHI, Dec 9 (PTI) ", "New Delhi", "PTI", "Dec 9"),
        ("WASHINGTON (Reuters) - ", "Washington", "Reuters", None),
        ("LONDON, March 3 - ", "London", None, "March 3"),
        ("MOSCOW, December 7. /TASS/. ", "Moscow", "TASS", "December 7"),
        ("Washington [US], December 8 (ANI): ", "Washington", "ANI", "December 8"),
        ("May 16 (Reuters) - ", None, "Reuters", "May 16"),
        ("(Bloomberg) -- ", None, "Bloomberg", None),
        ("BEIRUT/THE HAGUE, March 7 (Reuters) - ", "Beirut/The Hague", "Reuters", "March 7"),
        ("NAIROBI — ", "Nairobi", None, None),
    ],
)
def test_a_dateline_opens_any_paragraph(opening: str, place: str | None, agency: str | None, day: str | None) -> None:
    found = read_lead(f"{opening}The minister said so.")
    assert found
    assert (found.length, found.place, found.agency, found.date) == (len(opening), place, agency, day)


@pytest.mark.parametrize("opening", ["Dekalb, Ill. — ", "New Delhi: ", "TORVALE -- ", "London | "])
def test_only_the_first_paragraph_of_a_story_has_a_dateline_without_agency_and_day(opening: str) -> None:
    assert read_first_lead(f"{opening}The minister said so.")
    assert read_lead(f"{opening}The minister said so.") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Otieno — the minister — said so.",
        "EXCLUSIVE — The minister said so.",
        "So, America — I will say it again.",
        "The minister (Otieno) said so.",
        "Otieno, 54, said so.",
        "He said: The minister knew.",
        "March 3 was a Friday.",
        "Washington said that it knew.",
        "Asked (again) - The minister said so.",
    ],
)
def test_a_sentence_with_a_dash_or_brackets_is_no_dateline(sentence: str) -> None:
    assert read_first_lead(sentence) is None

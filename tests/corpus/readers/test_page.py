from pathlib import Path

import pytest

from corpus.article import BlockKind
from corpus.readers.page import read_page
from corpus.readers.reading import CodeNotArticle, Given, NoArticle

STORY = (
    "Kenya and Tanzania failed to agree on a common tariff for maize after two days of talks.\n"
    '"We will not sign," Finance Minister Amina Otieno said.\n'
)
NOTICE = "This story has been sourced from a third party syndicated feed. mid-day.com reserves the right to alter it.\n"


def test_every_character_is_kept() -> None:
    text = f"\r\n  \ufeff14 March,2023 06:40 PM IST | Nairobi | Agencies\r\n{STORY}\t\n\n"
    article = read_page(text, "page.txt")
    assert article.text == text
    assert "".join(block.span.of(text) for block in article.blocks) == text


def test_a_page_says_where_and_when_it_was_published() -> None:
    article = read_page(f"14 March,2023 06:40 PM IST | Nairobi | Agencies\n{STORY}{NOTICE}", "page.txt")
    assert (article.place, article.agency, article.outlet) == ("Nairobi", "Agencies", "mid-day.com")
    assert article.published
    assert article.published.moment == "2023-03-14T18:40:00+05:30"
    assert article.published.printed == "14 March,2023 06:40 PM IST"
    assert article.published.zone_from == "IST as in IN"


@pytest.mark.parametrize(
    ("evidence", "offset"),
    [
        ("| Mumbai", "+05:30"),
        ("| Nairobi | PTI", "+05:30"),
        ("| Dublin", "+01:00"),
        ("| Jerusalem", "+02:00"),
        ("| Nairobi", ""),
    ],
)
def test_without_an_outlet_agency_and_place_decide_what_ist_means(evidence: str, offset: str) -> None:
    article = read_page(f"14 March,2023 06:40 PM IST {evidence}\n{STORY}", "page.txt")
    assert article.published
    assert article.published.moment == f"2023-03-14T18:40:00{offset}"


def test_sums_in_crores_are_indian_evidence() -> None:
    article = read_page(f"14 March,2023 06:40 PM IST\n{STORY}The deal is worth Rs 40 crore, he said.", "page.txt")
    assert article.published
    assert article.published.moment.endswith("+05:30")


def test_the_dateline_of_the_story_gives_place_and_agency() -> None:
    article = read_page(f"Talks on maize end without a treaty\nARUSHA, March 14 (Reuters) - {STORY}", "page.txt")
    assert (article.place, article.agency) == ("Arusha", "Reuters")
    assert article.headline == "Talks on maize end without a treaty"


def test_a_page_without_a_headline_has_none() -> None:
    assert read_page(STORY, "page.txt").headline is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Amina Juma", "Amina Juma"),
        ("By Amina Juma and Tom Abel, Staff Writers", "Amina Juma and Tom Abel"),
        ("Written by: Amina Juma | The Lakeside Post", None),
        ("BY AMINA JUMA", "AMINA JUMA"),
        ("By our court reporter", "our court reporter"),
        ("By Reuters", None),
        ("Amina Juma | Updated: Mar 14, 2023, 19:05 IST", "Amina Juma"),
        ("PTI | Updated: Mar 14, 2023, 19:05 IST", None),
    ],
)
def test_the_byline_is_who_wrote_it(line: str, names: str | None) -> None:
    article = read_page(f"Talks on maize end without a treaty\n{line}\n{STORY}", "page.txt")
    assert article.byline == (names if names or "Written" not in line else "Amina Juma")


@pytest.mark.parametrize(
    ("line", "agency"), [("By Reuters", "Reuters"), ("By our court reporter", None), ("By Amina Juma", None)]
)
def test_an_agency_may_write_and_a_desk_of_the_outlet_is_none(line: str, agency: str | None) -> None:
    assert read_page(f"Talks on maize end without a treaty\n{line}\n{STORY}", "page.txt").agency == agency


@pytest.mark.parametrize("ending", ["(PTI)", "--PTI", "(With inputs from PTI)", "With inputs from PTI and agencies."])
def test_a_credit_names_the_agency(ending: str) -> None:
    assert read_page(f"{STORY}{ending}", "page.txt").agency == "PTI"


def test_the_url_names_the_outlet_and_has_the_day_where_nothing_else_has() -> None:
    article = read_page(STORY, "https://www.thehindu.com/2023/03/14/maize")
    assert (article.outlet, article.url) == ("The Hindu", article.origin)
    assert article.published
    assert article.published.moment == "2023-03-14"


def test_what_is_given_beside_the_text_goes_before_what_is_read_in_it() -> None:
    given = Given(headline="Talks fail", byline="A. Juma", outlet="Lakeside Post", published=("2023-03-15",))
    article = read_page(f"Talks on maize end without a treaty\n14 March,2023\n{STORY}", "page.txt", given)
    assert (article.headline, article.byline, article.outlet) == ("Talks fail", "A. Juma", "Lakeside Post")
    assert article.published
    assert article.published.moment == "2023-03-15"


@pytest.mark.parametrize(
    "text",
    [
        "maize\ntariff\nArusha\n" * 30,
        "name,price\nmaize,4\nbeans,7\n" * 30,
        "Advertisement\nSign up for our newsletter and get it in your inbox\nAll rights reserved.\n",
        "Yes. No. Why?",
        "ALSO READ\nTalks on maize end without a treaty\nMaize prices climb again\n",
    ],
)
def test_what_is_no_article_is_refused_with_what_an_article_needs(text: str) -> None:
    with pytest.raises(NoArticle, match="8 are needed"):
        read_page(text, "page.txt")


def test_a_program_is_refused() -> None:
    program = (
        '"""Says hello to everyone who wants to hear it."""\n' + "import os\ndef hello(name):\n    return name\n" * 5
    )
    with pytest.raises(CodeNotArticle):
        read_page(program, "page.txt")


def test_a_flash_of_one_sentence_is_an_article() -> None:
    assert read_page("Otieno said the talks had failed for good.", "page.txt").blocks


def test_languages_without_spaces_are_articles_too() -> None:
    assert read_page("肯尼亚财政部长在星期二说，她不会签署这份农民无法接受的文件。\n", "page.txt").blocks


def test_the_first_real_page_is_read_as_a_person_reads_it(shared: Path) -> None:
    text = next((shared / "seed").glob("*.txt")).read_text(encoding="utf-8")
    article = read_page(text, "page.txt")
    kinds = [block.kind.value for block in article.blocks]
    assert kinds == ["dateline", "caption", *["body"] * 4, "related", "body", "body", "notice"]
    assert article.spans(BlockKind.RELATED)[0].of(text).count("\n") == 6
    assert (article.place, article.agency, article.outlet) == ("Washington", "Agencies", "mid-day.com")
    assert article.published
    assert article.published.moment == "2021-12-09T08:13:00+05:30"

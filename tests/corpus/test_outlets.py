import pytest

from corpus.pages.outlets import (
    country_of_agency,
    country_of_place,
    is_agency,
    known_outlet_in,
    outlet_by_name,
    outlet_of_url,
)


@pytest.mark.parametrize(
    ("url", "name", "country"),
    [
        ("https://www.mid-day.com/news/1", "mid-day.com", "IN"),
        ("https://timesofindia.indiatimes.com/x", "The Times of India", "IN"),
        ("http://news.bbc.co.uk/2/hi", "BBC News", "GB"),
        ("https://valleypost.co.ke/x", "valleypost.co.ke", "KE"),
        ("https://valleypost.example/x", "valleypost.example", None),
        ("https://example.io/x", "example.io", None),
    ],
)
def test_the_domain_tells_the_outlet_and_its_country(url: str, name: str, country: str | None) -> None:
    outlet = outlet_of_url(url)
    assert (outlet.name, outlet.country) == (name, country)


def test_an_outlet_is_known_by_name_without_its_article() -> None:
    assert outlet_by_name("Guardian") == outlet_by_name("the guardian") == outlet_of_url("https://theguardian.com")


def test_only_a_known_domain_in_a_text_names_an_outlet() -> None:
    assert known_outlet_in(
        "Write to us at desk@valleypost.example, or Mid-day management/mid-day.com reserves the right"
    )
    assert known_outlet_in("e.g. this and that.But not so") is None


@pytest.mark.parametrize("name", ["PTI", "Reuters", "Agencies", "AP/PTI", "Our Correspondent", "Express News Desk"])
def test_agencies_and_desks_are_told_from_people(name: str) -> None:
    assert is_agency(name)
    assert not is_agency("Nadia Khoury")


def test_a_national_agency_has_a_country_and_an_international_one_has_none() -> None:
    assert country_of_agency("pti") == "IN"
    assert country_of_agency("Reuters") is None


def test_places_that_datelines_name_are_known_in_any_case() -> None:
    assert country_of_place("NEW DELHI") == country_of_place("Mumbai") == "IN"
    assert country_of_place("Torvale") is None

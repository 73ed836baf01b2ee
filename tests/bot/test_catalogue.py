"""What the archive holds, for those who look around in it."""

from dataclasses import replace
from pathlib import Path

import pytest
from fake_newsroom import ARTICLES, FakeNewsroom, FakeStore
from fake_telegram.judge import judged_text
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.catalogue import About, Catalogue, Latest, Listing, Outlets, Speakers
from bot.telegram_chat.api import LIMITS
from bot.wording.messages import listing_message
from bot.wording.phrases import HELP, PRIVATE_COMMANDS
from corpus.article import Article, Published
from corpus.statement import SpeakerKind
from corpus.store import KnownSpeaker, Size


class Shelf(FakeStore):
    """Articles of one's own."""

    def __init__(self, *articles: Article) -> None:
        super().__init__()
        self.shelved = articles

    def article(self, article: str) -> Article:
        return next(one for one in self.shelved if one.id == article)

    def article_ids(self) -> list[str]:
        return [one.id for one in self.shelved]


def dated(name: str, moment: str | None) -> Article:
    published = Published(moment, moment) if moment else None
    return replace(ARTICLES[0], id=name, outlet=None, published=published)


def shown(listing: Listing) -> str:
    return str(judged_text(listing_message(listing).html, LIMITS.text)["text"])


def test_the_latest_articles_are_sorted_by_instant_and_those_without_a_date_come_last() -> None:
    shelf = Shelf(
        dated("undated", None),
        dated("odd", "some day"),
        dated("day", "2024-03-04"),
        dated("east", "2024-03-05T01:00:00+09:00"),
        dated("west", "2024-03-04T20:00:00-05:00"),
        dated("local", "2024-03-04T17:00:00"),
    )
    latest = Catalogue(shelf).latest()
    assert [one.id for one in latest.articles] == ["west", "local", "east", "day", "undated", "odd"]


def test_articles_without_an_outlet_are_counted_too() -> None:
    assert shown(Catalogue(Shelf(dated("one", None), ARTICLES[1])).sources()) == (
        "Outlets I have read\nLund Dagblad · 1 article\noutlet not known · 1 article"
    )


def test_what_is_taken_down_disappears_at_once(tmp_path: Path) -> None:
    catalogue = Catalogue(FakeNewsroom(tmp_path).store)
    assert len(catalogue.latest().articles) == 2
    (tmp_path / ARTICLES[0].id).touch()
    assert [one.id for one in catalogue.latest().articles] == [ARTICLES[1].id]
    assert catalogue.sources().outlets == (("Lund Dagblad", 1),)


@pytest.mark.parametrize("listing", [Outlets((), 0, 0), Speakers((), 0), Latest(())])
def test_an_empty_archive_says_so(listing: Listing) -> None:
    assert shown(listing) == "I have read no articles yet."


def test_how_much_is_held() -> None:
    assert shown(About(Size(1, 0, 9, 1200, 1))).startswith("I hold 1 article with 1,200 statements of 1 speaker.")


def test_a_list_that_is_cut_says_how_much_is_left_out() -> None:
    assert shown(Outlets((("Dagblad", 3),), 1200, 0)).endswith("and 1,200 more")


HOSTILE = st.one_of(
    st.text(max_size=200), st.sampled_from(["a" * 9000, "</b>&<", "\U0001f1e9" * 500, " ", "\ud800", ""])
)


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE)
def test_no_name_can_make_a_listing_that_telegram_refuses(name: str, role: str) -> None:
    speaker = KnownSpeaker(1, name, SpeakerKind.PERSON, ((role, ""),), (), 10**6)
    article = replace(ARTICLES[0], headline=name, outlet=role, agency=name, place=role)
    for listing in (Outlets(((name, 10**6),) * 30, 5, 5), Speakers((speaker,) * 25, 5), Latest((article,) * 10)):
        judged_text(listing_message(listing).html, LIMITS.text)


def test_help_names_every_command_that_is_offered() -> None:
    assert [name for name, _ in PRIVATE_COMMANDS if f"/{name}" not in HELP and name != "help"] == []

"""Links that open the private chat at one passage."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.excerpts import deep_link, linked_passage, links_to
from corpus.article import Span


@given(st.text(min_size=1, max_size=70), st.integers(0, 10**8), st.integers(1, 10**6))
def test_what_a_link_names_is_read_again_and_the_platform_takes_it(article: str, start: int, length: int) -> None:
    link = deep_link(links_to("recordbot"), article, Span(start, start + length))
    if link is None:
        assert len(article.encode()) > 30
        return
    parameter = link.removeprefix("https://t.me/recordbot?start=")
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", parameter)
    assert linked_passage(parameter) == (article, start, start + length)


@pytest.mark.parametrize("parameter", ["", "inline", "a_1", "a_1_x", "a_١_2", "-%_1_2", "-w_1_2", "a_1_9999999999"])
def test_any_other_parameter_is_no_passage(parameter: str) -> None:
    assert linked_passage(parameter) is None


def test_an_id_with_underscores_is_read_whole() -> None:
    assert linked_passage("wire_2024_03_10_20") == ("wire_2024_03", 10, 20)

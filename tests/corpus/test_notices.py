import pytest

from corpus.pages.notices import outlet_of_notices


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        (
            "(This story has not been edited by Valley Post staff and is auto-generated from a syndicated feed.)",
            "Valley Post",
        ),
        ("(Except for the headline, this story has not been edited by NDTV staff.)", "NDTV"),
        ("This story is sourced from agencies. Mid-day accepts no responsibility for its text.", "mid-day.com"),
        ("The Valley Post is not responsible for the content of external sites.", "The Valley Post"),
        ("Valley Post management/valleypost.example reserves the sole right to remove it.", "valleypost.example"),
        ("Download The Times of India News App for Latest World News.", "The Times of India"),
        ("Copyright © Valley Post 2017-2026. All rights reserved.", "Valley Post"),
    ],
)
def test_an_outlet_is_named_by_what_it_says_of_itself(notice: str, name: str) -> None:
    found = outlet_of_notices([notice])
    assert found
    assert found.name == name


@pytest.mark.parametrize(
    "notice",
    ["We accept no responsibility for it.", "This agency takes no liability.", "Advertisement", "(PTI)",
     ""],
)  # fmt: skip
def test_a_notice_without_an_outlet_names_none(notice: str) -> None:
    assert outlet_of_notices([notice]) is None

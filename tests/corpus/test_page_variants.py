"""One story in many pages: every marker, way of listing, place and notice that is here, taken in turn."""

from collections.abc import Iterator
from itertools import cycle

import pytest

from corpus.article import BlockKind
from corpus.pages.blocks import find_blocks

STORY = (
    "Engineers in Torvale shut the upper dam on Friday, four hours after a watchman heard the wall groan.",
    "“It was a sound like a ship,” said Ines Roca, who has watched the wall for eleven years.",
    "She added that the valley had been warned by bell, as in her mother's time.",
    "The River Authority said in a statement that the gates would stay closed until the divers are back.",
    "The wall is as old as the railway.",
)
HEADLINES = (
    "Tom Abel quits dam inquiry: 'I was not heard'",
    "Who pays for the wall?",
    "Valley towns explained: where the water goes",
    "Seven bells that saved a vill",
)
MARKERS = (
    "ALSO READ", "READ MORE", "Also Read:", "Related Stories", "RELATED", "Trending Now", "You may also like",
    "MORE FROM THE VALLEY", "What Others Are Reading", "Don't Miss", "Editor's Picks", "Top Stories Right Now",
    "Recommended for you", "In Other News", "Before you go", "Handpicked for you", "From the archive",
    "Stories you may have missed", "Up Next", "Most Viewed", "Keep reading", "Further reading", "Latest News",
    "ALSO READ...", "Related stories (3)", "More stories from Lakeside:",
)  # fmt: skip
NOTICES = (
    "Advertisement", "Skip Ad", "Story continues below this ad", "Follow us on Google News", "Watch: Inside the wall",
    "Sign up for our morning newsletter and never miss a story", "Catch all the latest news on the Lakeside app",
    "Lakeside Post is not responsible for the content of external sites.", "Copied", "Remove Ads", "(Inputs: ANI)",
    "READ MORE | Tom Abel to speak on Monday", "VIDEO: The night the wall groaned",
    "Thanks for signing up! Check your inbox.",
)  # fmt: skip
TOPS: tuple[tuple[tuple[str, ...], str], ...] = (
    ((), ""),
    (("09 March,2023 08:13 AM IST | Torvale | Agencies", "The wall of the upper dam on Friday. Pic/AFP"), ""),
    (("Dam shut after watchman hears groan", "By Ana Pereira", "Published: 10:00am, 10 Mar, 2023"), ""),
    ((), "NEW DELHI, March 10 (PTI) "),
    (("London | Staff Reporter",), "London | "),
    (("Dam shut after watchman hears groan", "Updated: March 10, 2023 8:13:00 am"), "NAIROBI (Reuters) - "),
)
LISTINGS = ("plain", "bullets", "numbers", "ages", "inline")
SEPARATORS = ("\n", "\n\n", "\r\n")


def listed(way: str, marker: str) -> list[str]:
    """The headlines under their marker, as pages of this kind set them."""
    if way == "inline":
        return [f"Also Read: {line}" for line in HEADLINES[:2]]
    if way == "bullets":
        return [marker, *(f"• {line}" for line in HEADLINES)]
    if way == "numbers":
        return [marker, *(f"{number}. {line}" for number, line in enumerate(HEADLINES, 1))]
    if way == "ages":
        return [marker, *(each for line in HEADLINES for each in (line, "3 hours ago"))]
    return [marker, *HEADLINES]


def variants() -> Iterator[tuple[str, str]]:
    """A name and the text of each page; the parts are taken in turn, so that each meets many others."""
    tops, notices, separators = cycle(TOPS), cycle(NOTICES), cycle(SEPARATORS)
    for marker in MARKERS:
        for way in LISTINGS:
            for at in range(1, len(STORY) + 1):
                (head, lead), notice, separator = next(tops), next(notices), next(separators)
                story = [lead + STORY[0], *STORY[1:]]
                other = (at + 2) % len(STORY) + 1
                story.insert(max(at, other), notice if other > at else separator.join(listed(way, marker)))
                story.insert(min(at, other), separator.join(listed(way, marker)) if other > at else notice)
                yield f"{marker}, {way}, {at}, {notice[:12]}", separator.join([*head, *story, ""])


@pytest.mark.parametrize("way", LISTINGS)
def test_of_every_page_the_story_and_nothing_else_is_body(way: str) -> None:
    wrong = []
    for name, text in variants():
        if f", {way}, " in name:
            body = [block.span.of(text).strip() for block in find_blocks(text) if block.kind is BlockKind.BODY]
            if body != list(STORY):
                wrong.append((name, [each for each in body if each not in STORY], [e for e in STORY if e not in body]))
    assert not wrong

"""Names from many newsrooms to put in the place of American ones, and wire datelines.

The text is invented_names.txt: given names, surnames, places and organisations, one word each, then datelines of
which the words are parted by spaces and the place ends at '|'.
"""

from pathlib import Path

_LISTS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").strip().split("\n\n")

GIVEN_NAMES, SURNAMES, PLACES, ORGANISATIONS = (names.split() for names in _LISTS[:4])
DATELINES = _LISTS[4].splitlines()

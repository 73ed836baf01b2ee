"""Each promise names a test that exists."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
PROMISED = re.findall(r"^\| .+ \| `(.+?)::(.+?)` \|$", (HOUSE / "docs/promises.md").read_text(encoding="utf8"), re.M)


@pytest.mark.parametrize(("file", "test"), PROMISED)
def test_a_promise_is_held_by_a_test(file: str, test: str) -> None:
    assert f"def {test}(" in (HOUSE / file).read_text(encoding="utf8")

import gc
import json
import tracemalloc
from collections.abc import Iterator

import pytest
from marked_text import NOTHING

from corpus.attribution.attribution_lines import attribute
from corpus.errors import MalformedLine

TEXT = "“It rained all day,” Mayor Anna Brandt said.\n"


def lines(*texts: str) -> list[str]:
    return [json.dumps({"id": str(number), "text": text}) + "\n" for number, text in enumerate(texts)]


def test_a_line_has_spans_speaker_role_and_kind() -> None:
    (line,) = attribute(lines(TEXT), NOTHING, pytest.fail)
    assert json.loads(line) == {
        "id": "0",
        "statements": [
            {
                "source": [21, 38],
                "cue": [39, 43],
                "content": [[0, 20]],
                "speaker": "Anna Brandt",
                "role": "Mayor",
                "via": None,
                "kind": "direct",
            }
        ],
    }


def test_joint_speakers_are_a_list() -> None:
    (line,) = attribute(lines("“It rained all day,” Anna Brandt and Peter Malik said.\n"), NOTHING, pytest.fail)
    assert json.loads(line)["statements"][0]["speaker"] == ["Anna Brandt", "Peter Malik"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("{", "is no JSON"),
        ("[1]", "is no JSON object"),
        ('{"text": "It rained."}', "has no string 'id'"),
        ('{"id": "a", "text": 7}', "has no string 'text'"),
    ],
)
def test_a_malformed_line_is_reported_and_the_next_one_read(line: str, fault: str) -> None:
    reported: list[MalformedLine] = []
    read = list(attribute([line, *lines(TEXT)], NOTHING, reported.append))
    assert len(read) == 1
    (error,) = reported
    assert error.line == 1
    assert fault in str(error)


def test_lines_are_read_only_as_results_are_taken() -> None:
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield from lines(TEXT)

    results = attribute(endless(), NOTHING, pytest.fail)
    for _ in range(3):
        next(results)
    assert taken == 3


@pytest.mark.parametrize("text", ["", "\ud800“", "שלום “🙂” said", "\x00\n\x00"])
def test_any_text_gives_a_line(text: str) -> None:
    (line,) = attribute(lines(text), NOTHING, pytest.fail)
    assert json.loads(line)["id"] == "0"


def test_many_articles_take_no_more_memory_than_a_few() -> None:
    results = attribute(lines(*[TEXT] * 900), NOTHING, pytest.fail)
    tracemalloc.start()
    held = []
    for _ in range(3):
        for _ in range(300):
            next(results)
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert held[-1] - held[0] < 40_000  # what was found in 600 articles would be three times as much

import gc
import json
import os
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from marked_text import NOTHING

from corpus.attribution.statements import AT_ONCE, arriving, attribute
from corpus.errors import MalformedLine

TEXT = "“It rained all day,” Mayor Anna Brandt said.\n"


def lines(*texts: str) -> list[bytes]:
    return [json.dumps({"id": str(number), "text": text}).encode() for number, text in enumerate(texts)]


def test_a_line_has_spans_speaker_role_and_kind() -> None:
    (line,) = attribute([lines(TEXT)], NOTHING, pytest.fail)
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
                "type": "assertion",
                "actual": True,
            }
        ],
    }


def test_joint_speakers_are_a_list() -> None:
    (line,) = attribute([lines("“It rained all day,” Anna Brandt and Peter Malik said.\n")], NOTHING, pytest.fail)
    assert json.loads(line)["statements"][0]["speaker"] == ["Anna Brandt", "Peter Malik"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", "is no JSON"),
        (b'{"id": "a", "text": "caf\xe9"}', "is no JSON ('utf-8' codec can't decode"),
        (b"[1]", "is no JSON object"),
        (b'{"text": "It rained."}', "has no string 'id'"),
        (b'{"id": "a", "text": 7}', "has no string 'text'"),
    ],
)
def test_a_malformed_line_is_reported_and_the_next_one_read(line: bytes, fault: str) -> None:
    reported: list[MalformedLine] = []
    read = list(attribute([[line, *lines(TEXT)]], NOTHING, reported.append))
    assert len(read) == 1
    (error,) = reported
    assert error.line == 1
    assert fault in str(error)


def test_lines_are_read_only_as_results_are_taken() -> None:
    taken = 0

    def endless() -> Iterator[list[bytes]]:
        nonlocal taken
        while True:
            taken += 1
            yield lines(TEXT)

    results = attribute(endless(), NOTHING, pytest.fail)
    for _ in range(3):
        next(results)
    assert taken == 3


@pytest.mark.parametrize("text", ["", "\ud800“", "שלום “🙂” said", "\x00\n\x00"])
def test_any_text_gives_a_line(text: str) -> None:
    (line,) = attribute([lines(text)], NOTHING, pytest.fail)
    assert json.loads(line)["id"] == "0"


def test_many_articles_take_no_more_memory_than_a_few() -> None:
    results = attribute(([line] for line in lines(*[TEXT] * 1500)), NOTHING, pytest.fail)
    for _ in range(300):  # fills the caches, which other tests in this process may have left empty or full
        next(results)
    tracemalloc.start()
    held = []
    for _ in range(3):
        for _ in range(400):
            next(results)
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert held[-1] - held[0] < 80_000  # the 800 lines themselves are 320,000


def test_lines_that_are_there_already_come_together_and_others_alone() -> None:
    read, write = os.pipe()
    arrivals = arriving(read)
    os.write(write, b"one\ntwo\nthr")
    assert next(arrivals) == [b"one", b"two"]
    os.write(write, b"ee\n")
    assert next(arrivals) == [b"three"]
    os.write(write, b"\nlast")
    os.close(write)
    assert [*arrivals] == [[b""], [b"last"]]
    os.close(read)


def test_a_line_longer_than_what_is_read_at_once_stays_whole(tmp_path: Path) -> None:
    file = tmp_path / "long.jsonl"
    file.write_bytes(b"a" * (3 * AT_ONCE) + b"\nb\n")
    with file.open("rb") as stream:
        assert [line for lines in arriving(stream.fileno()) for line in lines if line] == [b"a" * (3 * AT_ONCE), b"b"]


def test_the_number_of_a_malformed_line_is_its_own_in_the_whole_stream() -> None:
    reported: list[MalformedLine] = []
    assert len(list(attribute([lines(TEXT), [b""], [b"{", *lines(TEXT)], [b"["]], NOTHING, reported.append))) == 2
    assert [each.line for each in reported] == [3, 5]

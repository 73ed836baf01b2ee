"""Exports, read with the tools that they are for: every slice is where its offsets say, in a text of that digest."""

import csv
import io
import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest

TRICKY = (
    'LOSTWITHIEL, June 3 (Moor Press) - Harbour master Jory "Jan" Penrose said, on Monday, that the quay, '
    "the crane\tand the slip would close 🚧.\n\n"
    '"We have no choice; none," he added.\n'
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    lines = folder / "a.jsonl"
    tricky = {"id": "quay", "text": TRICKY, "outlet": 'The "Moor" Press, weekly', "url": "https://moor.example/quay"}
    lines.write_text(json.dumps(tricky) + "\n", encoding="utf8")
    run(folder / "data", "add", str(lines))
    return folder / "data"


def run(data: Path, *words: str) -> bytes:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONTHERECORD_")}
    command = [sys.executable, "-m", "bot", "--data-dir", str(data), *words]
    return subprocess.run(command, capture_output=True, check=True, env=kept).stdout


def recheck(row: dict, text: str) -> None:
    assert row["sha256"] == sha256(text.encode()).hexdigest()
    for name in ("source", "cue", "extent"):
        if row[name]:
            assert text[int(row[f"{name}_start"]) : int(row[f"{name}_end"])] == row[name]
    places = zip(row["contents"], row["content_starts"], row["content_ends"], strict=True)
    assert all(text[start:end] == words for words, start, end in places)
    assert row["contents"]


def statements_in_csv(data: Path) -> list[dict]:
    rows = list(
        csv.DictReader(io.StringIO(run(data, "export", "--format", "csv", "--statements").decode(), newline=""))
    )
    lists = [name for name in rows[0] if name.startswith(("content", "speaker"))]
    return [row | {name: json.loads(row[name]) for name in lists} for row in rows]


def test_statements_are_the_same_in_all_formats_and_every_slice_can_be_rechecked(data: Path) -> None:
    in_json = [json.loads(line) for line in run(data, "export", "--statements").splitlines()]
    in_parquet = pq.read_table(io.BytesIO(run(data, "export", "--format", "parquet", "--statements"))).to_pylist()
    in_csv = statements_in_csv(data)
    assert in_json == in_parquet
    assert len(in_json) == len(in_csv) >= 2
    for row in (*in_json, *in_csv):
        recheck(row, TRICKY)
    assert [row["contents"] for row in in_csv] == [row["contents"] for row in in_json]
    assert {row["outlet"] for row in in_csv} == {'The "Moor" Press, weekly'}
    assert any("Penrose" in name for row in in_json for name in row["speakers"])


def test_articles_are_exported_whole(data: Path) -> None:
    (in_parquet,) = pq.read_table(io.BytesIO(run(data, "export", "--format", "parquet"))).to_pylist()
    (in_csv,) = csv.DictReader(io.StringIO(run(data, "export", "--format", "csv").decode(), newline=""))
    (whole,) = [json.loads(line) for line in run(data, "export").splitlines()]
    assert in_parquet["text"] == in_csv["text"] == whole["text"] == TRICKY
    assert in_parquet["length"] == len(TRICKY)
    assert in_parquet["sha256"] == sha256(TRICKY.encode()).hexdigest()


def test_an_unknown_format_is_wrong_usage(data: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run(data, "export", "--format", "xml")
    assert failed.value.returncode == 2

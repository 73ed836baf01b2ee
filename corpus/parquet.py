"""Parquet files, read and written a batch of rows at a time; ImportError where pyarrow is not installed."""
# Imports within functions: an extra, and slow to load.
# ruff: noqa: PLC0415

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, BinaryIO

ROWS_AT_ONCE = 5_000
"""Rows of one row group that is written: what is held in memory."""


def read_rows(stream: BinaryIO, at_once: int) -> Iterator[dict[str, Any]]:
    """The rows as dicts. OSError and ValueError, also from the iterator, where the file is damaged."""
    from pyarrow.parquet import ParquetFile

    batches = ParquetFile(stream).iter_batches(at_once)
    return (row for batch in batches for row in batch.to_pylist())


def write_rows(rows: Iterable[Mapping[str, object]], columns: Sequence[tuple[str, str]], out: BinaryIO) -> None:
    """A file with these columns, each a name and its type: text, number, flag, texts or numbers."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "text": pa.string(),
        "number": pa.int64(),
        "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "numbers": pa.list_(pa.int64()),
    }
    schema = pa.schema([(name, types[kind]) for name, kind in columns])
    remaining = iter(rows)
    with pq.ParquetWriter(out, schema) as writer:
        while batch := list(islice(remaining, ROWS_AT_ONCE)):
            writer.write_table(pa.Table.from_pylist(batch, schema))

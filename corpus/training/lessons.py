"""Lessons: batches with the teacher's scores of them, and texts of which nobody marked the statements."""

from collections.abc import Iterable, Iterator

import torch

from corpus.readers.reading import Found
from corpus.readers.sources import read_source
from corpus.training.examples import Example, examples
from corpus.training.losses import Lesson
from corpus.training.network import Batch
from corpus.training.teacher import Teacher
from corpus.web.fetching import Fetcher

LENGTHS = range(300, 9_000)  # characters: notices and whole books teach little


def lessons(teacher: Teacher, batches: Iterable[tuple[Batch, bool]]) -> Iterator[Lesson]:
    """Each batch with the teacher's scores; beside it, whether it is annotated."""
    teacher.eval()
    for batch, annotated in batches:
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            scores, _ = teacher(batch)
        yield Lesson(batch, scores, annotated)


def unannotated(source: str) -> list[list[Example]]:
    """The articles of a source (as `ontherecord add` takes it) that are of a middling length, without any labels."""
    found = (read.article.text for read in read_source(source, Fetcher()) if isinstance(read, Found))
    return [examples(text, [], []) for text in found if len(text) in LENGTHS]

"""Natural questions over a year of Wikinews, judged as ../shared/eval/score_asking.py judges them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from bot.archive import Archive
from corpus.readers.sources import read_source
from corpus.web.fetching import Fetcher
from retrieval.index.engine import Scope

FALSE, NOTHING = "did-say-false", "unanswerable"


@dataclass(frozen=True, slots=True)
class NaturalQuestions:
    """The questions, and the module that judges answers to them."""

    questions: Sequence[dict]
    scorer: ModuleType

    def verdicts(self, answer: Callable[[str], dict]) -> Counter[tuple[str, str]]:
        """How many questions of each kind ended in each way, given what answers a question as `ask --json` does."""
        return Counter(
            (each["kind"], self.scorer.verdict_of(each, answer(each["question"]))) for each in self.questions
        )

    def first_right(self, passages: Callable[[str], Sequence[str]]) -> float:
        """The share of answerable questions of which the first passage is right, whatever else is to be decided."""
        answerable = [each for each in self.questions if each["kind"] not in (FALSE, NOTHING)]
        ends = [
            self.scorer.verdict_of(each, {"findings": [{"text": text} for text in passages(each["question"])]})
            for each in answerable
        ]
        return ends.count("right") / len(ends)


def natural_questions(shared: Path) -> NaturalQuestions:
    """The half of the questions that is here."""
    path = shared / "eval" / "score_asking.py"
    spec = spec_from_file_location("score_asking", path)
    assert spec is not None
    assert spec.loader is not None
    scorer = module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return NaturalQuestions(scorer.rows(shared / "eval" / "asking_2019.jsonl"), scorer)


def add_wikinews(archive: Archive, shared: Path) -> None:
    """A year of Wikinews, added and indexed."""
    archive.add(read_source(str(shared / "data" / "wikinews_2019.jsonl.gz"), Fetcher()), lambda news: None)
    archive.rebuild(Scope.MISSING, lambda progress: None)

"""The seam to retrieval: what answers questions."""

from typing import Protocol

from corpus.store import ArticleStore
from retrieval.answer import Answer, Finding
from retrieval.finding.quote_check import Checked
from retrieval.questions.question import EVERYTHING, Context, Within


class Answerer(Protocol):
    """What answers questions. Safe to call from several threads; raises where search is down, never answers empty."""

    @property
    def store(self) -> ArticleStore:
        """The articles."""

    def edition(self) -> tuple[int, str]:
        """The revision of the store and the generation of the index that are answered from now."""

    def ask(self, question: str, context: Context | None, within: Within = EVERYTHING) -> tuple[Answer, Context]:
        """The answer, made of articles within, and what a follow-up question needs to know."""

    def rank(self, question: str, limit: int, within: Within = EVERYTHING) -> list[Finding]:
        """The findings within that are nearest to some words, best first, whether or not they answer anything."""

    def check(self, sentence: str, within: Within = EVERYTHING) -> Checked:
        """What is printed of one sentence that somebody brings along, of whom it names, or of anybody."""

    def ask_speaker(
        self, question: str, speaker_id: int, context: Context | None, within: Within = EVERYTHING
    ) -> tuple[Answer, Context]:
        """The same, where the asker has chosen who was meant."""

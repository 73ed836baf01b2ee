"""What a process that changes the store said before it was killed: restless_process.py tells how."""

from dataclasses import dataclass, field


@dataclass
class Ledger:
    """What the process said: what is safe, and what may be gone."""

    safe: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def note(self, line: str) -> None:
        sign, article_id = line[0], line[1:]
        if sign == "+":
            self.safe.add(article_id)
            self.gone.discard(article_id)
        else:
            self.safe.discard(article_id)
            if sign == "-":
                self.gone.add(article_id)

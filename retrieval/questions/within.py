"""What answers are confined to, whatever is asked: some outlets, some languages."""

from collections.abc import Iterable
from dataclasses import dataclass

UNKNOWN = "und"
"""The language of an article that gives none, as BCP 47 writes it."""


@dataclass(frozen=True, slots=True)
class Within:
    """Outlets or agencies as they are stored, and languages as `plain_language` writes them; none: all of them."""

    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    @property
    def is_everything(self) -> bool:
        """Whether answers are confined to nothing."""
        return not self.outlets and not self.languages

    def holds(self, sources: Iterable[str | None], language: str | None) -> bool:
        """Whether an article of this outlet and agency, in this language, may be shown."""
        by_outlet = not self.outlets or any(source in self.outlets for source in sources)
        return by_outlet and (not self.languages or plain_language(language) in self.languages)


EVERYTHING = Within()


def plain_language(given: str | None) -> str:
    """The language alone, in lower case: "en" for "en-GB" and "EN_us"; `UNKNOWN` where none is given."""
    return (given or "").replace("_", "-").partition("-")[0].strip().lower() or UNKNOWN

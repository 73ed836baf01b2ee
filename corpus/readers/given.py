"""What was given beside a text: by JSON-LD and Open Graph of a web page, a feed entry, a JSON record."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """Each as given, None where it was not. `published` are the dates given, best first, as they stand there."""

    url: str | None = None
    headline: str | None = None
    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    place: str | None = None
    language: str | None = None
    published: tuple[str, ...] = ()


NOTHING = Given()

"""What a site's robots.txt allows, read as RFC 9309 says."""

from dataclasses import dataclass

from protego import Protego

MOST_BYTES = 512_000  # RFC 9309 asks to read at least 500 KiB
LONGEST_DELAY = 30.0  # seconds; some sites ask for an hour, which they can have by forbidding


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site, as far as they concern one program."""

    rules: Protego
    agent: str

    def allow(self, url: str) -> bool:
        """Whether this program may fetch a URL."""
        return bool(self.rules.can_fetch(url, self.agent))

    def delay(self) -> float:
        """Seconds that the site asks to have between two requests; 0 where it does not, 30 at most."""
        return min(float(self.rules.crawl_delay(self.agent) or 0), LONGEST_DELAY)


def read_rules(status: int, body: bytes, agent: str) -> Rules:
    """The rules in an answer: a client error means that all is allowed, a server error that nothing is for now."""
    if status >= 500 or status == 429:
        text = "User-agent: *\nDisallow: /"
    else:
        text = body[:MOST_BYTES].decode("utf-8", "replace") if status == 200 else ""
    return Rules(Protego.parse(text), agent)

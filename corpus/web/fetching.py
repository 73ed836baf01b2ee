"""Fetching pages and feeds: safe for this machine, polite to the site, bounded in bytes, time and redirects."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit, urlunsplit

from protego import Protego

from corpus.readers.decoding import unpack
from corpus.readers.reading import NotReadable, TooLarge
from corpus.web.connecting import (
    Connector,
    FetchFailed,
    ForbiddenByRobots,
    ForbiddenUrl,
    NotFetched,
    Response,
    RulesUnavailable,
    TooManyRedirects,
    TooMuch,
    WrongContent,
    WrongStatus,
)

MOST_RULES_BYTES = 512_000  # RFC 9309 asks to read at least 500 KiB
SECONDS_OF_DAY = 86_400.0  # as long as RFC 9309 lets rules be kept
RULES_AGAIN = 600.0  # seconds until rules that could not be had are asked for again, where the site names no time
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
    """The rules in an answer: a client error means that all is allowed."""
    text = body[:MOST_RULES_BYTES].decode("utf-8", "replace") if status == 200 else ""
    return Rules(Protego.parse(text), agent)


def retry_seconds(field: str, now: datetime) -> float | None:
    """The seconds that a Retry-After field asks to wait, given as a number or as a date; a day at most."""
    if field.strip().isdigit():
        return min(float(field), SECONDS_OF_DAY)
    try:
        return min(max(0.0, (parsedate_to_datetime(field) - now).total_seconds()), SECONDS_OF_DAY)
    except (ValueError, TypeError):
        return None


AGENT = "ontherecord"
PORTS = frozenset({80, 443, 8080, 8443})
MOST_BYTES = 20_000_000  # unpacked; as much as a page may have from a file
MOST_SECONDS = 60.0  # a whole fetch, redirects included
MOST_REDIRECTS = 5
BETWEEN_REQUESTS = 1.0  # seconds, to one host
REDIRECTS = frozenset({301, 302, 303, 307, 308})
UNREAD = ("image/", "audio/", "video/", "font/", "text/css", "text/javascript", "application/javascript")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a server said of the version it sent last, so that it need not send it again."""

    etag: str = ""
    last_modified: str = ""


UNSEEN = Seen()


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: the address it came from after redirects, its bytes unpacked, and what was declared of them.

    `is_new` is False, and the body empty, where the server said that nothing changed since `Seen`.
    """

    url: str
    body: bytes
    content_type: str
    charset: str | None
    seen: Seen
    is_new: bool


@dataclass(slots=True)
class Fetcher:
    """Fetches URLs, one at a time: http and https on usual ports, public hosts only, as robots.txt allows.

    `connector` decides where connections may go; `clock` counts seconds and `sleep` waits for them between two
    requests to one host.
    """

    connector: Connector = field(default_factory=Connector)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _rules: dict[str, tuple[Rules | RulesUnavailable, float]] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    _asked_to_wait: dict[str, tuple[WrongStatus, float]] = field(default_factory=dict)

    def fetch(self, url: str, seen: Seen = UNSEEN) -> Fetched:
        """The page or feed at a URL. Raises NotFetched; each redirect is checked as the first URL is.

        A URL that asked to wait (Retry-After) is not asked again before, and raises the same.
        """
        deadline, address = self.clock() + MOST_SECONDS, url
        refusal, until = self._asked_to_wait.get(url, (None, 0.0))
        if refusal is not None and self.clock() < until:
            raise refusal
        for _ in range(MOST_REDIRECTS + 1):
            address = self.checked(address)
            rules = self._rules_of(address)
            if not rules.allow(address):
                raise ForbiddenByRobots(address)
            response = self._get(address, seen, rules.delay(), deadline)
            if response.status not in REDIRECTS or not response.fields.get("location"):
                return self._taken(url, address, response, seen)
            address = urljoin(address, response.fields["location"])
        raise TooManyRedirects(url, MOST_REDIRECTS)

    def _taken(self, asked: str, address: str, response: Response, seen: Seen) -> Fetched:
        self._asked_to_wait.pop(asked, None)
        try:
            return _fetched(address, response, seen)
        except WrongStatus as refusal:
            seconds = retry_seconds(response.fields.get("retry-after", ""), self.now())
            if refusal.passing and seconds:
                self._asked_to_wait[asked] = refusal, self.clock() + seconds
            raise

    def checked(self, url: str) -> str:
        """The URL without its fragment and in ASCII; raises ForbiddenUrl for what is never fetched."""
        try:
            parts = urlsplit(url.strip())
            host, port = (parts.hostname or "").encode("idna").decode(), parts.port
        except (ValueError, UnicodeError) as error:
            raise ForbiddenUrl(url, str(error)) from None
        if parts.scheme not in {"http", "https"}:
            raise ForbiddenUrl(url, f"its scheme is {parts.scheme or 'missing'!r}")
        if not host or parts.username is not None or parts.password is not None:
            raise ForbiddenUrl(url, "it has no host" if not host else "it carries a user name")
        if port is not None and port not in PORTS and host not in self.connector.allowed_hosts:
            raise ForbiddenUrl(url, f"port {port} is not one of {', '.join(map(str, sorted(PORTS)))}")
        place = f"[{host}]" if ":" in host else host
        return urlunsplit(
            (parts.scheme, place + (f":{port}" if port else ""), _ascii(parts.path or "/"), _ascii(parts.query), "")
        )

    def _rules_of(self, url: str) -> Rules:
        """The robots.txt of a URL's site, fetched once a day; RulesUnavailable where it can't be had for now.

        A status of 429 or a server error is such, until the time that it asks to wait has passed.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        rules, until = self._rules.get(site, (None, 0.0))
        if rules is None or self.clock() >= until:
            rules, seconds = self._read_rules(f"{site}/robots.txt")
            self._rules[site] = rules, self.clock() + seconds
        if isinstance(rules, RulesUnavailable):
            raise rules
        return rules

    def _read_rules(self, address: str) -> tuple[Rules | RulesUnavailable, float]:
        """The rules, or why there are none, and for how many seconds that holds."""
        deadline = self.clock() + MOST_SECONDS
        for _ in range(MOST_REDIRECTS + 1):
            response = self._get(self.checked(address), Seen(), 0, deadline)
            if response.status not in REDIRECTS or not response.fields.get("location"):
                if response.status >= 500 or response.status == 429:
                    asked = retry_seconds(response.fields.get("retry-after", ""), self.now())
                    seconds = RULES_AGAIN if asked is None else asked
                    return RulesUnavailable(address, response.status, seconds), seconds
                return read_rules(response.status, _unpacked(address, response), AGENT), SECONDS_OF_DAY
            address = urljoin(address, response.fields["location"])
        return read_rules(404, b"", AGENT), SECONDS_OF_DAY

    def _get(self, url: str, seen: Seen, delay: float, deadline: float) -> Response:
        """One polite request, without redirects."""
        host = urlsplit(url).netloc
        self.sleep(max(0.0, self._next.get(host, 0.0) - self.clock()))
        fields = {
            "Host": host,
            "User-Agent": AGENT,
            "Accept": "text/html, */*;q=0.8",
            "Accept-Encoding": "gzip, deflate, br, zstd",
        }
        fields |= {"If-None-Match": seen.etag} if seen.etag else {}
        fields |= {"If-Modified-Since": seen.last_modified} if seen.last_modified else {}
        try:
            return self.connector.get(url, fields, MOST_BYTES, max(deadline - self.clock(), 0.1))
        finally:
            self._next[host] = self.clock() + max(delay, BETWEEN_REQUESTS)


def _fetched(url: str, response: Response, seen: Seen) -> Fetched:
    if response.status == 304:
        return Fetched(url, b"", "", None, seen, is_new=False)
    if response.status != 200:
        raise WrongStatus(url, response.status, response.fields.get("retry-after", ""))
    declared = Message()
    declared["content-type"] = response.fields.get("content-type", "text/html")
    content_type = declared.get_content_type()
    if content_type.startswith(UNREAD):
        raise WrongContent(url, content_type)
    body = _unpacked(url, response)
    version = Seen(response.fields.get("etag", ""), response.fields.get("last-modified", ""))
    return Fetched(url, body, content_type, declared.get_content_charset(), version, is_new=True)


def _unpacked(url: str, response: Response) -> bytes:
    try:
        return unpack(response.body, response.fields.get("content-encoding", ""), MOST_BYTES)
    except TooLarge:
        raise TooMuch(url, MOST_BYTES) from None
    except NotReadable as error:
        raise FetchFailed(url, str(error)) from None


def _ascii(part: str) -> str:
    """A path or query with the characters that no URL may have as percent signs and digits."""
    return "".join(char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode()) for char in part)


__all__ = ["AGENT", "UNSEEN", "Fetched", "Fetcher", "NotFetched", "Seen"]

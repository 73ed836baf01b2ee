import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from corpus.web.connecting import (
    Connector,
    FetchFailed,
    ForbiddenAddress,
    ForbiddenByRobots,
    ForbiddenUrl,
    RulesUnavailable,
    TooLong,
    TooManyRedirects,
    TooMuch,
    WrongContent,
    WrongStatus,
)
from corpus.web.fetching import Fetcher, NotFetched, Seen, retry_seconds

PAGE = b"<html><body><p>Talks fail</p></body></html>"


@dataclass
class Clock:
    """Time that passes only by sleeping."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Site:
    """A site on loopback, known as site.example: what it answers by path, and what it was asked."""

    port: int = 0
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)

    def url(self, path: str) -> str:
        return f"http://site.example:{self.port}{path}"

    def page(self, path: str, body: bytes = PAGE, status: int = 200, **fields: str) -> None:
        named = {name.replace("_", "-"): value for name, value in fields.items()}
        self.answers[path] = (status, {"Content-Type": "text/html; charset=utf-8"} | named, body)

    def fetcher(self) -> Fetcher:
        connector = Connector(frozenset({"site.example"}), lambda host, port: ["127.0.0.1"])
        return Fetcher(connector, self.clock, self.clock.sleep)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            status, fields, body = site.answers.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in fields.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield site
    server.shutdown()
    server.server_close()


def test_a_page_comes_with_what_was_declared_of_it(site: Site) -> None:
    site.page("/a", ETag='"1"', Last_Modified="Tue, 14 Mar 2023 15:40:00 GMT")
    fetched = site.fetcher().fetch(site.url("/a#part"))
    assert (fetched.url, fetched.body, fetched.content_type, fetched.charset) == (
        site.url("/a"),
        PAGE,
        "text/html",
        "utf-8",
    )
    assert fetched.seen == Seen('"1"', "Tue, 14 Mar 2023 15:40:00 GMT")


def test_a_version_that_was_seen_is_not_sent_again(site: Site) -> None:
    site.page("/feed", b"", 304)
    seen = Seen('"1"', "Tue, 14 Mar 2023 15:40:00 GMT")
    fetched = site.fetcher().fetch(site.url("/feed"), seen)
    assert (fetched.is_new, fetched.body, fetched.seen) == (False, b"", seen)
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert site.asked[-1][1]["if-modified-since"] == seen.last_modified


def test_redirects_are_followed_to_the_page(site: Site) -> None:
    site.page("/a", b"", 302, Location="/b?x=1")
    site.page("/b?x=1")
    assert site.fetcher().fetch(site.url("/a")).url == site.url("/b?x=1")


def test_endless_redirects_end(site: Site) -> None:
    site.page("/a", b"", 301, Location="/a")
    with pytest.raises(TooManyRedirects):
        site.fetcher().fetch(site.url("/a"))


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("http://127.0.0.1/", ForbiddenAddress),
        ("http://169.254.169.254/latest/meta-data", ForbiddenAddress),
        ("http://[::ffff:7f00:1]/", ForbiddenAddress),
        ("file:///etc/passwd", ForbiddenUrl),
        ("http://other.example:22/", ForbiddenUrl),
    ],
)
def test_every_redirect_is_checked_as_the_first_address_is(site: Site, target: str, error: type[NotFetched]) -> None:
    site.page("/a", b"", 302, Location=target)
    fetcher = Fetcher(
        Connector(frozenset({"site.example"}), lambda host, port: ["127.0.0.1"] if host == "site.example" else [host]),
        site.clock,
        site.clock.sleep,
    )
    with pytest.raises(error):
        fetcher.fetch(site.url("/a"))


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["8.8.8.8", "10.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"],
        ["::ffff:10.0.0.1"],
        ["100.64.0.1"],
        [],
    ],
)
def test_a_name_is_refused_unless_all_its_addresses_are_public(addresses: list[str], site: Site) -> None:
    fetcher = Fetcher(Connector(frozenset(), lambda host, port: addresses), site.clock, site.clock.sleep)
    with pytest.raises(ForbiddenAddress):
        fetcher.fetch(f"http://site.example:8080/{site.port}")
    assert site.asked == []


def test_a_name_is_resolved_once_for_a_request_so_it_cannot_change_in_between(site: Site) -> None:
    site.page("/a")
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    connector = Connector(frozenset({"site.example"}), lambda host, port: next(answers))
    Fetcher(connector, site.clock, site.clock.sleep).fetch(site.url("/a"))
    assert next(answers) == ["10.0.0.1"]  # one for robots.txt, one for the page


@pytest.mark.parametrize(
    "url",
    ["ftp://site.example/", "file:///etc/passwd", "site.example", "http://", "http://user:word@site.example/",
     "javascript:1", "http://site.example:22/", "http://site.example:99999/", "http://[::1",
     "gopher://x", "http://a..b/", ""],
)  # fmt: skip
def test_other_schemes_ports_and_user_names_are_never_fetched(url: str) -> None:
    with pytest.raises(ForbiddenUrl):
        Fetcher(Connector(frozenset(), lambda host, port: ["8.8.8.8"])).fetch(url)


def test_a_packed_page_is_unpacked_and_one_that_unpacks_to_too_much_is_refused(site: Site) -> None:
    site.page("/a", gzip.compress(PAGE), Content_Encoding="gzip")
    site.page("/bomb", gzip.compress(bytes(21_000_000)), Content_Encoding="gzip")
    fetcher = site.fetcher()
    assert fetcher.fetch(site.url("/a")).body == PAGE
    with pytest.raises(TooMuch):
        fetcher.fetch(site.url("/bomb"))


def test_a_page_larger_than_the_bound_is_not_read_to_its_end(site: Site) -> None:
    site.page("/a", bytes(20_000_001))
    with pytest.raises(TooMuch):
        site.fetcher().fetch(site.url("/a"))


def test_a_server_that_takes_too_long_is_left(site: Site) -> None:
    site.page("/a")
    ticks = iter(range(0, 100_000, 50))
    connector = Connector(frozenset({"site.example"}), lambda host, port: ["127.0.0.1"], lambda: float(next(ticks)))
    with pytest.raises(TooLong):
        Fetcher(connector, site.clock, site.clock.sleep).fetch(site.url("/a"))


def test_a_server_that_is_not_there_is_an_error_with_the_address(site: Site) -> None:
    fetcher = Fetcher(
        Connector(frozenset({"site.example"}), lambda host, port: ["127.0.0.1"]), site.clock, site.clock.sleep
    )
    with pytest.raises(FetchFailed, match=r"site\.example:1/"):
        fetcher.fetch("http://site.example:1/")


def test_a_packing_that_is_broken_is_an_error(site: Site) -> None:
    site.page("/a", b"\x1f\x8bnot gzip", Content_Encoding="gzip")
    with pytest.raises(FetchFailed):
        site.fetcher().fetch(site.url("/a"))


@pytest.mark.parametrize("status", [404, 410, 429, 500, 503])
def test_a_status_other_than_success_is_no_page(site: Site, status: int) -> None:
    site.page("/a", PAGE, status, Retry_After="7")
    with pytest.raises(WrongStatus, match=str(status)):
        site.fetcher().fetch(site.url("/a"))


def test_a_picture_is_no_page(site: Site) -> None:
    site.page("/a", Content_Type="image/png")
    with pytest.raises(WrongContent, match="image/png"):
        site.fetcher().fetch(site.url("/a"))


def test_what_robots_txt_forbids_is_not_asked_for(site: Site) -> None:
    site.page("/robots.txt", b"User-agent: *\nDisallow: /private\nAllow: /private/open", Content_Type="text/plain")
    site.page("/private/open")
    fetcher = site.fetcher()
    with pytest.raises(ForbiddenByRobots):
        fetcher.fetch(site.url("/private/a"))
    assert fetcher.fetch(site.url("/private/open")).body == PAGE
    assert site.paths() == ["/robots.txt", "/private/open"]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_rules_can_not_be_read_is_left_alone_for_as_long_as_it_asks(site: Site, status: int) -> None:
    site.page("/a")
    assert site.fetcher().fetch(site.url("/a")).body == PAGE  # no rules: all is allowed
    site.page("/robots.txt", b"", status, Retry_After="120")
    fetcher = site.fetcher()
    for _ in range(2):
        with pytest.raises(RulesUnavailable, match="after 120 seconds") as raised:
            fetcher.fetch(site.url("/a"))
        assert raised.value.passing
    assert site.paths().count("/robots.txt") == 2
    site.page("/robots.txt", b"")
    site.clock.now += 121
    assert fetcher.fetch(site.url("/a")).body == PAGE


def test_a_page_that_asks_to_wait_is_not_asked_before(site: Site) -> None:
    site.page("/a", status=503, Retry_After="60")
    fetcher = site.fetcher()
    for _ in range(2):
        with pytest.raises(WrongStatus, match="after 60 seconds"):
            fetcher.fetch(site.url("/a"))
    assert site.paths().count("/a") == 1
    site.page("/a")
    site.clock.now += 61
    assert fetcher.fetch(site.url("/a")).body == PAGE


def test_the_time_to_wait_is_read_as_seconds_or_as_a_date() -> None:
    now = datetime(2024, 3, 6, 9, 0, tzinfo=UTC)
    assert retry_seconds("30", now) == 30
    assert retry_seconds("Wed, 06 Mar 2024 09:02:00 GMT", now) == 120
    assert retry_seconds("soon", now) is None


def test_one_host_is_asked_once_a_second_or_as_seldom_as_it_wishes(site: Site) -> None:
    site.page("/a")
    fetcher = site.fetcher()
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/a"))
    assert site.clock.slept == [0.0, 1.0, 1.0]
    site.clock.slept.clear()
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: 10")
    fetcher = site.fetcher()
    fetcher.fetch(site.url("/a"))
    fetcher.fetch(site.url("/a"))
    assert site.clock.slept == [0.0, 1.0, 10.0]


def test_letters_outside_ascii_are_encoded(site: Site) -> None:
    site.page("/caf%C3%A9?q=%C3%BC")
    assert site.fetcher().fetch(site.url("/café?q=ü")).body == PAGE

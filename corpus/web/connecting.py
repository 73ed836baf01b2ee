"""One HTTP request over a connection that is checked before it is made: resolved once, public only, pinned."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address, ip_network

import httpcore

from corpus.errors import CorpusError


class NotFetched(CorpusError):
    """A URL that could not, or may not, be fetched. `passing` where it may be had later."""

    passing = False


class ForbiddenUrl(NotFetched):
    """A URL of a kind that is never fetched."""

    def __init__(self, url: str, fault: str) -> None:
        self.url, self.fault = url, fault
        super().__init__(f"{url} is not fetched: {fault}; give an http or https address of a public site")


class ForbiddenAddress(NotFetched):
    """A host that is not, or not only, on the public internet."""

    def __init__(self, host: str, address: str) -> None:
        self.host, self.address = host, address
        super().__init__(
            f"{host} is not fetched: its address is not on the public internet ({address}); "
            "if it is a host of your own, name it among the allowed hosts, or save the page and add the file"
        )


class ForbiddenByRobots(NotFetched):
    """The site's robots.txt asks not to be fetched by programs."""

    def __init__(self, url: str) -> None:
        self.url = url
        super().__init__(
            f"{url} is not fetched: the site's robots.txt asks programs not to; save the page and add the file"
        )


class RulesUnavailable(NotFetched):
    """The site's robots.txt can't be had for now, so that nothing of the site may be fetched."""

    passing = True

    def __init__(self, url: str, status: int, seconds: float) -> None:
        self.url, self.status, self.seconds = url, status, seconds
        super().__init__(
            f"{url} is not fetched: the site's robots.txt answered with status {status}; "
            f"try again after {seconds:.0f} seconds"
        )


class TooMuch(NotFetched):
    """More bytes than a page may have."""

    def __init__(self, url: str, limit: int) -> None:
        self.url, self.limit = url, limit
        super().__init__(f"{url} is larger than {limit / 1e6:.0f} MB; download it and add the file")


class TooLong(NotFetched):
    """The server took longer than a fetch may take."""

    passing = True

    def __init__(self, url: str, seconds: float) -> None:
        self.url, self.seconds = url, seconds
        super().__init__(f"{url} did not arrive within {seconds:.0f} seconds; try again later")


class TooManyRedirects(NotFetched):
    """One redirection after the other."""

    def __init__(self, url: str, limit: int) -> None:
        self.url, self.limit = url, limit
        super().__init__(f"{url} redirects more than {limit} times; open it in a browser and give the final address")


class WrongStatus(NotFetched):
    """The server answered, but not with the page."""

    def __init__(self, url: str, status: int, retry_after: str) -> None:
        self.url, self.status = url, status
        self.passing = status in PASSING
        wait = (
            f" after {retry_after} seconds" if retry_after.isdigit() else f" after {retry_after}" if retry_after else ""
        )
        remedy = f"try again{wait}" if self.passing else "check the address in a browser"
        super().__init__(f"{url} answered with status {status}; {remedy}")


class WrongContent(NotFetched):
    """Something that is no text: a picture, a film, a PDF."""

    def __init__(self, url: str, content_type: str) -> None:
        self.url, self.content_type = url, content_type
        super().__init__(f"{url} is {content_type}, not a page or a feed; give the address of the article itself")


class FetchFailed(NotFetched):
    """The network or the server failed."""

    passing = True

    def __init__(self, url: str, fault: str) -> None:
        self.url, self.fault = url, fault
        super().__init__(f"{url} could not be fetched ({fault}); check the address and the network, and try again")


CLOSED = tuple(  # besides what Python's own table closes
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments; some are open, none has a website
        "192.88.99.0/24",  # the relays of 6to4
        "::/96",  # IPv4-compatible, and the unspecified address and loopback
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",  # NAT64, local use
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local of old
        "100::/64",  # discarded
        "3fff::/20",  # documentation, newer than Python 3.11
        "5f00::/16",  # segment routing
    )
)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    Loopback, private, shared (CGNAT), link-local, multicast, reserved and documentation ranges do not, nor do IPv6
    forms that carry an IPv4 address (NAT64, 6to4, Teredo, mapped), whatever address they carry. What is no address
    is not public.
    """
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if not parsed.is_global or parsed.is_multicast or parsed.is_reserved or "%" in address:
        return False
    return not any(parsed in network for network in CLOSED)


SECONDS_TO_CONNECT = 10.0
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 521, 522, 523, 524})  # statuses that a later try may not have

Resolve = Callable[[str, int], list[str]]
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Response:
    """Status, header fields with names in lower case, and the body as sent (still packed, if it was)."""

    status: int
    fields: dict[str, str]
    body: bytes


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, by the system's resolver; raises OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True, slots=True)
class Connector:
    """Sends requests. `allowed_hosts` may have private addresses; all others must have public ones only.

    `resolve_host` is asked once for a request and what it says is what is connected to, so a name that changes its
    address between the check and the connection changes nothing.
    """

    allowed_hosts: frozenset[str] = frozenset()
    resolve_host: Resolve = resolve
    clock: Clock = time.monotonic

    def get(self, url: str, fields: dict[str, str], most_bytes: int, seconds: float) -> Response:
        """One GET without redirects. Raises ForbiddenAddress, TooMuch, TooLong or FetchFailed."""
        backend = _CheckedBackend(self, self.clock() + seconds)
        headers = [(name.encode(), value.encode("latin-1", "replace")) for name, value in fields.items()]
        try:
            with (
                httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend, retries=0) as pool,
                pool.stream("GET", url, headers=headers, extensions={"timeout": _timeouts(seconds)}) as response,
            ):
                body = _read(response.iter_stream(), most_bytes, backend, url)
                return Response(response.status, _fields(response.headers), body)
        except httpcore.TimeoutException:
            raise TooLong(url, seconds) from None
        except (
            httpcore.NetworkError,
            httpcore.ProtocolError,
            httpcore.UnsupportedProtocol,
            OSError,
            UnicodeError,
        ) as error:
            raise FetchFailed(url, str(error) or type(error).__name__) from None


@cache
def _tls() -> ssl.SSLContext:
    """Made once, and only where something is fetched: reading the certificates takes 50 ms."""
    return httpcore.default_ssl_context()


def _timeouts(seconds: float) -> dict[str, float]:
    return dict.fromkeys(("connect", "read", "write", "pool"), min(seconds, SECONDS_TO_CONNECT))


def _fields(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in headers}


def _read(parts: Iterable[bytes], most_bytes: int, backend: "_CheckedBackend", url: str) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > most_bytes:
            raise TooMuch(url, most_bytes)
    return bytes(body)


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to addresses that were checked, and ends everything at the deadline."""

    def __init__(self, connector: Connector, deadline: float) -> None:
        self._connector, self._deadline = connector, deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to the first address that answers; ForbiddenAddress where any of them is not public."""
        addresses = self._connector.resolve_host(host, port)
        private = next((each for each in addresses if not is_public(each)), None)
        if host not in self._connector.allowed_hosts and (private or not addresses):
            raise ForbiddenAddress(host, private or "none")
        for address in addresses[:-1]:
            try:
                return self._open(address, port)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._open(addresses[-1], port)

    def _open(self, address: str, port: int) -> httpcore.NetworkStream:
        return _TimedStream(self._sockets.connect_tcp(address, port, timeout=self.left()), self)

    def left(self) -> float:
        """Seconds until the deadline, at most what one step may take; raises httpcore's timeout when it has passed."""
        left = self._deadline - self._connector.clock()
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, SECONDS_TO_CONNECT)


class _TimedStream(httpcore.NetworkStream):
    """A stream of which every step ends at the deadline: a server that sends a byte a second can't hold us."""

    def __init__(self, stream: httpcore.NetworkStream, backend: _CheckedBackend) -> None:
        self._stream, self._backend = stream, backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._backend.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._backend.left())
        return _TimedStream(secured, self._backend)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)

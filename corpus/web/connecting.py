"""One HTTP request over a connection that is checked before it is made: resolved once, public only, pinned."""

import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import httpcore

from corpus.web.fetch_errors import FetchFailed, ForbiddenAddress, TooLong, TooMuch
from corpus.web.public_addresses import is_public

SECONDS_TO_CONNECT = 10.0

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

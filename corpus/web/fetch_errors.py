"""Why a URL was not fetched; each message says what is wrong, the value, and what to do next."""

from corpus.errors import CorpusError


class NotFetched(CorpusError):
    """A URL that could not, or may not, be fetched."""


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


class TooMuch(NotFetched):
    """More bytes than a page may have."""

    def __init__(self, url: str, limit: int) -> None:
        self.url, self.limit = url, limit
        super().__init__(f"{url} is larger than {limit / 1e6:.0f} MB; download it and add the file")


class TooLong(NotFetched):
    """The server took longer than a fetch may take."""

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
        wait = f" after {retry_after} seconds" if retry_after.isdigit() else ""
        remedy = f"try again{wait}" if status in {429, 500, 502, 503, 504} else "check the address in a browser"
        super().__init__(f"{url} answered with status {status}; {remedy}")


class WrongContent(NotFetched):
    """Something that is no text: a picture, a film, a PDF."""

    def __init__(self, url: str, content_type: str) -> None:
        self.url, self.content_type = url, content_type
        super().__init__(f"{url} is {content_type}, not a page or a feed; give the address of the article itself")


class FetchFailed(NotFetched):
    """The network or the server failed."""

    def __init__(self, url: str, fault: str) -> None:
        self.url, self.fault = url, fault
        super().__init__(f"{url} could not be fetched ({fault}); check the address and the network, and try again")

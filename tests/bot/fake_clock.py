"""A clock that only tests set on."""

import asyncio


class Clock:
    """Tells the time that it was set to; sleeping sets it on, and is cancelled past `end`."""

    def __init__(self, now: float = 1_000.0) -> None:
        self.now = self.end = now

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        if self.now > self.end:
            raise asyncio.CancelledError

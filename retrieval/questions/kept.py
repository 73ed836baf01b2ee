"""What was read of the store, kept for the next question of the same edition, up to a limit."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The values of keys, those missing read at one go; the last `most` stay. For several threads."""

    def __init__(self, read: Callable[[Sequence[Key]], Mapping[Key, Value]], most: int) -> None:
        self._read, self._most = read, most
        self._kept: dict[Key, Value] = {}
        self._changing = Lock()

    def of(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """The values of these keys, in their order; keys without one are left out."""
        asked = list(dict.fromkeys(keys))
        with self._changing:
            found = {key: self._kept[key] for key in asked if key in self._kept}
        missing = [key for key in asked if key not in found]
        if missing:
            read = self._read(missing)
            self._keep(read)
            found |= read
        return {key: found[key] for key in asked if key in found}

    def _keep(self, read: Mapping[Key, Value]) -> None:
        with self._changing:
            self._kept |= read
            for key in list(self._kept)[: max(0, len(self._kept) - self._most)]:
                del self._kept[key]

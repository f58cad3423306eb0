"""Answers that are kept until the store changes: everybody who looks at a dashboard asks the same."""

import threading
from collections import OrderedDict

MOST_BYTES = 16 << 20
"""Of all bodies together."""
MOST_OF_ONE = 1 << 20
"""A longer body is not kept."""


class Kept:
    """Bodies by their ETag, which no other state of the store has; the one not asked for longest is given up first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def find(self, etag: str) -> bytes | None:
        """The body of an answer."""
        with self._lock:
            body = self._bodies.get(etag)
            if body is not None:
                self._bodies.move_to_end(etag)
            return body

    def keep(self, etag: str, body: bytes) -> None:
        """Hold on to a body while there is room."""
        if len(body) > MOST_OF_ONE:
            return
        with self._lock:
            if etag in self._bodies:
                return
            self._bodies[etag] = body
            self._bytes += len(body)
            while self._bytes > self._most:
                _, given_up = self._bodies.popitem(last=False)
                self._bytes -= len(given_up)

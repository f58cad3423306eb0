"""One server, or one restore, at a time on a data directory: a lock that ends with its process."""

import fcntl
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from document.errors import OutputError, ServerRuns
from document.reasons import reason


class Hold:
    """A lock on a data directory, held from `take` to `release`; a context manager as well."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock: IO[str] | None = None

    @property
    def taken(self) -> bool:
        """Whether this process holds the directory by this lock."""
        return self._lock is not None

    def take(self, *, shared: bool = False) -> Self:
        """Hold the directory, making it where needed; `shared` with others that share it.

        Raises ServerRuns where somebody else holds it, OutputError.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "server.lock").open("w")
        except OSError as error:
            raise OutputError(name=str(self.folder), why=reason(error)) from error
        try:
            fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise ServerRuns(folder=str(self.folder)) from error
        self._lock = lock
        return self

    def release(self) -> None:
        """Let others have it."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def __enter__(self) -> Self:
        return self if self.taken else self.take()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

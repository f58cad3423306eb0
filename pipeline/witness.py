"""What a server has told of its store, kept beside it: an older copy that is put in its place by hand is noticed.

`baocao store restore` says in the feed that it took place; `cp` of a database file, or a restore by PostgreSQL's own tools,
does not, and would give out the same numbers of changes again, for other changes.
"""

import logging
from pathlib import Path

from document.errors import OutputError
from normalize.store import Store
from pipeline.whole import whole

FILE = "last-change"
log = logging.getLogger("baocao.store")


class Witness:
    """The highest number of a change that was given to anybody, in a file of the data directory."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE
        self.seen = self._kept()

    def _kept(self) -> int:
        try:
            text = self._file.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return 0
        return int(text) if text.isdecimal() else 0

    def look(self, store: Store) -> bool:
        """Whether the store is older than what was told of it; then its feed says so. For the start of a server."""
        last = store.last_change()
        older = last < self.seen
        if older:
            log.warning(
                "the store ends at change %d, %d was told before: an older copy took its place", last, self.seen
            )
            store.note_restored(self.seen)
        self.see(store.last_change())
        return older

    def see(self, change: int) -> None:
        """This number was given to somebody."""
        if change <= self.seen:
            return
        self.seen = change
        try:
            with whole(self._file) as beside:
                beside.write_text(f"{change}\n", encoding="ascii")
        except OutputError as error:  # no reason to leave a question unanswered
            log.warning("%s", error)

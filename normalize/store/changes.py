"""The feed of changes: numbered in the order in which they become visible, so that a reader never misses one."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Integer, bindparam, func, insert, select, text

from normalize.store.engine import FEED_LOCK
from normalize.store.filters import limit as checked_limit
from normalize.store.records import ChangeRecord
from normalize.store.schema import ChangeRow

Entry = tuple[str, str, str | None]
"""Kind, subject, report id."""


def now() -> datetime:
    """This moment, aware."""
    return datetime.now(UTC)


def take_turn(connection: Connection) -> None:
    """Let writers go one after the other, as SQLite does by itself.

    Two reports stored at once would not see each other, and PostgreSQL numbers rows before they are committed: a reader of
    the feed could pass a number that shows up later.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": FEED_LOCK})


def note(connection: Connection, changes: Sequence[Entry], at: datetime) -> None:
    """Write entries to the feed."""
    if not changes:
        return
    take_turn(connection)
    rows = [{"kind": kind, "subject": subject, "report_id": report, "at": at} for kind, subject, report in changes]
    connection.execute(insert(ChangeRow), rows)


def note_restored(connection: Connection, before: int) -> None:
    """Tell that a backup took the place of what was there, by a number that was never given out before.

    Otherwise the numbers of the time after the backup would be given out again, for other changes: an ETag made of one
    would fit an answer that is no longer so, and who had read up to one would miss what comes. The last number of the store
    that was there is known only where it is still there; the seconds since 1970 are more than there were changes.
    """
    at = now()
    seq = max(before + 1, last(connection) + 1, int(at.timestamp()))
    connection.execute(insert(ChangeRow).values(seq=seq, kind="store.restored", subject="store", report_id=None, at=at))


_SINCE = (
    select(ChangeRow.seq, ChangeRow.kind, ChangeRow.subject, ChangeRow.report_id, ChangeRow.at)
    .where(ChangeRow.seq > bindparam("cursor"))
    .order_by(ChangeRow.seq)
    .limit(bindparam("limit", type_=Integer))
)
_LAST = select(func.max(ChangeRow.seq))


def since(connection: Connection, cursor: int, limit: int) -> tuple[ChangeRecord, ...]:
    """Entries after `cursor`, oldest first."""
    rows = connection.execute(_SINCE, {"cursor": cursor, "limit": checked_limit(limit)}).all()
    return tuple(ChangeRecord(*row) for row in rows)


def last(connection: Connection) -> int:
    """The newest number given out."""
    return connection.scalar(_LAST) or 0

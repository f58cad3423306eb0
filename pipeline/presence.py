"""Which workers of one PostgreSQL are alive: each holds a lock there that ends with its connection, so with its process.

A clock of heartbeats would call a worker dead that is merely slow, and find one that was killed only after a while. A
lock of the session goes at once where the process was killed, and with the connection where its machine was lost:
`KEEPALIVE` has the server look for that within half a minute.
"""

import hashlib
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import SQLAlchemyError

KEEPALIVE = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"

NAME = "baocao-worker"
"""What PostgreSQL calls the connection of a living worker."""
_LIVING = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :name")


def living(connection: Connection) -> int:
    """How many workers live on this PostgreSQL database, wherever they run."""
    return connection.scalar(_LIVING, {"name": NAME}) or 0


def _key(worker: str) -> int:
    """The lock of a worker: 63 bits of a hash, far from the few small keys of the store."""
    return int.from_bytes(hashlib.sha256(f"baocao worker {worker}".encode()).digest()[:8], "big") >> 1


class Presence:
    """One worker's own sign of life, and its look at those of others. Used by one thread at a time."""

    def __init__(self, url: str) -> None:
        self.name = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        location = make_url(url).set(drivername="postgresql+psycopg")
        options = {"options": KEEPALIVE, "application_name": NAME}
        self._engine = create_engine(location, poolclass=NullPool, connect_args=options, isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None

    def show(self) -> bool:
        """Be alive; whether this worker was so all along (False: the connection is new).

        Raises SQLAlchemyError where the server is away.
        """
        if self._connection is not None:
            try:
                self._connection.execute(text("SELECT 1"))
            except SQLAlchemyError:
                self.leave()
            else:
                return True
        connection = self._engine.connect()
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _key(self.name)})
        self._connection = connection
        return False

    @contextmanager
    def gone(self, worker: str) -> Iterator[bool]:
        """Whether `worker` is dead; while this lasts nobody else finds it so. Raises SQLAlchemyError."""
        connection = self._connection
        if connection is None or worker == self.name:
            yield False
            return
        key = {"key": _key(worker)}
        gone = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), key))
        try:
            yield gone
        finally:
            if gone:
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), key)

    def leave(self) -> None:
        """Stop living: others take up what this worker has not finished."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.close()

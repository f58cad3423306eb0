"""The way into the database: SQLite embedded, or PostgreSQL; migrations; transactions that never leave half a report."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError, DataError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from document import reasons
from document.errors import BadRequest, StoreError, StoreForeign
from normalize.store.schema import Base

MIGRATIONS = Path(__file__).parent / "migrations"
PRAGMAS = (
    *("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=NORMAL", "cache_size=-8000"),
    "wal_autocheckpoint=8000",
)
"""A long report changes more than the thousand pages after which SQLite would carry the log over into the file: with 8,000
(32 MB) several reports share that.
"""
MIGRATION_LOCK = 0x62616F63
"""Advisory lock of PostgreSQL: one process migrates at a time."""
STRANGE_STATES = ("42P01", "42703", "42P07", "42701")
"""PostgreSQL: no such table, no such column, the table is there, the column is there."""
STRANGE_WORDS = ("no such table", "no such column", "has no column", "already exists", "duplicate column")
"""The same in the words of SQLite."""
FEED_LOCK = 0x62616F64
"""Advisory lock of PostgreSQL: changes get their numbers in the order in which they are committed."""


def open_engine(url: str) -> Engine:
    """An engine on a database that has the newest schema; made where it is not there yet. Raises StoreError."""
    try:
        location = make_url(url)
        location = _with_driver(location)
        if location.get_backend_name() == "sqlite" and location.database:
            Path(location.database).parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(location)
        _migrate(engine)
    except (SQLAlchemyError, OSError, ImportError) as error:
        raise StoreError(why=reason(error)) from error
    return engine


def _with_driver(location: URL) -> URL:
    """ "postgresql://" means psycopg 3, whatever SQLAlchemy's own default is."""
    if location.drivername in ("postgresql", "postgres"):
        return location.set(drivername="postgresql+psycopg")
    return location


def _engine(location: URL) -> Engine:
    if location.get_backend_name() != "sqlite":
        return create_engine(location, pool_pre_ping=True)
    engine = create_engine(location)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Pragmas; and transactions are ours to begin, since the driver's own leave schema changes outside."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its place in the queue at once: a reader that wants to write later would fail, not wait."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that writes; rolled back as a whole where anything fails. Raises StoreError for the database's own."""
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    except DataError as error:
        raise _unfit() from error
    except SQLAlchemyError as error:
        raise StoreError(why=reason(error)) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent look at the store. Raises StoreError for the database's own errors."""
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except DataError as error:
        raise _unfit() from error
    except SQLAlchemyError as error:
        raise StoreError(why=reason(error)) from error


def _unfit() -> BadRequest:
    """A value that no column can hold, such as a text with a zero byte on PostgreSQL: the asker's fault, not the store's."""
    return BadRequest(
        what="có giá trị mà kho dữ liệu không lưu được", expected="chữ không có ký tự rỗng, số không quá lớn"
    )


def newest_revision() -> str | None:
    """The schema that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def revision(connection: Connection) -> str | None:
    """The schema that the database has."""
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


def _migrate(engine: Engine) -> None:
    """Bring the schema to the newest migration; one quick look where it is there already."""
    newest = newest_revision()
    with engine.begin() as connection:
        if revision(connection) == newest:
            _refuse_foreign(connection)
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        if revision(connection) != newest:
            config = _config()
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError as error:  # a revision that only a newer program knows
                why = f"lược đồ {revision(connection)}, chương trình này dùng đến {newest}"
                raise StoreForeign(where=engine.url.render_as_string(hide_password=True), why=why) from error
            except DatabaseError as error:
                raise refused(error, engine.url) from error
            _refuse_foreign(connection)


def _refuse_foreign(connection: Connection) -> None:
    """Raises StoreForeign for tables that are not those of this program, whatever revision they say they have."""
    for table in Base.metadata.sorted_tables:
        try:
            connection.execute(select(table).limit(0))
        except DatabaseError as error:
            raise refused(error, connection.engine.url) from error


def refused(error: DatabaseError, where: URL) -> StoreError:
    """StoreForeign where the tables are not those that are expected, StoreError for any other failure."""
    said = str(error.orig)
    if getattr(error.orig, "sqlstate", None) in STRANGE_STATES or any(words in said for words in STRANGE_WORDS):
        return StoreForeign(where=where.render_as_string(hide_password=True), why=reason(error))
    return StoreError(why=reason(error))


def reason(error: Exception) -> str:
    """What the driver or the system refused, in one line."""
    return reasons.reason(getattr(error, "orig", None) or error)

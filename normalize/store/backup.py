"""Copies of the whole store, and whether it is sound.

A backup is one SQLite file with the store's own tables, whatever the store runs on: so it can be opened and asked by
itself, and restored into SQLite or PostgreSQL alike.
"""

import contextlib
import shutil
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from document.contract import AuditedReport
from document.errors import BadRequest, OutputError, StoreError
from normalize.store import changes, provisional
from normalize.store.engine import newest_revision, open_engine, reading, reason, revision, writing
from normalize.store.schema import Base, CheckRow, ContractRow, FigureRow, ObservationRow, ReportRow

BATCH = 2000
"""Rows that are copied at once: memory does not grow with the store."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How much a backup or a restore copied."""

    reports: int
    rows: int


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a check of the store found: `problems` in Vietnamese, empty where it is sound."""

    reports: int
    problems: tuple[str, ...]


def backup(engine: Engine, target: Path) -> Copied:
    """Copy the store as it is at this moment to a new file; others go on reading and writing. Raises OutputError."""
    if target.exists():
        raise OutputError(name=str(target), why="tệp đã có")
    partial = target.with_name(target.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        copied = _to_file(engine, partial)
        partial.rename(target)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(name=str(target), why=reason(error)) from error
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)
    return copied


def _to_file(engine: Engine, target: Path) -> Copied:
    if engine.dialect.name == "sqlite":
        _copy_pages(engine, target)
        with reading(engine) as connection:
            return _counted(connection)
    other = open_engine(f"sqlite:///{target.resolve()}")
    try:
        snapshot = engine.connect().execution_options(isolation_level="REPEATABLE READ")
        with snapshot as source, source.begin(), writing(other) as copy:
            return _copy_rows(source, copy)
    except SQLAlchemyError as error:
        raise StoreError(why=reason(error)) from error
    finally:
        _as_one_file(other)


def _copy_pages(engine: Engine, target: Path) -> None:
    """SQLite's own online copy, one consistent snapshot."""
    raw = engine.raw_connection()
    try:
        source: Any = raw.driver_connection
        with contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        raw.close()


def _as_one_file(engine: Engine) -> None:
    """Fold the write-ahead log into the file, so that the backup is this one file."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(str(engine.url.database))) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")


def restore(engine: Engine, source: Path, *, replace: bool = False) -> Copied:
    """Put a backup in place of what the store holds. All or nothing.

    Raises BadRequest for a file that is no backup, and for a store that holds anything at all unless `replace` is set.
    """
    _refuse_foreign(source)
    with tempfile.TemporaryDirectory(prefix="baocao-") as folder:
        own = Path(folder) / "ban-sao.db"
        shutil.copyfile(source, own)
        return _restore(engine, own, replace=replace)


def _restore(engine: Engine, own: Path, *, replace: bool) -> Copied:
    """From a copy that may be migrated: the backup itself stays as it is."""
    other = open_engine(f"sqlite:///{own}")
    try:
        with reading(other) as saved, writing(engine) as connection:
            if not replace:
                refuse_filled(connection)
            before = changes.last(connection)
            for table in reversed(Base.metadata.sorted_tables):
                connection.execute(delete(table))
            copied = _copy_rows(saved, connection)
            changes.note_restored(connection, before)
            _continue_numbers(connection)
            return copied
    finally:
        other.dispose()


def refuse_filled(connection: Connection) -> None:
    """Raises BadRequest for a store that holds anything: reports, decisions, access tokens."""
    for table in Base.metadata.sorted_tables:
        if connection.execute(select(table).limit(1)).first() is not None:
            raise BadRequest(
                what="kho dữ liệu đang có báo cáo hoặc mã truy cập",
                expected="thêm --replace để thay tất cả bằng bản sao lưu",
            )


def _refuse_foreign(source: Path) -> None:
    if not source.is_file():
        raise BadRequest(what=f"không thấy tệp {source}", expected="tệp do lệnh baocao store backup ghi")
    try:
        with contextlib.closing(sqlite3.connect(f"file:{source.resolve()}?mode=ro", uri=True)) as saved:
            found = saved.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise BadRequest(
            what=f"tệp {source} không phải bản sao lưu", expected="tệp do lệnh baocao store backup ghi"
        ) from error
    if found is None:
        raise BadRequest(what=f"tệp {source} không phải bản sao lưu", expected="tệp do lệnh baocao store backup ghi")


def _copy_rows(source: Connection, target: Connection) -> Copied:
    """Table by table, those that others refer to first."""
    rows = 0
    for table in Base.metadata.sorted_tables:
        for batch in _batches(source, table):
            target.execute(insert(table), batch)
            rows += len(batch)
    return Copied(_counted(target).reports, rows)


def _batches(source: Connection, table: Any) -> Iterator[list[dict[str, Any]]]:
    result = source.execution_options(yield_per=BATCH).execute(select(table))
    for part in result.mappings().partitions(BATCH):
        yield [dict(row) for row in part]


def _continue_numbers(connection: Connection) -> None:
    """PostgreSQL's own counters know nothing of numbers that were written by hand."""
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        key = table.autoincrement_column
        if key is not None:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{key.name}'),"
                    f" coalesce((SELECT max({key.name}) FROM {table.name}), 0) + 1, false)"
                )
            )


def _counted(connection: Connection) -> Copied:
    rows = sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in Base.metadata.sorted_tables)
    return Copied(connection.scalar(select(func.count()).select_from(ReportRow)) or 0, rows)


# soundness ------------------------------------------------------------------------------------------------------------


def check(engine: Engine) -> Soundness:
    """Go through the whole store: its pages, its references, its contracts, its counts."""
    with reading(engine) as connection:
        problems = [*_of_server(connection), *_of_counts(connection), *_of_contracts(connection)]
        reports = connection.scalar(select(func.count()).select_from(ReportRow)) or 0
    return Soundness(reports, tuple(problems))


def _of_server(connection: Connection) -> Iterator[str]:
    if revision(connection) != newest_revision():
        yield f"lược đồ ở bản {revision(connection)}, cần bản {newest_revision()}"
    if connection.dialect.name != "sqlite":
        return
    for (said,) in connection.execute(text("PRAGMA integrity_check")):
        if said != "ok":
            yield f"tệp kho hỏng: {said}"
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield f"bảng {row[0]} có dòng mồ côi (bảng cha {row[2]})"


def _of_counts(connection: Connection) -> Iterator[str]:
    """Each report has the rows that it was stored with."""
    for table, counted in ((FigureRow, ReportRow.figures), (CheckRow, ReportRow.checks)):
        query = (
            select(ReportRow.id, counted, func.count(table.seq))
            .join(table, table.report_id == ReportRow.id, isouter=True)
            .group_by(ReportRow.id, counted)
            .having(func.count(table.seq) != counted)
        )
        for report, expected, found in connection.execute(query):
            yield f"báo cáo {report}: {table.__tablename__} có {found} dòng, phải là {expected}"
    yield from _of_indicators(connection)
    orphans = (
        select(func.count())
        .select_from(ObservationRow)
        .join(
            FigureRow,
            (FigureRow.report_id == ObservationRow.report_id) & (FigureRow.figure_id == ObservationRow.figure_id),
            isouter=True,
        )
        .where(FigureRow.seq.is_(None))
    )
    lost = connection.scalar(orphans) or 0
    if lost:
        yield f"{lost} giá trị quan sát không còn số liệu làm chứng"


def _of_indicators(connection: Connection) -> Iterator[str]:
    """As many figures stand on each indicator of the catalogue as are counted."""
    standing = select(FigureRow.indicator, func.count()).where(FigureRow.indicator.is_not(None))
    found = {row[0]: row[1] for row in connection.execute(standing.group_by(FigureRow.indicator))}
    for indicator, counted in provisional.seen(connection).items():
        if found.get(indicator, 0) != counted:
            yield f"chỉ tiêu {indicator}: đếm {counted} số liệu, phải là {found.get(indicator, 0)}"


def _of_contracts(connection: Connection) -> Iterator[str]:
    query = select(ReportRow.id, ReportRow.sha256, ContractRow.body).join(
        ContractRow, ContractRow.report_id == ReportRow.id, isouter=True
    )
    for report, sha256, body in connection.execution_options(yield_per=100).execute(query):
        if body is None:
            yield f"báo cáo {report}: mất kết quả đầy đủ"
            continue
        try:
            read = AuditedReport.model_validate_json(zlib.decompress(body))
        except (zlib.error, ValueError):
            yield f"báo cáo {report}: kết quả đầy đủ không đọc được"
            continue
        if read.source.sha256 != sha256:
            yield f"báo cáo {report}: kết quả đầy đủ là của tệp khác"

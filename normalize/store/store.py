"""The store of audited reports: SQLite by default, any SQLAlchemy URL by setting."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, Select, create_engine, event, make_url, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from document.contract import AuditedReport, dumps
from document.errors import StoreError
from normalize.store.schema import CheckRow, FigureRow, ReportRow

MIGRATIONS = Path(__file__).parent / "migrations"


class Store:
    """Open one with `Store.open`; use it as a context manager. Every method is one transaction and raises StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Self:
        """Open the store at `url`, creating and migrating it where needed."""
        try:
            location = make_url(url)
            if location.get_backend_name() == "sqlite" and location.database:
                Path(location.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(location)
            if engine.dialect.name == "sqlite":
                event.listen(engine, "connect", _pragmas)
            _migrate(engine)
        except (SQLAlchemyError, OSError) as error:
            raise StoreError(why=_reason(error)) from error
        return cls(engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    def find(self, sha256: str, pipeline_version: str) -> str | None:
        """The id of the report with these bytes under this pipeline version."""
        try:
            with Session(self._engine) as session:
                return session.scalar(_by_key(sha256, pipeline_version))
        except SQLAlchemyError as error:
            raise StoreError(why=_reason(error)) from error

    def load(self, report_id: str) -> AuditedReport | None:
        """The contract of a stored report, or None for an id that is not there."""
        try:
            with Session(self._engine) as session:
                row = session.get(ReportRow, report_id)
                return AuditedReport.model_validate_json(row.contract) if row else None
        except SQLAlchemyError as error:
            raise StoreError(why=_reason(error)) from error

    def save(self, report: AuditedReport, pipeline_version: str) -> tuple[str, bool]:
        """Keep `report`; returns its id and whether it is new. The same bytes are kept once, also when sent twice at once."""
        report_id = _report_id(report.source.sha256, pipeline_version)
        if self.find(report.source.sha256, pipeline_version) is not None:
            return report_id, False
        try:
            with Session(self._engine) as session, session.begin():
                session.add(_report_row(report_id, report, pipeline_version))
                session.flush()
                session.add_all(_figure_rows(report_id, report))
                session.add_all(_check_rows(report_id, report))
        except IntegrityError:
            return report_id, False
        except SQLAlchemyError as error:
            raise StoreError(why=_reason(error)) from error
        return report_id, True


def _pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=10000", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(engine: Engine) -> None:
    """Bring the schema to the newest migration; one quick look where it is there already."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.begin() as connection:
        if MigrationContext.configure(connection).get_current_revision() != newest:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def _reason(error: Exception) -> str:
    """The driver's own words, one line."""
    return str(getattr(error, "orig", None) or error).splitlines()[0]


def _report_id(sha256: str, pipeline_version: str) -> str:
    """An id that the same file always gets: the first 24 hex digits of a hash over its key."""
    return hashlib.sha256(f"{sha256}/{pipeline_version}".encode()).hexdigest()[:24]


def _by_key(sha256: str, pipeline_version: str) -> Select[str]:
    return select(ReportRow.id).where(ReportRow.sha256 == sha256, ReportRow.pipeline_version == pipeline_version)


def _report_row(report_id: str, report: AuditedReport, pipeline_version: str) -> ReportRow:
    head, source = report.letterhead, report.source
    return ReportRow(
        id=report_id,
        sha256=source.sha256,
        pipeline_version=pipeline_version,
        name=source.name,
        media_type=source.media_type,
        pages=source.pages,
        bytes=source.bytes,
        kind=head.kind,
        number=head.number,
        issuer=head.issuer,
        issued_on=head.date,
        title=head.title,
        created_at=datetime.now(UTC),
        contract=dumps(report),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _figure_rows(report_id: str, report: AuditedReport) -> list[FigureRow]:
    return [
        FigureRow(
            report_id=report_id,
            figure_id=f.id,
            kind=f.kind,
            page=f.page,
            line=f.line,
            quote=f.quote,
            section=f.section,
            subject=f.subject,
            org=f.org,
            unit=f.unit,
            as_of=f.as_of,
            numerator=_text(f.numerator),
            denominator=_text(f.denominator),
            stated_percent=f.stated_percent,
            value=_text(f.value),
        )
        for f in report.figures
    ]


def _check_rows(report_id: str, report: AuditedReport) -> list[CheckRow]:
    return [
        CheckRow(
            report_id=report_id,
            check_id=c.id,
            kind=c.kind,
            verdict=c.verdict,
            severity=c.severity,
            cause=c.cause,
            stated=c.stated,
            computed=c.computed,
            page=c.page,
            line=c.line,
            sentence=c.sentence,
        )
        for c in report.checks
    ]

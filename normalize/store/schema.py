"""The tables of the store. Changed only together with a migration in `migrations/versions`.

Numbers are text: exact decimals, never floats. Days are ISO text, moments are UTC. Ids of areas are paths
("58/584", see `normalize.areas`), compared byte by byte, so that the sub-units of an area are one range of an index.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import BigInteger

ROWID = BigInteger().with_variant(Integer(), "sqlite")
"""A key that grows: on SQLite only INTEGER is the row id itself."""


def _bytewise(length: int) -> String:
    """Text that sorts by its bytes on both servers, as keyset pages and prefix ranges need."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime; SQLite keeps no zone of its own."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware in, UTC out."""
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


COUNTED = (
    *("pages", "numbers", "understood", "checked", "figures"),
    *("checks", "findings", "observations", "placed", "verified"),
)
"""What a report counts when it is written: coverage is the sum of these, and reads no more than an index that has them."""


class Base(DeclarativeBase):
    """Root of the mapped tables."""


class ReportRow(Base):
    """One audited file under one pipeline version. `retired_at` is when a newer version or a newer issue took its place."""

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("sha256", "pipeline_version", name="uq_reports_sha256_pipeline_version"),
        Index("ix_reports_created", "created_at", "id"),
        Index("ix_reports_area", "area", "created_at"),
        Index("ix_reports_issue", "number", "issuer_key"),
        Index("ix_reports_coverage", "area", "retired_at", "period_end", *COUNTED),
    )

    id: Mapped[str] = mapped_column(_bytewise(32), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    pipeline_version: Mapped[str] = mapped_column(String(16))
    models: Mapped[str] = mapped_column(Text, default="")
    is_current: Mapped[bool] = mapped_column(Boolean, default=True)
    superseded_by: Mapped[str | None] = mapped_column(_bytewise(32))
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int] = mapped_column(Integer)
    bytes: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[str | None] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text)
    issuer_key: Mapped[str | None] = mapped_column(Text)
    organisation: Mapped[str | None] = mapped_column(_bytewise(120))
    area: Mapped[str | None] = mapped_column(_bytewise(40))
    issued_on: Mapped[str | None] = mapped_column(String(10))
    title: Mapped[str | None] = mapped_column(Text)
    period_kind: Mapped[str | None] = mapped_column(String(8))
    period_start: Mapped[str | None] = mapped_column(String(10))
    period_end: Mapped[str | None] = mapped_column(String(10))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    figures: Mapped[int] = mapped_column(Integer)
    checks: Mapped[int] = mapped_column(Integer)
    findings: Mapped[int] = mapped_column(Integer)
    observations: Mapped[int] = mapped_column(Integer)
    placed: Mapped[int] = mapped_column(Integer)
    verified: Mapped[int] = mapped_column(Integer)
    numbers: Mapped[int] = mapped_column(Integer)
    understood: Mapped[int] = mapped_column(Integer)
    checked: Mapped[int] = mapped_column(Integer)


class ContractRow(Base):
    """The contract of a report as compressed JSON, apart from the narrow row that lists read."""

    __tablename__ = "contracts"

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class FigureRow(Base):
    """One figure of a report; numbers are kept as the digits they are printed with, never as floats."""

    __tablename__ = "figures"
    __table_args__ = (
        UniqueConstraint("report_id", "figure_id", name="uq_figures_report_figure"),
        Index("ix_figures_report", "report_id", "seq"),
    )

    seq: Mapped[int] = mapped_column(ROWID, primary_key=True, autoincrement=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    figure_id: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    quote: Mapped[str] = mapped_column(Text)
    page: Mapped[int] = mapped_column(Integer)
    line: Mapped[int] = mapped_column(Integer)
    bbox: Mapped[str | None] = mapped_column(Text)
    section: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text)
    org: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(Text)
    approximate: Mapped[bool] = mapped_column(Boolean)
    target: Mapped[bool] = mapped_column(Boolean)
    confidence: Mapped[float] = mapped_column(Double)
    numerator: Mapped[str | None] = mapped_column(Text)
    denominator: Mapped[str | None] = mapped_column(Text)
    stated_percent: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)
    indicator: Mapped[str | None] = mapped_column(_bytewise(80))
    organisation: Mapped[str | None] = mapped_column(_bytewise(120))
    area: Mapped[str | None] = mapped_column(_bytewise(40))
    period_kind: Mapped[str | None] = mapped_column(String(8))
    period_start: Mapped[str | None] = mapped_column(String(10))
    period_end: Mapped[str | None] = mapped_column(String(10))


class IndicatorCountRow(Base):
    """How many stored figures stand on an indicator of the catalogue: counted when a report is written or forgotten."""

    __tablename__ = "indicator_counts"

    indicator: Mapped[str] = mapped_column(_bytewise(80), primary_key=True)
    figures: Mapped[int] = mapped_column(Integer)


class CheckRow(Base):
    """One recomputed statement, of a report alone or against others (`scope`). `seq` grows with the reports."""

    __tablename__ = "checks"
    __table_args__ = (
        UniqueConstraint("report_id", "check_id", name="uq_checks_report_check"),
        Index("ix_checks_findings", "is_finding", "severity", "seq"),
        Index("ix_checks_verdict", "verdict", "seq"),
        Index("ix_checks_review", "review_state", "is_finding", "seq"),
        Index("ix_checks_area", "area", "is_finding", "severity", "seq"),
        Index("ix_checks_findings_area", "is_finding", "area", "severity", "seq"),
    )

    seq: Mapped[int] = mapped_column(ROWID, primary_key=True, autoincrement=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    check_id: Mapped[str] = mapped_column(String(32))
    fingerprint: Mapped[str] = mapped_column(String(32))
    scope: Mapped[str] = mapped_column(String(8))
    is_current: Mapped[bool] = mapped_column(Boolean, default=True)
    kind: Mapped[str] = mapped_column(String(24))
    verdict: Mapped[str] = mapped_column(String(16))
    severity: Mapped[str] = mapped_column(String(8))
    cause: Mapped[str | None] = mapped_column(String(16))
    is_finding: Mapped[bool] = mapped_column(Boolean)
    review_state: Mapped[str] = mapped_column(String(12), default="open")
    stated: Mapped[str | None] = mapped_column(Text)
    computed: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int] = mapped_column(Integer)
    line: Mapped[int] = mapped_column(Integer)
    bbox: Mapped[str | None] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text)
    sentence: Mapped[str] = mapped_column(Text)
    figures: Mapped[str] = mapped_column(Text)
    against: Mapped[str] = mapped_column(Text, default="[]")
    organisation: Mapped[str | None] = mapped_column(_bytewise(120))
    area: Mapped[str | None] = mapped_column(_bytewise(40))
    period_kind: Mapped[str | None] = mapped_column(String(8))
    period_start: Mapped[str | None] = mapped_column(String(10))
    period_end: Mapped[str | None] = mapped_column(String(10))


class ObservationRow(Base):
    """One observed value. `province` is the first step of the area's path: most questions are about one province.

    A report writes to one place of an index that begins with its area, its period or its id, but to as many places as it has
    indicators in one that begins with these: there are only two of those, and they end in the columns that are asked with
    them, so that rows which do not fit are passed over without being looked up.
    """

    __tablename__ = "observations"
    __table_args__ = (
        Index("ix_observations_indicator", "indicator", "period_end", "id", "level", "measure"),
        Index("ix_observations_group", "indicator_group", "period_end", "id"),
        Index("ix_observations_indicator_area", "indicator", "area", "period_end", "id", "measure"),
        Index("ix_observations_area", "area", "period_end", "id"),
        Index("ix_observations_organisation", "organisation", "period_end", "id"),
        Index("ix_observations_period", "period_end", "id"),
        Index("ix_observations_province", "province", "period_end", "id"),
        Index("ix_observations_province_group", "province", "indicator_group", "period_end", "id"),
        Index("ix_observations_report", "report_id", "id"),
    )

    id: Mapped[int] = mapped_column(ROWID, primary_key=True, autoincrement=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"))
    figure_id: Mapped[str] = mapped_column(String(32))
    indicator: Mapped[str] = mapped_column(_bytewise(80))
    indicator_group: Mapped[str | None] = mapped_column(_bytewise(40))
    provisional: Mapped[bool] = mapped_column(Boolean)
    organisation: Mapped[str | None] = mapped_column(_bytewise(120))
    area: Mapped[str | None] = mapped_column(_bytewise(40))
    province: Mapped[str | None] = mapped_column(_bytewise(8))
    level: Mapped[str | None] = mapped_column(String(8))
    period_kind: Mapped[str] = mapped_column(String(8))
    period_start: Mapped[str | None] = mapped_column(String(10))
    period_end: Mapped[str] = mapped_column(String(10))
    measure: Mapped[str] = mapped_column(String(16))
    value: Mapped[str] = mapped_column(Text)
    printed: Mapped[str | None] = mapped_column(Text)
    stated: Mapped[str] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(12))
    placed_by: Mapped[str] = mapped_column(String(12))
    score: Mapped[float] = mapped_column(Double)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class ReviewRow(Base):
    """One decision of a person about a finding; the newest of a file and fingerprint counts, older ones are kept."""

    __tablename__ = "reviews"
    __table_args__ = (Index("ix_reviews_finding", "sha256", "fingerprint", "id"),)

    id: Mapped[int] = mapped_column(ROWID, primary_key=True, autoincrement=True)
    sha256: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(32))
    state: Mapped[str] = mapped_column(String(12))
    reviewer: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    corrections: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)


class ProvisionalRow(Base):
    """A subject that no indicator of the catalogue fits: it waits until a person maps it, once for all."""

    __tablename__ = "provisional_indicators"
    __table_args__ = (Index("ix_provisional_waiting", "mapped_to", "seen"),)

    id: Mapped[str] = mapped_column(_bytewise(80), primary_key=True)
    subject: Mapped[str] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    example: Mapped[str] = mapped_column(Text)
    report_id: Mapped[str] = mapped_column(_bytewise(32))
    seen: Mapped[int] = mapped_column(Integer)
    mapped_to: Mapped[str | None] = mapped_column(_bytewise(80))
    mapped_by: Mapped[str | None] = mapped_column(Text)
    mapped_at: Mapped[datetime | None] = mapped_column(Moment)


class TokenRow(Base):
    """An access token: only the hash of its secret is kept."""

    __tablename__ = "tokens"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(8))
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class ChangeRow(Base):
    """The feed: `seq` grows in the order in which changes became visible."""

    __tablename__ = "changes"
    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: Mapped[int] = mapped_column(ROWID, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(24))
    subject: Mapped[str] = mapped_column(Text)
    report_id: Mapped[str | None] = mapped_column(_bytewise(32))
    at: Mapped[datetime] = mapped_column(Moment)

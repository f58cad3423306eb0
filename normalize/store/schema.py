"""The tables of the store. Changed only together with a migration in `migrations/versions`."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Root of the mapped tables."""


class ReportRow(Base):
    """One audited file under one pipeline version, with its contract as JSON."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("sha256", "pipeline_version", name="uq_reports_sha256_pipeline_version"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    pipeline_version: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int] = mapped_column(Integer)
    bytes: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(16))
    number: Mapped[str | None] = mapped_column(Text)
    issuer: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[str | None] = mapped_column(String(10))
    title: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    contract: Mapped[str] = mapped_column(Text)


class FigureRow(Base):
    """One figure of a report; numbers are kept as the digits they are printed with, never as floats."""

    __tablename__ = "figures"

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    figure_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    page: Mapped[int] = mapped_column(Integer)
    line: Mapped[int] = mapped_column(Integer)
    quote: Mapped[str] = mapped_column(Text)
    section: Mapped[str | None] = mapped_column(Text)
    subject: Mapped[str | None] = mapped_column(Text)
    org: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    as_of: Mapped[str | None] = mapped_column(String(10))
    numerator: Mapped[str | None] = mapped_column(Text)
    denominator: Mapped[str | None] = mapped_column(Text)
    stated_percent: Mapped[str | None] = mapped_column(Text)
    value: Mapped[str | None] = mapped_column(Text)


class CheckRow(Base):
    """One recomputed statement of a report."""

    __tablename__ = "checks"
    __table_args__ = (Index("ix_checks_verdict_severity", "verdict", "severity"),)

    report_id: Mapped[str] = mapped_column(ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True)
    check_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24))
    verdict: Mapped[str] = mapped_column(String(16))
    severity: Mapped[str] = mapped_column(String(8))
    cause: Mapped[str | None] = mapped_column(String(16))
    stated: Mapped[str | None] = mapped_column(Text)
    computed: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int] = mapped_column(Integer)
    line: Mapped[int] = mapped_column(Integer)
    sentence: Mapped[str] = mapped_column(Text)

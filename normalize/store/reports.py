"""Read reports and their figures."""

import zlib
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, Select, and_, bindparam, select, tuple_

from normalize.periods import Period
from normalize.store.filters import MOST_FILTERS, FigureFilter, Page, ReportFilter, decode, encode
from normalize.store.filters import limit as checked_limit
from normalize.store.records import FigureRecord, ReportRecord
from normalize.store.schema import ContractRow, FigureRow, ReportRow
from normalize.store.scope import between, end_of, known, within
from normalize.store.wording import loads

REPORTS: Any = ReportRow.__table__
FIGURES: Any = FigureRow.__table__

_REPORT = (
    *(REPORTS.c[name] for name in ("id", "sha256", "pipeline_version", "is_current", "superseded_by", "name")),
    *(REPORTS.c[name] for name in ("media_type", "pages", "bytes", "kind", "number", "issuer", "organisation", "area")),
    *(REPORTS.c[name] for name in ("issued_on", "title", "period_kind", "period_start", "period_end", "submitted_at")),
    *(REPORTS.c[name] for name in ("created_at", "figures", "checks", "findings", "observations", "numbers")),
    *(REPORTS.c[name] for name in ("understood", "checked")),
)
"""In the order of `ReportRecord`, where three of them are its period."""
_FIGURE = (
    *(
        FIGURES.c[name]
        for name in ("seq", "report_id", "figure_id", "kind", "quote", "page", "line", "bbox", "section")
    ),
    *(FIGURES.c[name] for name in ("subject", "org", "unit", "as_of", "approximate", "target", "confidence")),
    *(FIGURES.c[name] for name in ("numerator", "denominator", "stated_percent", "value", "indicator")),
    *(FIGURES.c[name] for name in ("organisation", "area", "period_kind", "period_start", "period_end")),
)
"""In the order of `FigureRecord`, where the last three are its period."""


def exists(connection: Connection, identity: str) -> bool:
    """Whether there is such a report."""
    return connection.scalar(select(ReportRow.id).where(ReportRow.id == identity)) is not None


def contract(connection: Connection, identity: str) -> str | None:
    """The JSON text of a report's contract."""
    body = connection.scalar(select(ContractRow.body).where(ContractRow.report_id == identity))
    return None if body is None else zlib.decompress(body).decode()


def one(connection: Connection, identity: str) -> ReportRecord | None:
    """One report."""
    row = connection.execute(select(*_REPORT).where(ReportRow.id == identity)).first()
    return None if row is None else _report(row)


def page(connection: Connection, wanted: ReportFilter, limit: int, cursor: str | None) -> Page[ReportRecord]:
    """Newest first; the moment of storing and the id are the keys."""
    query = _page(wanted)
    if cursor is not None:
        (last,) = decode(cursor, (str,))
        at = select(ReportRow.created_at).where(ReportRow.id == last).scalar_subquery()
        query = query.where(tuple_(ReportRow.created_at, ReportRow.id) < tuple_(at, last))
    rows = connection.execute(query, {"limit": checked_limit(limit) + 1}).all()
    items = tuple(_report(row) for row in rows[:limit])
    return Page(items, encode((items[-1].id,)) if len(rows) > limit else None)


@lru_cache(maxsize=MOST_FILTERS)
def _page(wanted: ReportFilter) -> Select[Any]:
    """Made once for a filter, as that of checks."""
    query = select(*_REPORT).order_by(ReportRow.created_at.desc(), ReportRow.id.desc())
    exact = {
        ReportRow.kind: wanted.kind,
        ReportRow.organisation: wanted.organisation,
        ReportRow.number: wanted.number,
        ReportRow.sha256: wanted.sha256,
    }
    query = query.where(*(column == value for column, value in exact.items() if value is not None))
    if wanted.area is not None:
        query = query.where(*within(ReportRow.area, wanted.area))
    if wanted.issued_from is not None:
        query = query.where(ReportRow.issued_on >= wanted.issued_from)
    if wanted.issued_to is not None:
        query = query.where(ReportRow.issued_on <= wanted.issued_to)
    if wanted.with_findings is not None:
        query = query.where(ReportRow.findings > 0 if wanted.with_findings else ReportRow.findings == 0)
    if wanted.current is not None:
        query = query.where(ReportRow.retired_at.is_(None) if wanted.current else ReportRow.retired_at.is_not(None))
    return query.limit(bindparam("limit", type_=Integer))


def figures(connection: Connection, wanted: FigureFilter, limit: int, cursor: str | None) -> Page[FigureRecord]:
    """In the order in which they were stored: reports as they came, each in reading order."""
    names = {name for name in _FIGURE_CONDITIONS if getattr(wanted, name, None) is not None}
    values: dict[str, Any] = {name: getattr(wanted, name) for name in names} | {"limit": checked_limit(limit) + 1}
    if wanted.area is not None:
        known(wanted.area)
        values["area_end"] = end_of(wanted.area)
    if cursor is not None:
        names.add("after")
        (values["last"],) = decode(cursor, (int,))
    rows = connection.execute(_figures(frozenset(names)), values).all()
    items = tuple(_figure(row) for row in rows[:limit])
    return Page(items, encode((items[-1].seq,)) if len(rows) > limit else None)


_FIGURE_CONDITIONS: dict[str, Any] = {
    **{name: FIGURES.c[name] == bindparam(name) for name in ("report_id", "kind", "indicator", "organisation")},
    "area": and_(*between(FIGURES.c.area, bindparam("area"), bindparam("area_end"))),
    "after": FIGURES.c.seq > bindparam("last"),
}


@lru_cache(maxsize=64)
def _figures(names: frozenset[str]) -> Select[Any]:
    """Made once for the names of the conditions that are asked."""
    query = select(*_FIGURE).where(*(_FIGURE_CONDITIONS[name] for name in sorted(names)))
    return query.order_by(FIGURES.c.seq).limit(bindparam("limit", type_=Integer))


def period_of(row: Any) -> Period | None:
    """The period of a row's three columns."""
    return Period(row.period_kind, row.period_start, row.period_end) if row.period_end else None


def _report(row: Any) -> ReportRecord:
    return ReportRecord._make((*row[:16], period_of(row), *row[19:]))


def _figure(row: Any) -> FigureRecord:
    bbox = row[7] and tuple(loads(row[7]))
    return FigureRecord._make((*row[:7], bbox, *row[8:23], period_of(row)))

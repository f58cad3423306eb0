"""Read reports and their figures."""

import json
import zlib
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Integer, Select, bindparam, select, tuple_

from normalize.periods import Period
from normalize.store.filters import FigureFilter, Page, ReportFilter, decode, encode
from normalize.store.filters import limit as checked_limit
from normalize.store.records import FigureRecord, ReportRecord
from normalize.store.schema import ContractRow, FigureRow, ReportRow
from normalize.store.scope import bounds, inside
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


def file_hashes(connection: Connection) -> frozenset[str]:
    """Of every stored report; an index has them."""
    return frozenset(connection.scalars(select(ReportRow.sha256)))


def contract(connection: Connection, identity: str) -> str | None:
    """The JSON text of a report's contract."""
    body = connection.scalar(select(ContractRow.body).where(ContractRow.report_id == identity))
    return None if body is None else zlib.decompress(body).decode()


def unread_pages(connection: Connection, identity: str) -> tuple[int, ...] | None:
    """The pages of a report that could not be read; None for an id that is not there."""
    if not exists(connection, identity):
        return None
    text = contract(connection, identity)
    return () if text is None else tuple(json.loads(text)["coverage"].get("unread_pages", ()))


def misses(connection: Connection, identity: str, unread: Collection[int]) -> bool:
    """Whether a result with these unread pages has something that the store has not."""
    kept = unread_pages(connection, identity)
    return kept is None or len(unread) < len(kept)


def one(connection: Connection, identity: str) -> ReportRecord | None:
    """One report."""
    row = connection.execute(select(*_REPORT).where(ReportRow.id == identity)).first()
    return None if row is None else _report(row)


def page(connection: Connection, wanted: ReportFilter, limit: int, cursor: str | None) -> Page[ReportRecord]:
    """Newest first; the moment of storing and the id are the keys."""
    names = {name for name in _EXACT if getattr(wanted, name) is not None}
    values: dict[str, Any] = {name: getattr(wanted, name) for name in names} | {"limit": checked_limit(limit) + 1}
    if wanted.area is not None:
        names.add("area")
        values |= bounds(wanted.area)
    if wanted.with_findings is not None:
        names.add("findings" if wanted.with_findings else "no_findings")
    if wanted.current is not None:
        names.add("current" if wanted.current else "retired")
    if cursor is not None:
        names.add("after")
        (values["last"],) = decode(cursor, (str,))
    rows = connection.execute(_page(frozenset(names)), values).all()
    items = tuple(_report(row) for row in rows[:limit])
    return Page(items, encode((items[-1].id,)) if len(rows) > limit else None)


_EXACT = ("kind", "organisation", "number", "sha256", "issued_from", "issued_to")
_LAST = REPORTS.alias()
_CONDITIONS: dict[str, Any] = {
    **{name: REPORTS.c[name] == bindparam(name) for name in _EXACT[:4]},
    "area": inside(REPORTS.c.area),
    "issued_from": REPORTS.c.issued_on >= bindparam("issued_from"),
    "issued_to": REPORTS.c.issued_on <= bindparam("issued_to"),
    "findings": REPORTS.c.findings > 0,
    "no_findings": REPORTS.c.findings == 0,
    "current": REPORTS.c.retired_at.is_(None),
    "retired": REPORTS.c.retired_at.is_not(None),
    "after": tuple_(REPORTS.c.created_at, REPORTS.c.id)
    < tuple_(select(_LAST.c.created_at).where(_LAST.c.id == bindparam("last")).scalar_subquery(), bindparam("last")),
}


@lru_cache(maxsize=256)
def _page(names: frozenset[str]) -> Select[Any]:
    """Made once for the names of the conditions that are asked; as with checks, the page's rows are found first."""
    newest = (REPORTS.c.created_at.desc(), REPORTS.c.id.desc())
    keys = select(REPORTS.c.id).where(*(_CONDITIONS[name] for name in sorted(names))).order_by(*newest)
    return select(*_REPORT).where(REPORTS.c.id.in_(keys.limit(bindparam("limit", type_=Integer)))).order_by(*newest)


def figures(connection: Connection, wanted: FigureFilter, limit: int, cursor: str | None) -> Page[FigureRecord]:
    """In the order in which they were stored: reports as they came, each in reading order."""
    names = {name for name in _FIGURE_CONDITIONS if getattr(wanted, name, None) is not None}
    values: dict[str, Any] = {name: getattr(wanted, name) for name in names} | {"limit": checked_limit(limit) + 1}
    if wanted.area is not None:
        values |= bounds(wanted.area)
    if cursor is not None:
        names.add("after")
        (values["last"],) = decode(cursor, (int,))
    rows = connection.execute(_figures(frozenset(names)), values).all()
    items = tuple(_figure(row) for row in rows[:limit])
    return Page(items, encode((items[-1].seq,)) if len(rows) > limit else None)


_FIGURE_CONDITIONS: dict[str, Any] = {
    **{name: FIGURES.c[name] == bindparam(name) for name in ("report_id", "kind", "indicator", "organisation")},
    "area": inside(FIGURES.c.area),
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

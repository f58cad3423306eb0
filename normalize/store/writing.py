"""Write a report with everything it gives, in one transaction.

`prepare` does the work that needs no database (placing figures, making rows); `write` holds the transaction open only for
what must see the store: reviews of earlier readings, mappings by people, reports that this one meets.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Insert, func, insert, select, update
from sqlalchemy import delete as sql_delete
from sqlalchemy.dialects import postgresql, sqlite

from document.contract import AuditedReport, dumps
from normalize.catalogue import by_id
from normalize.observations import Observation, Placement
from normalize.store import changes, meeting
from normalize.store.decisions import newest_reviews, reviewed
from normalize.store.reports import exists, misses
from normalize.store.retiring import retire
from normalize.store.rows import Row, across_rows, check_rows, figure_row, observation_row, report_row
from normalize.store.schema import (
    CheckRow,
    ContractRow,
    FigureRow,
    IndicatorCountRow,
    ObservationRow,
    ProvisionalRow,
    ReportRow,
)
from normalize.tables import read

COMPRESSION = 1
"""Contracts shrink to an eighth at the quickest level; higher ones cost more than they save."""

ZERO = "\\u0000"
"""A zero byte as JSON writes it: PostgreSQL keeps none. It becomes the sign of an unknown character."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report ready to be written: rows of its own, and what becomes rows once the store was asked.

    `report` has the rows of its tables as figures; `body` is the contract as it came.
    """

    report: AuditedReport
    row: Row
    body: bytes
    figures: tuple[Row, ...]
    checks: tuple[Row, ...]
    placements: Mapping[str, Placement]
    observations: tuple[Observation, ...]


def report_id(sha256: str, pipeline_version: str) -> str:
    """An id that the same file always gets: the first 24 hex digits of a hash over its key."""
    return hashlib.sha256(f"{sha256}/{pipeline_version}".encode()).hexdigest()[:24]


def prepare(report: AuditedReport, pipeline_version: str, models: Mapping[str, str]) -> Prepared:
    """Everything that can be made without the store."""
    identity = report_id(report.source.sha256, pipeline_version)
    text = dumps(report)
    if ZERO in text:
        text = text.replace(ZERO, "\\ufffd")
        report = AuditedReport.model_validate_json(text)
    reading = read(report)
    whole, placements = reading.report, reading.placements
    return Prepared(
        whole,
        report_row(identity, whole, pipeline_version, models),
        zlib.compress(text.encode(), COMPRESSION),
        tuple(figure_row(identity, f, placements[f.id]) for f in whole.figures),
        tuple(check_rows(identity, whole.checks, placements)),
        placements,
        reading.observations,
    )


def write(connection: Connection, prepared: Prepared, submitted_at: datetime | None) -> tuple[bool, int]:
    """Whether the report is new, and how many checks across reports it got. It is submitted now where nobody says when."""
    changes.take_turn(connection)
    identity: str = prepared.row["id"]
    if exists(connection, identity):
        if not misses(connection, identity, prepared.report.coverage.unread_pages):
            return False, 0
        delete(connection, identity)
    at = changes.now()
    row = prepared.row | {"submitted_at": submitted_at or at, "created_at": at}
    _insert(connection, ReportRow, [row])
    feed: list[changes.Entry] = [("report.added", identity, identity), *_retire_older(connection, row, at)]
    reviews = newest_reviews(connection, row["sha256"])
    observations = _mapped(connection, prepared, identity)
    observations = reviewed(observations, prepared.checks, reviews)
    places = {f.id: (f.page, f.line, f.quote, f.bbox) for f in prepared.report.figures}
    met = meeting.meet(connection, row, observations, places, at)
    feed += met.feed
    checks = [*prepared.checks, *across_rows(identity, met.checks, len(prepared.checks))]
    for check in checks:
        decision = reviews.get(check["fingerprint"])
        check["review_state"] = decision.state if decision is not None else "open"
        check["is_current"] = met.superseded_by is None
    retired = at if met.superseded_by is not None else None
    _insert(connection, ContractRow, [{"report_id": identity, "body": prepared.body}])
    _insert(connection, FigureRow, prepared.figures)
    _count(connection, Counter(row["indicator"] for row in prepared.figures))
    _insert(connection, CheckRow, checks)
    _insert(connection, ObservationRow, [observation_row(identity, o, at, retired) for o in observations])
    connection.execute(
        update(ReportRow)
        .where(ReportRow.id == identity)
        .values(superseded_by=met.superseded_by, retired_at=retired, **_counts(checks, observations))
    )
    changes.note(connection, feed, at)
    return True, len(met.checks)


def delete(connection: Connection, identity: str) -> bool:
    """Forget a report; rows that depend on it go with it."""
    changes.take_turn(connection)
    mine = select(FigureRow.indicator, -func.count()).where(FigureRow.report_id == identity)
    _count(connection, {row[0]: row[1] for row in connection.execute(mine.group_by(FigureRow.indicator))})
    found = connection.execute(sql_delete(ReportRow).where(ReportRow.id == identity)).rowcount > 0
    if found:
        changes.note(connection, [("report.deleted", identity, identity)], changes.now())
    return found


# rows ---------------------------------------------------------------------------------------------------------------


def _insert(connection: Connection, table: Any, rows: Sequence[Row]) -> None:
    if rows:
        connection.execute(insert(table.__table__), list(rows))


def _retire_older(connection: Connection, row: Row, at: datetime) -> list[changes.Entry]:
    """Results of the same bytes under other pipeline versions count no more; they stay readable."""
    older = (ReportRow.sha256 == row["sha256"], ReportRow.id != row["id"], ReportRow.is_current)
    ids = list(connection.scalars(select(ReportRow.id).where(*older)))
    for identity in ids:
        connection.execute(update(ReportRow).where(ReportRow.id == identity).values(is_current=False, retired_at=at))
        connection.execute(update(ReportRow).where(ReportRow.superseded_by == identity).values(superseded_by=row["id"]))
        retire(connection, identity, at)
    return [("report.outdated", identity, identity) for identity in ids]


def _mapped(connection: Connection, prepared: Prepared, identity: str) -> tuple[Observation, ...]:
    """Observations with the indicators that people chose for provisional ones; new provisional ones join the list."""
    provisional = {
        i: p.indicator for i, p in prepared.placements.items() if p.placed_by == "provisional" and p.indicator
    }
    seen = Counter(provisional.values())
    if not seen:
        return prepared.observations
    figures = {f.id: f for f in prepared.report.figures}
    first = {name: figures[i] for i, name in reversed(provisional.items())}
    rows = [
        {
            "id": name,
            "subject": first[name].subject or first[name].quote,
            "unit": first[name].unit,
            "example": first[name].quote,
            "report_id": identity,
            "seen": count,
        }
        for name, count in sorted(seen.items())
    ]
    connection.execute(_added(connection, ProvisionalRow, "id", "seen"), rows)
    chosen = select(ProvisionalRow.id, ProvisionalRow.mapped_to).where(
        ProvisionalRow.id.in_(sorted(seen)), ProvisionalRow.mapped_to.is_not(None)
    )
    mapped: dict[str, str] = {row.id: row.mapped_to for row in connection.execute(chosen)}
    if not mapped:
        return prepared.observations
    return tuple(
        replace(o, indicator=mapped[o.indicator], placed_by="person", score=1.0) if o.indicator in mapped else o
        for o in prepared.observations
    )


def _count(connection: Connection, figures: Mapping[str | None, int]) -> None:
    """More figures, or fewer, on indicators of the catalogue."""
    rows = [{"indicator": name, "figures": figures[name]} for name in sorted(filter(by_id, filter(None, figures)))]
    if rows:
        connection.execute(_added(connection, IndicatorCountRow, "indicator", "figures"), rows)


def _added(connection: Connection, table: Any, key: str, count: str) -> Insert:
    """Rows that are new, or that add to a count.

    They are given in the order of their keys, so that two writers cannot wait for each other in a ring.
    """
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table.__table__)
    more = table.__table__.c[count] + statement.excluded[count]
    found: Insert = statement.on_conflict_do_update(index_elements=[key], set_={count: more})
    return found


def _counts(checks: Sequence[Row], observations: Sequence[Observation]) -> Row:
    return {
        "findings": sum(c["is_finding"] for c in checks),
        "checks": len(checks),
        "observations": len(observations),
        "placed": sum(o.placed_by != "provisional" for o in observations),
        "verified": sum(o.state != "unverified" for o in observations),
    }

"""What a person decided changes what counts: observations of a report after a review."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from document.contract import AuditedReport
from normalize.observations import Observation
from normalize.store.decisions import newest_reviews, reviewed
from normalize.store.reports import contract, period_of
from normalize.store.rows import observation_row
from normalize.store.schema import CheckRow, ObservationRow, ReportRow
from normalize.tables import states

CHECKS: Any = CheckRow.__table__
OBSERVATIONS: Any = ObservationRow.__table__


def revise(connection: Connection, report_id: str, sha256: str, at: datetime) -> None:
    """Observations whose state or value the reviews change are retired at `at`; what counts from then on takes their place.

    So a question about an earlier moment still gets the answer of that moment.
    """
    rows = list(
        connection.execute(
            select(OBSERVATIONS).where(ObservationRow.report_id == report_id, ObservationRow.retired_at.is_(None))
        )
    )
    if not rows:
        return
    text = contract(connection, report_id)
    judged = states(AuditedReport.model_validate_json(text)) if text else {}
    checks = [
        {"fingerprint": c.fingerprint, "figures": c.figures, "is_finding": c.is_finding}
        for c in connection.execute(select(CHECKS).where(CheckRow.report_id == report_id))
    ]
    stated = [_as_stated(row, judged.get(row.figure_id, "unverified")) for row in rows]
    decided = reviewed(stated, checks, newest_reviews(connection, sha256))
    changed = [(row, o) for row, o in zip(rows, decided, strict=True) if (row.value, row.state) != (o.value, o.state)]
    if not changed:
        return
    connection.execute(
        update(ObservationRow).where(ObservationRow.id.in_([row.id for row, _ in changed])).values(retired_at=at)
    )
    connection.execute(insert(OBSERVATIONS), [observation_row(report_id, o, at) for _, o in changed])
    verified = sum(o.state != "unverified" for o in decided)
    connection.execute(update(ReportRow).where(ReportRow.id == report_id).values(verified=verified))


def _as_stated(row: Any, state: Any) -> Observation:
    """The observation as the report gave it, before any review."""
    period = period_of(row)
    assert period is not None
    return Observation(
        figure=row.figure_id,
        indicator=row.indicator,
        organisation=row.organisation,
        area=row.area,
        period=period,
        measure=row.measure,
        value=row.stated,
        printed=row.printed,
        unit=row.unit,
        state=state,
        placed_by=row.placed_by,
        score=row.score,
    )

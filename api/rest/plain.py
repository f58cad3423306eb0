"""Answers as plain dicts and lists: what the JSON of a model has, made without the model.

Building a model for every row of a page and checking each of its fields takes longer than the query, and cannot fail: the
store's records are typed. The models (`api.rest.models`) describe the answers; tests hold every answer against its model.
"""

from collections.abc import Iterable
from datetime import UTC
from functools import lru_cache
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from api.rest.errors import problem
from api.rest.models import (
    AgainstOut,
    CheckRow,
    FigureRow,
    IndicatorOut,
    ObservationRow,
    ReportOut,
    SummaryOut,
    area_name,
    evidence,
    indicator_name,
)
from normalize.periods import Period
from normalize.store import (
    Against,
    CheckRecord,
    FigureRecord,
    IndicatorRecord,
    ObservationRecord,
    ReportRecord,
    SummaryRow,
)
from pipeline.jobs import Job

Plain = dict[str, Any]


class _Reader:
    """Makes a plain `model` of a `record`: its fields in their order, of the record or given, else None."""

    def __init__(self, model: type[BaseModel], record: type) -> None:
        self._blank: Plain = dict.fromkeys(model.model_fields)
        self._names = tuple(name for name in self._blank if name in record.__annotations__)
        self._values = attrgetter(*self._names)

    def __call__(self, record: object, **given: object) -> Plain:
        """One of them."""
        plain = self._blank.copy()
        plain.update(zip(self._names, self._values(record), strict=True))
        plain.update(given)
        return plain


_against = _Reader(AgainstOut, Against)
_check = _Reader(CheckRow, CheckRecord)
_figure = _Reader(FigureRow, FigureRecord)
_job = _Reader(ReportOut, Job)
_observation = _Reader(ObservationRow, ObservationRecord)
_report = _Reader(ReportOut, ReportRecord)
_summed = _Reader(SummaryOut, SummaryRow)
indicator = _Reader(IndicatorOut, IndicatorRecord)


def page(items: Iterable[object], after: str | None) -> Plain:
    """A `PageOf`."""
    return {"items": list(items), "next": after}


@lru_cache(maxsize=4096)
def period(found: Period | None) -> Plain | None:
    """A `PeriodOut`; not to be changed."""
    if found is None:
        return None
    return {"kind": found.kind, "start": found.start, "end": found.end, "iso": found.iso}


def observation(record: ObservationRecord) -> Plain:
    """An `ObservationRow`, with names and the link to the picture."""
    return _observation(
        record,
        period=period(record.period),
        indicator_name=indicator_name(record.indicator),
        area_name=area_name(record.area),
        evidence=evidence(record.report_id, record.page, record.bbox),
    )


def summed(row: SummaryRow) -> Plain:
    """A `SummaryOut`, with the name of the area."""
    return _summed(row, period=period(row.period), area_name=area_name(row.area))


def check(record: CheckRecord) -> Plain:
    """A `CheckRow`, with the links to the pictures."""
    return _check(
        record,
        period=period(record.period),
        evidence=evidence(record.report_id, record.page, record.bbox),
        against=[against(other) for other in record.against],
    )


def against(record: Against) -> Plain:
    """An `AgainstOut`, with the link to the picture."""
    seen = record.page is not None
    return _against(record, evidence=evidence(record.report_id, record.page or 1, record.bbox) if seen else None)


def figure(record: FigureRecord) -> Plain:
    """A `FigureRow`."""
    return _figure(record, period=period(record.period))


def report(record: ReportRecord) -> Plain:
    """A `ReportOut` of a stored report."""
    pages = {"pages_read": record.pages, "pages": record.pages}
    return _report(record, status="done", progress=pages, period=period(record.period))


def job(found: Job) -> Plain:
    """A `ReportOut` of a report that is on its way or failed."""
    return _job(
        found,
        id=found.report_id,
        progress={"pages_read": found.pages_read, "pages": found.pages},
        submitted_at=found.submitted_at.astimezone(UTC),
        error=problem(found.error) if found.error else None,
    )

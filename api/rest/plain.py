"""Answers as plain dicts and lists: what the JSON of a model has, made without the model.

Building a model for every row of a page and checking each of its fields takes longer than the query, and cannot fail: the
store's records are typed. The models (`api.rest.models`) describe the answers; tests hold every answer against its model.
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import UTC
from functools import lru_cache
from operator import attrgetter
from typing import Any

from pydantic import BaseModel

from api.rest.errors import problem
from api.rest.models import (
    AgainstOut,
    AreaOut,
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
from normalize import areas
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


def _reader(model: type[BaseModel], record: Any) -> Callable[[Any], Plain]:
    """Makes a plain `model` of a `record`: its fields in their order, None for those that the record does not have."""
    blank = dict.fromkeys(model.model_fields)
    has = {field.name for field in fields(record)}
    names = tuple(name for name in blank if name in has)
    values = attrgetter(*names)
    return lambda found: blank | dict(zip(names, values(found), strict=True))


_observation = _reader(ObservationRow, ObservationRecord)
_summed = _reader(SummaryOut, SummaryRow)
_check = _reader(CheckRow, CheckRecord)
_against = _reader(AgainstOut, Against)
_figure = _reader(FigureRow, FigureRecord)
_report = _reader(ReportOut, ReportRecord)
_job = _reader(ReportOut, Job)
indicator = _reader(IndicatorOut, IndicatorRecord)
area = _reader(AreaOut, areas.Area)


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
    return _observation(record) | {
        "period": period(record.period),
        "indicator_name": indicator_name(record.indicator),
        "area_name": area_name(record.area),
        "evidence": evidence(record.report_id, record.page, record.bbox),
    }


def summed(row: SummaryRow) -> Plain:
    """A `SummaryOut`, with the name of the area."""
    return _summed(row) | {"period": period(row.period), "area_name": area_name(row.area)}


def check(record: CheckRecord) -> Plain:
    """A `CheckRow`, with the links to the pictures."""
    return _check(record) | {
        "period": period(record.period),
        "evidence": evidence(record.report_id, record.page, record.bbox),
        "against": [
            _against(other)
            | {"evidence": evidence(other.report_id, other.page, other.bbox) if other.page is not None else None}
            for other in record.against
        ],
    }


def figure(record: FigureRecord) -> Plain:
    """A `FigureRow`."""
    return _figure(record) | {"period": period(record.period)}


def report(record: ReportRecord) -> Plain:
    """A `ReportOut` of a stored report."""
    return _report(record) | {
        "status": "done",
        "progress": {"pages_read": record.pages, "pages": record.pages},
        "period": period(record.period),
    }


def job(found: Job) -> Plain:
    """A `ReportOut` of a report that is on its way or failed."""
    return _job(found) | {
        "id": found.report_id,
        "progress": {"pages_read": found.pages_read, "pages": found.pages},
        "submitted_at": found.submitted_at.astimezone(UTC),
        "error": problem(found.error) if found.error else None,
    }


def area_family(found: areas.Area) -> Plain:
    """An `AreaFamily`."""
    after = areas.successor(found.id) if found.valid_to is not None else None
    return area(found) | {
        "successor": None if after is None else area(after),
        "successors": [_link(link) for link in areas.successors(found.id)],
        "predecessors": [_link(link) for link in areas.predecessors(found.id)],
    }


def _link(link: areas.Link) -> Plain:
    return {"area": area(link.area), "whole": link.whole}

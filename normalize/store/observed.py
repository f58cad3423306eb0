"""Read observations: pages with their evidence, summaries for maps and charts, coverage."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from document.errors import BadRequest
from normalize.catalogue import catalogue
from normalize.store.filters import ObservationFilter, Page, SummaryFilter, decode, encode
from normalize.store.filters import limit as checked_limit
from normalize.store.records import Coverage, ObservationRecord, SummaryRow
from normalize.store.reports import period_of
from normalize.store.schema import FigureRow, ObservationRow, ReportRow
from normalize.store.scope import known, province_of, within
from normalize.store.wording import loads

OBSERVATIONS: Any = ObservationRow.__table__
_EVIDENCE = (
    FigureRow.page,
    FigureRow.bbox,
    FigureRow.quote,
    ReportRow.number,
    ReportRow.issued_on,
    ReportRow.pipeline_version,
    ReportRow.models,
)


def page(connection: Connection, wanted: ObservationFilter, limit: int, cursor: str | None) -> Page[ObservationRecord]:
    """Newest period first. The page's rows are found first, their evidence is fetched for just those."""
    keys = select(ObservationRow.id).where(*_conditions(wanted))
    if cursor is not None:
        end, last = decode(cursor, (str, int))
        keys = keys.where(
            ObservationRow.period_end <= end,
            or_(ObservationRow.period_end < end, ObservationRow.id < last),
        )
    keys = keys.order_by(ObservationRow.period_end.desc(), ObservationRow.id.desc()).limit(checked_limit(limit) + 1)
    query: Select[Any] = (
        select(OBSERVATIONS, *_EVIDENCE)
        .join(ReportRow, ReportRow.id == ObservationRow.report_id)
        .join(
            FigureRow,
            and_(FigureRow.report_id == ObservationRow.report_id, FigureRow.figure_id == ObservationRow.figure_id),
        )
        .where(ObservationRow.id.in_(keys))
        .order_by(ObservationRow.period_end.desc(), ObservationRow.id.desc())
    )
    rows = list(connection.execute(query))
    items = tuple(_record(row) for row in rows[:limit])
    return Page(items, encode((items[-1].period.end, items[-1].id)) if len(rows) > limit else None)


def _conditions(wanted: ObservationFilter) -> list[ColumnElement[bool]]:
    exact = {
        ObservationRow.indicator: wanted.indicator,
        ObservationRow.level: wanted.level,
        ObservationRow.organisation: wanted.organisation,
        ObservationRow.measure: wanted.measure,
        ObservationRow.period_kind: wanted.period_kind,
        ObservationRow.state: wanted.state,
        ObservationRow.report_id: wanted.report_id,
    }
    found: list[Any] = [column == value for column, value in exact.items() if value is not None]
    if wanted.provisional is not None:
        group = ObservationRow.indicator_group
        found.append(group.is_(None) if wanted.provisional else group.is_not(None))
    if wanted.group is not None:
        found.append(ObservationRow.indicator_group == _known_group(wanted.group))
    if wanted.area is not None:
        found += _inside(wanted) if wanted.sub_units else [ObservationRow.area == wanted.area]
    return found + _common(wanted)


def _inside(wanted: ObservationFilter) -> tuple[ColumnElement[bool], ...]:
    """A whole province is one value of a column, so that its rows come out in order; with an indicator its range is short."""
    if wanted.area is None:
        return ()
    known(wanted.area)
    if wanted.indicator is None and wanted.area == province_of(wanted.area):
        return (ObservationRow.province == wanted.area,)
    return within(ObservationRow.area, wanted.area)


def _common(wanted: ObservationFilter | SummaryFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.period_from is not None:
        found.append(ObservationRow.period_end >= wanted.period_from)
    if wanted.period_to is not None:
        found.append(ObservationRow.period_end <= wanted.period_to)
    if wanted.verified:
        found.append(ObservationRow.state.in_(("verified", "corrected")))
    if wanted.as_of is None:
        found.append(ObservationRow.retired_at.is_(None))
    else:
        found.append(ObservationRow.recorded_at <= wanted.as_of)
        found.append(or_(ObservationRow.retired_at.is_(None), ObservationRow.retired_at > wanted.as_of))
    return found


def _known_group(name: str) -> str:
    """Raises BadRequest for a group that the catalogue does not have."""
    groups = sorted({indicator.group for indicator in catalogue()})
    if name not in groups:
        raise BadRequest(what=f"nhóm chỉ tiêu {name!r}", expected=f"một trong {', '.join(groups)}")
    return name


def summary(connection: Connection, wanted: SummaryFilter) -> tuple[SummaryRow, ...]:
    """The newest row of each area and period shows; the others tell whether it is disputed."""
    conditions: list[ColumnElement[bool]] = [
        ObservationRow.indicator == wanted.indicator,
        ObservationRow.measure == wanted.measure,
        ObservationRow.area.is_not(None),
        *_common(wanted),
    ]
    if wanted.level is not None:
        conditions.append(ObservationRow.level == wanted.level)
    if wanted.period_kind is not None:
        conditions.append(ObservationRow.period_kind == wanted.period_kind)
    if wanted.area is not None:
        conditions += within(ObservationRow.area, wanted.area)
    columns = ("id", "area", "level", "period_kind", "period_start", "period_end", "value", "printed", "unit", "state")
    query = select(*(OBSERVATIONS.c[name] for name in (*columns, "report_id", "organisation"))).where(*conditions)
    return tuple(_summed(connection.execute(query)))


def _summed(rows: Iterable[Any]) -> list[SummaryRow]:
    places: dict[tuple[Any, ...], list[Any]] = {}
    for row in rows:
        places.setdefault((row.area, row.period_end, row.period_kind, row.period_start or ""), []).append(row)
    found = []
    for key in sorted(places):
        said = _of_the_whole(places[key])
        newest = max(said, key=lambda row: row.id)
        period = period_of(newest)
        if period is None:
            continue
        found.append(
            SummaryRow(
                area=newest.area,
                level=newest.level,
                period=period,
                value=newest.value,
                printed=newest.printed,
                unit=newest.unit,
                state=newest.state,
                observation=newest.id,
                report_id=newest.report_id,
                sources=len({row.report_id for row in said}),
                disputed=len({row.value for row in said}) > 1,
            )
        )
    return found


def _of_the_whole(said: list[Any]) -> list[Any]:
    """Where one report tells of many offices of an area, those of its last row: tables end in their total."""
    last = {row.report_id: row.organisation for row in sorted(said, key=lambda row: row.id)}
    return [row for row in said if row.organisation == last[row.report_id]]


def coverage(connection: Connection, area: str | None, period_from: str | None, period_to: str | None) -> Coverage:
    """Sums of what each report counted when it was written: no scan of figures or observations."""
    names = (
        "pages",
        "numbers",
        "understood",
        "checked",
        "figures",
        "checks",
        "findings",
        "observations",
        "placed",
        "verified",
    )
    sums = [func.coalesce(func.sum(getattr(ReportRow, name)), 0) for name in names]
    query = select(func.count(), *sums).where(ReportRow.retired_at.is_(None))
    if area is not None:
        query = query.where(*within(ReportRow.area, area))
    if period_from is not None:
        query = query.where(ReportRow.period_end >= period_from)
    if period_to is not None:
        query = query.where(ReportRow.period_end <= period_to)
    reports, *values = connection.execute(query).one()
    return Coverage(reports=reports, **dict(zip(names, (int(v) for v in values), strict=True)))


def _record(row: Any) -> ObservationRecord:
    period = period_of(row)
    assert period is not None
    return ObservationRecord(
        id=row.id,
        indicator=row.indicator,
        provisional=row.provisional,
        organisation=row.organisation,
        area=row.area,
        level=row.level,
        period=period,
        measure=row.measure,
        value=row.value,
        printed=row.printed,
        stated=row.stated,
        unit=row.unit,
        state=row.state,
        report_id=row.report_id,
        report_number=row.number,
        issued_on=row.issued_on,
        figure=row.figure_id,
        page=row.page,
        bbox=tuple(loads(row.bbox)) if row.bbox else None,
        quote=row.quote,
        placed_by=row.placed_by,
        score=row.score,
        pipeline_version=row.pipeline_version,
        models=row.models,
        recorded_at=row.recorded_at,
        retired_at=row.retired_at,
    )

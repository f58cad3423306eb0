"""Read observations: pages with their evidence, summaries for maps and charts, coverage."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Integer, Select, String, and_, bindparam, func, or_, select, tuple_

from document.errors import BadRequest
from normalize.catalogue import by_id, catalogue, is_provisional
from normalize.periods import Period
from normalize.store.filters import ObservationFilter, Page, SummaryFilter, decode, encode
from normalize.store.filters import limit as checked_limit
from normalize.store.records import Coverage, ObservationRecord, SummaryRow
from normalize.store.schema import COUNTED, FigureRow, ObservationRow, ReportRow
from normalize.store.scope import between, bounds, end_of, family, inside, province_of
from normalize.store.wording import loads

MOST_MERGED = 3
"""Provinces of before that one of today was made of, at most (Resolution 202/2025/QH15)."""
BATCH = 500
"""Rows fetched at a time where it is not known how many are needed."""
OBS: Any = ObservationRow.__table__.c
_RECORD: tuple[Any, ...] = (
    *(
        OBS.id,
        OBS.indicator,
        OBS.provisional,
        OBS.organisation,
        OBS.area,
        OBS.level,
        OBS.period_kind,
        OBS.period_start,
        OBS.period_end,
    ),
    *(
        OBS.measure,
        OBS.value,
        OBS.printed,
        OBS.stated,
        OBS.unit,
        OBS.state,
        OBS.report_id,
        ReportRow.number,
        ReportRow.issued_on,
    ),
    *(OBS.figure_id, FigureRow.page, FigureRow.bbox, FigureRow.quote, OBS.placed_by, OBS.score),
    *(ReportRow.pipeline_version, ReportRow.models, OBS.recorded_at, OBS.retired_at),
)
"""In the order of `ObservationRecord`, where three of them are its period."""
_SUMMED: tuple[Any, ...] = (
    *(OBS.area, OBS.period_end, OBS.period_kind, OBS.period_start),
    *(OBS.id, OBS.level, OBS.value, OBS.printed, OBS.unit, OBS.state, OBS.report_id, OBS.organisation),
)
_EXACT = ("indicator", "level", "organisation", "measure", "period_kind", "state", "report_id")
_VALUED = (*_EXACT, "group", "period_from", "period_to", "as_of")
_CONDITIONS: dict[str, Any] = {
    **{name: OBS[name] == bindparam(name) for name in _EXACT},
    "group": OBS.indicator_group == bindparam("group"),
    "provisional": OBS.indicator_group.is_(None),
    "placed": OBS.indicator_group.is_not(None),
    "located": OBS.area.is_not(None),
    "alone": OBS.area == bindparam("area"),
    "province": OBS.province == bindparam("area"),
    "family": OBS.area.in_(bindparam("family", expanding=True)),
    "provinces": OBS.province.in_(bindparam("family", expanding=True)),
    **{
        f"ranges_{count}": or_(
            *(and_(*between(OBS.area, bindparam(f"area_{i}"), bindparam(f"area_end_{i}"))) for i in range(count))
        )
        for count in range(2, MOST_MERGED + 2)
    },
    "within": inside(OBS.area),
    "period_from": OBS.period_end >= bindparam("period_from"),
    "period_to": OBS.period_end <= bindparam("period_to"),
    "verified": OBS.state.in_(("verified", "corrected")),
    "now": OBS.retired_at.is_(None),
    "as_of": and_(
        OBS.recorded_at <= bindparam("as_of"), or_(OBS.retired_at.is_(None), OBS.retired_at > bindparam("as_of"))
    ),
    "row_after": and_(
        OBS.period_end <= bindparam("last_end"),
        or_(OBS.period_end < bindparam("last_end"), OBS.id < bindparam("last_id")),
    ),
    "place_after": and_(
        OBS.area >= bindparam("last_area"),
        tuple_(*_SUMMED[:3], func.coalesce(OBS.period_start, ""))
        > tuple_(*(bindparam(f"last_{name}", type_=String) for name in ("area", "end", "kind", "start"))),
    ),
}
"""What a filter may ask, by name. A statement is made once for each set of them: making one takes as long as asking it."""


def page(connection: Connection, wanted: ObservationFilter, limit: int, cursor: str | None) -> Page[ObservationRecord]:
    """Newest period first. The page's rows are found first, their evidence is fetched for just those."""
    names, values = _asked(wanted)
    if wanted.area is not None:
        names.add(_inside(wanted))
    if wanted.provisional is not None:
        names.add("provisional" if wanted.provisional else "placed")
    if wanted.group is not None:
        _known_group(wanted.group)
    if cursor is not None:
        names.add("row_after")
        values["last_end"], values["last_id"] = decode(cursor, (str, int))
    values["limit"] = checked_limit(limit) + 1
    rows = connection.execute(_page(frozenset(names)), values).all()
    items = tuple(_record(row) for row in rows[:limit])
    return Page(items, encode((items[-1].period.end, items[-1].id)) if len(rows) > limit else None)


@lru_cache(maxsize=512)
def _page(names: frozenset[str]) -> Select[Any]:
    newest = (OBS.period_end.desc(), OBS.id.desc())
    keys = select(OBS.id).where(*(_CONDITIONS[name] for name in sorted(names))).order_by(*newest)
    evidence = and_(FigureRow.report_id == OBS.report_id, FigureRow.figure_id == OBS.figure_id)
    return (
        select(*_RECORD)
        .join(ReportRow, ReportRow.id == OBS.report_id)
        .join(FigureRow, evidence)
        .where(OBS.id.in_(keys.limit(bindparam("limit", type_=Integer))))
        .order_by(*newest)
    )


def _asked(wanted: ObservationFilter | SummaryFilter) -> tuple[set[str], dict[str, Any]]:
    """Names of conditions, and values by the names of their parameters."""
    values = {name: value for name in _VALUED if (value := getattr(wanted, name, None)) is not None}
    names = set(values)
    if wanted.indicator is not None:
        _known_indicator(wanted.indicator)
    if wanted.as_of is None:
        names.add("now")
    if wanted.verified:
        names.add("verified")
    if wanted.area is not None:
        values |= bounds(wanted.area)
        if wanted.predecessors:
            values["family"] = family(wanted.area)
            for i, member in enumerate(values["family"]):
                values |= {f"area_{i}": member, f"area_end_{i}": end_of(member)}
    return names, values


def _inside(wanted: ObservationFilter | SummaryFilter) -> str:
    """A whole province is one value of a column, so that its rows come out in order; with an indicator its range is short.

    A unit with predecessors is a province or has no sub-units.
    """
    sub_units = wanted.sub_units if isinstance(wanted, ObservationFilter) else True
    is_province = sub_units and wanted.area == province_of(wanted.area or "")
    if wanted.predecessors and len(family(wanted.area or "")) > 1:
        if not is_province:
            return "family"
        return "provinces" if wanted.indicator is None else f"ranges_{len(family(wanted.area or ''))}"
    if not sub_units:
        return "alone"
    return "province" if wanted.indicator is None and is_province else "within"


def _known_indicator(name: str) -> None:
    """Raises BadRequest for an id that is neither of the catalogue nor made like a provisional one: a slip gives no empty map."""
    if by_id(name) is None and not is_provisional(name):
        raise BadRequest(what=f"chỉ tiêu {name!r}", expected="mã trong /v1/indicators hoặc mã chờ ghép (tam.…)")


def _known_group(name: str) -> None:
    """Raises BadRequest for a group that the catalogue does not have."""
    groups = sorted({indicator.group for indicator in catalogue()})
    if name not in groups:
        raise BadRequest(what=f"nhóm chỉ tiêu {name!r}", expected=f"một trong {', '.join(groups)}")


def summary(connection: Connection, wanted: SummaryFilter, limit: int, cursor: str | None) -> Page[SummaryRow]:
    """The newest row of each area and period shows; the others tell whether it is disputed.

    Rows are counted by area and period, so the query cannot know how many to give: it is left when there are enough.
    """
    names, values = _asked(wanted)
    names.add("located" if wanted.area is None else _inside(wanted))
    if cursor is not None:
        names.add("place_after")
        last = decode(cursor, (str, str, str, str))
        values |= dict(zip(("last_area", "last_end", "last_kind", "last_start"), last, strict=True))
    with connection.execute(_summary(frozenset(names)), values, execution_options={"yield_per": BATCH}) as rows:
        places = islice(groupby(rows, itemgetter(0, 1, 2, 3)), checked_limit(limit) + 1)
        items = [_summed(said) for _, said in places]
    return Page(tuple(items[:limit]), _after(items[limit - 1]) if len(items) > limit else None)


@lru_cache(maxsize=512)
def _summary(names: frozenset[str]) -> Select[Any]:
    order = (*_SUMMED[:3], func.coalesce(OBS.period_start, ""), OBS.id)
    return select(*_SUMMED).where(*(_CONDITIONS[name] for name in sorted(names))).order_by(*order)


def _summed(rows: Iterable[Any]) -> SummaryRow:
    """Of all that is said of one area and period, in the order in which it was stored; mostly that is one row."""
    said = list(rows)
    if len(said) > 1:
        said = _of_the_whole(said)
    area, end, kind, start, identity, level, value, printed, unit, state, report_id, _ = said[-1]
    return SummaryRow(
        area=area,
        level=level,
        period=Period(kind, start, end),
        value=value,
        printed=printed,
        unit=unit,
        state=state,
        observation=identity,
        report_id=report_id,
        sources=1 if len(said) == 1 else len({row.report_id for row in said}),
        disputed=len(said) > 1 and len({row.value for row in said}) > 1,
    )


def _after(row: SummaryRow) -> str:
    return encode((row.area, row.period.end, row.period.kind, row.period.start or ""))


def _of_the_whole(said: list[Any]) -> list[Any]:
    """Where one report tells of many offices of an area, those of its last row: tables end in their total."""
    last = {row.report_id: row.organisation for row in said}
    return [row for row in said if row.organisation == last[row.report_id]]


def coverage(connection: Connection, area: str | None, period_from: str | None, period_to: str | None) -> Coverage:
    """Sums of what each report counted when it was written: no scan of figures or observations."""
    asked = {"area": area, "period_from": period_from, "period_to": period_to}
    values = {name: value for name, value in asked.items() if value is not None}
    statement = _coverage(frozenset(values))
    if area is not None:
        values |= bounds(area)
    return Coverage(*map(int, connection.execute(statement, values).one()))


_COVERED: dict[str, Any] = {
    "area": inside(ReportRow.area),
    "period_from": ReportRow.period_end >= bindparam("period_from"),
    "period_to": ReportRow.period_end <= bindparam("period_to"),
}


@lru_cache(maxsize=8)
def _coverage(names: frozenset[str]) -> Select[Any]:
    sums: list[Any] = [func.coalesce(func.sum(getattr(ReportRow, name)), 0) for name in COUNTED]
    wanted = (_COVERED[name] for name in sorted(names))
    return select(*(func.count(), *sums)).where(ReportRow.retired_at.is_(None), *wanted)


def _record(row: Any) -> ObservationRecord:
    """A row of `_RECORD`."""
    bbox = row[20] and tuple(loads(row[20]))
    return ObservationRecord._make((*row[:6], Period(*row[6:9]), *row[9:20], bbox, *row[21:]))

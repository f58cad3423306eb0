"""A new report meets those that are stored: what they say about the same things, and which one it takes the place of.

Every query here goes by an index and is bounded by what the new report says, not by how much is stored.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from document.places import BBox
from normalize import areas
from normalize.across import compare
from normalize.across.findings import AcrossCheck, Said
from normalize.catalogue import by_id
from normalize.observations import Observation
from normalize.periods import Period
from normalize.store.changes import Entry
from normalize.store.reports import period_of
from normalize.store.retiring import retire
from normalize.store.rows import Row
from normalize.store.schema import FigureRow, ObservationRow, ReportRow
from normalize.store.wording import loads

BATCH = 500
"""Values of one IN list."""
LOOK_BACK = timedelta(days=400)
"""How far apart two totals to date may lie to be held against each other."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Checks for the new report, its successor where it came too late, and what the feed is told."""

    checks: tuple[AcrossCheck, ...]
    superseded_by: str | None
    feed: tuple[Entry, ...]


def meet(
    connection: Connection,
    row: Row,
    observations: Sequence[Observation],
    places: Mapping[str, tuple[int, int, str, BBox | None]],
    at: datetime,
) -> Meeting:
    """`places` gives page, line, quote and box of each figure of the new report."""
    new = [Said(o, "", row["number"], row["issued_on"], *places[o.figure]) for o in observations]
    before = _predecessor(connection, row)
    checks: list[AcrossCheck] = []
    superseded_by: str | None = None
    feed: list[Entry] = []
    if before is not None:
        old = list(_said(connection, [ObservationRow.report_id == before.id]))
        if _is_newer(row, before):
            checks += compare.reissued(new, old)
            connection.execute(
                update(ReportRow).where(ReportRow.id == before.id).values(superseded_by=row["id"], retired_at=at)
            )
            retire(connection, before.id, at)
            feed.append(("report.superseded", before.id, before.id))
        else:
            superseded_by = before.id
            feed.append(("report.superseded", row["id"], row["id"]))
    if superseded_by is None:
        checks += compare.restated(new, _same_keys(connection, observations))
        checks += compare.falling(new, _neighbours(connection, observations))
        checks += compare.summed(new, _family(connection, observations))
    return Meeting(tuple(checks), superseded_by, tuple(feed))


def _predecessor(connection: Connection, row: Row) -> Any:
    """A report that counts, by the same issuer, with the same number in the same year; or, where one of the two has no
    readable number, with the same title and period. Two numbers that differ are two reports: what they say is compared.
    """
    if row["issuer_key"] is None:
        return None
    same: list[ColumnElement[bool]] = []
    if row["number"] and row["issued_on"]:
        same.append(and_(ReportRow.number == row["number"], ReportRow.issued_on.startswith(row["issued_on"][:4])))
    if row["title"] and row["period_end"]:
        same.append(
            and_(
                ReportRow.title == row["title"],
                ReportRow.period_end == row["period_end"],
                ReportRow.period_start == row["period_start"],
                *((ReportRow.number.is_(None),) if row["number"] else ()),
            )
        )
    if not same:
        return None
    query = select(ReportRow.id, ReportRow.issued_on, ReportRow.number).where(
        ReportRow.issuer_key == row["issuer_key"],
        ReportRow.kind == row["kind"],
        ReportRow.sha256 != row["sha256"],
        ReportRow.retired_at.is_(None),
        or_(*same),
    )
    return connection.execute(query.order_by(ReportRow.created_at.desc()).limit(1)).first()


def _is_newer(row: Row, before: Any) -> bool:
    """By the day of issue; where it does not tell, what comes later counts."""
    return not (row["issued_on"] and before.issued_on and row["issued_on"] < before.issued_on)


def _same_keys(connection: Connection, observations: Sequence[Observation]) -> Iterator[Said]:
    """What is stored about the same indicators in the same areas, for periods that end on the same days."""
    places: dict[str, list[Observation]] = defaultdict(list)
    for o in observations:
        if o.area and o.measure != "computed_rate":
            places[o.area].append(o)
    for area, mine in places.items():
        ends = sorted({o.period.end for o in mine})
        for batch in _batches(sorted({o.indicator for o in mine})):
            yield from _said(
                connection,
                [
                    ObservationRow.indicator.in_(batch),
                    ObservationRow.area == area,
                    ObservationRow.period_end.in_(ends),
                    _begins(mine),
                    ObservationRow.measure != "computed_rate",
                    ObservationRow.retired_at.is_(None),
                ],
            )


def _neighbours(connection: Connection, observations: Sequence[Observation]) -> Iterator[Said]:
    """Of each total to date the nearest one before and behind. Only these are fetched with their evidence."""
    places: dict[str, list[Observation]] = defaultdict(list)
    for o in observations:
        if o.area and compare.is_total(o):
            places[o.area].append(o)
    for area, mine in places.items():
        for batch in _batches(sorted(set(_nearest(connection, area, mine)))):
            yield from _said(connection, [ObservationRow.id.in_(batch)])


def _nearest(connection: Connection, area: str, totals: Sequence[Observation]) -> Iterator[int]:
    """Ids of the neighbours of totals of one area."""
    ends = [date.fromisoformat(o.period.end) for o in totals]
    first, last = min(ends) - LOOK_BACK, max(ends) + LOOK_BACK
    series = (*_SERIES, ObservationRow.period_end, ObservationRow.id)
    query = select(*series).where(
        ObservationRow.indicator.in_(sorted({o.indicator for o in totals})),
        ObservationRow.area == area,
        ObservationRow.period_end.between(first.isoformat(), last.isoformat()),
        _begins(totals),
        ObservationRow.measure.in_(sorted({o.measure for o in totals})),
        ObservationRow.retired_at.is_(None),
    )
    lines: dict[tuple[Any, ...], list[tuple[str, int]]] = defaultdict(list)
    for *about, end, number in connection.execute(query):
        lines[tuple(about)].append((end, number))
    for o in totals:
        line = lines.get((o.indicator, o.organisation, o.measure, o.period.start), [])
        before = max((end for end, _ in line if end < o.period.end), default=None)
        behind = min((end for end, _ in line if end > o.period.end), default=None)
        yield from (number for end, number in line if end in (before, behind))


def _family(connection: Connection, observations: Sequence[Observation]) -> list[Said]:
    """What is stored about the units above, below and beside those of the new report, for the same periods.

    Wholes are looked for first; parts only where there is a whole, in the new report or stored.
    """
    wholes: dict[tuple[str, Period], set[str]] = defaultdict(set)
    above: dict[tuple[str, Period], set[str]] = defaultdict(set)
    for o in observations:
        if o.area and o.measure in compare.COUNTS and _is_additive(o.indicator):
            wholes[o.area, o.period].add(o.indicator)
            if "/" in o.area:
                above[o.area.rpartition("/")[0], o.period].add(o.indicator)
    found: list[Said] = []
    for (area, period), indicators in above.items():
        found += _about(connection, indicators, [area], period)
    for said in found:
        wholes[said.observation.area or "", said.observation.period].add(said.observation.indicator)
    for (area, period), indicators in wholes.items():
        below = [unit.id for unit in areas.children(area)]
        if below:
            found += _about(connection, indicators, below, period)
    return found


def _about(connection: Connection, indicators: set[str], places: list[str], period: Period) -> Iterator[Said]:
    """Counts of some indicators in some areas over one period."""
    return _said(
        connection,
        [
            ObservationRow.indicator.in_(sorted(indicators)),
            ObservationRow.area.in_(places),
            ObservationRow.period_end == period.end,
            ObservationRow.period_start == period.start,
            ObservationRow.period_kind == period.kind,
            ObservationRow.measure.in_(sorted(compare.COUNTS)),
            ObservationRow.retired_at.is_(None),
        ],
    )


def _begins(observations: Sequence[Observation]) -> ColumnElement[bool]:
    """Periods that begin on the same days, or nowhere where one of these does."""
    first = {o.period.start for o in observations}
    dated = ObservationRow.period_start.in_(sorted(day for day in first if day is not None))
    return or_(dated, ObservationRow.period_start.is_(None)) if None in first else dated


def _is_additive(name: str) -> bool:
    indicator = by_id(name)
    return indicator is not None and indicator.additive


def _batches(values: Sequence[Any], size: int = BATCH) -> Iterator[list[Any]]:
    left = iter(values)
    while batch := list(islice(left, size)):
        yield batch


_COLUMNS = (
    *(
        c
        for c in ObservationRow.__table__.columns
        if c.name not in ("id", "recorded_at", "retired_at", "province", "level", "indicator_group", "provisional")
    ),
    ReportRow.number.label("report_number"),
    ReportRow.issued_on.label("report_day"),
    FigureRow.page,
    FigureRow.line,
    FigureRow.quote,
    FigureRow.bbox,
)


_SERIES = (ObservationRow.indicator, ObservationRow.organisation, ObservationRow.measure, ObservationRow.period_start)
"""What two totals of one area must share to be held against each other."""


def _said(connection: Connection, conditions: Sequence[ColumnElement[bool]]) -> Iterator[Said]:
    query = (
        select(*_COLUMNS)
        .join(ReportRow, ReportRow.id == ObservationRow.report_id)
        .join(
            FigureRow,
            and_(FigureRow.report_id == ObservationRow.report_id, FigureRow.figure_id == ObservationRow.figure_id),
        )
        .where(*conditions)
    )
    for r in connection.execute(query):
        period = period_of(r)
        assert period is not None
        observation = Observation(
            figure=r.figure_id,
            indicator=r.indicator,
            organisation=r.organisation,
            area=r.area,
            period=period,
            measure=r.measure,
            value=r.value,
            printed=r.printed,
            unit=r.unit,
            state=r.state,
            placed_by=r.placed_by,
            score=r.score,
        )
        bbox = tuple(loads(r.bbox)) if r.bbox else None
        yield Said(observation, r.report_id, r.report_number, r.report_day, r.page, r.line, r.quote, bbox)

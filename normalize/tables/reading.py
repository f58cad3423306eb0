"""A report read whole: figures of the text and of table rows, their places, their states, their observations."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from document.contract import AuditedReport, CheckOut, TableOut
from document.places import union
from normalize.observations import Observation, Placement, State, is_plan, observe, place, report_place, verdicts
from normalize.tables.cells import judged
from normalize.tables.columns import layout
from normalize.tables.rows import Around, RowFigure, row_figures


@dataclass(frozen=True, slots=True)
class Reading:
    """`report` is the contract with rows of its tables as further figures, which findings of their cells name."""

    report: AuditedReport
    placements: Mapping[str, Placement]
    observations: tuple[Observation, ...]


def read(report: AuditedReport) -> Reading:
    """Everything that a report observes. What the text says already, or an earlier row, is not said twice."""
    tables = _tables(report)
    placements = {p.figure: p for p in (*place(report), *(r.placement for r in tables.rows))}
    whole = report.model_copy(
        update={
            "figures": [*report.figures, *(r.figure for r in tables.rows)],
            "checks": [_naming(check, tables) for check in report.checks],
        }
    )
    totals = {r.figure.id for r in tables.rows if r.is_total}
    found = observe(whole, placements, verdicts(report) | tables.states)
    ordered = sorted(found, key=lambda o: o.figure in totals)
    from_rows = tables.states.keys()
    return Reading(whole, placements, tuple(_once(ordered, from_rows)))


def states(report: AuditedReport) -> dict[str, State]:
    """Whether each figure of the text and of the rows is verified by arithmetic, before any person looked at it."""
    return verdicts(report) | _tables(report).states


@dataclass(frozen=True, slots=True)
class _Tables:
    """Figures of rows, their states, and by check the figures whose cells it doubts."""

    rows: tuple[RowFigure, ...]
    states: dict[str, State]
    doubts: Mapping[str, list[str]]


def _tables(report: AuditedReport) -> _Tables:
    where = report_place(report)
    rows: list[RowFigure] = []
    found: dict[str, State] = {}
    doubts: dict[str, list[str]] = {}
    for table in report.tables:
        parts = layout(table, where)
        if parts is None:
            continue
        judgement = judged(table.id, report.checks)
        for row in row_figures(parts, Around(_caption(report, table), where)):
            rows.append(row)
            printed = [(r, c) for r, c in row.cells if parts.sheet.numbers[r][c] is not None]
            doubted = dict.fromkeys(check for cell in printed for check in judgement.doubted.get(cell, ()))
            for check in doubted:
                doubts.setdefault(check, []).append(row.figure.id)
            sure = not doubted and all(cell in judgement.held for cell in printed)
            found[row.figure.id] = "verified" if sure else "unverified"
    return _Tables(tuple(rows), found, doubts)


def _caption(report: AuditedReport, table: TableOut) -> str:
    """The caption, or the title of the section that the table stands in.

    Not where that section tells of plans, as a report's last one does: the tables behind it are appendices.
    """
    if table.caption:
        return table.caption
    above = [s for s in report.sections if (s.page, s.line) <= (table.page, table.line)]
    return above[-1].title if above and not is_plan(above[-1].title) else ""


def _naming(check: CheckOut, tables: _Tables) -> CheckOut:
    """A finding of cells with the figures of their rows, its box reaching to the words that name the row."""
    named = tables.doubts.get(check.id)
    if not named:
        return check
    update: dict[str, object] = {"figures": [*check.figures, *named]}
    if check.bbox is not None:
        middle = (check.bbox[1] + check.bbox[3]) / 2
        boxes = [r.figure.bbox for r in tables.rows if r.figure.id in named and r.figure.page == check.page]
        beside = [box for box in boxes if box is not None and box[1] <= middle <= box[3]]
        update["bbox"] = union([check.bbox, *beside])
    return check.model_copy(update=update)


def _once(observations: Iterable[Observation], from_rows: Container[str]) -> Iterator[Observation]:
    """Without observations of rows that say the same as one before them: equal key, equal value."""
    said: set[tuple[object, ...]] = set()
    for o in observations:
        key = (o.indicator, o.organisation, o.area, o.period, o.measure, Decimal(o.value))
        if o.figure not in from_rows or key not in said:
            yield o
        said.add(key)

"""Which of several readings of the same print is right, where the arithmetic around it can tell.

Only readings that a reader (or the print's own separators) offers are chosen, never a number that nobody read: what
the paper says is not corrected. A reading is taken where it makes every check of its number hold, the first one did
not, and no other number of those checks has a reading that would do the same.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from document.checks import Check
from document.figures import Figure, Operand, Relation
from document.numerals import Numeral
from document.report import Report, Table, TableCell
from normalize.consistency.audit import checks_of, find_claims, recompute, weigh
from normalize.consistency.graph import Graph, Repair
from normalize.consistency.prose import Ledger

ROUNDS = 3


def settle(report: Report) -> tuple[Report, tuple[Check, ...]]:
    """`choose_readings` and `recompute` in one: the claims are found once where there is nothing to choose."""
    for _ in range(ROUNDS):
        claims, failed = find_claims(report)
        graph, habit = weigh(claims)
        chosen = _choices(graph)
        if not chosen:
            return report, checks_of(graph, habit, failed)
        report = _with_choices(report, chosen)
    return report, recompute(report)


def choose_readings(report: Report) -> Report:
    """The report with the readings that the arithmetic chose; the ones given up stay among a figure's `readings`."""
    return settle(report)[0]


def _choices(graph: Graph) -> dict[str, Repair]:
    """number key -> the reading that repairs its checks."""
    chosen: dict[str, Repair] = {}
    for i, outcome in enumerate(graph.outcomes):
        if outcome.verdict != "mismatch" or not graph.claims[i].sure:
            continue
        if not any(n.alternatives or n.other is not None for n in graph.claims[i].numbers):
            continue
        readings = [r for r in graph.repairs(i) if r.edit.operation == "reading"]
        values = {(r.number.key, r.edit.value) for r in readings}
        if len(values) == 1 and readings[0].number.key not in chosen:
            chosen[readings[0].number.key] = readings[0]
    return chosen


def _with_choices(report: Report, chosen: Mapping[str, Repair]) -> Report:
    ledger = Ledger(report)
    return replace(
        report,
        figures=tuple(_figure(f, ledger, chosen) for f in report.figures),
        relations=tuple(_relation(r, ledger, chosen) for r in report.relations),
        tables=tuple(_table(t, chosen) for t in report.tables),
    )


def _numeral(old: Numeral, repair: Repair) -> Numeral:
    number, edit = repair.number, repair.edit
    said = _decimal(edit.value / number.scale)
    other = old.value if edit.printed == old.printed else None
    return Numeral(edit.printed, said, number.reread(edit.value, edit.step).decimals, other)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _figure(figure: Figure, ledger: Ledger, chosen: Mapping[str, Repair]) -> Figure:
    for name, number in ledger.slots[figure.id].items():
        repair = chosen.get(number.key)
        if repair is None:
            continue
        field = "numeral" if name == "value" else name
        old: Numeral = getattr(figure, field)
        new = _numeral(old, repair)
        quote = figure.quote.replace(old.printed, new.printed, 1)
        given_up = (figure.quote,) if quote != figure.quote else ()
        readings = tuple(dict.fromkeys((*given_up, *(r for r in figure.readings if r != quote))))
        changes: dict[str, object] = {field: new, "quote": quote, "readings": readings}
        if name == "value":
            changes["value"] = _decimal(repair.edit.value)
        figure = replace(figure, **changes)  # type: ignore[arg-type]
    return figure


def _relation(relation: Relation, ledger: Ledger, chosen: Mapping[str, Repair]) -> Relation:
    def changed(operand: Operand) -> Operand:
        repair = chosen.get(ledger.operand(relation, -1, operand).key)
        if repair is None:
            return operand
        return replace(operand, numeral=_numeral(operand.numeral, repair), value=_decimal(repair.edit.value))

    return replace(
        relation,
        whole=None if relation.whole is None else changed(relation.whole),
        parts=tuple(changed(p) for p in relation.parts),
        stated=None if relation.stated is None else changed(relation.stated),
    )


def _table(table: Table, chosen: Mapping[str, Repair]) -> Table:
    def changed(cell: TableCell, name: str) -> TableCell:
        repair = chosen.get(name)
        if repair is None:
            return cell
        return replace(cell, text=cell.text.replace(repair.number.printed, repair.edit.printed, 1))

    rows = tuple(
        tuple(changed(cell, f"{table.id}:{r}:{c}") for c, cell in enumerate(row)) for r, row in enumerate(table.rows)
    )
    return replace(table, rows=rows)

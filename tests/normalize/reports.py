"""Reports made by hand: a few figures and relations, no text."""

from decimal import Decimal
from typing import Any

from document.checks import Check
from document.figures import Figure, Operand, Relation
from document.numerals import Numeral, parse
from document.pages import Line, Page, Reader
from document.places import Place
from document.report import Letterhead, Report, Table, TableCell
from normalize.consistency import recompute


def numeral(printed: str, *, percent: bool = False) -> Numeral:
    found = parse(printed, percent=percent)
    assert found is not None
    return found


def ratio(name: str, n: str, d: str, p: str | None = None, *, line: int = 1, **more: Any) -> Figure:
    quote = f"{n}/{d}" + (f" (đạt {p}%)" if p else "")
    values: dict[str, Any] = {"form": "slash", "quote": quote} | more
    return Figure(
        id=name,
        kind="ratio",
        place=Place(1, line),
        numerator=numeral(n),
        denominator=numeral(d),
        percent=numeral(p, percent=True) if p else None,
        **values,
    )


def quantity(name: str, printed: str, *, line: int = 1, **more: Any) -> Figure:
    said = numeral(printed)
    values: dict[str, Any] = {"unit": "hồ sơ", "quote": f"{printed} hồ sơ"} | more
    return Figure(id=name, kind="quantity", place=Place(1, line), numeral=said, value=said.value, **values)


def operand(printed: str, figure: str | None = None, *, line: int = 1, **more: Any) -> Operand:
    said = numeral(printed)
    values: dict[str, Any] = {"value": said.value, "label": None} | more
    return Operand(numeral=said, figure=figure, place=Place(1, line), **values)


def breakdown(whole: Operand, *parts: Operand, line: int = 1, **more: Any) -> Relation:
    values: dict[str, Any] = {"id": f"r{line}", "exhaustive": True, "quote": "gồm"} | more
    return Relation(kind="breakdown", place=Place(1, line), whole=whole, parts=parts, **values)


def remainder(stated: Operand, whole: Operand, *parts: Operand, line: int = 1, **more: Any) -> Relation:
    values: dict[str, Any] = {"id": f"d{line}", "quote": "hiện còn"} | more
    return Relation(kind="remainder", place=Place(1, line), stated=stated, whole=whole, parts=parts, **values)


def growth(stated: str, now: str, before: str, *, percent: bool = False, sign: int = 1) -> Relation:
    said = operand(stated)
    said = operand(stated, value=said.value * Decimal(sign))
    return Relation(
        "g1",
        "growth",
        "so với cùng kỳ",
        Place(1, 1),
        parts=(operand(now), operand(before)),
        stated=said,
        percent=percent,
    )


def table(header: list[str], rows: list[list[str]], *, name: str = "t1", line: int = 10) -> Table:
    cells = tuple(tuple(TableCell(text, Place(1, line + i)) for text in row) for i, row in enumerate(rows, start=1))
    return Table(name, Place(1, line), line + len(rows), None, tuple(header), cells)


def report(
    *figures: Figure,
    relations: tuple[Relation, ...] = (),
    tables: tuple[Table, ...] = (),
    reader: Reader = "text",
    text: tuple[str, ...] = (),
) -> Report:
    lines = tuple(Line(i, said) for i, said in enumerate(text, start=1))
    page = Page(1, 0, 0, reader, lines)
    return Report(Letterhead(), (), figures, relations, tables, (), (page,))


def audit(header: list[str], rows: list[list[str]]) -> tuple[Check, ...]:
    """The checks of a report of one table."""
    return recompute(report(tables=(table(header, rows),)))


def wrong(checks: tuple[Check, ...]) -> list[Check]:
    """Those that found something."""
    return [c for c in checks if c.verdict not in ("consistent", "unstated")]

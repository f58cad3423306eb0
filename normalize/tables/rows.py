"""Rows of a table as figures with their place: the unit or the indicator that the row names, the columns' numbers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import regex

from document.contract import FigureOut, Number, number
from document.places import Place, union
from normalize import periods
from normalize.catalogue import Match, match, may_wait, provisional_id
from normalize.consistency.numbers import Number as Cell
from normalize.consistency.sheet import clean
from normalize.folding import fold
from normalize.observations import PlacedBy, Placement, ReportPlace, is_plan
from normalize.organisations import Organisation, resolve
from normalize.tables.columns import Layout, Measured, title, unit_named
from normalize.units import is_countable

_APPENDIX = regex.compile(r"^\s*(?:phụ lục|biểu(?: mẫu)?|bảng)(?:\s+(?:số\s+)?[\dIVX]+[\w./-]*)?\s*[:.–-]*\s*", regex.I)
_PLAIN = regex.compile(
    r"^(?:so luong|sl|tong|tong so|tong cong|ket qua|so lieu|thuc hien|gia tri|ty le|luy ke|"
    r"(?:tong )?(?:so )?(?:ho so|truong hop|nguoi|luot|ca)|truc tuyen|da giai quyet|hoan thanh|dat)(?: dat)?$"
)
"""Titles that tell nothing but what part of the caption's subject stands below."""
_REMARK = regex.compile(
    r"^(?:ghi chu|s?tt|so tt|so thu tu|thu tu|xep hang|thu hang|xep thu|vi tri|ma(?: so| don vi| hieu| thu tuc)?|so hieu|trang|"
    r"nam sinh|ngay(?: thang)?(?: nam)?(?: sinh)?|so dien thoai|dien thoai|sdt|cot \d+)$"
)
"""Titles of columns whose numbers count nothing."""
_DATED = regex.compile(
    r"^(?:(?:thuc hien|ket qua|so lieu|uoc) )*(?:(?:\d+ thang|nam|thang|quy)(?: dau nam)? [\divx ]+)+$"
)
"""Titles that tell only when: every such column is a value of what the row names."""
_ONLINE = regex.compile(r"\btruc tuyen\b")
_SERVICES = regex.compile(r"\b(?:ho so|dich vu cong|dvc|thu tuc|tthc)\b")
_ESSENTIAL = regex.compile(r"\b25 (?:dich vu cong|dvc|thu tuc)\b|\bthiet yeu\b")
_COUNTED = regex.compile(r"\b(hồ sơ|trường hợp|tài khoản|lượt|người|hộ|ca)\b", regex.I)
_BRACKET = regex.compile(r"\(\s*(?:đơn vị(?: tính)?|đvt)?\s*:?\s*((?:\p{L}|[ %./²³\d])+)\)\s*$", regex.I)
_SCALE = regex.compile(r"^(1\.?000|trăm|nghìn|ngàn|triệu|tỷ|tỉ)\s+(\p{L}.*)$", regex.I)
_FACTORS = {"trăm": 10**2, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}


@dataclass(frozen=True, slots=True)
class RowFigure:
    """A figure of a row ("t1:3:5": table, row and column from 1), where it belongs, and whether the row is the total."""

    figure: FigureOut
    placement: Placement
    cells: tuple[tuple[int, int], ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row is about. `label` is empty where it is about an owner alone: the caption then tells the indicator."""

    number: int
    label: str
    owner: str | None
    organisation: str | None
    area: str | None
    is_total: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a table: its caption (or the heading above it) and whose report it is."""

    caption: str
    where: ReportPlace


def row_figures(layout: Layout, around: Around) -> Iterator[RowFigure]:
    """The figures of a table in reading order."""
    bare = _APPENDIX.sub("", around.caption)
    around = replace(around, caption=bare)
    for row in _rows(layout, around.where):
        for measured in layout.measured:
            figure = _figure(layout, row, measured, around)
            if figure is not None:
                placement = _placed(layout, row, measured, figure, around)
                cells = tuple((row.number, c) for c in measured.columns)
                yield RowFigure(figure, placement, cells, row.is_total)


# rows -----------------------------------------------------------------------------------------------------------------


def _rows(layout: Layout, where: ReportPlace) -> Iterator[_Row]:
    sheet = layout.sheet
    total = _total(layout)
    above: Organisation | None = None
    for row, role in enumerate(sheet.roles):
        label = layout.cell(row, layout.thing if layout.thing is not None else layout.owner)
        if role in ("title", "group") and layout.owner is None:
            above = unit_named(sheet.label(row), where)
        if role == "total" and row == total:
            yield _Row(row, "", None, where.organisation, where.area, is_total=True)
        elif role in ("leaf", "group"):
            named = _owned(layout, row, above, where)
            if named is not None and (layout.thing is None or (label and not (role == "group" and above is not None))):
                yield replace(named, label=label if layout.thing is not None else "")


def _owned(layout: Layout, row: int, above: Organisation | None, where: ReportPlace) -> _Row | None:
    """A row under its owner; None for a row of many units ("Khối huyện") or of none where the column should name one."""
    said = layout.cell(row, layout.owner)
    if layout.owner is None:
        if above is None or (above.id is None and above.area is None):
            return _Row(row, "", None, where.organisation, where.area, is_total=False)
        return _Row(row, "", above.name, above.id, above.area, is_total=False)
    if not said:
        return _Row(row, "", None, where.organisation, where.area, is_total=False) if layout.thing is not None else None
    named = unit_named(said, where)
    if named is None and layout.sheet.roles[row] == "group":
        return None
    named = named or resolve(said, where.day, where.area)
    if named.id is None and (named.kind is not None or named.area in (None, where.area)):
        return None
    return _Row(row, "", said, named.id, named.area, is_total=False)


def _total(layout: Layout) -> int | None:
    """The row of the whole table: of several, the last that says it is the whole."""
    totals = layout.sheet.rows("total")
    whole = [r for r in totals if regex.match(r"tong|toan", fold(layout.sheet.label(r)))]
    return next(reversed(whole or totals), None)


# numbers --------------------------------------------------------------------------------------------------------------


def _figure(layout: Layout, row: _Row, m: Measured, around: Around) -> FigureOut | None:
    sheet = layout.sheet
    unit, factor = _unit(layout, row, m, around)
    cells = {c: sheet.numbers[row.number][c] for c in m.columns}
    if all(cell is None for cell in cells.values()):
        return None
    counts = {c: None if n is None else _exact(n, factor) for c, n in cells.items()}
    rate = None if m.rate is None or cells[m.rate] is None else layout.cell(row.number, m.rate).replace("%", "").strip()
    is_rate = m.use == "percent"
    if m.use != "ratio" and sheet.is_rate(row.number) and not is_rate:
        if unit != "%":
            return None
        is_rate, rate, unit = True, layout.cell(row.number, m.part).replace("%", "").strip(), None
    place = _place(layout, row.number, m)
    value = rate if is_rate else counts[m.part] if m.use in ("count", "target") and m.part is not None else None
    return FigureOut(
        id=f"{sheet.table.id}:{row.number + 1}:{m.column + 1}",
        kind="ratio" if m.use == "ratio" else "percent" if is_rate else "quantity",
        quote=" | ".join(text for c in sheet.table.rows[row.number] if (text := c.text.strip())),
        page=place.page,
        line=place.line,
        bbox=place.bbox,
        section=None,
        subject=_subject(layout, row, m, around),
        org=row.owner,
        unit=unit,
        as_of=None,
        approximate=False,
        target=m.use == "target" or is_plan(around.caption),
        confidence=1.0,
        readings=[],
        numerator=counts[m.part] if m.use == "ratio" and m.part is not None else None,
        denominator=counts[m.whole] if m.use == "ratio" and m.whole is not None else None,
        stated_percent=rate if m.use == "ratio" else None,
        value=value,
    )


def _exact(cell: Cell, factor: int) -> Number:
    value: Fraction = cell.value * factor
    return number(Decimal(value.numerator) / Decimal(value.denominator))


def _unit(layout: Layout, row: _Row, m: Measured, around: Around) -> tuple[str | None, int]:
    """The base unit and its magnitude, from the row's own column of units, the title, the caption."""
    head = title(layout.sheet, m.column)
    bracket = _BRACKET.search(head) or _BRACKET.search(around.caption)
    said = layout.cell(row.number, layout.unit) or (bracket[1].strip() if bracket else "")
    counted = _COUNTED.search(head)
    if not said or (bracket and said.isdigit()):
        return (counted[1].lower() if counted else None), 1
    scaled = _SCALE.match(said)
    if scaled is None:
        return said, 1
    return scaled[2], _FACTORS.get(scaled[1].lower(), 1000)


def _place(layout: Layout, row: int, m: Measured) -> Place:
    """Where the numbers stand, the box reaching to the words that name the row."""
    cells = layout.sheet.table.rows[row]
    numbers = [cells[c].place for c in m.columns if cells[c].text.strip()]
    boxes = [p.bbox for p in numbers if p.bbox is not None]
    names = [cells[c].place.bbox for c in (layout.owner, layout.thing) if c is not None and cells[c].text.strip()]
    low, high = min((b[1] for b in boxes), default=0.0), max((b[3] for b in boxes), default=0.0)
    beside = [b if b[3] - b[1] < 2 * (high - low) else (b[0], low, b[2], high) for b in names if b is not None]
    return Place(numbers[0].page, numbers[0].line, union([*boxes, *beside]) if boxes else None)


# indicators -----------------------------------------------------------------------------------------------------------


def _main(layout: Layout) -> Measured | None:
    """What a row that names an indicator says about it: the online ratio, else the first ratio, else the only count."""
    ratios = [m for m in layout.measured if m.use == "ratio"]
    online = [m for m in ratios if _ONLINE.search(fold(title(layout.sheet, m.column)))]
    singles = [m for m in layout.measured if m.use in ("count", "percent")]
    chosen = online or ratios or [m for m in singles if _is_plain(layout, m)] or (singles if len(singles) == 1 else [])
    return chosen[0] if chosen else None


def _is_plain(layout: Layout, m: Measured) -> bool:
    last = fold(clean(layout.sheet.table.header[m.column]).rsplit(" / ", 1)[-1])
    return _PLAIN.match(last) is not None or _DATED.match(last) is not None


def _names_row(layout: Layout, m: Measured) -> bool:
    """Whether a column's number is a value of what its row names, rather than of one side of it ("Quá hạn")."""
    return m is _main(layout) or m.use == "target" or _DATED.match(fold(title(layout.sheet, m.column))) is not None


def _subject(layout: Layout, row: _Row, m: Measured, around: Around) -> str:
    """The words that name what is measured: the row's own, else the caption, with the title of the column."""
    head = title(layout.sheet, m.column)
    named = row.label or around.caption
    return named if row.label and _names_row(layout, m) else f"{named} – {head}" if named else head


def _by_caption(layout: Layout, m: Measured, caption: str, unit: str | None) -> Match | None:
    """The indicator of a row that names none: the title's own, else the caption's where the title adds nothing to it."""
    head = title(layout.sheet, m.column)
    plain = _is_plain(layout, m)
    about = fold(caption)
    if plain and m.use == "ratio" and _ONLINE.search(fold(head)) and _SERVICES.search(f"{about} {fold(head)}"):
        return match(caption, "", unit) or match(
            "Hồ sơ trực tuyến 25 dịch vụ công" if _ESSENTIAL.search(about) else "Hồ sơ trực tuyến", "", unit
        )
    alone = sum(x.use == "ratio" for x in layout.measured) == 1
    found = match(head, "", unit)
    return match(caption, head, unit) if found is None and (plain or (alone and m.use == "ratio")) else found


def _is_worded(head: str) -> bool:
    """Whether a column has a title at all: one of numbers or signs only belongs to nothing."""
    return any(c.isalpha() for c in head) and _REMARK.match(fold(head)) is None


def _placed(layout: Layout, row: _Row, m: Measured, figure: FigureOut, around: Around) -> Placement:
    head = title(layout.sheet, m.column)
    where = around.where
    year = int(where.period.end[:4]) if where.period else None
    period = periods.read(head, year) or periods.of_figure((head,), (around.caption,), None, where.period)
    if not is_countable(figure.unit):
        return Placement(figure.id, None, "provisional", 0.0, row.organisation, row.area, period)
    subject = figure.subject or ""
    if row.label:
        found = match(row.label, "", figure.unit) if _names_row(layout, m) else None
    else:
        found = _by_caption(layout, m, around.caption, figure.unit)
    if found is None:
        named = may_wait(row.label or around.caption, "", figure.unit) or may_wait(head, "", figure.unit)
        unplaced = provisional_id(subject, figure.unit) if named and _is_worded(head) else None
        return Placement(figure.id, unplaced, "provisional", 0.0, row.organisation, row.area, period)
    by: PlacedBy = "alias" if found.by == "alias" else "words"
    return Placement(figure.id, found.indicator.id, by, found.score, row.organisation, row.area, period)

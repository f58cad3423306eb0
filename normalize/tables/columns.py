"""What the columns of a table hold: who or what a row is about, its ratios, its single counts and percentages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from document.contract import TableOut
from document.places import Place
from document.report import Letterhead, Report, Table, TableCell
from normalize import areas, periods
from normalize.consistency.sheet import Sheet, clean, read_sheet
from normalize.consistency.tables import ratio_columns
from normalize.folding import fold
from normalize.observations import ReportPlace
from normalize.organisations import Organisation, resolve

ColumnUse = Literal["ratio", "count", "percent", "target"]

_UNIT = regex.compile(r"^(?:don vi tinh|dvt|don vi do)\b")
_OWNER = regex.compile(
    r"\b(?:don vi|dia phuong|dia ban|co quan|to chuc|huyen|quan|thi xa|thanh pho|xa|phuong|so nganh|ban nganh|benh vien)\b"
)
_THING = regex.compile(r"\b(?:dich vu|chi tieu|noi dung|thu tuc|linh vuc|nhiem vu|mo hinh|loai|dvc|tthc|chi so)\b")
_REMARK = regex.compile(
    r"\b(?:ghi chu|kho khan|vuong mac|nguyen nhan|giai phap|ket noi|de xuat|kien nghi|trang thai)\b"
)
_PLAN = regex.compile(r"\b(?:ke hoach|chi tieu(?! thuc hien)|muc tieu|duoc giao|du toan|phan dau)\b")
_EARLIER = regex.compile(r"\b(?:cung ky|(?:nam|thang|quy|tuan|ky) truoc|lien ke)\b")
_CHANGE = regex.compile(r"\b(?:so (?:voi )?(?:cung ky|nam|thang|quy|tuan|ke hoach|kh)|so sanh|tang|chenh lech)\b")
_WHOLE = regex.compile(r"\b(?:tong|tiep nhan|phai giai quyet|can giai quyet)\b")
_DONE = regex.compile(r"\b(?:truc tuyen|da giai quyet|thuc hien|hoan thanh|dung han|ket qua)\b")
_MOST, _SURE = 0.5, 0.8
"""Shares of the cells of a column that must name a unit: where the title does not say otherwise, and where it does."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One thing that the columns measure in every row. Positions of columns; those that it has not are None.

    A ratio has `part`, `whole` and perhaps `rate`; a count or a target only `part`; a percentage only `rate`.
    """

    use: ColumnUse
    part: int | None = None
    whole: int | None = None
    rate: int | None = None

    @property
    def column(self) -> int:
        """The column that it is named after."""
        return next(c for c in (self.part, self.rate) if c is not None)

    @property
    def columns(self) -> tuple[int, ...]:
        """All its columns."""
        return tuple(c for c in (self.part, self.whole, self.rate) if c is not None)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table with the parts its columns play: positions of the columns of units, of indicators, of units of measure."""

    sheet: Sheet
    owner: int | None
    thing: int | None
    unit: int | None
    measured: tuple[Measured, ...]

    def cell(self, row: int, column: int | None) -> str:
        """The text of a cell, empty where the table has no such column."""
        return "" if column is None else clean(self.sheet.table.rows[row][column].text)


def layout(table: TableOut, where: ReportPlace) -> Layout | None:
    """The parts of a table's columns; None where it holds no numbers or its rows name nothing."""
    sheet = sheet_of(table)
    if sheet is None:
        return None
    found = _named(Layout(sheet, None, None, None, ()), where)
    if found.owner is None and found.thing is None:
        return None
    return replace(found, measured=tuple(_measured(sheet)))


def sheet_of(table: TableOut) -> Sheet | None:
    """The numbers of a table of the contract, read as the checks read them."""
    place = Place(table.page, table.line)
    cells = tuple(
        tuple(TableCell(text, spot) for text, spot in zip(row, spots, strict=True))
        for row, spots in zip(table.rows, _places(table), strict=True)
    )
    made = Table(table.id, place, table.last_line, table.caption, tuple(table.header), cells)
    return read_sheet(made, Report(Letterhead(), (), (), (), (made,), (), ()))


def _places(table: TableOut) -> Iterator[list[Place]]:
    """The place of every cell; that of its row where it has no box there, the table's where it tells no rows."""
    if len(table.places) != len(table.rows):
        yield from ([Place(table.page, table.line)] * len(row) for row in table.rows)
        return
    for row, where in zip(table.rows, table.places, strict=True):
        boxes = where.cells if len(where.cells) == len(row) else [None] * len(row)
        yield [Place(where.page, where.line, box) for box in boxes]


def title(sheet: Sheet, column: int) -> str:
    """The titles of a column from the widest down, in one string."""
    parts = [clean(part) for part in sheet.table.header[column].split(" / ")]
    return " ".join(dict.fromkeys(part for part in parts if part))


# who and what ---------------------------------------------------------------------------------------------------------


def _named(layout: Layout, where: ReportPlace) -> Layout:
    sheet = layout.sheet
    found = layout
    for column in sheet.columns("text"):
        said = fold(title(sheet, column))
        if _UNIT.search(said):
            found = replace(found, unit=column)
        elif found.owner is None and _is_owner(sheet, column, said, where):
            found = replace(found, owner=column)
        elif found.thing is None and not _REMARK.search(said) and (found.owner is None or _THING.search(said)):
            found = replace(found, thing=column)
    return found


def _is_owner(sheet: Sheet, column: int, said: str, where: ReportPlace) -> bool:
    texts = [clean(sheet.table.rows[r][column].text) for r in sheet.rows("leaf")]
    texts = [text for text in texts if text]
    if not texts or _REMARK.search(said):
        return False
    share = sum(unit_named(text, where) is not None for text in texts) / len(texts)
    if _OWNER.search(said) and not _THING.search(said):
        return share > 0
    return share >= (_SURE if _THING.search(said) else _MOST)


def unit_named(text: str, where: ReportPlace) -> Organisation | None:
    """The organisation or unit of administration that a cell names; None for other words.

    >>> from normalize.observations import ReportPlace
    >>> unit_named("Đăng ký thường trú", ReportPlace(None, "58", None, "2023-10-05")) is None
    True
    """
    found = resolve(text, where.day, where.area)
    if found.kind is not None:
        return found
    place = areas.find(text, where.day, where.area)
    return found if place is not None and found.area == place.id else None


# numbers --------------------------------------------------------------------------------------------------------------


def _measured(sheet: Sheet) -> list[Measured]:
    """Ratios that the rows confirm, then what is left, in the order of the columns."""
    said = {c: fold(title(sheet, c)) for c in range(len(sheet.kinds))}
    found: list[Measured] = []
    gone: set[int] = set()
    for rate, (part, whole) in ratio_columns(sheet).items():
        gone.add(rate)
        if sheet.per_mille(rate):
            continue
        when = {period for c in (part, whole) if (period := periods.read(title(sheet, c))) is not None}
        if len(when) > 1 or _EARLIER.search(said[whole]) or _PLAN.search(said[whole]) or _CHANGE.search(said[rate]):
            continue
        found.append(Measured("ratio", part, whole, rate))
        gone |= {part, whole}
    left = [c for c in sheet.added() if c not in gone and not _EARLIER.search(said[c]) and not _CHANGE.search(said[c])]
    pair = _pair(left, said) if not found else None
    if pair is not None:
        found.append(pair)
        left = [c for c in left if c not in pair.columns]
    found += [Measured("target" if _PLAN.search(said[c]) else "count", c) for c in left]
    rates = [c for c in sheet.columns("percent") if c not in gone and not _CHANGE.search(said[c])]
    found += [Measured("percent", rate=c) for c in rates if not _PLAN.search(said[c])]
    return sorted(found, key=lambda m: m.column)


def _pair(left: Sequence[int], said: dict[int, str]) -> Measured | None:
    """ "Tổng số hồ sơ | Trực tuyến | Trực tiếp" without a column of rates: one whole, one part, by their last words."""
    done = [c for c in left if _DONE.search(said[c]) and not _WHOLE.search(said[c])]
    whole = [c for c in left if _WHOLE.search(said[c]) and c not in done]
    return Measured("ratio", done[0], whole[0]) if len(done) == len(whole) == 1 else None

"""Claims of cells that hold a part and its whole: "Số xã đạt/tổng số xã: 18/20 | Tỷ lệ: 90%"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import regex

from document.numerals import parse
from document.report import Table, TableCell
from normalize.consistency.claims import Claim, judge
from normalize.consistency.numbers import Number, from_numeral
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import rule
from normalize.consistency.sheet import Sheet, clean
from normalize.consistency.tables import row_claim, sheets, title

_PAIR = regex.compile(r"(\d[\d.,]*)\s?[/⁄∕]\s?(\d[\d.,]*)")
_WITH_SHARE = regex.compile(r"(\d[\d.,]*)\s*\(\s*(\d+(?:[.,]\d+)?)\s?%\s*\)")
_SHARE = regex.compile(r"(\d+(?:[.,]\d+)?)\s?(%?)")
_TITLE = regex.compile(r"%|tỷ lệ|tỉ lệ|tỷ trọng", regex.I)
_TOTAL = regex.compile(r"^(?:tổng|cộng|toàn )", regex.I)
_MOST = Fraction(3, 5)
_FEWEST_SHARES = 2


@rule("cell_ratio", "row_ratio", "ô ghi phần/tổng phải khớp với tỷ lệ ở ô bên cạnh của cùng dòng")
def cell_ratios(ledger: Ledger) -> Iterator[Claim]:
    """A column of "12/15" beside a column of percentages, where most rows agree."""
    scanned = {page.number for page in ledger.report.pages if page.reader == "tesseract"}
    for table in ledger.report.tables:
        for pairs in _pair_columns(table):
            for shares in range(len(table.header)):
                if pairs != shares:
                    yield from _column(table, pairs, shares, scanned)


def _pair_columns(table: Table) -> list[int]:
    """The columns where more than one cell holds two numbers."""
    columns = range(len(table.header))
    return [c for c in columns if sum(_PAIR.fullmatch(row[c].text.strip()) is not None for row in table.rows) > 1]


def _column(table: Table, pairs: int, shares: int, scanned: set[int]) -> list[Claim]:
    titled = _TITLE.search(table.header[shares]) is not None
    claims = [c for row in range(len(table.rows)) if (c := _claim(table, row, pairs, shares, titled)) is not None]
    right = [c for c in claims if not judge(c).fails]
    telling = {c.numbers[0].value for c in right if c.numbers[0].value not in (0, c.numbers[1].value)}
    if len(right) < 2 or not telling or len(right) < _MOST * len(claims):
        return []
    return [_seen(c, scanned) for c in claims]


def _claim(table: Table, row: int, pairs: int, shares: int, titled: bool) -> Claim | None:
    cells = table.rows[row]
    pair, share = _PAIR.fullmatch(cells[pairs].text.strip()), _SHARE.fullmatch(cells[shares].text.strip())
    if pair is None or share is None or not (titled or share[2]):
        return None
    spot = f"{table.id}:{row}:{pairs}"
    part = _number(pair[1], spot, f"{spot}.part", cells[pairs])
    whole = _number(pair[2], spot, f"{spot}.whole", cells[pairs])
    spot = f"{table.id}:{row}:{shares}"
    stated = _number(share[1], spot, spot, cells[shares])
    if part is None or whole is None or stated is None or not whole.value:
        return None
    total = any(_TOTAL.match(c.text.strip()) for c in cells)
    label = next((c.text.strip() for c in cells if regex.search(r"\p{L}", c.text)), "")
    return Claim(
        kind="total_ratio" if total else "row_ratio",
        rule="cell_ratio",
        form="ratio",
        numbers=(part, whole, stated),
        place=cells[shares].place,
        quote=" | ".join(c.text.strip() for c in cells if c.text.strip()),
        table=table.id,
        lines=tuple(sorted({n.place.line for n in (part, whole, stated)})),
        label=f"Dòng “{label}”, cột “{table.header[shares].rsplit(' / ', 1)[-1]}”",
    )


@rule("cell_share", "row_ratio", "tỷ lệ ghi trong ngoặc phải khớp với số đứng trước nó và cột tổng của cùng dòng")
def cell_shares(ledger: Ledger) -> Iterator[Claim]:
    """A column of "205 (49,76%)" beside a column of totals, where most rows agree."""
    for sheet in sheets(ledger):
        for column in range(len(sheet.kinds)):
            texts = [clean(row[column].text) for row in sheet.table.rows]
            if sum(_WITH_SHARE.fullmatch(t) is not None for t in texts) < _FEWEST_SHARES:
                continue
            yield from max((_shares(sheet, column, whole) for whole in sheet.columns("count")), key=len, default=[])


def _shares(sheet: Sheet, column: int, whole: int) -> list[Claim]:
    """The claims of a column of shares against a column of totals that most rows confirm."""
    claims = [c for row in range(len(sheet.roles)) if (c := _share(sheet, row, column, whole)) is not None]
    right = [c for c in claims if not judge(c).fails]
    telling = sum(0 < c.numbers[0].value < c.numbers[1].value for c in right)
    return claims if telling >= _FEWEST_SHARES and len(right) >= _MOST * len(claims) else []


def _share(sheet: Sheet, row: int, column: int, whole: int) -> Claim | None:
    cell, total = sheet.table.rows[row][column], sheet.numbers[row][whole]
    found = _WITH_SHARE.fullmatch(clean(cell.text))
    if found is None or total is None or not total.value:
        return None
    spot = f"{sheet.table.id}:{row}:{column}"
    part, stated = _number(found[1], spot, f"{spot}.part", cell), _number(found[2], spot, spot, cell)
    if part is None or stated is None:
        return None
    numbers = (part, total, replace(stated, scanned=total.scanned))
    kind = "total_ratio" if sheet.roles[row] == "total" else "row_ratio"
    where = f"Dòng “{sheet.label(row)}”, cột “{title(sheet, column)}”"
    return replace(row_claim(sheet, kind, numbers, row, where, form="ratio"), rule="cell_share")


def _number(printed: str, spot: str, key: str, cell: TableCell) -> Number | None:
    """A number of the cell `spot`; one that is all of its cell is the percentage."""
    percent = key == spot
    numeral = parse(printed, percent=percent)
    if numeral is None:
        return None
    return from_numeral(
        numeral, key, spot, cell.place, percent=percent, measured=bool(not percent and numeral.decimals)
    )


def _seen(claim: Claim, scanned: set[int]) -> Claim:
    """The claim with its numbers marked that an image was read for."""
    numbers: Sequence[Number] = claim.numbers
    return replace(claim, numbers=tuple(replace(n, scanned=n.place.page in scanned) for n in numbers))

"""A table as numbers: what each column holds, what part each row plays, what formulas the header prints."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

import regex

from document.numerals import Separators, parse
from document.report import Report, Table, TableCell
from normalize.consistency.numbers import Number, from_numeral

ColumnKind = Literal["index", "text", "count", "percent"]
RowRole = Literal["leaf", "total", "group", "title", "numbering"]

_MARKUP = regex.compile(r"</?\w+>|[*_$\\]")
_NOTE_MARK = regex.compile(r"(?<=[\d%‰])\s*(?:[(\[]\s*(?:\d{1,2}|\*{1,3}|[a-c])\s*[)\]]|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2})$")
_WITH_UNIT = regex.compile(r"([-+–−]?\s?\d[\d.,]*)\s+(\p{L}[\p{L}/²³]*\d?(?:\s\p{L}+){0,2})\.?")
_SCALED = regex.compile(r"(?:tỷ|tỉ|triệu|tr|nghìn|ngàn)(?!\p{L})", regex.I)
_INDEX = regex.compile(r"^(?:s?tt|số tt|số thứ tự|s\.?tt\.?)$", regex.I)
_PERCENT = regex.compile(r"%|‰|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng", regex.I)
_SCORE = regex.compile(r"điểm", regex.I)
_PERMILLE = regex.compile(r"‰|%[0oO]|phần nghìn")
_AMOUNT = regex.compile(r"^(?:số lượng|sl|tổng(?: số)?|số (?!.*tỷ lệ).*)$", regex.I)
_TOTAL = regex.compile(
    r"^(?:tổng(?: cộng| số| chung)?|cộng(?: chung)?|toàn (?:tỉnh|thành phố|huyện|thị xã|xã|phường|ngành|quốc))(?=$|[\s:(]).{0,24}$",
    regex.I,
)
_GROUP_MARK = regex.compile(r"^(?:[IVX]+|[A-ZĐ])\.?$")
_NUMBERED = regex.compile(r"^\(?(\d{1,2}|[A-ZĐ]|[a-zđ])\)?(?:\s*=.*)?$")
_TERM = regex.compile(r"([-+−–/:]?)\s*((?:\.{2,}|…)\s*\+\s*)?\(?(\d{1,2})\)?")
_MADE = regex.compile(r"\(?\d{1,2}\)?(?:\s*[-+−–/:]\s*(?:(?:\.{2,}|…)\s*\+\s*)?\(?\d{1,2}\)?)+")
_NOT_ADDED = regex.compile(
    r"(?<!dân số )(?:bình quân|trung bình)|điểm|xếp|thứ hạng|thứ tự|năm sinh|đơn giá|hệ số|thời (?:gian|hạn)|ngày|(?<!tổng )mức|bquân|số hiệu|tháng tuổi|mật độ|năng suất|"
    r"tốc độ|chỉ số|tỷ suất|\([^()]*\p{L}\d?\s?/\s?\p{L}[^()]*\)",
    regex.I,
)
_RATE_ROW = regex.compile(
    r"^(?:tỷ|tỉ) (?:lệ|trọng|suất)|\(%\)|(?<!dân số |mức sống |xếp loại |học lực )(?:bình quân|trung bình)|mật độ|năng suất|tốc độ|đơn giá|^so với|^% ",
    regex.I,
)
_GRADE = regex.compile(r"^[-+*•\s]*(?:loại )?(?:khá|giỏi|yếu|kém|tốt)\b", regex.I)
_MONTH = regex.compile(r"^tháng \d{1,2}\b", regex.I)
_PERIOD = regex.compile(r"^(?:\d{1,2} tháng|cả (?:năm|kỳ|quý)|quý [IV]+|năm \d{4}|(?:cộng dồn|lũy kế|luỹ kế))", regex.I)
_BARE_TOTAL = regex.compile(r"^(?i:(?:tổng|cộng)(?: cộng| số| chung)?)[\s:(]*[IVXA-HĐ\d+=,() ]*$")
_MONEY = regex.compile(r"(?:triệu|tr\.?|tỷ|tỉ|nghìn|ngàn|1\.?000)\s?(?:đồng|đ\b|vnđ)", regex.I)
_UNIT_LINE = regex.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*(.{1,40})", regex.I)
_UNIT_COLUMN = regex.compile(r"^(?:đơn vị tính|đvt|đ\.?v\.? ?tính|đơn vị đo)$", regex.I)
_NIL = regex.compile(r"[-–—−.\s]*")
_ABOVE = 4
_SHARE = regex.compile(r"\d{1,3}[.,](\d{1,2})")
_SIGN = regex.compile(r"^([-–−+])\s?(?=\d)")
_VI = regex.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d+")
_EN = regex.compile(r"\d{1,3}(?:,\d{3}){2,}|\d{1,3}(?:,\d{3})+\.\d+")
_VI_LIKELY = regex.compile(r"\d{1,3}\.\d{3}|\d+,\d{1,2}")
_EN_LIKELY = regex.compile(r"\d{1,3},\d{3}|\d+\.\d{1,2}")


@dataclass(frozen=True, slots=True)
class Formula:
    """ "(5)=(4)/(3)" over column positions: `terms` are (sign, column); `ratio` where it divides terms[0] by terms[1]."""

    column: int
    terms: tuple[tuple[int, int], ...]
    ratio: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its numbers: `numbers[row][column]`, None where a cell holds no single number.

    `units` are the same values as whole multiples of the smallest place that any count of the table is printed to (a
    percentage: of its own last place), and `rooms` how far each may be off, doubled: trying columns against each other
    is plain integer arithmetic.
    """

    table: Table
    kinds: tuple[ColumnKind, ...]
    roles: tuple[RowRole, ...]
    numbers: tuple[tuple[Number | None, ...], ...]
    formulas: tuple[Formula, ...]
    units: tuple[tuple[int | None, ...], ...]
    rooms: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...]
    rates: frozenset[int]

    def columns(self, kind: ColumnKind) -> list[int]:
        """The positions of the columns of a kind."""
        return [i for i, k in enumerate(self.kinds) if k == kind]

    def rows(self, *roles: RowRole) -> list[int]:
        """The positions of the rows that play one of the parts."""
        return [i for i, r in enumerate(self.roles) if r in roles]

    def added(self) -> list[int]:
        """The count columns that a total row may add up."""
        return [c for c in self.columns("count") if not _NOT_ADDED.search(self.table.header[c])]

    def per_mille(self, column: int) -> bool:
        """Whether a column's numbers are parts of a thousand."""
        return self.kinds[column] == "percent" and _is_permille(self.table.header[column])

    def is_unread(self, row: int, column: int) -> bool:
        """Whether a cell holds digits that make no single number: what it adds to a total is not known."""
        text = self.table.rows[row][column].text
        return self.numbers[row][column] is None and any(c.isdigit() for c in text)

    def is_rate(self, row: int) -> bool:
        """Whether the words of a row make its numbers rates or averages, which nobody adds up."""
        return row in self.rates

    def is_nil(self, row: int, column: int) -> bool:
        """Whether a cell says or leaves open that there is nothing: a dash, or blank."""
        return (
            self.numbers[row][column] is None and _NIL.fullmatch(clean(self.table.rows[row][column].text)) is not None
        )

    def label(self, row: int) -> str:
        """The words of a row: its first text cell."""
        return self.labels[row]


def clean(text: str) -> str:
    """The text of a cell without markup."""
    return " ".join(_MARKUP.sub("", text).split())


def read_sheet(table: Table, report: Report) -> Sheet | None:
    """The numbers of a table, or None where it has no columns of numbers."""
    width = len(table.header)
    if width < 2 or not table.rows or any(len(row) != width for row in table.rows):
        return None
    texts = _without_units([[_NOTE_MARK.sub("", clean(cell.text)) for cell in row] for row in table.rows])
    numbering = [i for i, row in enumerate(texts[:3]) if _is_numbering(row)]
    body = [row for i, row in enumerate(texts) if i not in numbering]
    kinds = tuple(_kind(clean(table.header[c]), [row[c] for row in body]) for c in range(width))
    if kinds[0] == "count" and any(_TOTAL.match(row[0]) for row in body):
        kinds = ("text", *kinds[1:])
    if "count" not in kinds:
        return None
    scanned = {p.number for p in report.pages if p.reader == "tesseract"}
    everything = [x for row in body for x in row]
    money = _counts_money(table, report)
    scores = any(_SCORE.search(title) for title in table.header)
    columns = [
        _Column(
            kinds[c], [row[c] for row in body], everything, title, rounded=_rounded(title, money=money, scores=scores)
        )
        for c, title in enumerate(table.header)
    ]
    numbers = tuple(
        tuple(
            None
            if r in numbering
            else _number(cell, texts[r][c], f"{table.id}:{r}:{c}", columns[c], cell.place.page in scanned)
            for c, cell in enumerate(row)
        )
        for r, row in enumerate(table.rows)
    )
    mixed = _is_mixed(clean_header(table), body)
    roles = _roles(texts, numbers, kinds, numbering, mixed=mixed)
    counting = [table.numbering] if table.numbering else [texts[i] for i in numbering]
    names = counting[0] if counting else [clean(h).rsplit("/", 1)[-1].strip() for h in table.header]
    formulas = _formulas([clean(h) for h in table.header], counting, names, kinds)
    finest = min((n.step for row in numbers for n in row if n is not None and not n.percent), default=Fraction(1))
    units = tuple(tuple(_units(n, finest) for n in row) for row in numbers)
    rooms = tuple(tuple(0 if n is None or n.percent else int(2 * n.room / finest) for n in row) for row in numbers)
    labels = tuple(_label(row, kinds) for row in texts)
    graded = any(_GRADE.search(label) for label in labels)  # there "Trung bình" is a grade
    rates = frozenset(i for i, label in enumerate(labels) if _RATE_ROW.search(label) and not graded)
    return Sheet(table, kinds, roles, numbers, formulas, units, rooms, labels, rates)


def _without_units(texts: list[list[str]]) -> list[list[str]]:
    """The cells with the unit of a number taken away in the columns (not the first) where most numbers name theirs.

    "1,2 tỷ đồng" beside "900 triệu đồng" stays as it is: those are no numbers of one scale.
    """
    units = {m.group(2).casefold() for row in texts for t in row if (m := _WITH_UNIT.fullmatch(t)) is not None}
    if len({u for u in units if _SCALED.match(u)}) > 1:
        return texts
    bare = [[m.group(1) if (m := _WITH_UNIT.fullmatch(t)) is not None else None for t in row] for row in texts]
    for column in range(1, len(texts[0])):
        named = sum(row[column] is not None for row in bare)
        if 2 * named > sum(bool(row[column]) for row in texts):
            for row, read in zip(texts, bare, strict=True):
                row[column] = read[column] or row[column]
    return texts


def _label(row: Sequence[str], kinds: Sequence[ColumnKind]) -> str:
    """The words of a row: its first text cell, else its first cell that is not empty."""
    named = [text for text, kind in zip(row, kinds, strict=True) if kind == "text" and text] or [t for t in row if t]
    return named[0] if named else ""


def _units(number: Number | None, finest: Fraction) -> int | None:
    if number is None:
        return None
    return int(number.value / (number.step if number.percent else finest))


def _is_numbering(row: Sequence[str]) -> bool:
    marks = [m.group(1) for m in (_NUMBERED.match(x) for x in row) if m]
    full = [x for x in row if x]
    digits = [int(m) for m in marks if m.isdigit()]
    return (
        len(full) >= 3 and len(marks) == len(full) and len(digits) >= 2 and all(b == a + 1 for a, b in pairwise(digits))
    )


def _kind(title: str, cells: Sequence[str]) -> ColumnKind:
    last = title.rsplit(" / ", 1)[-1]
    if _INDEX.match(last):
        return "index"
    full = [c for c in cells if not _NIL.fullmatch(c)]
    read = [c for c in full if _parse(c, "vi", percent=False) is not None]
    if not full or len(read) * 2 < len(full):
        return "text"
    if _PERCENT.search(last) or sum("%" in c for c in full) * 2 > len(full):
        return "percent"
    return "percent" if _PERCENT.search(title) and not _AMOUNT.match(last) and "%" in title else "count"


def _counts_money(table: Table, report: Report) -> bool:
    """Whether the table's unit, in its caption or in the lines above it, is thousands or millions: rounded amounts."""
    lines = next((p.lines for p in report.pages if p.number == table.place.page), ())
    above = [line.text for line in lines if table.place.line - _ABOVE <= line.number < table.place.line]
    told = [unit.group(1) for text in above if (unit := _UNIT_LINE.search(text)) is not None]
    return any(_MONEY.search(text) for text in (*told, table.caption or ""))


def _rounded(title: str, *, money: bool, scores: bool) -> bool | None:
    """Whether a column's numbers are rounded by their unit: millions are, points are not; None where decimals tell."""
    if money or _MONEY.search(title):
        return True
    return False if scores else None


def _is_permille(title: str) -> bool:
    """Whether a column's numbers are parts of a thousand: births and deaths are told so."""
    return _PERMILLE.search(title) is not None


def _parse(text: str, habit: Separators, *, percent: bool) -> object:
    return parse(_SIGN.sub("", text.replace("%", "").strip()), habit, percent=percent)


class _Column:
    """How a column prints its numbers: its habit of separators, and whether they are measurements with decimals."""

    def __init__(
        self, kind: ColumnKind, cells: Sequence[str], table: Sequence[str], title: str, *, rounded: bool | None
    ) -> None:
        self.kind = kind
        self.permille = _is_permille(title)
        self.habit: Separators = _habit(cells, table) if kind in ("count", "percent") else "vi"
        self.decimals = _decimals(cells) if kind == "percent" else 0
        read = [parse(c, self.habit) for c in cells if c] if kind == "count" else []
        numerals = [n for n in read if n is not None]
        decimal = sum(n.decimals > 0 for n in numerals) * 2 > len(numerals)
        self.measured = decimal if rounded is None else rounded and kind == "count"


def _decimals(cells: Sequence[str]) -> int:
    """How many decimals most percentages of a column have; 0 where they differ."""
    counted = Counter(len(m[1]) for c in cells if (m := _SHARE.fullmatch(c.replace("%", "").strip())) is not None)
    most = counted.most_common(1)
    return most[0][0] if most and most[0][1] * 2 > counted.total() and counted.total() > 1 else 0


def _habit(column: Sequence[str], table: Sequence[str]) -> Separators:
    """The habit of a column, else of the table: certain prints count thrice, a lone separator as the guess it is."""
    for cells in (column, table):
        texts = [c.replace("%", "").strip() for c in cells]
        vi, en = (
            sum(3 * bool(sure.fullmatch(t)) + bool(likely.fullmatch(t)) for t in texts)
            for sure, likely in ((_VI, _VI_LIKELY), (_EN, _EN_LIKELY))
        )
        if vi != en:
            return "vi" if vi > en else "en"
    return "vi"


def _number(cell: TableCell, print_: str, name: str, column: _Column, scanned: bool) -> Number | None:
    text = print_.replace("%", "").strip()
    if not text or column.kind not in ("count", "percent"):
        return None
    percent = column.kind == "percent"
    sign = _SIGN.match(text)
    numeral = parse(text[sign.end() :] if sign else text, column.habit, percent=percent)
    if numeral is None:
        return None
    if sign and sign[1] != "+":
        numeral = replace(numeral, value=-numeral.value, other=None)
    number = from_numeral(numeral, name, name, cell.place, percent=percent, measured=column.measured)
    if column.permille and percent:
        number = replace(number, value=number.value / 10, step=number.step / 10, scale=Fraction(1, 10))
    confidence = min((w.confidence for w in cell.words), default=1.0)
    alternatives = _alternatives(cell, text, column.decimals if scanned else 0)
    return replace(number, alternatives=alternatives, confidence=confidence, scanned=scanned)


def _alternatives(cell: TableCell, text: str, decimals: int) -> tuple[str, ...]:
    """What the cell may read besides: as a reader has it, or with the `decimals` of its column ("9394" and "93,941": 93,94)."""
    others = [reading.replace("%", "").strip() for reading in cell.words[0].readings] if len(cell.words) == 1 else []
    if decimals and text.isdecimal() and len(text) > decimals:
        others.append(f"{text[:-decimals]},{text[-decimals:]}")
    elif decimals and (found := _SHARE.fullmatch(text[:-1])) is not None and len(found[1]) == decimals:
        others.append(text[:-1])
    return tuple(dict.fromkeys(o for o in others if o and o != text))


def _roles(
    texts: Sequence[Sequence[str]],
    numbers: Sequence[Sequence[Number | None]],
    kinds: Sequence[ColumnKind],
    numbering: Sequence[int],
    *,
    mixed: bool,
) -> tuple[RowRole, ...]:
    index = kinds.index("index") if "index" in kinds else 0
    labels = [_label(row, kinds) for row in texts]
    months = sum(_MONTH.search(label) is not None for label in labels) > 2
    counted = sum(bool(regex.match(r"^\d", row[index])) for row in texts)
    roles: list[RowRole] = []
    for i, row in enumerate(texts):
        has_numbers = any(n is not None for n in numbers[i])
        if i in numbering:
            roles.append("numbering")
        elif any(_is_total(c, mixed=mixed) for c, kind in zip(row, kinds, strict=True) if kind in ("index", "text")):
            roles.append("total" if has_numbers else "title")
        elif months and has_numbers and _PERIOD.search(labels[i]):
            roles.append("total")
        elif not has_numbers:
            roles.append("title")
        elif counted >= 2 and _GROUP_MARK.match(row[index]):
            roles.append("group")
        else:
            roles.append("leaf")
    return tuple(roles)


def _is_total(cell: str, *, mixed: bool) -> bool:
    """Whether a cell names a row of totals; where rows differ in unit, "Tổng thu ngân sách" is a row like the others."""
    return bool(_TOTAL.match(cell)) and (not mixed or bool(_BARE_TOTAL.match(cell)))


def _is_mixed(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a column of units names several."""
    return any(
        _UNIT_COLUMN.match(title) and len({row[c].casefold() for row in body if row[c]}) > 1
        for c, title in enumerate(header)
    )


def clean_header(table: Table) -> list[str]:
    """The titles of a table without markup."""
    return [clean(title) for title in table.header]


def _formulas(
    titles: Sequence[str], numbering: Sequence[Sequence[str]], names: Sequence[str], kinds: Sequence[ColumnKind]
) -> tuple[Formula, ...]:
    columns = {m.group(1): i for i, m in enumerate(_NUMBERED.match(n) for n in names) if m}
    if not columns:
        for i, title in enumerate(titles):
            found = regex.search(r"\((\d{1,2})\)\s*(?:=.*)?$", title)
            if found:
                columns[found.group(1)] = i
    formulas: list[Formula] = []
    for text in (*titles, *(cell for row in numbering for cell in row)):
        formulas += _said(text, columns, kinds)
    return tuple(dict.fromkeys(formulas))


def _said(text: str, columns: Mapping[str, int], kinds: Sequence[ColumnKind]) -> Iterator[Formula]:
    """ "9=11+12=14+…+17": every sum, difference or quotient that a title says its column is."""
    found = regex.match(r".*?\(?(\d{1,2})\)?\s*(?==)", text)
    target = columns.get(found.group(1)) if found is not None else None
    if found is None or target is None or kinds[target] in ("text", "index"):
        return
    for made in text[found.end() :].split("=")[1:]:
        match = _MADE.match(made.strip())
        terms = _terms(match.group()) if match is not None else []
        known = [(sign, columns[name]) for sign, name in terms if name in columns]
        ratio = match is not None and any(sign in "/:" for sign in match.group())
        if len(known) < 2 or len(known) != len(terms) or (ratio and len(known) != 2):
            continue
        yield Formula(target, tuple(known), ratio)


def _terms(made: str) -> list[tuple[int, str]]:
    """ "2+3+…+7" as signs and names of columns."""
    terms: list[tuple[int, str]] = []
    for operator, dots, name in _TERM.findall(made):
        sign = -1 if operator in ("-", "−", "–") else 1
        if dots and terms:
            terms += [(sign, str(n)) for n in range(int(terms[-1][1]) + 1, int(name))]
        terms.append((sign, name))
    return terms

"""Claims of tables: part columns against total columns, ratio columns, total rows.

A binding of columns or rows is proposed by the header's words or by position, and taken only where the arithmetic of
most rows confirms it: then the rows that do not follow are findings.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import regex

from normalize.consistency.claims import Claim, Leeway, judge
from normalize.consistency.edits import toward, within
from normalize.consistency.intervals import summed
from normalize.consistency.numbers import Number
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import rule
from normalize.consistency.sheet import Sheet, read_sheet
from normalize.consistency.trees import by_kind, levels, nodes, top_rows

MOST = Fraction(3, 5)
_SAMPLE = 12
WIDEST = 14
_TELLING_TOTAL = 100
_LONG = 10_000
_NAMED_DIGITS, _BARE_DIGITS = 2, 8
_LESS_IS_BETTER = regex.compile(r"giảm|nghèo|tử vong|suy dinh dưỡng|thất nghiệp|tồn đọng", regex.I)
_DIFFERENCE = regex.compile(r"tăng.{0,12}giảm|chênh lệch|còn lại|so sánh|biến động", regex.I)
_TAKING_PART = regex.compile(
    r"(?:xã|phường|huyện|đơn vị|cơ quan|địa phương|thôn|trường|tỉnh|sở|ngành) (?:tham gia|có|thực hiện|triển khai|tổ chức|hưởng ứng)",
    regex.I,
)
_WHOLE = regex.compile(r"tổng|cộng|số (?:lượng|hồ sơ)|chung|toàn", regex.I)


def sheets(ledger: Ledger) -> list[Sheet]:
    """The tables of a report that hold numbers."""

    def read() -> list[Sheet]:
        found = (read_sheet(table, ledger.report) for table in ledger.report.tables)
        return [s for s in found if s is not None]

    return ledger.once("sheets", read)


def bound_ratios(ledger: Ledger) -> list[tuple[Sheet, tuple[int, int, int]]]:
    """(table, (part, whole, percent column)) of every ratio column."""

    def bind() -> list[tuple[Sheet, tuple[int, int, int]]]:
        return [(s, (*operands, p)) for s in sheets(ledger) for p, operands in ratio_columns(s).items()]

    return ledger.once("ratio columns", bind)


def row_claim(
    sheet: Sheet, kind: str, numbers: Sequence[Number], row: int, where: str, *, form: str = "linear", **more: object
) -> Claim:
    """A claim of numbers of one row; `where` names the row and the column for people."""
    stated = numbers[-1] if form in ("ratio", "growth") else numbers[0]
    quote = " | ".join(c.text.strip() for c in sheet.table.rows[row] if c.text.strip())
    return Claim(
        kind=kind,
        rule=kind,
        form=form,  # type: ignore[arg-type]
        numbers=tuple(numbers),
        place=stated.place,
        quote=quote,
        table=sheet.table.id,
        lines=tuple(sorted({n.place.line for n in numbers})),
        label=where,
        **more,  # type: ignore[arg-type]
    )


def title(sheet: Sheet, column: int) -> str:
    """The lowest title over a column."""
    return sheet.table.header[column].rsplit(" / ", 1)[-1]


def _needed(sheet: Sheet) -> Fraction:
    """The share of rows that must confirm a formula printed in the header: a scan may have spoilt its columns."""
    return MOST if any(n is not None and n.scanned for row in sheet.numbers for n in row) else Fraction(1, 2)


def credible(claims: Sequence[Claim]) -> list[Claim]:
    """The claims of one rule of columns without those that say more about the reader than about the report.

    Of print all are kept. On a scan whose rows mostly, but not nearly all, follow the rule, a row that does not is
    believed only where one slip of one number explains it.
    """
    failing = {id(c) for c in claims if judge(c).fails}
    scanned = any(n.scanned for c in claims for n in c.numbers)
    if not scanned or len(failing) * 5 <= len(claims):
        return list(claims)
    return [c for c in claims if id(c) not in failing or _mendable(c)]


def _mendable(claim: Claim) -> bool:
    outcome = judge(claim)
    if outcome.verdict == "undefined":
        return True
    leeway = Leeway(claim, outcome.verdict)
    return any(
        next(within(n, leeway.of(i, n.step)), None) is not None for i, n in enumerate(claim.numbers) if not n.terms
    )


# ratio columns ----------------------------------------------------------------------------------------------------


def ratio_columns(sheet: Sheet) -> dict[int, tuple[int, int]]:
    """percent column -> (part column, whole column), confirmed by most rows."""
    counts = sheet.columns("count")[:WIDEST]
    bound: dict[int, tuple[int, int]] = {}
    printed = {f.column: (f.terms[0][1], f.terms[1][1]) for f in sheet.formulas if f.ratio}
    for percent in sheet.columns("percent"):
        stated = shares_stated(sheet, percent)
        if percent in printed and _ratio_share(stated, *printed[percent])[1] >= _needed(sheet):
            bound[percent] = printed[percent]
            continue
        best: tuple[tuple[int, int, int], tuple[int, int]] | None = None
        for part in counts:
            for whole in counts:
                if part == whole:
                    continue
                telling, share, right = _ratio_share(stated, part, whole)
                if right < 2 or share < MOST or (not telling and not _WHOLE.search(title(sheet, whole))):
                    continue
                rank = (right, telling, -abs(percent - part) - abs(percent - whole))
                if best is None or rank > best[0]:
                    best = (rank, (part, whole))
        if best is not None:
            bound[percent] = best[1]
    return bound


class Stated(NamedTuple):
    """A printed share in whole units of its last place, the units of its row, and what a hundred per cent would be in those."""

    units: Sequence[int | None]
    printed: int
    whole: int


def shares_stated(sheet: Sheet, percent: int) -> list[Stated]:
    """The shares that a column of percentages prints."""
    rows = zip(sheet.units, sheet.numbers, strict=True)
    cells = ((units, units[percent], numbers[percent]) for units, numbers in rows)
    return [Stated(u, p, n.hundred * 10**n.decimals) for u, p, n in cells if p is not None and n is not None]


def _ratio_share(stated: Sequence[Stated], part: int, whole: int) -> tuple[int, Fraction, int]:
    """Telling rows that hold (neither 0 % nor 100 %), the share of rows that hold, how many do."""
    right = telling = seen = 0
    for units, printed, hundred in stated:
        n, d = units[part], units[whole]
        if n is None or not d:
            continue
        seen += 1
        if abs(hundred * n - printed * d) < abs(d):
            right += 1
            telling += n not in (0, d)
        if seen == _SAMPLE and right * 2 < seen:
            break
    return telling, Fraction(right, seen) if seen else Fraction(0), right


@rule("row_ratio", "row_ratio", "cột tỷ lệ phải bằng cột phần chia cột tổng của cùng dòng")
def row_ratios(ledger: Ledger) -> Iterator[Claim]:
    """ "Trực tuyến 9.689 | Tổng 26.311 | Tỷ lệ 37%"."""
    for sheet, columns in bound_ratios(ledger):
        rows = sheet.rows("leaf", "group")
        yield from credible([c for row in rows for c in _row_ratio(sheet, "row_ratio", row, columns)])


@rule(
    "total_ratio",
    "total_ratio",
    "tỷ lệ ở dòng tổng phải bằng tổng phần chia tổng chung, không phải trung bình các dòng",
)
def total_ratios(ledger: Ledger) -> Iterator[Claim]:
    """ "Tổng | 136.903 | 56.515 | 41%"."""
    for sheet, columns in bound_ratios(ledger):
        for row in sheet.rows("total"):
            yield from _row_ratio(sheet, "total_ratio", row, columns)


def _row_ratio(sheet: Sheet, kind: str, row: int, columns: tuple[int, int, int]) -> Iterator[Claim]:
    n, d, p = (sheet.numbers[row][c] for c in columns)
    where = f"Dòng “{sheet.label(row)}”, cột “{title(sheet, columns[2])}”"
    if d is None or not d.value:
        no_value = p is not None and (d is not None or not p.value)
        nothing_to_divide = p is None and n is not None and n.value > 0 and d is not None
        if not (no_value or nothing_to_divide):
            return
    elif p is None or (n is None and p.value):
        return
    if _LESS_IS_BETTER.search(sheet.label(row)) and n and d and p and _inverted(n, d, p):
        n, d, columns = d, n, (columns[1], columns[0], columns[2])
    numbers = [number or _empty(sheet, row, c) for number, c in zip((n, d, p), columns, strict=True)]
    yield row_claim(sheet, kind, numbers, row, where, form="ratio")


def _inverted(part: Number, whole: Number, percent: Number) -> bool:
    """ "Tỷ lệ hộ nghèo (giảm) | 15 | 14,5 | 103,4": the plan over the result, where less is better."""
    return abs(100 * whole.value - percent.value * part.value) <= percent.step * part.value / 2


def _empty(sheet: Sheet, row: int, column: int) -> Number:
    name = f"{sheet.table.id}:{row}:{column}"
    place = sheet.table.rows[row][column].place
    return Number(name, name, "", Fraction(0), Fraction(1), place, percent=sheet.kinds[column] == "percent")


# total columns ----------------------------------------------------------------------------------------------------

Terms = tuple[tuple[int, int], ...]
"""(sign, column) of each part."""


def sum_columns(sheet: Sheet) -> list[tuple[int, Terms]]:
    """(total column, its parts) that most rows confirm, printed formulas first."""
    counts = sheet.columns("count")[:WIDEST]
    rows = _telling_rows(sheet)
    found: list[tuple[int, Terms]] = []
    for formula in sheet.formulas:
        least = _needed(sheet)
        if not formula.ratio and _sum_share(sheet, formula.column, formula.terms, rows, least)[1] >= least:
            found.append((formula.column, formula.terms))
    fitting = _unfolded(
        [(t, tuple((1, c) for c in parts)) for t in counts for parts in _fitting(sheet, t, counts, rows)]
    )
    for total in counts:
        for parts in _leanest(sheet, total, [tuple(c for _, c in terms) for t, terms in fitting if t == total]):
            if not any({t, *(c for _, c in ts)} == {total, *parts} for t, ts in found):
                found.append((total, tuple((1, c) for c in parts)))
    return _unfolded(found)


def _fitting(sheet: Sheet, total: int, counts: Sequence[int], rows: Sequence[int]) -> list[tuple[int, ...]]:
    """The sets of columns that make the total in most rows: any run of columns, any two or three."""
    others = [c for c in counts if c != total]
    runs = [tuple(others[i:j]) for i in range(len(others)) for j in range(i + 2, len(others) + 1)]
    subsets = dict.fromkeys([*runs, *combinations(others, 2), *combinations(others, 3)])
    return [s for s in subsets if _fits(sheet, total, s, rows)]


def _unfolded(found: Sequence[tuple[int, Terms]]) -> list[tuple[int, Terms]]:
    """Without the sums that two others make: A = B + D + E beside A = B + C and C = D + E."""
    known = {(total, frozenset(terms)) for total, terms in found}
    return [
        (total, terms)
        for total, terms in found
        if not any(
            set(parts) < set(terms) and (total, frozenset(terms) - set(parts) | {(1, of)}) in known
            for of, parts in found
        )
    ]


def _fits(sheet: Sheet, total: int, parts: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether most rows confirm the sum beyond chance: the fewer words speak for it, the more digits must."""
    telling, share, right = _sum_share(sheet, total, tuple((1, c) for c in parts), rows, MOST)
    if share < MOST or not telling:
        return False
    named = bool(_WHOLE.search(title(sheet, total))) or _group_names(sheet, total, parts)
    named = named or (len(parts) == 2 and any(_DIFFERENCE.search(sheet.table.header[c]) for c in parts))
    return _digits_held(sheet, total, parts) >= (_NAMED_DIGITS if named else _BARE_DIGITS) and right >= 2


def _digits_held(sheet: Sheet, total: int, parts: Sequence[int]) -> int:
    """The digits of the totals of the telling rows that hold."""
    held = 0
    for row, units in enumerate(sheet.units):
        whole, values = units[total], [units[c] for c in parts]
        if whole and sum(v or 0 for v in values) == whole and sum(bool(v) for v in values) >= 2:
            held += len(str(abs(whole))) if _is_whole(sheet, row, parts) else 0
    return held


def _is_whole(sheet: Sheet, row: int, parts: Sequence[int]) -> bool:
    """Whether each of the cells holds a number or is nil: none could not be read."""
    return all(sheet.units[row][c] is not None or sheet.is_nil(row, c) for c in parts)


def _group_names(sheet: Sheet, total: int, parts: Sequence[int]) -> bool:
    """Whether the title over the parts names the total column: "Tình hình xử lý hồ sơ trực tuyến / Đúng hạn"."""
    over = {sheet.table.header[c].rsplit(" / ", 1)[0] for c in parts if " / " in sheet.table.header[c]}
    return len(over) == 1 and title(sheet, total).lower() in over.pop().lower()


def _sum_share(
    sheet: Sheet, total: int, terms: Terms, rows: Sequence[int], least: Fraction
) -> tuple[int, Fraction, int]:
    """Telling rows that hold (two parts not nothing), the share of complete rows that hold, how many do.

    Rows are looked at until their share cannot be `least` any more.
    """
    right = telling = seen = telling_seen = 0
    most_wrong = int(len(rows) * (1 - least))
    for row in rows:
        units, rooms = sheet.units[row], sheet.rooms[row]
        whole = units[total]
        if whole is None or sheet.is_rate(row):
            continue
        made, room, counted, nil = 0, rooms[total], 0, False
        for sign, column in terms:
            value = units[column]
            room += rooms[column]
            nil = nil or value is None
            if value:
                made += sign * value
                counted += 1
        holds = 2 * abs(made - whole) <= room
        # Nil cells may be nothing, or nobody knows: such a row speaks for a sum, never against it.
        if nil and not (holds and counted and _is_whole(sheet, row, [c for _, c in terms])):
            continue
        seen += 1
        full = counted >= 2
        right += holds
        telling_seen += full
        telling += holds and full
        if seen - right > most_wrong:
            break
    share = Fraction(right, seen) if seen else Fraction(0)
    if telling_seen:
        share = min(share, Fraction(telling, telling_seen))
    return telling, share, right


def _telling_rows(sheet: Sheet) -> list[int]:
    """The rows that tell whether columns make sums: not the totals, which repeat what went wrong above them."""
    rows = [r for r, role in enumerate(sheet.roles) if role != "total"]
    return (
        rows if sum(any(n is not None for n in sheet.numbers[r]) for r in rows) > 2 else list(range(len(sheet.roles)))
    )


def _rows_held(sheet: Sheet, total: int, parts: Sequence[int]) -> int:
    """How many rows, totals too, the parts make the total of."""
    held = 0
    for row, (units, rooms) in enumerate(zip(sheet.units, sheet.rooms, strict=True)):
        whole, values = units[total], [units[c] for c in parts]
        if whole is not None and (None not in values or any(values)):
            off = abs(sum(v or 0 for v in values) - whole)
            holds = 2 * off <= rooms[total] + sum(rooms[c] for c in parts)
            held += holds and _is_whole(sheet, row, parts)
    return held


def _leanest(sheet: Sheet, total: int, fitting: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Of sets of parts that differ by columns of nothing, the one whose columns stand together under one title."""
    kept: list[tuple[int, ...]] = []
    ranked = sorted(
        fitting,
        key=lambda s: (
            -_rows_held(sheet, total, s),
            len({sheet.table.header[c].rsplit(" / ", 1)[0] for c in s if " / " in sheet.table.header[c]}),
            s[-1] - s[0] - len(s),
            len(s),
            abs(s[0] - total),
        ),
    )
    for parts in ranked:
        if not any(set(parts) & set(other) for other in kept):
            kept.append(parts)
    return kept


def bound_sums(ledger: Ledger) -> list[tuple[Sheet, list[tuple[int, Terms]]]]:
    """The tables with their columns of sums."""
    return ledger.once("sum columns", lambda: [(sheet, sum_columns(sheet)) for sheet in sheets(ledger)])


@rule("row_sum", "row_sum", "các cột thành phần của một dòng phải cộng thành cột tổng")
def row_sums(ledger: Ledger) -> Iterator[Claim]:
    """ "Tổng 65.194 | Trực tiếp 27.053 | Trực tuyến 38.141"."""
    for sheet, sums in bound_sums(ledger):
        for total, terms in sums:
            rows = [r for r in sheet.rows("leaf", "group", "total") if not sheet.is_rate(r)]
            yield from credible([c for row in rows if (c := _row_sum(sheet, row, total, terms)) is not None])


def _row_sum(sheet: Sheet, row: int, total: int, terms: Terms) -> Claim | None:
    whole = sheet.numbers[row][total]
    told = [(sign, n) for sign, c in terms if (n := sheet.numbers[row][c]) is not None]
    if whole is None or not told or (len(told) < len(terms) and not _is_whole(sheet, row, [c for _, c in terms])):
        return None
    where = f"Dòng “{sheet.label(row)}”, cột “{title(sheet, total)}”"
    signs = tuple(sign for sign, _ in told)
    claim = row_claim(sheet, "row_sum", [whole, *(n for _, n in told)], row, where, coefficients=signs)
    # A nil cell may be one that nobody filled: it confirms a sum, and accuses nobody.
    return claim if len(told) == len(terms) or not judge(claim).fails else None


# total rows -------------------------------------------------------------------------------------------------------


@rule("column_sum", "column_sum", "các dòng phải cộng thành dòng tổng; các dòng của một nhóm thành dòng của nhóm")
def column_sums(ledger: Ledger) -> Iterator[Claim]:
    """The last row "Tổng", a row "Cộng" after a part of the table, a row "I" over its "1", "2", "3"."""
    for sheet in sheets(ledger):
        totals = sheet.rows("total")
        for row in totals:
            yield from _total_row(sheet, row, [b for b in _blocks(sheet, row, totals) if len(b) >= 2])
        grouped = list(_groups(sheet))
        yield from grouped
        told = {c.numbers[0].key for c in grouped}
        yield from (c for c in _trees(sheet) if c.numbers[0].key not in told)


def _blocks(sheet: Sheet, row: int, totals: Sequence[int]) -> list[list[int]]:
    """The rows that a total row may be the total of."""
    leaves, groups = ([r for r in sheet.rows(role) if not sheet.is_rate(r)] for role in ("leaf", "group"))
    before = max((t for t in totals if t < row), default=-1)
    after = min((t for t in totals if t > row), default=len(sheet.roles))
    return [
        leaves,
        [r for r in leaves if before < r < row],
        [r for r in leaves if row < r < after],
        groups,
        [r for r in top_rows(sheet) if not sheet.is_rate(r)],
        [t for t in totals if t < row],
        [t for t in totals if t > row],
    ]


def _total_row(sheet: Sheet, row: int, blocks: Sequence[Sequence[int]]) -> Iterator[Claim]:
    best: list[Claim] = []
    most = 0
    for block in blocks:
        every = (_column(sheet, row, column, block) for column in sheet.added())
        claims = [c for c in every if c is not None and (_adds_up(c) or not _counts_once(c))]
        right = sum(_adds_up(c) for c in claims)
        if right > most and right >= MOST * len(claims) - Fraction(1, 2):
            sure = right * 3 >= 2 * len(claims)
            best, most = [c for c in claims if sure or _adds_up(c) or _one_slip(c)], right
    if not best:
        best = _lone_slip(sheet, row, blocks)
    yield from best


def _lone_slip(sheet: Sheet, row: int, blocks: Sequence[Sequence[int]]) -> list[Claim]:
    """The claim of a table with one column of numbers whose total is one slip off: no other column can confirm it."""
    columns = [c for c in sheet.added() if sheet.numbers[row][c] is not None]
    if len(columns) != 1:
        return []
    claims = (_column(sheet, row, columns[0], block) for block in blocks)
    return next(([c] for c in claims if c is not None and _one_slip(c)), [])


def _column(sheet: Sheet, row: int, column: int, block: Sequence[int]) -> Claim | None:
    total = sheet.numbers[row][column]
    parts = [n for n in (sheet.numbers[r][column] for r in block) if n is not None]
    if total is None or len(parts) < 2 or any(sheet.is_unread(r, column) for r in block):
        return None
    where = f"Cột “{title(sheet, column)}”, dòng “{sheet.label(row)}”"
    claim = row_claim(sheet, "column_sum", [total, *parts], row, where, coefficients=(1,) * len(parts))
    return None if _is_mean(claim) else claim


def _is_mean(claim: Claim) -> bool:
    """Whether what should be a total lies among its parts, and no slip explains it: shares whose title does not say so."""
    total, *parts = claim.numbers
    values = [p.value for p in parts]
    return min(values) >= 0 and total.value <= max(values) and not _adds_up(claim) and not _one_slip(claim)


def _adds_up(claim: Claim) -> bool:
    stated, *parts = claim.numbers
    return abs(summed(p.value for p in parts) - stated.value) <= summed(n.room for n in claim.numbers)


def _counts_once(claim: Claim) -> bool:
    """Whether a total may count places once that several rows name: "Số xã tham gia: 12, 8, 10, tổng 14"."""
    total, *parts = claim.numbers
    values = [p.value for p in parts]
    return bool(_TAKING_PART.search(claim.label)) and total.value < sum(values)


def _one_slip(claim: Claim) -> bool:
    """Whether one slip in one number explains a lone total that does not add up (then it is a total at all)."""
    total, *parts = claim.numbers
    made = sum((p.value for p in parts), Fraction(0))
    if not total.value or made == total.value:
        return made == total.value
    if total.value < _TELLING_TOTAL and len(parts) < 3:
        return False
    if toward(total, made) is not None:
        return True
    return any(toward(p, p.value + total.value - made) is not None for p in parts if p.value + total.value >= made)


def _groups(sheet: Sheet) -> Iterator[Claim]:
    """Rows "I", "II" over their "1", "2", "3"; a last row that only fits outside its group is a total that lost its name."""
    starts = sheet.rows("group")
    ends = sorted([*starts, *sheet.rows("total"), len(sheet.roles)])
    claims: list[Claim] = []
    marked = levels(sheet)
    for start in starts:
        end = next(e for e in ends if e > start)
        leaves = [r for r in range(start + 1, end) if sheet.roles[r] == "leaf"]
        highest = min((level for r in leaves if (level := marked[r]) is not None), default=None)
        block = [r for r in leaves if marked[r] in (None, highest)]
        whole, shorter = _of_group(sheet, start, block), _of_group(sheet, start, block[:-1])
        nameless = end == len(sheet.roles) and sum(map(_adds_up, shorter)) > sum(map(_adds_up, whole))
        claims += shorter if nameless else whole
    right = sum(_adds_up(c) for c in claims)
    if right >= 2 and right >= MOST * len(claims):
        yield from credible(claims)


def _trees(sheet: Sheet) -> Iterator[Claim]:
    """Rows over the rows right below them ("I" over "1" and "2", "1" over its dashes), where most of a level add up."""
    kinds = [[_of_group(sheet, n.row, n.below) for n in alike] for alike in by_kind(list(nodes(sheet))).values()]
    every = [c for kind in kinds for node in kind for c in node]
    right = sum(map(_adds_up, every))
    lone = right == 1 and all(_adds_up(c) or (_one_slip(c) and _is_long(c)) for c in every)
    if not lone and (right < 2 or right < MOST * len(every)):
        return
    for kind in kinds:
        claims = [c for node in kind for c in node]
        if 2 * sum(map(_adds_up, claims)) < len(claims):
            continue
        for node in kind:
            beside = lone or any(map(_adds_up, node))
            yield from (c for c in node if _adds_up(c) or (beside and _one_slip(c)))


def _is_long(claim: Claim) -> bool:
    """Whether a total has so many digits that one slip away from its parts is no chance."""
    total = claim.numbers[0]
    return abs(total.value) >= _LONG * total.step


def _of_group(sheet: Sheet, start: int, block: Sequence[int]) -> list[Claim]:
    claims = (_column(sheet, start, column, block) for column in sheet.added())
    return [c for c in claims if c is not None]

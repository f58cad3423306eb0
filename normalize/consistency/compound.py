"""Claims of table columns that no single pair of columns explains: rates over sums, shares of a total row, balances.

As in `tables`, a binding is taken only where most rows confirm it; the less its words say, the more digits must.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, permutations, product

import regex

from normalize.consistency.claims import Claim
from normalize.consistency.growths import CHANGE
from normalize.consistency.numbers import Number, made_of
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import rule
from normalize.consistency.sheet import Sheet
from normalize.consistency.tables import (
    MOST,
    Stated,
    Terms,
    bound_ratios,
    bound_sums,
    credible,
    row_claim,
    shares_stated,
    sheets,
    title,
)

_WIDEST = 12
_FEWEST_ROWS, _FEWEST_DIGITS, _NAMED_DIGITS = 2, 8, 6
_LONGEST_BALANCE, _NEAR_ROWS = 5, 6
_RATE = regex.compile(r"tỷ lệ|tỉ lệ|%|tỷ trọng|tỉ trọng", regex.I)
_END = regex.compile(
    r"cuối (?:kỳ|năm|tháng|quý)|còn (?:lại|tồn|nợ|phải)|tồn cuối|chuyển (?:sang )?(?:kỳ|năm|tháng|quý) sau|hiện (?:có|còn)|đến (?:ngày|hết) ",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class _Quotient:
    """A rate as a sum of columns over a sum of columns."""

    part: Terms
    whole: Terms

    def operands(self, row: Sequence[Number | None]) -> tuple[Number, Number] | None:
        """Part and whole of a row, None where a cell holds no number."""
        part, whole = (_made(row, terms) for terms in (self.part, self.whole))
        return None if part is None or whole is None else (part, whole)


def _made(row: Sequence[Number | None], terms: Terms) -> Number | None:
    numbers = [(sign, n) for sign, c in terms if (n := row[c]) is not None]
    if len(numbers) < len(terms):
        return None
    return numbers[0][1] if len(numbers) == 1 else made_of(numbers)


# rates over sums of columns ---------------------------------------------------------------------------------------


@rule("sum_ratio", "row_ratio", "cột tỷ lệ có thể là tổng hoặc hiệu của các cột chia cho cột tổng của cùng dòng")
def sum_ratios(ledger: Ledger) -> Iterator[Claim]:
    """ "Tổng 783 | Trước hạn 512 | Đúng hạn 230 | Quá hạn 41 | Tỷ lệ trước và đúng hạn 94,76 %"."""
    for sheet, percent, found in _quotients_found(ledger):
        if found is None:
            continue
        claims = (_quotient_claim(sheet, row, percent, found) for row in sheet.rows("leaf", "group", "total"))
        yield from credible([c for c in claims if c is not None])


def _quotients_found(ledger: Ledger) -> list[tuple[Sheet, int, _Quotient | None]]:
    """The percentage columns that no pair of columns explains, with the sums of columns that do."""
    return ledger.once("sum ratios", lambda: [(s, c, _best_quotient(s, c)) for s, c in _unbound(ledger)])


def _unbound(ledger: Ledger) -> list[tuple[Sheet, int]]:
    """The percentage columns that no pair of columns explains."""
    bound = {(id(sheet), columns[2]) for sheet, columns in bound_ratios(ledger)}
    return [(s, c) for s in sheets(ledger) for c in s.columns("percent") if (id(s), c) not in bound]


def _best_quotient(sheet: Sheet, percent: int) -> _Quotient | None:
    if CHANGE.search(sheet.table.header[percent]):
        return None
    counts = sheet.columns("count")[:_WIDEST]
    best: tuple[tuple[int, int], _Quotient] | None = None
    stated = shares_stated(sheet, percent)
    for quotient in _quotients(counts):
        right = _right_rows(stated, quotient)
        if right is None:
            continue
        far = sum(abs(percent - c) for _, c in (*quotient.part, *quotient.whole))
        if best is None or (right, -far) > best[0]:
            best = ((right, -far), quotient)
    return best[1] if best is not None else None


def _quotients(counts: Sequence[int]) -> Iterator[_Quotient]:
    """ "(a + b) : c", "a : (b + c)", "(a − b) : a"."""
    for a, b in combinations(counts, 2):
        for c in counts:
            if c not in (a, b):
                yield _Quotient(((1, a), (1, b)), ((1, c),))
                yield _Quotient(((1, c),), ((1, a), (1, b)))
        yield _Quotient(((1, a), (-1, b)), ((1, a),))
        yield _Quotient(((1, b), (-1, a)), ((1, b),))


def _right_rows(stated: Sequence[Stated], quotient: _Quotient) -> int | None:
    """How many rows hold; None where they are not most, or too few to tell."""
    right = wrong = telling = digits = 0
    most_wrong = int(len(stated) * (1 - MOST))
    for units, printed, hundred in stated:
        part, whole = _sum(units, quotient.part), _sum(units, quotient.whole)
        if part is None or not whole:
            continue
        if 2 * abs(hundred * part - printed * whole) <= abs(whole):
            right += 1
            sure = part not in (0, whole) and all(units[c] for _, c in (*quotient.part, *quotient.whole))
            telling += sure
            digits += len(str(abs(printed))) if sure else 0
        else:
            wrong += 1
            if wrong > most_wrong:
                return None
    enough = telling >= _FEWEST_ROWS and digits >= _FEWEST_DIGITS
    return right if enough and right >= MOST * (right + wrong) else None


def _sum(units: Sequence[int | None], terms: Terms) -> int | None:
    made = 0
    for sign, column in terms:
        value = units[column]
        if value is None:
            return None
        made += sign * value
    return made


def _quotient_claim(sheet: Sheet, row: int, percent: int, quotient: _Quotient) -> Claim | None:
    stated, operands = sheet.numbers[row][percent], quotient.operands(sheet.numbers[row])
    if stated is None or operands is None or not operands[1].value:
        return None
    where = f"Dòng “{sheet.label(row)}”, cột “{title(sheet, percent)}”"
    kind = "total_ratio" if sheet.roles[row] == "total" else "row_ratio"
    return replace(row_claim(sheet, kind, (*operands, stated), row, where, form="ratio"), rule="sum_ratio")


# shares of a total row --------------------------------------------------------------------------------------------


@rule("total_share", "row_ratio", "cột cơ cấu phải bằng số của từng dòng chia cho số của dòng tổng")
def total_shares(ledger: Ledger) -> Iterator[Claim]:
    """ "Đại học 187 | 73,05 %" above "Cộng 256 | 100 %"."""
    for sheet, percent, quotient in _quotients_found(ledger):
        if quotient is not None:
            continue
        _, found = max(_share_columns(sheet, percent), key=lambda ranked: ranked[0], default=((0, 0), []))
        if found and not _rounded_to_hundred(found):
            yield from credible(found)


def _share_columns(sheet: Sheet, percent: int) -> Iterator[tuple[tuple[int, int], list[Claim]]]:
    """The claims of a column of shares of each count column and total row that confirm it; the more and nearer, the better."""
    for column, total in product(sheet.columns("count")[:_WIDEST], sheet.rows("total")):
        whole = sheet.numbers[total][column]
        if whole is None or not whole.value:
            continue
        rows = [r for r in sheet.rows("leaf", "group") if not sheet.is_rate(r)]
        claims = [c for r in rows if (c := _share_claim(sheet, r, (column, percent), whole)) is not None]
        right = [c for c in claims if _holds(c)]
        telling = [c for c in right if 0 < c.numbers[0].value < whole.value]
        digits = sum(len(str(c.numbers[2].value / c.numbers[2].step)) for c in telling)
        if len(telling) >= _FEWEST_ROWS and digits >= _NAMED_DIGITS and len(right) >= MOST * len(claims):
            yield (len(right), -abs(percent - column)), claims


def _share_claim(sheet: Sheet, row: int, columns: tuple[int, int], whole: Number) -> Claim | None:
    part, stated = (sheet.numbers[row][c] for c in columns)
    if part is None or stated is None:
        return None
    where = f"Dòng “{sheet.label(row)}”, cột “{title(sheet, columns[1])}”"
    claim = row_claim(sheet, "row_ratio", (part, whole, stated), row, where, form="ratio")
    return replace(claim, rule="total_share")


def _holds(claim: Claim) -> bool:
    part, whole, stated = claim.numbers
    return abs(stated.hundred * part.value * stated.scale - stated.value * whole.value) <= stated.step * whole.value / 2


def _rounded_to_hundred(claims: Sequence[Claim]) -> bool:
    """Whether shares were set off their roundings so that they make a hundred."""
    shares = [c.numbers[2] for c in claims]
    off = [c for c in claims if not _holds(c)]
    near = all(_off(c) <= 2 * c.numbers[2].step for c in off)
    return bool(off) and near and sum(n.value for n in shares) == 100


def _off(claim: Claim) -> Fraction:
    part, whole, stated = claim.numbers
    return abs(stated.value - 100 * part.value / whole.value)


# rows of rates ----------------------------------------------------------------------------------------------------


@rule("rate_row", "row_ratio", "dòng tỷ lệ phải bằng dòng phần chia dòng tổng ở từng cột")
def rate_rows(ledger: Ledger) -> Iterator[Claim]:
    """ "Tổng số hộ 1.204 | 812", "Hộ nghèo 45 | 66", "Tỷ lệ hộ nghèo (%) 3,74 | 8,13"."""
    for sheet in sheets(ledger):
        columns = sheet.columns("count")[:_WIDEST]
        for rate in sorted(sheet.rates):
            if len(columns) < _FEWEST_ROWS or not _RATE.search(sheet.label(rate)) or CHANGE.search(sheet.label(rate)):
                continue
            above = [
                r for r in sheet.rows("leaf", "group", "total") if r not in sheet.rates and abs(r - rate) <= _NEAR_ROWS
            ]
            pairs = [_rate_claims(sheet, rate, part, whole, columns) for part, whole in permutations(above, 2)]
            yield from credible(max(pairs, key=len, default=[]))


def _rate_claims(sheet: Sheet, rate: int, part: int, whole: int, columns: Sequence[int]) -> list[Claim]:
    """The claims of a row of rates as the quotient of two rows; none where most columns do not confirm it."""
    claims: list[Claim] = []
    for column in columns:
        stated, n, d = (sheet.numbers[r][column] for r in (rate, part, whole))
        if stated is None or n is None or d is None or not d.value:
            continue
        where = f"Dòng “{sheet.label(rate)}”, cột “{title(sheet, column)}”"
        numbers = (n, d, replace(stated, percent=True, measured=False))
        claims.append(replace(row_claim(sheet, "row_ratio", numbers, rate, where, form="ratio"), rule="rate_row"))
    right = [c for c in claims if _holds(c)]
    telling = [c for c in right if c.numbers[0].value not in (0, c.numbers[1].value)]
    digits = sum(len(str(c.numbers[2].value / c.numbers[2].step)) for c in telling)
    enough = len(telling) >= _FEWEST_ROWS and digits >= _NAMED_DIGITS and len(right) >= MOST * len(claims)
    return claims if enough else []


# balances ---------------------------------------------------------------------------------------------------------


@rule("balance", "row_sum", "cột cuối kỳ phải bằng đầu kỳ cộng tăng trừ giảm của cùng dòng")
def balances(ledger: Ledger) -> Iterator[Claim]:
    """ "Dư nợ đầu năm 45,32 | Cho vay 12,10 | Thu nợ 9,87 | Dư nợ cuối kỳ 47,55"."""
    for sheet, summed in bound_sums(ledger):
        taken = {c for total, terms in summed for c in (total, *(c for _, c in terms))}
        for target in sheet.columns("count"):
            if target in taken or not _END.search(sheet.table.header[target]):
                continue
            terms = _balance(sheet, target)
            claims = (_balance_claim(sheet, row, target, terms) for row in _added_rows(sheet)) if terms else ()
            yield from credible([c for c in claims if c is not None])


def _added_rows(sheet: Sheet) -> list[int]:
    return [r for r in sheet.rows("leaf", "group", "total") if not sheet.is_rate(r)]


def _balance(sheet: Sheet, target: int) -> Terms | None:
    """The signed columns that make the target in most rows: a first one, and others added and taken away."""
    others = [c for c in sheet.columns("count")[:_WIDEST] if c != target]
    fitting: list[tuple[int, int, Terms]] = []
    for length in range(3, _LONGEST_BALANCE + 1):
        for at in range(len(others) - length + 1):
            run = others[at : at + length]
            for signs in product((1, -1), repeat=length - 1):
                terms = tuple(zip((1, *signs), run, strict=True))
                right = _balanced(sheet, target, terms) if len(set(signs)) == 2 else None
                if right is not None:
                    fitting.append((right, -length, terms))
    return max(fitting, key=lambda f: f[:2])[2] if fitting else None


def _balanced(sheet: Sheet, target: int, terms: Terms) -> int | None:
    right = wrong = digits = 0
    if not all(any(units[c] for units in sheet.units) for _, c in terms):
        return None
    for units, rooms in zip(sheet.units, sheet.rooms, strict=True):
        stated, made = units[target], _sum(units, terms)
        if stated is None or made is None:
            continue
        if 2 * abs(made - stated) <= rooms[target] + sum(rooms[c] for _, c in terms):
            right += 1
            digits += len(str(abs(stated)))
        else:
            wrong += 1
    enough = right >= _FEWEST_ROWS and digits >= _FEWEST_DIGITS
    return right if enough and right >= MOST * (right + wrong) else None


def _balance_claim(sheet: Sheet, row: int, target: int, terms: Terms) -> Claim | None:
    numbers = [n for c in (target, *(c for _, c in terms)) if (n := sheet.numbers[row][c]) is not None]
    if len(numbers) <= len(terms):
        return None
    where = f"Dòng “{sheet.label(row)}”, cột “{title(sheet, target)}”"
    claim = row_claim(sheet, "row_sum", numbers, row, where, coefficients=tuple(sign for sign, _ in terms))
    return replace(claim, rule="balance")

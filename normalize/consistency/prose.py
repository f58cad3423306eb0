"""Claims of the running text: ratios of figures, and the relations that the grammar bound."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar, cast

import regex

from document.figures import DOUBTFUL, Figure, Operand, Relation
from document.numerals import Numeral
from document.places import Place
from document.report import Report
from normalize.consistency.claims import Claim
from normalize.consistency.intervals import Bound
from normalize.consistency.numbers import Number, from_numeral
from normalize.consistency.registry import rule

NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_PART = regex.compile(r"trong (?:đó|số|tổng)|chiếm", regex.I)
_AGAINST = regex.compile(r"chỉ tiêu|kế hoạch|so với|cùng kỳ|dự toán|vượt|tăng", regex.I)
_OTHER_STATES = regex.compile(
    r"đang (?:giải quyết|xử lý|thực hiện|xem xét|thẩm định)|trong hạn|chưa đến hạn|từ chối|trả lại", regex.I
)
_NEAR_LINES = 12
T = TypeVar("T")


class Ledger:
    """Every number of a report's figures, one `Number` for each printed spot, however many figures name it."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self._kept: dict[str, object] = {}
        self._scanned = {page.number for page in report.pages if page.reader == "tesseract"}
        self.slots: dict[str, dict[str, Number]] = {}
        self._last_line = {page.number: max((line.number for line in page.lines), default=0) for page in report.pages}
        self._quantities: dict[str, list[tuple[Number, Figure]]] = defaultdict(list)
        for figure in report.figures:
            self.slots[figure.id] = self._numbers(figure)
            if figure.kind == "quantity":
                for number in self.slots[figure.id].values():
                    self._quantities[number.printed].append((number, figure))
        for figure in report.figures:
            if figure.kind == "ratio" and figure.form != "slash":
                self._share_print(figure)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make` gives, worked out once for all checks of the report."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast(T, self._kept[name])

    def _numbers(self, figure: Figure) -> dict[str, Number]:
        slots: dict[str, Number] = {}
        measured = figure.measured
        if figure.kind == "ratio" and figure.numerator is not None and figure.denominator is not None:
            measured = measured or _has_decimals(figure.numerator) or _has_decimals(figure.denominator)
            for name, numeral in (("numerator", figure.numerator), ("denominator", figure.denominator)):
                slots[name] = self._one(figure, name, numeral, measured=measured)
        if figure.percent is not None and figure.kind != "quantity":
            slots["percent"] = self._one(figure, "percent", figure.percent, percent=True, bound=figure.bound)
        if figure.kind == "quantity" and figure.numeral is not None:
            slots["value"] = self._one(
                figure, "value", figure.numeral, value=figure.value, measured=measured, bound=figure.bound
            )
        return _with_readings(figure, slots)

    def _one(
        self,
        figure: Figure,
        name: str,
        numeral: Numeral,
        *,
        value: Decimal | None = None,
        percent: bool = False,
        measured: bool = False,
        bound: Bound = "exact",
    ) -> Number:
        return from_numeral(
            numeral,
            f"{figure.id}.{name}" if figure.kind == "ratio" else figure.id,
            figure.id,
            figure.place,
            value=value,
            percent=percent,
            measured=measured,
            bound=bound,
            confidence=figure.confidence,
            scanned=figure.confidence < DOUBTFUL or figure.place.page in self._scanned,
        )

    def _share_print(self, figure: Figure) -> None:
        """An implicit ratio's parts are quantities that stand in the sentence: one print, one number."""
        slots = self.slots[figure.id]
        for name in ("numerator", "denominator"):
            mine = slots.get(name)
            if mine is None:
                continue
            twins = [
                (gap, number.key, number)
                for number, counted in self._quantities[mine.printed]
                if (gap := self._gap(counted.place, figure.place)) <= _NEAR_LINES and _alike(counted.unit, figure.unit)
            ]
            if twins:
                twin = min(twins)[2]
                slots[name] = replace(mine, key=twin.key, owner=twin.owner, alternatives=twin.alternatives)

    def _gap(self, number: Place, ratio: Place) -> float:
        """How many lines a number stands from a ratio: on its page, or at the foot of the page before."""
        if number.page == ratio.page:
            return abs(number.line - ratio.line)
        if number.page != ratio.page - 1:
            return math.inf
        return max(self._last_line.get(number.page, 0) - number.line, 0) + ratio.line

    def operand(self, relation: Relation, index: int, operand: Operand) -> Number:
        """The number of an operand: the figure's own where the operand is its print."""
        measured = operand.measured or _has_decimals(operand.numeral)
        own = from_numeral(
            operand.numeral,
            f"{relation.id}.{index}",
            operand.figure or "",
            operand.place,
            value=operand.value,
            measured=measured,
            bound=operand.bound,
            scanned=operand.place.page in self._scanned,
        )
        for slot in self.slots.get(operand.figure or "", {}).values():
            if slot.printed == operand.numeral.printed:
                return replace(
                    own,
                    key=slot.key,
                    owner=slot.owner,
                    alternatives=slot.alternatives,
                    confidence=slot.confidence,
                    scanned=slot.scanned,
                    percent=slot.percent,
                )
        return own


def _has_decimals(numeral: Numeral) -> bool:
    """Whether the number is a measurement: a decimal comma. A lone dot with few digits after it is a broken thousand."""
    return numeral.decimals > 0 and "," in numeral.printed


def _alike(unit: str | None, other: str | None) -> bool:
    """Whether two counts may be of the same things: "hồ sơ", "hồ sơ trực tuyến"; 12 kế hoạch are never 12 hồ sơ."""
    return unit is None or other is None or unit.startswith(other) or other.startswith(unit)


def _with_readings(figure: Figure, slots: dict[str, Number]) -> dict[str, Number]:
    """Deal the other readings of the quote's numbers out to the numbers they are readings of."""
    for reading in figure.readings:
        tokens = NUMBER.findall(reading)
        names = [n for n in ("numerator", "denominator", "value", "percent") if n in slots]
        if len(tokens) == len(names):
            pairs = list(zip(names, tokens, strict=True))
        else:
            pairs = [(min(names, key=lambda n: _distance(slots[n].printed, t)), t) for t in tokens if names]
        for name, token in pairs:
            number = slots[name]
            if token not in (number.printed, *number.alternatives):
                slots[name] = replace(number, alternatives=(*number.alternatives, token))
    return slots


def _distance(a: str, b: str) -> int:
    """Levenshtein distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


@rule("ratio", "ratio", "phần : toàn bộ × 100 phải làm tròn thành tỷ lệ báo cáo ghi")
def ratios(ledger: Ledger) -> Iterator[Claim]:
    """ "2.610/9.352 trường hợp (đạt 28%)"."""
    for figure in ledger.report.figures:
        slots = ledger.slots[figure.id]
        if figure.kind != "ratio" or "numerator" not in slots:
            continue
        numbers = tuple(slots[n] for n in ("numerator", "denominator", "percent") if n in slots)
        part = figure.form in ("implicit", "prose") and bool(_PART.search(figure.quote))
        yield Claim(
            "ratio",
            "ratio",
            "ratio",
            numbers,
            figure.place,
            figure.quote,
            lines=(figure.place.line,),
            part=part and not _AGAINST.search(figure.quote),
            figure=figure.id,
        )


def _claim(relation: Relation, kind: str, numbers: list[Number], *, form: str = "linear", **more: object) -> Claim:
    lines = sorted({relation.place.line, *(n.place.line for n in numbers)})
    return Claim(
        kind=kind,
        rule=relation.kind,
        form=form,  # type: ignore[arg-type]
        numbers=tuple(numbers),
        place=relation.place,
        quote=relation.quote,
        lines=tuple(lines),
        sure=relation.sure,
        label=relation.label or "",
        **more,  # type: ignore[arg-type]
    )


def _of_kind(ledger: Ledger, kind: str) -> Iterator[Relation]:
    return (r for r in ledger.report.relations if r.kind == kind)


@rule("breakdown", "sum", "các phần phải cộng thành tổng; phần chỉ nêu ví dụ thì không được lớn hơn tổng")
def breakdowns(ledger: Ledger) -> Iterator[Claim]:
    """ "28.571 hồ sơ, gồm: giai đoạn I 13.052 hồ sơ; giai đoạn II 15.519 hồ sơ"."""
    for relation in _of_kind(ledger, "breakdown"):
        if relation.whole is None or not relation.parts:
            continue
        operands = (relation.whole, *relation.parts)
        numbers = [ledger.operand(relation, i, o) for i, o in enumerate(operands)]
        if relation.exhaustive:
            yield _claim(relation, "sum", numbers, coefficients=(1,) * len(relation.parts))
        else:
            yield _claim(relation, "sum", numbers, form="at_most")


@rule("remainder", "difference", "số còn lại phải bằng toàn bộ trừ phần đã làm")
def remainders(ledger: Ledger) -> Iterator[Claim]:
    """ "đã làm sạch 6.373/11.020 trường hợp; hiện còn 4.647 trường hợp"."""
    for relation in _of_kind(ledger, "remainder"):
        if relation.stated is None or relation.whole is None or not relation.parts:
            continue
        operands = (relation.stated, relation.whole, *relation.parts)
        numbers = [ledger.operand(relation, i, o) for i, o in enumerate(operands)]
        coefficients = (1, *(-1 for _ in relation.parts))
        explained = bool(_OTHER_STATES.search(relation.quote))
        yield _claim(relation, "difference", numbers, coefficients=coefficients, explained=explained)


@rule("growth", "growth", "mức tăng, giảm phải khớp với số kỳ này và số kỳ trước")
def growths(ledger: Ledger) -> Iterator[Claim]:
    """ "tiếp nhận 1.311 ca, tăng 311 ca so với cùng kỳ (1.000 ca)"."""
    for relation in _of_kind(ledger, "growth"):
        if relation.stated is None or len(relation.parts) != 2:
            continue
        now, before = (ledger.operand(relation, i, o) for i, o in enumerate(relation.parts))
        stated = ledger.operand(relation, 2, relation.stated)
        if relation.percent:
            yield _claim(relation, "growth", [now, before, replace(stated, percent=True)], form="growth")
        else:
            yield _claim(relation, "growth", [stated, now, before], coefficients=(1, -1))


@rule("enumeration", "enumeration", "số mục báo trước phải bằng số mục liệt kê")
def enumerations(ledger: Ledger) -> Iterator[Claim]:
    """ "tập trung thực hiện 03 nhiệm vụ sau:" and the tasks after it."""
    for relation in _of_kind(ledger, "enumeration"):
        if relation.stated is not None and relation.count is not None:
            stated = ledger.operand(relation, 0, relation.stated)
            yield _claim(relation, "enumeration", [stated], constant=Fraction(relation.count))


@rule("spelled", "spelled", "số tiền bằng số phải bằng số tiền bằng chữ")
def spelled_amounts(ledger: Ledger) -> Iterator[Claim]:
    """ "17.673.000.000 đồng (mười bảy tỷ sáu trăm bảy mươi ba triệu đồng)"."""
    for relation in _of_kind(ledger, "spelled"):
        if relation.stated is not None and relation.spelled is not None:
            stated = ledger.operand(relation, 0, relation.stated)
            yield _claim(relation, "spelled", [stated], constant=Fraction(relation.spelled))


@rule("shares", "shares", "các tỷ lệ của một tổng phải cộng thành 100 %")
def shares(ledger: Ledger) -> Iterator[Claim]:
    """ "hoàn thành xuất sắc 25%; hoàn thành tốt 62,5%; hoàn thành 12,5%"."""
    for relation in _of_kind(ledger, "shares"):
        if len(relation.parts) < 2:
            continue
        numbers = [replace(ledger.operand(relation, i, o), percent=True) for i, o in enumerate(relation.parts)]
        yield _claim(relation, "shares", numbers, coefficients=(-1,) * (len(numbers) - 1), constant=Fraction(100))


@rule("citation", "contradiction", "một văn bản chỉ có một ngày ban hành")
def citations(ledger: Ledger) -> Iterator[Claim]:
    """ "Kế hoạch số 12/KH-UBND ngày 05/02/2024" here, "… ngày 15/02/2024" there."""
    for relation in _of_kind(ledger, "citation"):
        if len(set(relation.dates)) < 2:
            continue
        lines = tuple(sorted({relation.place.line, *(p.line for p in relation.places)}))
        claim = _claim(relation, "contradiction", [], form="clash")
        yield replace(
            claim, lines=lines, label=f"{relation.label or 'văn bản'}|{'|'.join(dict.fromkeys(relation.dates))}"
        )

"""Figures and the statements that bind them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from document.numerals import Numeral
from document.places import Place

DOUBTFUL = 0.85
"""Below this confidence, or where there is another reading of it, a figure is doubtful: look at the paper."""

FigureKind = Literal["ratio", "percent", "quantity"]
RatioForm = Literal["slash", "implicit", "prose", "equation"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the text with its sense.

    `quote` is the printed expression (markup left out) from its first number to its percent sign or unit,
    and the bracket behind that which closes one opened in it.
    A ratio has `numerator`, `denominator`, `form` and, where printed, `percent`; a percent has `percent`; a quantity
    has `value` (in base units: "03 tỷ đồng" is 3000000000, unit "đồng") and `numeral` (the digits as printed).
    `bound`: "exact", or "over" (hơn, trên), "under" (gần), "about" (khoảng), "at_least" (ít nhất, tối thiểu).
    `measured`: the operands are rounded measurements (ha, tấn, "1,2 triệu"), not counts.
    `when`: the words that say in which period it was counted ("trong tháng", "từ 20/6 đến 20/9/2023"), where the text does.
    `readings`: other readings of the quote's numbers, where the readers of a scan differ.
    """

    id: str
    kind: FigureKind
    quote: str
    place: Place
    section: str | None = None
    subject: str | None = None
    org: str | None = None
    unit: str | None = None
    as_of: str | None = None
    approximate: bool = False
    target: bool = False
    confidence: float = 1.0
    readings: tuple[str, ...] = ()
    numerator: Numeral | None = None
    denominator: Numeral | None = None
    percent: Numeral | None = None
    form: RatioForm | None = None
    numeral: Numeral | None = None
    value: Decimal | None = None
    bound: Literal["exact", "over", "under", "about", "at_least"] = "exact"
    measured: bool = False
    rule: str = ""
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """One number of a statement: which figure it belongs to (None for a number that is no figure of its own) and its value."""

    numeral: Numeral
    value: Decimal
    figure: str | None
    label: str | None
    place: Place
    bound: Literal["exact", "over", "under", "about", "at_least"] = "exact"
    measured: bool = False


RelationKind = Literal["breakdown", "remainder", "growth", "enumeration", "spelled", "citation", "shares"]


@dataclass(frozen=True, slots=True)
class Relation:
    """An arithmetic statement of the text, bound but not yet recomputed.

    breakdown    `whole` = total, `parts`; `exhaustive` where the words mean the parts to make the total
    remainder    `whole` - parts[0] (- …) should be `stated` ("còn lại", "hiện còn")
    growth       parts = (now, before); `stated` = the printed change (a count, or a percentage when `percent`), signed
    enumeration  `stated` = the announced count, parts empty, `count` = how many items follow
    spelled      `stated` = the digits, `spelled` = the value of the words after them
    citation     one document (`label`) cited with two dates: `dates` in the order of the places
    shares       parts = percentages said to make a hundred
    `sure` is False where the binding of the operands is a guess: such a check never accuses loudly.
    """

    id: str
    kind: RelationKind
    quote: str
    place: Place
    whole: Operand | None = None
    parts: tuple[Operand, ...] = ()
    stated: Operand | None = None
    percent: bool = False
    exhaustive: bool = False
    sure: bool = True
    count: int | None = None
    spelled: Decimal | None = None
    label: str | None = None
    dates: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    rule: str = ""

"""The interval rule, written a second time for the gold: an annotation must not be made by the code that it measures.

A stated p with k printed decimals says that the true value lies in [p - u/2, p + u/2], u = 10^-k, both ends in.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from document.numerals import Numeral, parse


def number(printed: str, *, percent: bool = False) -> Numeral:
    """Read a printed number; raises ValueError where it is none."""
    numeral = parse(printed.rstrip("% "), percent=percent)
    if numeral is None:
        raise ValueError(f"not a number: {printed!r}")
    return numeral


def count(value: Decimal) -> Numeral:
    """A computed count as a number of the rule: it has no decimals of its own."""
    return Numeral(format(value, "f"), value)


def _interval(value: Fraction, numeral: Numeral, bound: str) -> tuple[Fraction, Fraction]:
    if bound == "exact":
        half = Fraction(1, 2 * 10**numeral.decimals)
        return value - half, value + half
    unit = _last_place(numeral)
    return {"over": (value, value + unit), "under": (value - unit, value), "about": (value - unit, value + unit)}[bound]


def _last_place(numeral: Numeral) -> Fraction:
    digits = format(numeral.value, "f")
    if "." in digits and digits.rstrip("0")[-1] != ".":
        return Fraction(1, 10 ** len(digits.rstrip("0").split(".")[1]))
    whole = digits.split(".", maxsplit=1)[0]
    return Fraction(10 ** (len(whole) - len(whole.rstrip("0")))) if whole.strip("0") else Fraction(1)


def _spread(numeral: Numeral, measured: bool) -> tuple[Fraction, Fraction]:
    value = Fraction(numeral.value)
    half = Fraction(1, 2 * 10**numeral.decimals) if measured else Fraction(0)
    return value - half, value + half


def ratio(
    part: Numeral, whole: Numeral, stated: Numeral | None, *, bound: str = "exact", measured: bool = False
) -> str:
    """The verdict of part/whole against the stated percentage (None where none is printed)."""
    if stated is None:
        return "unstated"
    if whole.value == 0:
        return "undefined"
    (n0, n1), (d0, d1) = _spread(part, measured), _spread(whole, measured)
    low, high = 100 * n0 / d1, 100 * n1 / d0
    p = Fraction(stated.value)
    p0, p1 = _interval(p, stated, bound)
    open_end = bound in ("over", "under")
    if high >= p0 and (low < p1 if open_end else low <= p1):
        return "consistent"
    scale = 10**stated.decimals
    cut = Fraction(floor(100 * Fraction(part.value) / Fraction(whole.value) * scale), scale)
    return "truncated" if cut == p and bound == "exact" else "mismatch"


def percent(part: Numeral, whole: Numeral) -> str | None:
    """The exact percentage to four decimals, as printed in the contract; None where there is none."""
    if whole.value == 0:
        return None
    exact = 100 * Fraction(part.value) / Fraction(whole.value)
    scaled = round(exact * 10**4)
    return format(Decimal(scaled).scaleb(-4), ".4f")


def total(stated: Decimal, parts: Sequence[Decimal], *, exhaustive: bool) -> str:
    """Parts that make the total must sum to it; parts that are some of it must not pass it."""
    computed = sum(parts, Decimal(0))
    return "consistent" if (computed == stated if exhaustive else computed <= stated) else "mismatch"


def plain(value: Decimal) -> int | float:
    """A JSON number."""
    return int(value) if value == value.to_integral_value() else float(value)

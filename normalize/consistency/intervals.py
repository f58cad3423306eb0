"""Intervals of what a printed number can mean, in exact arithmetic.

A percentage printed with k decimals says that the true value lies within half a unit of its last place; a count is
exact; a rounded measurement is an interval of half a printed unit; "hơn", "gần" and "khoảng" reach to the place of the
last non-zero digit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Literal

Bound = Literal["exact", "over", "under", "about", "at_least"]
HALF = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`; None is unbounded; an open end is not in."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool = False
    high_open: bool = False

    def __contains__(self, value: Fraction) -> bool:
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (value == self.high and not self.high_open)

    @property
    def point(self) -> Fraction | None:
        """The only value, where there is but one."""
        return self.low if self.low is not None and self.low == self.high else None

    @property
    def is_empty(self) -> bool:
        """Whether no value is left."""
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def meet(self, other: "Interval") -> "Interval":
        """What both allow."""
        low, low_open = _tighter(self.low, self.low_open, other.low, other.low_open, sign=1)
        high, high_open = _tighter(self.high, self.high_open, other.high, other.high_open, sign=-1)
        return Interval(low, high, low_open, high_open)

    def meets(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        return not self.meet(other).is_empty

    def plus(self, other: "Interval") -> "Interval":
        """All sums of a value of each."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def less(self, term: "Interval") -> "Interval":
        """What is left of a sum without one of its terms, which is bounded and closed."""
        low = None if self.low is None or term.low is None else self.low - term.low
        high = None if self.high is None or term.high is None else self.high - term.high
        return Interval(low, high, self.low_open, self.high_open)

    def times(self, factor: Fraction) -> "Interval":
        """All values times a non-zero constant."""
        if factor == 1:
            return self
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        if factor < 0:
            return Interval(high, low, self.high_open, self.low_open)
        return Interval(low, high, self.low_open, self.high_open)

    def widened(self, by: Fraction) -> "Interval":
        """The interval with `by` more room at each end."""
        if not by:
            return self
        low = None if self.low is None else self.low - by
        high = None if self.high is None else self.high + by
        return Interval(low, high, self.low_open, self.high_open)


ANYTHING = Interval(None, None)


def summed(values: Iterable[Fraction]) -> Fraction:
    """Their sum, over one common denominator: most are whole numbers."""
    added = list(values)
    denominator = lcm(*(v.denominator for v in added))
    if denominator == 1:
        return Fraction(sum(v.numerator for v in added))
    return Fraction(sum(v.numerator * (denominator // v.denominator) for v in added), denominator)


def point(value: Fraction) -> Interval:
    """The interval of one value."""
    return Interval(value, value)


def _tighter(
    a: Fraction | None, a_open: bool, b: Fraction | None, b_open: bool, *, sign: int
) -> tuple[Fraction | None, bool]:
    if a is None or b is None:
        return (b, b_open) if a is None else (a, a_open)
    if a == b:
        return a, a_open or b_open
    return (a, a_open) if (a > b) == (sign > 0) else (b, b_open)


def last_place(value: Fraction, step: Fraction) -> Fraction:
    """The place of the last non-zero digit of a value printed in units of `step`: 90 -> 10, 94.4 -> 0.1."""
    if not value or not step:
        return step
    units = value / step
    while units.denominator == 1 and units.numerator % 10 == 0:
        units /= 10
        step *= 10
    return abs(step)


def spoken(value: Fraction, step: Fraction, bound: Bound, half: Fraction) -> Interval:
    """What "hơn", "gần", "khoảng", "ít nhất" before a number allow; `half` is the room of a bare number."""
    if bound == "exact":
        return Interval(value - half, value + half)
    if bound == "at_least":
        return Interval(value, None)
    place = last_place(value, step)
    if bound == "over":
        return Interval(value, value + place, high_open=True)
    if bound == "under":
        return Interval(value - place, value, high_open=True)
    return Interval(value - place, value + place)


def floor_to(value: Fraction, step: Fraction) -> Fraction:
    """The value cut to whole steps."""
    return (value // step) * step


def ceil_to(value: Fraction, step: Fraction) -> Fraction:
    """The value raised to whole steps."""
    return -((-value) // step) * step

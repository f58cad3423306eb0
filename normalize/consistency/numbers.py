"""A printed number as the checks see it: what it says, how exactly, and what else it may have been."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from document.figures import DOUBTFUL
from document.numerals import Numeral, parse
from document.places import Place
from normalize.consistency.intervals import HALF, Bound, Interval, point, spoken

_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Number:
    """One printed number.

    `key` names the spot of print: "f12.numerator", "f12.denominator", "f12.percent", "f12", or a cell "t1:3:2"; two
    statements about the same print share it. `owner` is the figure or the cell, empty for a number that is no figure of its own. `value` is in base units
    (`scale` times the printed digits), `step` one unit of its last printed place. `alternatives` are other readings
    of the same print; `scanned` tells that it was read from an image with `confidence`.
    """

    key: str
    owner: str
    printed: str
    value: Fraction
    step: Fraction
    place: Place
    percent: bool = False
    measured: bool = False
    bound: Bound = "exact"
    scale: Fraction = Fraction(1)
    alternatives: tuple[str, ...] = ()
    other: Fraction | None = None
    confidence: float = 1.0
    scanned: bool = False
    terms: tuple[tuple[int, "Number"], ...] = ()

    @property
    def hundred(self) -> int:
        """What a percentage takes its whole for: 100, or 1000 where it is printed per mille."""
        return 100 if self.scale == 1 else int(100 / self.scale)

    @property
    def doubtful(self) -> bool:
        """Whether a machine read it and was not sure, or saw something else too."""
        return self.scanned and (self.confidence < DOUBTFUL or bool(self.alternatives))

    @property
    def decimals(self) -> int:
        """Printed digits after the decimal separator."""
        unit = self.step if self.scale == 1 else self.step / self.scale
        return len(str(unit.denominator)) - 1

    @property
    def is_exact(self) -> bool:
        """Whether the print allows the printed value alone: a count, without "hơn" or "gần"."""
        return self.bound == "exact" and not (self.measured or self.percent)

    @property
    def room(self) -> Fraction:
        """How far the true value may lie from the printed one: half a printed unit of a measurement, nothing of a count."""
        return abs(self.step) * HALF if self.measured or self.percent else Fraction(0)

    @property
    def span(self) -> Interval:
        """All true values that the print allows."""
        if self.is_exact:
            return point(self.value)
        return spoken(self.value, abs(self.step), self.bound, self.room)

    def reread(self, value: Fraction, step: Fraction) -> "Number":
        """The same spot with another value."""
        return replace(self, value=value, step=step)


def made_of(terms: Sequence[tuple[int, Number]]) -> Number:
    """The sum of printed numbers, each with its sign, as a number of its own."""
    numbers = [n for _, n in terms]
    return Number(
        key=" ".join(f"{'+' if sign > 0 else '-'}{n.key}" for sign, n in terms),
        owner="",
        printed="",
        value=sum((sign * n.value for sign, n in terms), Fraction(0)),
        step=sum((n.step for n in numbers if n.measured), Fraction(0)) or Fraction(1),
        place=numbers[0].place,
        measured=any(n.measured for n in numbers),
        scanned=any(n.scanned for n in numbers),
        terms=tuple(terms),
    )


def from_numeral(
    numeral: Numeral,
    key: str,
    owner: str,
    place: Place,
    *,
    value: Decimal | None = None,
    percent: bool = False,
    measured: bool = False,
    bound: Bound = "exact",
    confidence: float = 1.0,
    scanned: bool = False,
) -> Number:
    """A `Number` of a printed numeral; `value` is its value in base units where that differs ("03 tỷ đồng")."""
    said = Fraction(*numeral.value.as_integer_ratio())
    base = said if value is None or value == numeral.value else Fraction(*value.as_integer_ratio())
    scale = base / said if said and base is not said else _ONE
    other = None if numeral.other is None else Fraction(*numeral.other.as_integer_ratio()) * scale
    return Number(
        key=key,
        owner=owner,
        printed=numeral.printed,
        value=base,
        step=scale / 10**numeral.decimals if numeral.decimals else scale,
        place=place,
        percent=percent,
        measured=measured,
        bound=bound,
        scale=scale,
        other=other,
        confidence=confidence,
        scanned=scanned,
    )


def read_as(number: Number, printed: str) -> Number | None:
    """The number as another reading of its print would have it, or None where that is no number."""
    numeral = parse(printed, percent=number.percent)
    if numeral is None:
        return None
    value = Fraction(numeral.value) * number.scale
    return replace(number, printed=numeral.printed, value=value, step=number.scale / 10**numeral.decimals, other=None)

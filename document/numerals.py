"""Printed numbers, exactly.

Vietnamese letters group thousands with dots ("595.083") and write decimals with a comma ("94,81"), but the other
habit ("17,673,000,000", "20.03") stands in the same reports. A `Numeral` keeps the printed digits and every value they
may mean, so that a later stage can infer the separators from the document, the column, or the arithmetic.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import regex

Separators = Literal["vi", "en"]
"""vi: dot groups, comma decimals. en: comma groups, dot decimals."""

_PLAIN = regex.compile(r"\d+")
_GROUPED = {"vi": regex.compile(r"[1-9]\d{0,2}(?:\.\d{3})+"), "en": regex.compile(r"[1-9]\d{0,2}(?:,\d{3})+")}
_DECIMAL = {
    "vi": regex.compile(r"(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),\d+"),
    "en": regex.compile(r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)\.\d+"),
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as printed and its value. `decimals` counts the printed digits after the decimal separator.

    `other` is the value of the second reading where the digits allow two ("1.204": 1204, or 1.204 with a decimal
    point), else None.
    """

    printed: str
    value: Decimal
    decimals: int = 0
    other: Decimal | None = None

    @property
    def is_integer(self) -> bool:
        """Whether the value has no fraction."""
        return self.value == self.value.to_integral_value()


def _read(text: str, habit: Separators) -> tuple[Decimal, int] | None:
    point = "," if habit == "vi" else "."
    group = "." if habit == "vi" else ","
    if _PLAIN.fullmatch(text) or _GROUPED[habit].fullmatch(text):
        return Decimal(text.replace(group, "")), 0
    if _DECIMAL[habit].fullmatch(text):
        whole, fraction = text.rsplit(point, 1)
        return Decimal(f"{whole.replace(group, '')}.{fraction}"), len(fraction)
    return None


def parse(printed: str, habit: Separators = "vi", *, percent: bool = False) -> Numeral | None:
    """Read a printed number, or None where no habit can.

    `habit` is the document's: it decides where both are possible ("1.204"). A `percent` never groups thousands with
    its only separator ("20.03", "94,810" are decimals), unless it has several.
    """
    text = printed.strip().replace("\u00a0", "").replace(" ", "")
    other_habit: Separators = "en" if habit == "vi" else "vi"
    first, second = _read(text, habit), _read(text, other_habit)
    if percent:
        as_decimal = [r for r in (first, second) if r is not None and r[1] > 0]
        if as_decimal:
            first, second = as_decimal[0], None
    if first is None:
        first, second = second, None
    if first is None:
        return None
    other = second[0] if second is not None and second[0] != first[0] else None
    return Numeral(printed.strip(), first[0], first[1], other)

"""One-edit changes of a printed number: what a slip of the finger or of a scanner does to it.

A slip replaces, loses, doubles, adds or swaps a digit, or moves the decimal separator. `toward` answers in closed form
whether one such edit leads to a needed value; `within` lists the edits that land in an interval.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Literal

import regex

from document.slips import CONFUSED, Slip, slip_between
from normalize.consistency.intervals import Interval
from normalize.consistency.numbers import Number

Operation = Slip | Literal["reading", "amount"]
_DIGITS = regex.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed print, its value in base units, one unit of its last place, and what the slip was.

    `confusable`: a scanner could have made it. `operation` names the slip that made the printed number from `printed`.
    """

    printed: str
    value: Fraction
    step: Fraction
    operation: Operation
    confusable: bool = False


def _bases(number: Number) -> tuple[tuple[str, int], ...]:
    """The digits with the places of their decimal separator that an edit may start from."""
    digits = _DIGITS.sub("", number.printed)
    bases = [(digits, number.decimals)]
    if number.decimals and not number.percent and not number.measured:
        bases.append((digits, 0))
    return tuple(bases)


def render(number: Number, digits: str, decimals: int) -> str:
    """The digits in the style of the printed number: its separators, grouped where they stand grouped or short."""
    group, mark = _separators(number)
    if number.decimals and not decimals:
        group = mark
    whole, fraction = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    whole = whole.lstrip("0").rjust(1, "0") if len(whole) > 2 else whole or "0"
    if not number.percent and len(whole) > 3 and (group is not None):
        whole = f"{int(whole):,}".replace(",", group)
    return whole + (mark + fraction if fraction else "")


def _separators(number: Number) -> tuple[str | None, str]:
    text = number.printed
    marks = [c for c in text if c in ".,"]
    if number.decimals:
        mark = marks[-1] if marks else ","
        return ("." if mark == "," else ","), mark
    if marks:
        return marks[0], "," if marks[0] == "." else "."
    return (None if len(_DIGITS.sub("", text)) > 3 else "."), ","


def _edit(number: Number, digits: str, decimals: int, operation: Operation, *, confusable: bool = False) -> Edit | None:
    if not digits or len(digits) < decimals:
        return None
    step = number.scale / 10**decimals
    value = int(digits) * step
    if value == number.value and (not number.percent or decimals == number.decimals):
        return None
    return Edit(render(number, digits, decimals), value, step, operation, confusable)


class _Places:
    """The edits printed with some decimals that may be right: those whose digits lie between two whole numbers."""

    def __init__(self, number: Number, decimals: int, room: Interval) -> None:
        self.step = number.scale / 10**decimals
        low, high = (room.low, room.high) if self.step > 0 else (room.high, room.low)
        self.low = None if low is None else ceil(low / self.step)
        self.high = None if high is None else floor(high / self.step)
        own = number.value / self.step
        same = own.denominator == 1 and (not number.percent or decimals == number.decimals)
        self.own = own.numerator if same else None

    def may_hold(self, digits: int) -> bool:
        """Whether the digits make another value than the printed one, within the room or at its open ends."""
        return (
            digits != self.own
            and (self.low is None or digits >= self.low)
            and (self.high is None or digits <= self.high)
        )


def toward(number: Number, value: Fraction) -> Edit | None:
    """The one edit that makes the number say `value`, or None."""
    for digits, decimals in _bases(number):
        units = value / number.scale * 10**decimals
        if units.denominator != 1 or units < 0:
            continue
        found = slip_between(digits, str(units.numerator))
        if found is not None:
            return _edit(number, str(units.numerator).rjust(decimals + 1, "0"), decimals, found[0], confusable=found[1])
    return _moved(number, value)


def _moved(number: Number, value: Fraction) -> Edit | None:
    digits = _DIGITS.sub("", number.printed)
    for decimals in range(len(digits)):
        if decimals != number.decimals and int(digits) * number.scale / 10**decimals == value:
            return _edit(number, digits, decimals, "separator", confusable=True)
    return None


def within(number: Number, room: Interval | Callable[[Fraction], Interval]) -> Iterator[Edit]:
    """All edits whose value lies in `room`, each value once; `room` may depend on the unit of the last place."""
    room_at = room if callable(room) else lambda _: room
    places: dict[int, tuple[_Places, Interval]] = {}
    seen: set[tuple[int, int]] = set()
    for digits, decimals, operation, confusable in _all(number):
        if not digits or len(digits) < decimals:
            continue
        if decimals not in places:
            space = room_at(number.scale / 10**decimals)
            places[decimals] = _Places(number, decimals, space), space
        bounds, space = places[decimals]
        units = int(digits)
        if not bounds.may_hold(units) or (units, decimals) in seen:
            continue
        edit = _edit(number, digits, decimals, operation, confusable=confusable)
        if edit is not None and edit.value in space:
            seen.add((units, decimals))
            yield edit


def _all(number: Number) -> Iterator[tuple[str, int, Operation, bool]]:
    """Every slip: the digits, where their separator stands, what it was, whether scanners make it."""
    for digits, decimals in _bases(number):
        for changed, operation, confusable in _changed(digits):
            shift = len(changed) - len(digits) if number.percent and operation in ("lost", "doubled", "added") else 0
            for places in {decimals, decimals + shift}:
                if places >= 0 and int(changed or 0) != int(digits):  # the same digits elsewhere: the separator moved
                    yield changed, places, operation, confusable
    digits = _DIGITS.sub("", number.printed)
    for decimals in range(min(len(digits), 4)):
        if decimals != number.decimals and (number.percent or number.decimals or number.measured):
            yield digits, decimals, "separator", True


def _changed(digits: str) -> Iterator[tuple[str, Operation, bool]]:
    for i, old in enumerate(digits):
        for new in "0123456789":
            if new != old:
                yield digits[:i] + new + digits[i + 1 :], "replaced", frozenset((old, new)) in CONFUSED
    for i, j in ((i, i + far) for far in (1, 2) for i in range(len(digits) - far)):
        a, b = digits[i], digits[j]
        if a != b:
            yield digits[:i] + b + digits[i + 1 : j] + a + digits[j + 1 :], "swapped", False
    for i in range(len(digits)):
        if len(digits) > 1:
            twin = digits[i] in (digits[i - 1 : i], digits[i + 1 : i + 2])
            yield digits[:i] + digits[i + 1 :], "doubled" if twin else "added", twin
    for i in range(len(digits) + 1):
        for new in "0123456789":
            yield digits[:i] + new + digits[i:], "lost", False

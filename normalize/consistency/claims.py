"""Claims: what a report says that arithmetic can judge, and the judgement.

A claim binds printed numbers. Five forms cover every check:

linear    numbers[0] = Σ coefficient · number + constant   (sums, remainders, counts, amounts in words, repeats)
at_most   numbers[0] >= Σ number                            (parts of a whole that need not be all of them)
ratio     numbers = (part, whole[, percentage])
growth    numbers = (now, before, percentage of change)
clash     no arithmetic: two statements of one thing that differ (a document cited with two dates)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from typing import Literal

from document.checks import Verdict
from document.places import Place
from normalize.consistency.intervals import ANYTHING, Interval, ceil_to, floor_to, point, summed
from normalize.consistency.numbers import Number

Form = Literal["linear", "at_most", "ratio", "growth", "clash"]
Habit = Literal["nearest", "floor", "ceil"]
HUNDRED = Fraction(100)
_NEAR_POINTS = 10


@dataclass(frozen=True, slots=True)
class Claim:
    """One arithmetic statement. `rule` is its name in the registry, `kind` that of the contract.

    `part` says that the words make the first number a part of the second; `sure` is False where the binding is a
    guess. `explained` marks remainders that other states may explain. `figure` is the ratio figure that the claim is about.
    `tentative` claims fall where the checks of each of their numbers leave no room for the other's value: then they
    speak of two things. `quote` and `lines` are for people.
    """

    kind: str
    rule: str
    form: Form
    numbers: tuple[Number, ...]
    place: Place
    quote: str
    coefficients: tuple[int, ...] = ()
    constant: Fraction = Fraction(0)
    table: str | None = None
    lines: tuple[int, ...] = ()
    part: bool = False
    sure: bool = True
    explained: bool = False
    label: str = ""
    figure: str | None = None
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, the exact value of what was stated, and how many units of the last place lie between."""

    verdict: Verdict
    computed: Fraction | None = None
    units: Fraction = Fraction(0)

    @property
    def fails(self) -> bool:
        """Whether something printed cannot be true."""
        return self.verdict in ("mismatch", "undefined")


def printed_numbers(claim: Claim) -> list[Number]:
    """The numbers of a claim that stand in print: the terms of its sums instead of the sums."""
    return [n for number in claim.numbers for n in ([term for _, term in number.terms] or [number])]


def judge(claim: Claim, habit: Habit = "nearest") -> Outcome:
    """The verdict on a claim. `habit` is how the whole report rounds its percentages."""
    numbers = claim.numbers
    if claim.form == "linear":
        return _judge_linear(claim)
    if claim.form == "at_most":
        parts = summed(n.value for n in numbers[1:])
        over = parts - summed(n.room for n in numbers) > (numbers[0].span.high or parts)
        return Outcome("mismatch" if over else "consistent", parts, parts - numbers[0].value)
    if claim.form == "clash":
        return Outcome("mismatch")
    if claim.form == "growth":
        return _judge_percent(numbers[2], _growth(numbers[0].span, numbers[1].span), habit)
    return _judge_ratio(claim, habit)


def _judge_linear(claim: Claim) -> Outcome:
    stated = claim.numbers[0]
    computed = claim.constant + summed(_term(claim, i) for i in range(1, len(claim.numbers)))
    holds = stated.span.meets(_linear_rest(claim, computed))
    units = abs(stated.value - computed) / abs(stated.step)
    return Outcome("consistent" if holds else "mismatch", computed, units)


def _term(claim: Claim, index: int) -> Fraction:
    """What numbers[index] adds to the sum."""
    coefficient, value = claim.coefficients[index - 1], claim.numbers[index].value
    return value if coefficient == 1 else coefficient * value


def _linear_rest(claim: Claim, computed: Fraction) -> Interval:
    """What the numbers but the first allow their sum to be, which is `computed` as they are printed."""
    numbers = claim.numbers[1:]
    if all(n.is_exact for n in numbers):
        return point(computed)
    rest = point(claim.constant)
    for coefficient, number in zip(claim.coefficients, numbers, strict=True):
        rest = rest.plus(number.span.times(Fraction(coefficient)))
    return rest


def _judge_ratio(claim: Claim, habit: Habit) -> Outcome:
    part, whole = claim.numbers[:2]
    stated = claim.numbers[2] if len(claim.numbers) == 3 else None
    if whole.value == 0:
        if stated is None and not part.value:
            return Outcome("unstated")
        return Outcome("undefined")
    exact = HUNDRED * part.value / whole.value
    if claim.part and part.value - part.room > whole.value + whole.room and part.bound == whole.bound == "exact":
        return Outcome("undefined", exact)
    if stated is None:
        return Outcome("unstated", exact)
    return _judge_percent(stated, _quotient(part.span, whole.span), habit, exact)


def _judge_percent(stated: Number, true: Interval | None, habit: Habit, exact: Fraction | None = None) -> Outcome:
    if true is None:
        return Outcome("undefined")
    if exact is None and true.low is not None and true.high is not None:
        exact = (true.low + true.high) / 2
    if stated.span.meets(true) or _holds_one_sided(stated, exact):
        return Outcome("consistent", exact)
    units = abs(stated.value - exact) / abs(stated.step) if exact is not None else Fraction(0)
    if stated.bound == "exact" and exact is not None:
        cut = _cuts(stated, exact)
        if cut == "floor" or (cut == "ceil" and habit == "ceil"):
            return Outcome("truncated", exact, units)
    return Outcome("mismatch", exact, units)


def _holds_one_sided(stated: Number, exact: Fraction | None) -> bool:
    """ "đạt trên 90 %" holds for 92,5 and "gần 90 %" for 87,5: on the side that the word names, and near."""
    if exact is None or stated.bound not in ("over", "under"):
        return False
    beyond = exact - stated.value if stated.bound == "over" else stated.value - exact
    return 0 <= beyond < _NEAR_POINTS


def _cuts(stated: Number, exact: Fraction) -> Habit:
    """How `stated` comes from `exact`: by cutting, by raising, or (in neither way) "nearest"."""
    step = abs(stated.step)
    if stated.value == floor_to(exact, step) or (exact < 0 and stated.value == ceil_to(exact, step)):
        return "floor"
    return "ceil" if stated.value == ceil_to(exact, step) else "nearest"


def habit_of(claims: Sequence[Claim]) -> Habit:
    """How a report rounds: "floor" or "ceil" where at least three percentages tell, and all alike; else "nearest"."""
    told: list[Habit] = []
    for claim in claims:
        if claim.form != "ratio" or len(claim.numbers) < 3 or not claim.numbers[1].value:
            continue
        stated = claim.numbers[2]
        exact = HUNDRED * claim.numbers[0].value / claim.numbers[1].value
        low, high = floor_to(exact, stated.step), ceil_to(exact, stated.step)
        if low == high or stated.bound != "exact" or stated.value not in (low, high):
            continue
        told.append("floor" if stated.value == low else "ceil")
    if len(told) >= 3 and len(set(told)) == 1:
        return told[0]
    return "nearest"


def _quotient(part: Interval, whole: Interval) -> Interval | None:
    """100 · part / whole of non-negative intervals; None where the whole may be nothing else than zero."""
    if whole.high == 0:
        return None
    low = Fraction(0) if part.low is None or whole.high is None else HUNDRED * part.low / whole.high
    high = None if part.high is None or not whole.low else HUNDRED * part.high / whole.low
    return Interval(low, high, part.low_open or whole.high_open, part.high_open or whole.low_open)


def _growth(now: Interval, before: Interval) -> Interval | None:
    share = _quotient(now, before)
    return None if share is None else share.plus(point(-HUNDRED))


def percent_room(stated: Number, verdict: Verdict) -> Interval:
    """The true values that a printed percentage allows; a cut one up to a whole unit above it."""
    if verdict == "truncated":
        return Interval(stated.value, stated.value + abs(stated.step), high_open=True)
    return stated.span


class Leeway:
    """What a claim leaves to each of its numbers, the others being right.

    `verdict` is the claim's present one: what stands truncated today may stay truncated. However many numbers a sum
    has, it is added up once.
    """

    def __init__(self, claim: Claim, verdict: Verdict) -> None:
        self._claim, self._verdict = claim, verdict

    def of(self, index: int, step: Fraction) -> Interval:
        """The values of numbers[index] (printed in units of `step`) with which the claim holds."""
        claim, numbers = self._claim, self._claim.numbers
        if claim.form == "linear":
            return self._linear(index).widened(_room(numbers[index], step))
        if claim.form == "at_most":
            others = self._parts - (numbers[index].value if index else 0)
            return Interval(others, None) if index == 0 else Interval(None, numbers[0].value - others)
        if len(numbers) < 3:
            limit = numbers[1 - index].value
            if not claim.part:
                return ANYTHING
            return Interval(None, limit) if index == 0 else Interval(limit, None)
        shift = point(HUNDRED) if claim.form == "growth" else point(Fraction(0))
        return _allowed_quotient(numbers, index, step, self._verdict, shift)

    @cached_property
    def _parts(self) -> Fraction:
        return summed(n.value for n in self._claim.numbers[1:])

    @cached_property
    def _rest(self) -> Interval:
        """What the numbers but the first allow their sum to be."""
        claim = self._claim
        return _linear_rest(claim, claim.constant + summed(_term(claim, i) for i in range(1, len(claim.numbers))))

    def _linear(self, index: int) -> Interval:
        if index == 0:
            return self._rest
        claim = self._claim
        number, coefficient = claim.numbers[index], Fraction(claim.coefficients[index - 1])
        own = number.span.times(coefficient)
        if number.bound == "exact":
            others = self._rest.less(own)
        else:  # half open: what it adds cannot be taken away again
            rest = (i for i in range(1, len(claim.numbers)) if i != index)
            spans = (claim.numbers[i].span.times(Fraction(claim.coefficients[i - 1])) for i in rest)
            others = reduce(Interval.plus, spans, point(claim.constant))
        return claim.numbers[0].span.plus(others.times(Fraction(-1))).times(1 / coefficient)


def _room(number: Number, step: Fraction) -> Fraction:
    return abs(step) / 2 if number.measured or number.percent else Fraction(0)


def _allowed_quotient(
    numbers: Sequence[Number], index: int, step: Fraction, verdict: Verdict, shift: Interval
) -> Interval:
    part, whole, stated = numbers[:3]
    if index == 2:
        true = _quotient(part.span, whole.span)
        if true is None:
            return Interval(Fraction(1), Fraction(0))
        if verdict == "truncated":
            return Interval(floor_to(true.low or Fraction(0), abs(step)), true.high)
        return true.plus(shift.times(Fraction(-1))).widened(abs(step) / 2)
    share = percent_room(stated, verdict).plus(shift)
    if index == 0:
        low = None if share.low is None else share.low * whole.value / HUNDRED
        high = None if share.high is None else share.high * whole.value / HUNDRED
        return Interval(low, high, share.low_open, share.high_open).widened(_room(part, step))
    if part.value == 0:
        return Interval(Fraction(1), None) if Fraction(0) in share else Interval(Fraction(1), Fraction(0))
    low = HUNDRED * part.value / share.high if share.high and share.high > 0 else None
    high = HUNDRED * part.value / share.low if share.low is not None and share.low > 0 else None
    if share.high is not None and share.high <= 0:
        return Interval(Fraction(1), Fraction(0))
    return Interval(low, high, share.high_open, share.low_open).widened(_room(whole, step))

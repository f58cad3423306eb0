"""The constraint graph: printed numbers joined by the claims they take part in, and what one edit could repair.

A number usually stands in several checks: its ratio, a sum, a remainder, a row, a column. Each claim leaves it an
interval of values; their intersection is what the number may be if everything else is right. An edit that lands there
repairs every check of the number and breaks none.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from document.checks import Cause, Severity, Suggestion
from normalize.consistency.claims import HUNDRED, Claim, Leeway, Outcome, printed_numbers
from normalize.consistency.edits import Edit, render, toward, within
from normalize.consistency.intervals import ANYTHING, Interval, point
from normalize.consistency.numbers import Number, read_as

MOST_SUGGESTIONS = 12
_GUESSED = 0.6
"""A scanned number below this confidence may be another in more than one digit."""
_ORDER = {"reading": 0, "replaced": 1, "swapped": 1, "lost": 1, "doubled": 1, "separator": 2, "added": 3, "amount": 4}
_SLIPS = {
    "reading": "lần đọc thứ hai của máy cũng thấy như vậy",
    "replaced": "sai một chữ số",
    "swapped": "hai chữ số đứng cạnh nhau bị đảo",
    "lost": "rơi một chữ số",
    "doubled": "một chữ số bị lặp",
    "added": "thừa một chữ số",
    "separator": "dấu phân cách đặt sai chỗ",
    "amount": "các phép tính đều đòi đúng số này",
}


@dataclass(frozen=True, slots=True)
class Repair:
    """An edit of a number: how many failing checks it repairs and how many checks hold it up."""

    number: Number
    edit: Edit
    repaired: int
    support: int

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """Smaller is likelier."""
        operation = _ORDER["lost" if self.puts_comma_back else self.edit.operation]
        return (
            -self.repaired,
            -(self.edit.operation == "reading"),
            operation,
            -self.support if self.repaired > 1 else 0,
            -self.edit.confusable,
        )

    @property
    def puts_comma_back(self) -> bool:
        """Whether a percentage of hundreds is one of units that lost its comma: "871 %" for 87,1 %."""
        whole = self.number.percent and not self.number.decimals and self.number.value > HUNDRED
        return whole and self.edit.operation == "separator" and self.edit.value <= HUNDRED

    def suggestion(self) -> Suggestion:
        """For people."""
        checks = (
            "phép kiểm tra này đúng" if self.support == 1 else f"cả {self.support} phép kiểm tra có số này đều đúng"
        )
        why = f"Nếu là {self.edit.printed} thì {checks} ({_SLIPS[self.edit.operation]})."
        return Suggestion(self.number.owner, self.number.printed, self.edit.printed, why)


class Graph:
    """The claims of one report with their outcomes, and which numbers they share."""

    def __init__(self, claims: Sequence[Claim], outcomes: Sequence[Outcome]) -> None:
        self.claims = claims
        self.outcomes = outcomes
        self._leeways = [Leeway(claim, outcome.verdict) for claim, outcome in zip(claims, outcomes, strict=True)]
        self._repairs: dict[int, list[Repair]] = {}
        self._of: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for i, claim in enumerate(claims):
            for position, number in enumerate(claim.numbers):
                self._of[number.key].append((i, position))
                for _, term in number.terms:
                    self._of[term.key].append((i, position))

    def _binding(self, number: Number, at: int) -> list[tuple[int, int]]:
        """The claims that bind a number, seen from claim `at`: guesses bind nothing but themselves."""
        return [
            (i, position)
            for i, position in self._of[number.key]
            if i == at or (self.claims[i].sure and self.outcomes[i].verdict not in ("unstated", "check_error"))
        ]

    def room(self, number: Number, step: Fraction, at: int) -> Interval:
        """What the number may be, printed in units of `step`, when everything else is right."""
        room = ANYTHING
        for i, position in self._binding(number, at):
            room = room.meet(self._allowed(number, i, position, step))
        return room

    def _allowed(self, number: Number, at: int, position: int, step: Fraction) -> Interval:
        """What claim `at` leaves to a number that stands at `position` or is a term of what stands there."""
        held = self.claims[at].numbers[position]
        room = self._leeways[at].of(position, step)
        sign = next((sign for sign, term in held.terms if term.key == number.key), 0)
        return room.plus(point(sign * number.value - held.value)).times(Fraction(sign)) if sign else room

    def repairs(self, at: int) -> list[Repair]:
        """The edits of numbers of claim `at` that repair every check of theirs, likeliest first; sought once."""
        if at not in self._repairs:
            self._repairs[at] = self._sought(at)
        return self._repairs[at]

    def _sought(self, at: int) -> list[Repair]:
        found: list[Repair] = []
        for number in dict.fromkeys(printed_numbers(self.claims[at])):
            if number.bound != "exact" or not number.printed:
                continue
            binding = self._binding(number, at)
            repaired = sum(self.outcomes[i].fails for i, _ in binding)
            support = len({i for i, _ in binding})
            edits = list(self._edits(number, at, repaired))
            found += [Repair(number, edit, repaired, support) for edit in edits]
        alone = {r.number.key: sum(o.number.key == r.number.key for o in found) for r in found}
        found.sort(key=lambda r: (r.rank, not r.number.percent, alone[r.number.key]))
        return found

    def _edits(self, number: Number, at: int, repaired: int) -> Iterator[Edit]:
        rooms: dict[Fraction, Interval] = {}

        def room_of(step: Fraction) -> Interval:
            if step not in rooms:
                rooms[step] = self.room(number, step, at)
            return rooms[step]

        def fits(edit: Edit) -> bool:
            return edit.value in room_of(edit.step)

        yield from filter(fits, _readings(number))
        room = room_of(number.step)
        if room.point is not None:
            edit = toward(number, room.point)
            if edit is not None and fits(edit):
                yield edit
            elif repaired > 1 and room.point >= 0:
                yield _amount(number, room.point)
        elif number.percent:
            near = list(within(number, room_of))
            yield from near or filter(fits, self._told(number, at))
        elif not room.is_empty:
            yield from within(number, lambda step: room.meet(room_of(step)))

    def _told(self, number: Number, at: int) -> Iterator[Edit]:
        """The rounded percentage itself, where no slip explains it but the other numbers are held by other checks."""
        computed = self.outcomes[at].computed
        if computed is not None and self._others_hold(number, at):
            step = abs(number.step)
            yield _amount(number, ((computed + step / 2) // step) * step)

    def _others_hold(self, number: Number, at: int) -> bool:
        """Whether every other number of the claim stands in a second check, and that one holds."""
        others = [n for n in self.claims[at].numbers if n.key != number.key]
        return all(self._borne_out(n, at) for n in others)

    def speaks_of_two_things(self, at: int) -> bool:
        """Whether neither number of claim `at` could be the other: their checks leave no room for it."""
        one, other = self.claims[at].numbers[:2]
        return not self._could_be(one, other.value, at) and not self._could_be(other, one.value, at)

    def _could_be(self, number: Number, value: Fraction, at: int) -> bool:
        return all(
            value in self._allowed(number, i, position, number.step)
            for i, position in self._binding(number, at)
            if i != at and not self.claims[i].tentative
        )

    def misread(self, at: int, repairs: Sequence[Repair]) -> list[Number]:
        """The doubtful numbers of claim `at` that may be what breaks it.

        One edit of them repairs every check of theirs, or they were guessed at and no other check bears them out. The
        comma of a scanned percentage is doubtful wherever it is missed, however sure the reader was of the digits.
        """
        mended = {r.number.key for r in repairs}
        commas = {r.number.key for r in repairs if r.number.scanned and r.puts_comma_back}
        return [
            number
            for number in dict.fromkeys(printed_numbers(self.claims[at]))
            if number.key in commas
            or (
                number.doubtful
                and (number.key in mended or (number.confidence < _GUESSED and not self._borne_out(number, at)))
            )
        ]

    def _borne_out(self, number: Number, at: int) -> bool:
        return any(i != at and self.outcomes[i].verdict == "consistent" for i, _ in self._binding(number, at))

    def is_held(self, at: int) -> bool:
        """Whether a number of claim `at` stands in a second sure check."""
        return any(
            i != at and self.claims[i].sure and self.outcomes[i].verdict != "unstated"
            for number in self.claims[at].numbers
            for i, _ in self._of[number.key]
        )


def _readings(number: Number) -> Iterator[Edit]:
    for printed in number.alternatives:
        again = read_as(number, printed)
        if again is not None and (again.value, again.step) != (number.value, number.step):
            yield Edit(again.printed, again.value, again.step, "reading", confusable=True)
    # What is counted has no fraction: "83.472 công dân" is never 83,472 of them, whatever that would make true.
    fraction = number.other is not None and number.other.denominator != 1
    if number.other is not None and (number.measured or number.percent or not fraction):
        yield Edit(number.printed, number.other, number.step, "reading")


def _amount(number: Number, value: Fraction) -> Edit:
    units = value / number.step
    if units.denominator != 1:
        return Edit(str(value), value, number.step, "amount")
    digits = str(units.numerator).rjust(number.decimals + 1, "0")
    return Edit(render(number, digits, number.decimals), value, number.step, "amount")


def cause_of(claim: Claim, repairs: Sequence[Repair]) -> Cause:
    """Who is to blame, as far as the evidence says: print that no machine read is the report's own."""
    scanned = [n for n in printed_numbers(claim) if n.scanned]
    if not scanned:
        return "report"
    if any(r.edit.operation == "reading" and r.number.scanned for r in repairs):
        return "ocr"
    if any(n.doubtful for n in scanned) or any(r.edit.confusable and r.number.scanned for r in repairs):
        return "undecided"
    return "report"


def severity_of(claim: Claim, outcome: Outcome, *, held: bool, habitual: bool, misread: bool) -> Severity:
    """How loudly to say it: see "Severity" in the design; `misread`: the machine's reading may be what breaks it."""
    if outcome.verdict == "truncated":
        return "none" if habitual else "low"
    if outcome.verdict == "check_error":
        return "low"
    if not outcome.fails:
        return "none"
    if not claim.sure or claim.form == "clash" or claim.explained or misread:
        return "low"
    if outcome.verdict == "undefined":
        return "medium" if claim.numbers[0].value else "low"
    if claim.form in ("ratio", "growth") and outcome.units <= 1:
        return "low"
    if claim.kind == "repeat":
        return "high"
    return "high" if held and claim.form != "at_most" else "medium"

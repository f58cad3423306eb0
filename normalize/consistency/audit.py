"""From a report to its checks: find the claims, judge them, look for repairs, say it in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from document.checks import Check
from document.places import Place
from document.report import Report
from normalize.consistency.claims import Claim, Habit, Outcome, habit_of, judge, printed_numbers
from normalize.consistency.graph import MOST_SUGGESTIONS, Graph, cause_of, severity_of
from normalize.consistency.numbers import Number
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import RULES
from normalize.consistency.sentences import sentence
from normalize.consistency.wording import fixed, plain

_NOT_RUN = "Phép kiểm tra này không chạy được."


@dataclass(frozen=True, slots=True)
class Failed:
    """A check that broke: its rule and why."""

    rule: str
    kind: str
    why: str


def find_claims(report: Report) -> tuple[list[Claim], list[Failed]]:
    """Everything that can be recomputed, and the rules that broke on this report."""
    claims: list[Claim] = []
    failed: list[Failed] = []
    ledger = Ledger(report)
    for rule in RULES.values():
        try:
            claims += rule.find(ledger)
        except Exception as error:  # noqa: BLE001 - a broken rule is reported as check_error, the others go on
            failed.append(Failed(rule.name, rule.kind, f"{type(error).__name__}: {error}"))
    claims.sort(key=lambda c: (c.place.page, c.place.line, c.kind, c.quote))
    return claims, failed


def judge_safely(claim: Claim, habit: Habit) -> Outcome:
    """The verdict, `check_error` where judging itself breaks."""
    try:
        return judge(claim, habit)
    except (ArithmeticError, ValueError, IndexError, TypeError):
        return Outcome("check_error")


def weigh(claims: Sequence[Claim]) -> tuple[Graph, Habit]:
    """The graph of judged claims, without the repeats that speak of two things, and the report's way of rounding."""
    habit = habit_of(claims)
    graph = Graph(claims, [judge_safely(claim, habit) for claim in claims])
    kept = [i for i, c in enumerate(claims) if not (c.tentative and graph.speaks_of_two_things(i))]
    if len(kept) < len(claims):
        graph = Graph([claims[i] for i in kept], [graph.outcomes[i] for i in kept])
    return graph, habit


def recompute(report: Report) -> tuple[Check, ...]:
    """Every check of a report in reading order; those that hold are listed too."""
    claims, failed = find_claims(report)
    graph, habit = weigh(claims)
    return checks_of(graph, habit, failed)


def checks_of(graph: Graph, habit: Habit, failed: Sequence[Failed]) -> tuple[Check, ...]:
    """The judged claims as checks, with the note on rounding and the rules that broke."""
    checks = [_check(graph, i, habit) for i in range(len(graph.claims))]
    checks += _habit_note(graph.claims, graph.outcomes, habit, len(checks) + 1)
    checks += [_broken(f, number) for number, f in enumerate(failed, len(checks) + 1)]
    return tuple(checks)


def _check(graph: Graph, at: int, habit: Habit) -> Check:
    claim, outcome = graph.claims[at], graph.outcomes[at]
    repairs = graph.repairs(at) if outcome.verdict == "mismatch" or (outcome.fails and claim.numbers) else []
    misread = graph.misread(at, repairs) if outcome.fails else []
    inputs, stated = _inputs(claim), _stated(claim)
    return Check(
        id=f"c{at + 1}",
        kind="contradiction" if claim.kind == "repeat" and outcome.fails else claim.kind,
        verdict=outcome.verdict,
        stated=stated,
        computed=_computed(claim, outcome),
        inputs=inputs,
        figures=tuple(dict.fromkeys(_figures(claim))),
        place=claim.place,
        quote=claim.quote,
        sentence=sentence(claim, outcome, misread) if outcome.verdict != "check_error" else _NOT_RUN,
        table=claim.table,
        lines=claim.lines,
        severity=severity_of(
            claim, outcome, held=graph.is_held(at), habitual=habit != "nearest", misread=bool(misread)
        ),
        cause=cause_of(claim, repairs) if outcome.fails or outcome.verdict == "truncated" else None,
        suggestions=tuple(dict.fromkeys(r.suggestion() for r in repairs[:MOST_SUGGESTIONS])),
        rule=claim.rule,
        cells=tuple(dict.fromkeys(n.owner for n in printed_numbers(claim) if ":" in n.owner)),
    )


def _figures(claim: Claim) -> list[str]:
    """The figures of a claim; a ratio's own figure first, whatever figures its parts stand in."""
    owners = [n.owner for n in claim.numbers if n.owner and ":" not in n.owner]
    return [claim.figure] if claim.figure and claim.kind == "ratio" else owners


def _inputs(claim: Claim) -> tuple[int | Decimal | str, ...]:
    numbers: tuple[Number, ...] = claim.numbers[1:]
    if claim.form in ("ratio", "growth"):
        numbers = claim.numbers[:2]
    elif claim.kind in ("shares", "repeat"):
        numbers = claim.numbers
    elif claim.kind == "difference":
        whole, *parts = numbers
        return _exactly(whole.value), _exactly(sum((p.value for p in parts), Fraction(0)))
    if claim.form == "clash":
        return tuple(claim.label.split("|")[1:])
    return tuple(_exactly(n.value) for n in numbers)


def _exactly(value: Fraction) -> int | Decimal:
    return value.numerator if value.denominator == 1 else Decimal(plain(value, 6))


def _stated(claim: Claim) -> str | None:
    if claim.form in ("ratio", "growth"):
        return (claim.numbers[2].printed or None) if len(claim.numbers) == 3 else None
    if claim.kind == "shares":
        return "100"
    return plain(claim.numbers[0].value, 6) if claim.numbers else None


def _computed(claim: Claim, outcome: Outcome) -> str | None:
    if claim.kind == "shares":
        return plain(sum((n.value for n in claim.numbers), Fraction(0)), 6)
    if outcome.computed is None:
        return None
    if claim.form not in ("ratio", "growth"):
        return plain(outcome.computed, 6)
    return fixed(outcome.computed * claim.numbers[2].hundred / 100 if len(claim.numbers) == 3 else outcome.computed)


def _habit_note(claims: Sequence[Claim], outcomes: Sequence[Outcome], habit: Habit, number: int) -> list[Check]:
    """One note for a report that always cuts or always raises its percentages."""
    cut = [i for i, o in enumerate(outcomes) if o.verdict == "truncated"]
    if habit == "nearest" or not cut:
        return []
    first = claims[cut[0]]
    way = "cắt bớt" if habit == "floor" else "làm tròn lên"
    return [
        Check(
            id=f"c{number}",
            kind="rounding_habit",
            verdict="truncated",
            stated=None,
            computed=None,
            inputs=(),
            figures=tuple(dict.fromkeys(f for i in cut for f in _figures(claims[i]))),
            place=first.place,
            quote=first.quote,
            sentence=f"Cả báo cáo {way} tỷ lệ thay vì làm tròn ({len(cut)} chỗ): thói quen, không phải số sai.",
            lines=tuple(sorted({claims[i].place.line for i in cut})),
            severity="low",
            cause="report",
            rule="rounding_habit",
        )
    ]


def _broken(failed: Failed, number: int) -> Check:
    return Check(
        id=f"c{number}",
        kind=failed.kind,
        verdict="check_error",
        stated=None,
        computed=None,
        inputs=(),
        figures=(),
        place=Place(1, 1),
        quote="",
        sentence=f"Phép kiểm tra “{failed.rule}” không chạy được trên báo cáo này ({failed.why}); chưa kiểm tra mục này.",
        severity="low",
        rule=failed.rule,
    )

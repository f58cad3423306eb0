"""Where a printed number's room ends: rounding, words of approximation, habits, and how loudly it is said."""

import pytest

from normalize.consistency import claims, recompute
from normalize.consistency.choice import choose_readings
from tests.normalize.reports import breakdown, growth, operand, quantity, ratio, remainder, report
from tests.normalize.test_consistency import only


@pytest.mark.parametrize(
    ("bound", "whole", "part", "verdict"),
    [
        ("over", "1.200", "1.250", "consistent"),
        ("over", "1.200", "1.300", "mismatch"),
        ("over", "1.200", "1.199", "mismatch"),
        ("under", "1.300", "1.200", "consistent"),
        ("under", "1.300", "1.300", "mismatch"),
        ("about", "1.300", "1.400", "consistent"),
        ("about", "1.300", "1.401", "mismatch"),
        ("at_least", "1.300", "2.000", "consistent"),
        ("at_least", "1.300", "1.299", "mismatch"),
    ],
)
def test_a_word_before_a_count_reaches_to_its_last_digit_that_is_no_zero(
    bound: str, whole: str, part: str, verdict: str
) -> None:
    relation = breakdown(operand(whole, bound=bound), operand(part))
    assert only(recompute(report(relations=(relation,))), "sum").verdict == verdict


@pytest.mark.parametrize(("n", "verdict"), [("945", "consistent"), ("999", "consistent"), ("1.000", "mismatch")])
def test_a_word_before_a_percentage_holds_near_it_alone(n: str, verdict: str) -> None:
    assert only(recompute(report(ratio("f1", n, "1.000", "90", bound="over"))), "ratio").verdict == verdict


@pytest.mark.parametrize(("stated", "verdict"), [("4,3", "consistent"), ("4,1", "consistent"), ("4,4", "mismatch")])
def test_what_is_left_of_rounded_amounts_has_the_room_of_all(stated: str, verdict: str) -> None:
    relation = remainder(operand(stated), operand("10,0"), operand("5,8"))
    assert only(recompute(report(relations=(relation,))), "difference").verdict == verdict


@pytest.mark.parametrize(("part", "verdict"), [("5,1", "consistent"), ("5,3", "mismatch")])
def test_rounded_examples_may_pass_their_whole_by_their_rounding(part: str, verdict: str) -> None:
    relation = breakdown(operand("10,0"), operand(part), operand("5,0"), exhaustive=False)
    assert only(recompute(report(relations=(relation,))), "sum").verdict == verdict


@pytest.mark.parametrize(("part", "percent", "verdict"), [("10,1", "101", "consistent"), ("10,2", "102", "undefined")])
def test_a_rounded_part_may_pass_its_whole_by_their_rounding(part: str, percent: str, verdict: str) -> None:
    quote = f"10,0 ha, trong đó {part} ha"
    figure = ratio("f1", part, "10,0", percent, form="implicit", quote=quote, measured=True)
    assert only(recompute(report(figure)), "ratio").verdict == verdict


def test_a_drop_is_cut_toward_zero() -> None:
    cut = growth("12,3", "8.763", "10.000", percent=True, sign=-1)
    assert only(recompute(report(relations=(cut,))), "growth").verdict == "truncated"
    rounded = growth("12,4", "8.763", "10.000", percent=True, sign=-1)
    assert only(recompute(report(relations=(rounded,))), "growth").verdict == "consistent"


def test_two_cut_percentages_are_no_habit() -> None:
    figures = [ratio(f"f{i}", n, "1.000", p, line=i) for i, (n, p) in enumerate([("336", "33"), ("557", "55")])]
    checks = recompute(report(*figures))
    assert [(c.kind, c.verdict, c.severity) for c in checks] == [("ratio", "truncated", "low")] * 2


def test_a_habit_of_raising_makes_raised_percentages_no_mismatch() -> None:
    raised = [("331", "34"), ("551", "56"), ("121", "13")]
    figures = [ratio(f"f{i}", n, "1.000", p, line=i) for i, (n, p) in enumerate(raised)]
    checks = recompute(report(*figures))
    assert {c.verdict for c in checks if c.kind == "ratio"} == {"truncated"}
    assert only(checks, "rounding_habit").sentence.startswith("Cả báo cáo làm tròn lên")
    assert only(recompute(report(figures[0])), "ratio").verdict == "mismatch"


def test_what_a_second_reader_saw_otherwise_is_said_softly_however_sure_the_first_was() -> None:
    figure = ratio("f1", "1.204", "3.351", "35,3", readings=("1.204/3.351 (đạt 35,9%)",), confidence=1.0)
    scan = only(recompute(report(figure, reader="tesseract")), "ratio")
    assert (scan.severity, scan.verdict) == ("low", "mismatch")
    assert only(recompute(report(figure)), "ratio").severity == "medium"


def test_a_guessed_binding_holds_nothing_up() -> None:
    """A second check that is itself a guess neither makes the first one graver nor binds its repair."""
    figure = quantity("f1", "100")
    guess = breakdown(operand("100", "f1"), operand("40"), operand("60"), sure=False, line=2)
    wrong = breakdown(operand("100", "f1"), operand("30"), operand("60"), line=1)
    alone = [c for c in recompute(report(figure, relations=(wrong,))) if c.verdict == "mismatch"]
    both = [c for c in recompute(report(figure, relations=(wrong, guess))) if c.verdict == "mismatch"]
    assert [(c.severity, c.suggestions) for c in both] == [(c.severity, c.suggestions) for c in alone]


@pytest.mark.parametrize(("percent", "severity"), [("36", "low"), ("34", "low"), ("37", "medium"), ("33", "medium")])
def test_one_unit_of_the_last_place_is_said_softly(percent: str, severity: str) -> None:
    check = only(recompute(report(ratio("f1", "350", "1.000", percent))), "ratio")
    assert (check.verdict, check.severity) == ("mismatch", severity)


def test_examples_that_pass_their_whole_are_never_grave() -> None:
    """What is listed may overlap, whatever else bears the whole out."""
    over = breakdown(operand("100", "f1"), operand("130"), exhaustive=False, line=1)
    held = breakdown(operand("100", "f1"), operand("40"), operand("60"), line=2)
    checks = recompute(report(quantity("f1", "100"), relations=(over, held)))
    assert [c.severity for c in checks if c.verdict == "mismatch"] == ["medium"]


def test_no_number_is_suggested_that_no_slip_leads_to() -> None:
    far = breakdown(operand("10.000"), operand("1.234"), operand("2.345"))
    assert only(recompute(report(relations=(far,))), "sum").suggestions == ()
    assert only(recompute(report(ratio("f1", "150", "200", "31"))), "ratio").suggestions == ()


def test_a_percentage_is_told_outright_where_both_its_numbers_are_borne_out() -> None:
    figures = (ratio("f1", "150", "200", "31"),)
    part = breakdown(operand("150", "f1"), operand("70"), operand("80"), line=2)
    whole = breakdown(operand("200", "f1"), operand("90"), operand("110"), line=3)
    told = only(recompute(report(*figures, relations=(part, whole))), "ratio").suggestions
    assert [(s.before, s.after) for s in told] == [("31", "75")]
    half = only(recompute(report(*figures, relations=(part,))), "ratio").suggestions
    assert half == ()


def test_a_rule_that_breaks_is_told_and_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise TypeError("of ours")

    monkeypatch.setattr(claims, "_judge_linear", broken)
    wrong = breakdown(operand("100"), operand("30"), operand("60"))
    checks = recompute(report(ratio("f1", "150", "200", "70"), relations=(wrong,)))
    assert {c.kind: (c.verdict, c.severity) for c in checks} == {
        "ratio": ("mismatch", "medium"),
        "sum": ("check_error", "low"),
    }


@pytest.mark.parametrize(("sure", "chosen"), [(True, "90"), (False, "100")])
def test_a_guessed_binding_chooses_no_reading(sure: bool, chosen: str) -> None:
    figure = quantity("f1", "100", quote="100 hồ sơ", readings=("90 hồ sơ",))
    parts = breakdown(operand("100", "f1"), operand("30"), operand("60"), sure=sure)
    (read,) = choose_readings(report(figure, relations=(parts,), reader="tesseract")).figures
    assert read.numeral is not None
    assert read.numeral.printed == chosen


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("trong đó 120 hồ sơ trên 100 hồ sơ, đạt 120%", "undefined"),
        ("trong đó thu 120 tỷ đồng, đạt 120% kế hoạch (100 tỷ đồng)", "consistent"),
    ],
)
def test_a_part_passes_its_whole_only_where_that_is_a_plan(quote: str, verdict: str) -> None:
    figure = ratio("f1", "120", "100", "120", form="implicit", quote=quote)
    assert only(recompute(report(figure)), "ratio").verdict == verdict

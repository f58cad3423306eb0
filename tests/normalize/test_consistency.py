"""Verdicts, sentences, suggestions and causes of hand-made reports."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.checks import Check
from document.figures import Relation
from document.places import Place
from normalize.consistency import RULES, choose_readings, recompute
from tests.normalize.reports import breakdown, growth, operand, quantity, ratio, remainder, report


def only(checks: tuple[Check, ...], kind: str) -> Check:
    found = [c for c in checks if c.kind == kind]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("n", "d", "p", "verdict"),
    [
        ("564.197", "595.083", "94,4", "mismatch"),
        ("564.197", "595.083", "94,8", "consistent"),
        ("1.698", "5.044", "33,6", "truncated"),
        ("111", "4.227", "2,7", "mismatch"),
        ("1", "8", "12", "consistent"),
        ("1", "8", "13", "consistent"),
        ("0", "0", "100", "undefined"),
        ("5", "0", None, "undefined"),
        ("65", "65", None, "unstated"),
        ("12.405", "9.870", "125,68", "consistent"),
    ],
)
def test_verdict_of_a_ratio(n: str, d: str, p: str | None, verdict: str) -> None:
    check = only(recompute(report(ratio("f1", n, d, p))), "ratio")
    assert check.verdict == verdict
    assert check.figures == ("f1",)
    assert check.stated == p


def test_contract_of_a_ratio() -> None:
    check = only(recompute(report(ratio("f1", "564.197", "595.083", "94,4"))), "ratio")
    assert check.inputs == (564197, 595083)
    assert check.computed == "94.8098"
    assert check.sentence == "564.197 : 595.083 = 94,8098 %, làm tròn 94,8 %; báo cáo ghi 94,4 %."
    assert (check.severity, check.cause) == ("medium", "report")


def test_a_ratio_alone_has_two_suspects() -> None:
    check = only(recompute(report(ratio("f1", "564.197", "595.083", "94,4"))), "ratio")
    assert {(s.before, s.after) for s in check.suggestions} == {("94,4", "94,8"), ("564.197", "561.497")}


def test_the_parts_settle_which_number_is_wrong() -> None:
    parts = [operand(p) for p in ("98.080", "99.173", "23.456", "65.668", "83.819", "106.338", "35.833", "51.830")]
    relation = breakdown(operand("564.197", "f1"), *parts)
    checks = recompute(report(ratio("f1", "564.197", "595.083", "94,4"), relations=(relation,)))
    assert only(checks, "sum").verdict == "consistent"
    wrong = only(checks, "ratio")
    assert [(s.before, s.after) for s in wrong.suggestions] == [("94,4", "94,8")]
    assert wrong.severity == "high"


def test_exhaustive_parts_must_make_the_total_and_others_may_not_exceed_it() -> None:
    short = breakdown(operand("100"), operand("30"), operand("60"))
    loose = breakdown(operand("100"), operand("30"), operand("60"), exhaustive=False)
    over = breakdown(operand("100"), operand("130"), exhaustive=False)
    assert [only(recompute(report(relations=(r,))), "sum").verdict for r in (short, loose, over)] == [
        "mismatch",
        "consistent",
        "mismatch",
    ]
    check = only(recompute(report(relations=(short,))), "sum")
    assert (check.stated, check.computed, check.inputs) == ("100", "90", (30, 60))
    assert check.sentence == "30 + 60 = 90; báo cáo ghi 100."


def test_rounded_parts_make_a_rounded_total() -> None:
    whole = operand("28,1", value=Decimal("28100000000"), measured=True)
    parts = [operand(p, value=Decimal(p.replace(",", ".")) * 10**9, measured=True) for p in ("12,5", "15,5")]
    assert only(recompute(report(relations=(breakdown(whole, *parts),))), "sum").verdict == "consistent"


def test_remainder() -> None:
    relation = remainder(operand("4.774"), operand("11.020"), operand("6.373"))
    check = only(recompute(report(relations=(relation,))), "difference")
    assert (check.verdict, check.stated, check.computed, check.inputs) == ("mismatch", "4774", "4647", (11020, 6373))
    assert check.sentence == "11.020 − 6.373 = 4.647; báo cáo ghi 4.774."


def test_a_remainder_of_several_parts_gives_whole_and_part() -> None:
    relation = remainder(operand("348"), operand("1.502"), operand("862"), operand("292"))
    check = only(recompute(report(relations=(relation,))), "difference")
    assert (check.verdict, check.inputs) == ("consistent", (1502, 1154))
    assert check.sentence == "1.502 − 862 − 292 = 348; báo cáo ghi 348."


def test_a_remainder_that_other_states_explain_is_said_quietly() -> None:
    quote = "hiện còn 40 hồ sơ, trong đó đang giải quyết 12"
    relation = remainder(operand("40"), operand("100"), operand("50"), quote=quote)
    assert only(recompute(report(relations=(relation,))), "difference").severity == "low"


def test_growth_in_counts_and_in_percent() -> None:
    assert only(recompute(report(relations=(growth("311", "1.311", "1.000"),))), "growth").verdict == "consistent"
    assert only(recompute(report(relations=(growth("311", "1.301", "1.000"),))), "growth").verdict == "mismatch"
    rate = growth("17,5", "1.175", "1.000", percent=True)
    assert only(recompute(report(relations=(rate,))), "growth").verdict == "consistent"
    fall = growth("19", "810", "1.000", percent=True, sign=-1)
    assert only(recompute(report(relations=(fall,))), "growth").verdict == "consistent"


def test_counted_items_spelled_amounts_and_shares() -> None:
    items = Relation("e1", "enumeration", "03 nhiệm vụ sau", Place(1, 1), stated=operand("03"), count=4)
    words = Relation("s1", "spelled", "1.250 đồng", Place(1, 2), stated=operand("1.250"), spelled=Decimal(1200))
    split = Relation("h1", "shares", "25%; 62,5%; 12,4%", Place(1, 3), parts=tuple(map(operand, ("25", "62,5", "11"))))
    checks = recompute(report(relations=(items, words, split)))
    assert {c.kind: c.verdict for c in checks} == dict.fromkeys(("enumeration", "spelled", "shares"), "mismatch")
    assert only(checks, "shares").computed == "98.5"
    assert only(checks, "spelled").suggestions[0].after == "1.200"


def test_one_document_with_two_dates_is_a_quiet_contradiction() -> None:
    places = (Place(1, 3), Place(1, 9))
    relation = Relation(
        "k1",
        "citation",
        "KH 12",
        places[0],
        label="Kế hoạch 12/KH-UBND",
        dates=("2024-02-05", "2024-02-15"),
        places=places,
    )
    check = only(recompute(report(relations=(relation,))), "contradiction")
    assert (check.lines, check.severity) == ((3, 9), "low")
    assert check.sentence == "Kế hoạch 12/KH-UBND được dẫn với 2 ngày khác nhau: 05/02/2024, 15/02/2024."


def test_an_unsure_binding_never_accuses_loudly() -> None:
    relation = breakdown(operand("100"), operand("30"), operand("60"), sure=False)
    assert only(recompute(report(relations=(relation,))), "sum").severity == "low"


@pytest.mark.parametrize(
    ("bound", "n", "verdict"),
    [
        ("over", "945", "consistent"),
        ("over", "899", "mismatch"),
        ("under", "899", "consistent"),
        ("about", "895", "consistent"),
    ],
)
def test_words_of_approximation(bound: str, n: str, verdict: str) -> None:
    figure = ratio("f1", n, "1.000", "90", bound=bound)
    assert only(recompute(report(figure)), "ratio").verdict == verdict


def test_a_habit_of_cutting_is_noted_once() -> None:
    figures = [
        ratio(f"f{i}", n, "1.000", p, line=i) for i, (n, p) in enumerate([("336", "33"), ("557", "55"), ("129", "12")])
    ]
    checks = recompute(report(*figures))
    assert [c.severity for c in checks if c.kind == "ratio"] == ["none"] * 3
    assert only(checks, "rounding_habit").severity == "low"


def test_the_scanner_is_blamed_only_for_what_it_read_otherwise() -> None:
    figure = ratio("f1", "1.204", "3.351", "35,3", readings=("1.204/3.351 (đạt 35,9%)",))
    scan, text = recompute(report(figure, reader="tesseract")), recompute(report(figure))
    assert only(scan, "ratio").cause == "ocr"
    assert only(scan, "ratio").suggestions[0].after == "35,9"
    assert only(text, "ratio").cause == "report"


def test_an_implicit_ratio_shares_the_print_of_its_quantities() -> None:
    figures = (
        quantity("f1", "429"),
        quantity("f2", "97"),
        ratio("f3", "97", "429", "22,6", form="implicit", quote="429 hồ sơ, trong đó có 97 hồ sơ, đạt 22,6%"),
    )
    relation = breakdown(operand("97", "f2"), operand("60"), operand("31"))
    checks = recompute(report(*figures, relations=(relation,)))
    assert only(checks, "ratio").verdict == "consistent"
    assert {(s.before, s.figure) for s in only(checks, "sum").suggestions} == {("31", ""), ("60", "")}


@pytest.mark.parametrize(
    ("place", "unit"),
    [(Place(3, 1), "hồ sơ"), (Place(2, 40), "hồ sơ"), (Place(1, 30), "hồ sơ"), (Place(1, 2), "kế hoạch")],
)
def test_the_same_digits_far_away_or_of_other_things_are_another_number(place: Place, unit: str) -> None:
    """A ratio of page 3 says nothing of a count on page 1, were it twelve both times."""
    counted = quantity("f2", "12", unit=unit)
    there = ratio("f1", "12", "150", "8", form="implicit", unit="hồ sơ", quote="trong 150 hồ sơ có 12, chiếm 8%")
    relation = breakdown(operand("64"), operand("12", "f2"), operand("31"), operand("9"), operand("14"))
    check = only(recompute(report(replace(there, place=place), counted, relations=(relation,))), "sum")
    assert check.severity == "medium"
    assert "12" in {s.before for s in check.suggestions}


def test_a_count_at_the_foot_of_a_page_is_that_of_the_ratio_over_the_break() -> None:
    there = ratio("f1", "12", "150", "8", form="implicit", quote="trong 150 hồ sơ có 12, chiếm 8%")
    relation = breakdown(operand("64"), operand("12", "f2"), operand("31"), operand("9"), operand("14"))
    figures = (replace(there, place=Place(2, 1)), quantity("f2", "12"))
    assert only(recompute(report(*figures, relations=(relation,))), "sum").severity == "high"


def test_every_rule_has_its_sentence() -> None:
    assert sorted(RULES) == [
        "balance",
        "breakdown",
        "cell_ratio",
        "cell_share",
        "citation",
        "column_sum",
        "enumeration",
        "growth",
        "print",
        "rate_row",
        "ratio",
        "remainder",
        "repeat",
        "row_growth",
        "row_ratio",
        "row_sum",
        "shares",
        "spelled",
        "sum_ratio",
        "total_ratio",
        "total_share",
    ]
    assert all(rule.sentence and rule.name == name for name, rule in RULES.items())


@given(n=st.integers(0, 10**7), d=st.integers(1, 10**7), k=st.integers(0, 3))
def test_a_rounded_percentage_is_never_accused(n: int, d: int, k: int) -> None:
    exact = Fraction(100 * n, d)
    units = (exact * 10**k + Fraction(1, 2)).__floor__()
    printed = f"{units // 10**k},{str(units % 10**k).rjust(k, '0')}" if k else str(units)
    check = only(recompute(report(ratio("f1", str(n), str(d), printed))), "ratio")
    assert check.verdict == "consistent"


def test_the_arithmetic_chooses_between_readings_and_never_beyond_them() -> None:
    offered = ratio("f1", "1.204", "3.351", "35,3", readings=("1.204/3.351 (đạt 35,9%)",))
    chosen = choose_readings(report(offered, reader="tesseract"))
    figure = chosen.figures[0]
    assert figure.percent is not None
    assert figure.percent.printed == "35,9"
    assert figure.quote == "1.204/3.351 (đạt 35,9%)"
    assert figure.readings == ("1.204/3.351 (đạt 35,3%)",)
    assert only(recompute(chosen), "ratio").verdict == "consistent"
    alone = report(ratio("f1", "1.204", "3.351", "35,3"), reader="tesseract")
    assert choose_readings(alone) == alone


def test_two_readings_that_both_repair_leave_the_choice_to_people() -> None:
    offered = ratio("f1", "50", "100", "60", readings=("60/100 (đạt 60%)", "50/100 (đạt 50%)"))
    scan = report(offered, reader="tesseract")
    assert choose_readings(scan) == scan
    assert only(recompute(scan), "ratio").cause == "ocr"


def test_a_chosen_reading_reaches_every_statement_of_the_same_print() -> None:
    figure = ratio("f1", "47.286", "60.000", "68,81", readings=("41.286",))
    relation = breakdown(operand("47.286", "f1"), operand("30.000"), operand("11.286"))
    checks = recompute(choose_readings(report(figure, relations=(relation,), reader="tesseract")))
    assert {c.kind: c.verdict for c in checks} == {"ratio": "consistent", "sum": "consistent"}


def test_what_is_counted_is_not_read_as_a_fraction_to_make_it_true() -> None:
    figure = ratio("f1", "4.472", "4.9665", "90,04")
    whole = replace(figure.denominator, value=Decimal("4.9665"), decimals=4) if figure.denominator else None
    part = replace(figure.numerator, other=Decimal("4.472")) if figure.numerator else None
    checks = recompute(choose_readings(report(replace(figure, numerator=part, denominator=whole))))
    assert only(checks, "ratio").verdict == "mismatch"

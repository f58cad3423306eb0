"""Laws that hold for every report: intervals, edits, order, rules that break."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.checks import Check
from document.figures import Figure, Relation
from document.places import Place
from document.slips import slip
from normalize.consistency import RULES, choose_readings, recompute, settle
from normalize.consistency.claims import Claim, Leeway, judge
from normalize.consistency.edits import toward, within
from normalize.consistency.intervals import Interval, ceil_to, floor_to, point
from normalize.consistency.numbers import Number, from_numeral
from normalize.consistency.prose import Ledger
from normalize.consistency.wording import fixed, plain, printed
from tests.normalize.reports import breakdown, numeral, operand, ratio, remainder, report, table

FRACTIONS = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)
COUNTS = st.integers(0, 10**7)


def number(text: str, *, percent: bool = False, key: str = "x") -> Number:
    return from_numeral(numeral(text, percent=percent), key, "f1", Place(1, 1), percent=percent)


@given(a=FRACTIONS, b=FRACTIONS, c=FRACTIONS)
def test_intervals_meet_exactly_where_they_share_a_value(a: Fraction, b: Fraction, c: Fraction) -> None:
    low, middle, high = sorted((a, b, c))
    assert Interval(low, middle).meets(Interval(middle, high))
    assert not Interval(low, middle, high_open=True).meets(Interval(middle, high))
    assert middle in Interval(low, None)
    assert middle in Interval(None, high)
    assert point(middle).times(Fraction(-2)).point == -2 * middle


@given(value=FRACTIONS, k=st.integers(0, 3))
def test_cutting_and_raising_leave_less_than_a_step(value: Fraction, k: int) -> None:
    step = Fraction(1, 10**k)
    assert floor_to(value, step) <= value <= ceil_to(value, step)
    assert ceil_to(value, step) - floor_to(value, step) in (0, step)


@given(value=COUNTS)
def test_printed_digits_read_back(value: int) -> None:
    text = printed(Fraction(value))
    assert numeral(text).value == value
    assert plain(Fraction(value)) == str(value)
    assert fixed(Fraction(value, 8)).count(".") == 1


@given(true=st.integers(1000, 10**7), data=st.data())
def test_every_slip_finds_its_way_back(true: int, data: st.DataObject) -> None:
    digits = str(true)
    at = data.draw(st.integers(0, len(digits) - 1))
    kind = data.draw(st.sampled_from(["replace", "lose", "double"]))
    digit = data.draw(st.sampled_from([d for d in "123456789" if d != digits[at]]))
    wrong = {
        "replace": digits[:at] + digit + digits[at + 1 :],
        "lose": digits[:at] + digits[at + 1 :],
        "double": digits[: at + 1] + digits[at:],
    }[kind]
    if int(wrong) == true or not wrong.lstrip("0"):
        return
    assert slip(wrong, digits) is not None
    found = toward(number(wrong), Fraction(true))
    assert found is not None
    assert found.value == true


@settings(deadline=None)
@given(n=st.integers(1, 10**5), d=st.integers(1, 10**5), p=st.integers(0, 999))
def test_a_suggested_value_makes_the_check_hold(n: int, d: int, p: int) -> None:
    numbers = (
        number(str(n), key="n"),
        number(str(d), key="d"),
        number(f"{p // 10},{p % 10}", percent=True, key="p"),
    )
    claim = Claim("ratio", "ratio", "ratio", numbers, Place(1, 1), "")
    verdict = judge(claim).verdict
    for index, one in enumerate(numbers):
        for edit in within(one, Interval(None, None)):
            if edit.value in Leeway(claim, verdict).of(index, edit.step):
                mended = replace(
                    claim, numbers=(*numbers[:index], one.reread(edit.value, edit.step), *numbers[index + 1 :])
                )
                assert judge(mended).verdict in ("consistent", verdict)


def facts(checks: tuple[Check, ...]) -> set[tuple[object, ...]]:
    return {
        (c.kind, c.verdict, c.stated, c.inputs, c.severity, frozenset((s.before, s.after) for s in c.suggestions))
        for c in checks
    }


@given(order=st.permutations(range(6)))
def test_the_order_of_paragraphs_changes_no_finding(order: list[int]) -> None:
    def build(lines: list[int]) -> set[tuple[object, ...]]:
        figures: list[Figure] = [
            ratio("f1", "564.197", "595.083", "94,4", line=lines[0]),
            ratio("f2", "111", "4.227", "2,7", line=lines[1]),
            ratio("f3", "9.846", "31.180", "31,6", line=lines[2]),
        ]
        relations: list[Relation] = [
            breakdown(
                operand("564.197", "f1", line=lines[3]), operand("264.197"), operand("300.000"), line=lines[3], id="r1"
            ),
            remainder(operand("21.334"), operand("31.180", "f3"), operand("9.846", "f3"), line=lines[4], id="r2"),
            breakdown(operand("100"), operand("60"), operand("41"), line=lines[5], id="r3"),
        ]
        figures.sort(key=lambda f: f.place.line)
        relations.sort(key=lambda r: r.place.line)
        return facts(recompute(report(*figures, relations=tuple(relations))))

    assert build([i + 1 for i in order]) == build([1, 2, 3, 4, 5, 6])


@given(order=st.permutations(range(5)))
def test_the_order_of_rows_changes_no_finding(order: list[int]) -> None:
    rows = [
        [f"Xã {n}", str(a + b), str(a), str(b)]
        for n, a, b in zip("ABCDE", (310, 221, 97, 45, 160), (12, 90, 33, 8, 71), strict=True)
    ]
    rows[2][1] = "139"
    total = ["Tổng", "1.047", "833", "214"]
    header = ["Đơn vị", "Tổng số", "Đúng hạn", "Quá hạn"]
    kinds = [
        (c.kind, c.verdict, c.stated)
        for c in recompute(report(tables=(table(header, [*(rows[i] for i in order), total]),)))
    ]
    assert sorted(k for k in kinds if k[1] != "consistent") == [
        ("column_sum", "mismatch", "1047"),
        ("row_sum", "mismatch", "139"),
    ]


def test_a_rule_that_breaks_says_so_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(ledger: Ledger) -> Iterator[Claim]:
        raise KeyError(ledger.report.tables[9].id)

    monkeypatch.setitem(RULES, "growth", replace(RULES["growth"], find=broken))
    checks = recompute(report(ratio("f1", "1", "2", "50")))
    assert [(c.kind, c.verdict) for c in checks] == [("ratio", "consistent"), ("growth", "check_error")]
    assert checks[1].is_finding


def test_settling_is_choosing_and_then_checking() -> None:
    scan = report(ratio("f1", "1.204", "3.351", "35,3", readings=("35,9",)), reader="tesseract")
    assert settle(scan) == (choose_readings(scan), recompute(choose_readings(scan)))
    text = report(ratio("f1", "1.204", "3.351", "35,3"))
    assert settle(text) == (text, recompute(text))

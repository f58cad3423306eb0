"""One slip of a pen or a scanner, and what it explains."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures.slips import one_edit, repairable, share_repairable
from tests.extract.figures.sentences import figures, read


@given(
    st.integers(min_value=100, max_value=10**7),
    st.integers(min_value=0, max_value=6),
    st.integers(min_value=0, max_value=9),
)
def test_a_digit_replaced_or_added_is_one_edit_both_ways(number: int, at: int, digit: int) -> None:
    text = str(number)
    at %= len(text)
    replaced = text[:at] + str(digit) + text[at + 1 :]
    longer = text[:at] + str(digit) + text[at:]
    assert one_edit(text, longer)
    assert one_edit(longer, text)
    assert one_edit(text, replaced) == (replaced != text)


@pytest.mark.parametrize(("one", "other"), [("4182", "4812"), ("564", "561"), ("12", "122"), ("121", "12")])
def test_these_are_one_edit_apart(one: str, other: str) -> None:
    assert one_edit(one, other)


@pytest.mark.parametrize(("one", "other"), [("125", "72"), ("4182", "4270"), ("12", "12"), ("12", "1222")])
def test_these_are_not(one: str, other: str) -> None:
    assert not one_edit(one, other)


def test_a_sum_is_repaired_by_one_number() -> None:
    parts = [Decimal(121), Decimal(1899), Decimal(42)]
    assert repairable(Decimal(352), parts, ["352", "121", "1899", "42"])
    assert not repairable(Decimal(125), [Decimal(60), Decimal(12)], ["125", "60", "12"])


def test_a_share_is_repaired_by_one_number() -> None:
    assert share_repairable(("1.427", Decimal(1427)), ("1.600", Decimal(1600)), ("98,2", Decimal("98.2"), 1))
    assert not share_repairable(("120", Decimal(120)), ("150", Decimal(150)), ("95", Decimal(95), 0))


def test_a_misprint_does_not_hide_a_closed_list() -> None:
    (relation,) = read("Có 352 công trình, gồm 121 hồ chứa, 1.899 đập dâng và 42 trạm bơm; 09 hồ đã cạn.").relations
    assert relation.exhaustive
    assert len(relation.parts) == 3


def test_an_unrelated_share_is_left_alone() -> None:
    assert figures("Có 12 hồ sơ tồn, đã giải quyết 120 hồ sơ, đạt 95%.")[-1] == "95%"


def test_overlapping_attributes_are_no_closed_list() -> None:
    (relation,) = read("Kết nạp 125 đảng viên (nữ 60, dân tộc thiểu số 12).").relations
    assert not relation.exhaustive

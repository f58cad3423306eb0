"""Printed numbers: what the two habits read, and that formatting and parsing are inverse."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.numerals import Separators, parse


def printed(value: Decimal, decimals: int, habit: Separators) -> str:
    text = f"{value:,.{decimals}f}"
    return text if habit == "en" else text.translate(str.maketrans(",.", ".,"))


@given(
    st.integers(min_value=0, max_value=10**13),
    st.integers(min_value=0, max_value=4),
    st.sampled_from(["vi", "en"]),
)
def test_parsing_undoes_formatting(units: int, decimals: int, habit: Separators) -> None:
    value = Decimal(units).scaleb(-decimals)
    numeral = parse(printed(value, decimals, habit), habit)
    assert numeral is not None
    assert (numeral.value, numeral.decimals) == (value, decimals)


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=4), st.sampled_from(["vi", "en"]))
def test_a_percentage_keeps_its_decimals_whatever_the_habit_of_the_report(
    units: int, decimals: int, habit: Separators
) -> None:
    value = Decimal(units % 10**5).scaleb(-decimals)
    other: Separators = "en" if habit == "vi" else "vi"
    numeral = parse(f"{value:.{decimals}f}".replace(".", "," if other == "vi" else "."), habit, percent=True)
    assert numeral is not None
    assert (numeral.value, numeral.decimals) == (value, decimals)


@pytest.mark.parametrize(
    ("text", "habit", "value", "other"),
    [
        ("1.204", "vi", "1204", "1.204"),
        ("1.204", "en", "1.204", "1204"),
        ("17,673,000,000", "vi", "17673000000", None),
        ("0.049", "vi", "0.049", None),
        ("94,40", "vi", "94.40", None),
        ("564. 197", "vi", "564197", "564.197"),
        ("08", "vi", "8", None),
    ],
)
def test_both_readings_are_kept_where_two_are_possible(
    text: str, habit: Separators, value: str, other: str | None
) -> None:
    numeral = parse(text, habit)
    assert numeral is not None
    assert numeral.value == Decimal(value)
    assert numeral.other == (None if other is None else Decimal(other))


@pytest.mark.parametrize("text", ["", "12.34.56", "1,2,3", "abc", "1.", ".5"])
def test_what_no_habit_reads_is_no_number(text: str) -> None:
    assert parse(text) is None

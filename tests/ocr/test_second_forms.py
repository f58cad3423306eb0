import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.second_forms import (
    best_part,
    core,
    known_form,
    percent_doubled,
    plain,
    repaired,
    same_percent,
    shape,
    well_formed,
)


@pytest.mark.parametrize(
    "text",
    ["0", "1.204", "94,81%", "14,74 %", "1.204/3.351", "(0/2),", "21/8/2017", "2018-2020", "3+", "17,673,000", "2.1.3"],
)
def test_figures(text: str) -> None:
    assert well_formed(text)


@pytest.mark.parametrize("text", ["1.204/335]", "3l", "5Š", "64,2⁄%%", "1;9", "12.4.05,1.2", "%", "đạt"])
def test_no_figures(text: str) -> None:
    assert not well_formed(text)


@pytest.mark.parametrize("text", ["3798/QĐ-BYT", "02/2017/TT-BYT", "10.050.000đ", "PC06", "III/2024", "H5N1"])
def test_figures_with_letters(text: str) -> None:
    assert known_form(text)
    assert not well_formed(text)


def test_look_alikes_have_one_shape() -> None:
    assert shape("1.2O4/335l") == shape("1.204/3351")
    assert shape("5Š") == shape("55")
    assert shape("1.204/335]") != shape("1.204/335")


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_marks_around_change_nothing(part: int, whole: int) -> None:
    figure = f"{part:,}/{whole:,}".replace(",", ".")
    assert core(f"({figure}),") == core(figure.replace("/", "⁄")) == figure


def test_full_width_letters_are_plain() -> None:
    assert plain("１２，５％") == "12,5%"


def test_percent_sign_read_as_a_digit() -> None:
    assert percent_doubled("64,23%", "64,2%")
    assert percent_doubled("64,23", "64,2%")
    assert percent_doubled("1003⁄%", "100%")
    assert not percent_doubled("64,2%", "64,2%")
    assert not percent_doubled("65,23%", "64,2%")


def test_one_percentage_two_separators() -> None:
    assert same_percent("102.32%;", "102,32%")
    assert not same_percent("1.204", "1,204")
    assert not same_percent("10.232%", "102,32%")


def test_separators_that_no_figure_has() -> None:
    assert repaired("1;9") == "1,9"
    assert repaired("133:417") == "133.417"
    assert repaired("1,9") is None
    assert repaired("a;b") is None


def test_the_part_of_a_reading_that_is_the_figure() -> None:
    assert best_part("G 10-2017", "10-2017") == "10-2017"
    assert best_part("đạt 64,2%.", "64,23%") == "64,2%."
    assert best_part("", "12") == ""

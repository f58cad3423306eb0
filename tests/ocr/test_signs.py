"""Broken percent signs and opening dashes."""

import pytest

from document.pages import Word
from ocr.second import DOUBT
from ocr.signs import with_signs_mended


def line(text: str) -> list[Word]:
    return [Word(word, (10.0 * at, 0.0, 10.0 * at + 9, 5.0), 0.9) for at, word in enumerate(text.split())]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("đạt 13,43⁰⁄₂", "đạt 13,43%"),
        ("đạt 93⁰ %;", "đạt 93%;"),
        ("đạt 93º/o,", "đạt 93%,"),
        ("(93°%)", "(93%)"),
        ("~ Tiếp tục", "- Tiếp tục"),
        ("thô 14,6%o, giảm", "thô 14,6‰, giảm"),
        ("(kế hoạch 8,9%ø).", "(kế hoạch 8,9‰)."),
        ("bằng 0,2%0", "bằng 0,2‰"),
    ],
)
def test_broken_signs_are_made_whole(read: str, printed: str) -> None:
    assert " ".join(word.text for word in with_signs_mended(line(read))) == printed


@pytest.mark.parametrize(
    "text", ["nhiệt độ 35° C", "15/20 trường hợp", "từ 5 ~ 7 ngày", "20⁰C", "93 %", "số 15²", "5/0", "70% so", "12%)."]
)
def test_sound_signs_stay(text: str) -> None:
    words = line(text)
    assert with_signs_mended(words) == tuple(words)


def test_what_was_read_stays_beside_it() -> None:
    word = with_signs_mended(line("93⁰ %"))[0]
    assert word.readings == ("93%", "93⁰%")
    assert word.bbox == (0.0, 0.0, 19.0, 5.0)


def test_a_third_ring_that_one_reader_missed_is_doubtful() -> None:
    words = with_signs_mended([Word("5,9%;", (0.0, 0.0, 9.0, 5.0), 0.8, ("5,9%;", "5,9%o;"))])
    assert words[0].text == "5,9‰;"
    assert words[0].readings == ("5,9‰;", "5,9%;", "5,9%o;")
    assert words[0].confidence < DOUBT


@pytest.mark.parametrize(
    ("read", "printed"),
    [("81.209.3", "81.209,3"), ("(1.652.310.75%).", "(1.652.310,75%)."), ("9.408.5/12", "9.408,5/12")],
)
def test_a_point_before_decimals_behind_thousands_is_a_comma_in_doubt(read: str, printed: str) -> None:
    (word,) = with_signs_mended(line(read))
    assert (word.text, word.readings) == (printed, (printed, read))
    assert word.confidence < DOUBT
    for right in ("1.652.310", "12.5", "1.652.", "0912.345.67", "01.2024", "15.123.2024", "1.652,3", "2.310.457.1.2"):
        assert with_signs_mended(line(right)) == tuple(line(right))


@pytest.mark.parametrize(("read", "printed"), [("1,652.310", "1.652.310"), ("908.770/1,652.310", "908.770/1.652.310")])
def test_a_comma_before_points_of_thousands_is_a_point_in_doubt(read: str, printed: str) -> None:
    (word,) = with_signs_mended(line(read))
    assert (word.text, word.readings) == (printed, (printed, read))
    assert word.confidence < DOUBT
    assert all(with_signs_mended(line(right)) == tuple(line(right)) for right in ("1.652,310", "1,652,310", "12,345"))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("giảm 1.883d;", "giảm 1.883đ;"),
        ("giá 64.114d/kg,", "giá 64.114đ/kg,"),
        ("số 26/2024/ND-CP.", "số 26/2024/NĐ-CP."),
        ("số 3/QD-UBND", "số 3/QĐ-UBND"),
        ("số 12/NQ-HDND", "số 12/NQ-HĐND"),
        ("điểm 1d, 12d", "điểm 1d, 12d"),
        ("số 4/BC-ND", "số 4/BC-ND"),
    ],
)
def test_letters_that_lost_their_stroke(read: str, printed: str) -> None:
    before = line(read)
    after = with_signs_mended(before)
    assert " ".join(word.text for word in after) == printed
    for old, new in zip(before, after, strict=True):
        assert new == old or new.readings == (new.text, old.text)


@pytest.mark.parametrize(
    ("readings", "text"),
    [(("8834.", "883đ."), "883đ."), (("61.226đikg,", "61.226đ/kg,"), "61.226đ/kg,"), (("8834", "8831"), "8834")],
)
def test_the_sign_of_money_that_one_reader_took_for_a_four(readings: tuple[str, str], text: str) -> None:
    (word,) = with_signs_mended([Word(readings[0], (0.0, 0.0, 9.0, 5.0), 0.4, readings)])
    assert (word.text, set(word.readings), word.confidence) == (text, set(readings), 0.4)

"""Marks that are taken for each other: what terms settle, and what they must leave alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.pages import Word
from ocr.second import DOUBT
from ocr.tones import with_marks_weighed


def line(text: str, confidence: float = 0.97) -> list[Word]:
    return [Word(word, (0.0, 0.0, 1.0, 1.0), confidence) for word in text.split()]


def said(text: str) -> str:
    return " ".join(word.text for word in with_marks_weighed(line(text)))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("TỐNG SỐ", "TỔNG SỐ"),
        ("đoàn KIẾM TRA,", "đoàn KIỂM TRA,"),
        ("các tố chức", "các tổ chức"),
        ("ỦY BAN NHÂN DÂN TÍNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("chỉ ngân sách", "chi ngân sách"),
        ("“Bảo hiếm xã hội”", "“Bảo hiểm xã hội”"),
    ],
)
def test_terms_tell_look_alikes_apart(read: str, printed: str) -> None:
    assert said(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "đơn tố cáo",
        "tìm kiếm cứu nạn",
        "thành phố",
        "tính đến ngày",
        "đối với",
        "chỉ đạo",
        "trực tuyến",
        "15 tỷ",
        "ông Tống Văn A",
    ],
)
def test_what_is_right_stays_and_is_not_doubted(text: str) -> None:
    words = line(text)
    assert with_marks_weighed(words) == tuple(words)


def test_a_choice_is_doubtful_and_keeps_what_was_read() -> None:
    word = with_marks_weighed(line("tống hợp"))[0]
    assert (word.text, word.readings) == ("tổng", ("tổng", "tống"))
    assert word.confidence < DOUBT


@given(st.lists(st.text(alphabet="aâêôiíỉấẩếểềốổtnghkmbcpsđuyCTK.,() ", min_size=1, max_size=8), max_size=6))
def test_only_the_marks_named_are_exchanged(texts: list[str]) -> None:
    def bare(text: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", text) if c not in "\u0309\u0301\u0300")

    words = [Word(text, (0.0, 0.0, 1.0, 1.0)) for text in texts]
    assert [bare(w.text) for w in with_marks_weighed(words)] == [bare(w.text) for w in words]

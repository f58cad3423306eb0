"""Marks that are taken for each other: what terms settle, and what they must leave alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.pages import Word
from ocr.letters import Lettered
from ocr.second import DOUBT
from ocr.tones import _bare, with_marks_weighed


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


def lettered(text: str, *weighed: dict[str, float]) -> Lettered:
    """A word of whose letters all but the `weighed` ones, in their order, had no rival."""
    rivals = {next(iter(choices)): choices for choices in weighed}
    return Lettered(text, (0.0, 0.0, 1.0, 1.0), 0.97, letters=tuple(rivals.get(c, {c: 1.0}) for c in text))


def test_a_term_is_taken_only_where_the_print_speaks_for_it() -> None:
    after = Word("sinh", (1.0, 0.0, 2.0, 1.0), 0.97)
    seen = with_marks_weighed([lettered("múc", {"ú": 1.0, "ứ": 0.4}), after])[0]
    assert (seen.text, seen.readings) == ("mức", ("mức", "múc"))
    assert seen.confidence < DOUBT
    unseen = with_marks_weighed([lettered("múc", {"ú": 1.0, "ụ": 0.4}), after])[0]
    assert (unseen.text, unseen.readings) == ("múc", ())


def test_the_heaviest_of_two_terms_is_taken() -> None:
    before = Word("cấp", (0.0, 0.0, 1.0, 1.0), 0.97)
    read = with_marks_weighed([before, lettered("tinh", {"i": 1.0, "ỉ": 0.5, "ì": 0.1})])[1]
    assert read.text == "tỉnh"


def test_a_mark_that_weighs_nearly_as_much_is_shown_as_doubt() -> None:
    word = with_marks_weighed([lettered("Vận,", {"ậ": 1.0, "ấ": 0.9, "â": 0.1})])[0]
    assert (word.text, word.readings) == ("Vận,", ("Vận,", "Vấn,"))
    assert word.confidence < DOUBT
    sure = with_marks_weighed([lettered("Vận,", {"ậ": 1.0, "ấ": 0.3})])[0]
    assert sure == Word("Vận,", (0.0, 0.0, 1.0, 1.0), 0.97)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("6 tuôi", "6 tuổi"),
        ("65.500.000 đông;", "65.500.000 đồng;"),
        ("41 tỳ 200", "41 tỷ 200"),
        ("0 tỷ", "0 tỷ"),
        ("12 bác sÿ/vạn", "12 bác sỹ/vạn"),
    ],
)
def test_units_of_money_and_age_are_known_without_their_marks(read: str, printed: str) -> None:
    assert said(read) == printed


def test_answers_are_plain_words() -> None:
    assert [type(word) for word in with_marks_weighed([lettered("và"), lettered("12"), lettered("a", {"a": 1.0})])] == [
        Word
    ] * 3


@given(st.lists(st.text(alphabet="aàáảãạăâbcdđeêioôơuưy 0,.", min_size=1, max_size=7), max_size=6))
def test_nothing_but_marks_is_exchanged(texts: list[str]) -> None:
    words = [lettered(t, *({c: 1.0, o: 0.9} for c, o in zip("aouđ", "áởứd", strict=True))) for t in texts if t.strip()]
    for before, after in zip(words, with_marks_weighed(words), strict=True):
        assert len(after.text) == len(before.text)
        assert _bare(after.text.lower()) == _bare(before.text.lower())

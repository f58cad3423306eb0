"""TCVN3 and VNI back and forth, and Unicode left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.pages import LayerChar
from ocr.legacy import TCVN3, VNI_LETTERS, VNI_MARKS, encoding_of, from_tcvn3, from_vni, looks_tcvn3, to_unicode

LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
WORDS = st.text(alphabet=LETTERS + " 0123456789.,%/", max_size=40)


def to_tcvn3(text: str) -> str:
    back = {letter: code for code, letter in TCVN3.items()}
    return "".join(back.get(c, c) for c in text)


def to_vni(text: str) -> str:
    marks = {value: key for key, value in VNI_MARKS.items()}
    singles = {value: key for key, value in VNI_LETTERS.items()}
    out = ""
    for char in text:
        if char in singles:
            out += singles[char]
            continue
        base, rest = unicodedata.normalize("NFD", char)[0], unicodedata.normalize("NFD", char)[1:]
        if "\u031b" in rest:
            base, rest = singles["ơ" if base == "o" else "ư"], rest.replace("\u031b", "")
        order = "".join(sorted(rest, key=lambda c: c not in "\u0302\u0306"))
        out += base + (marks[order] if order else "")
    return out


@given(WORDS)
def test_tcvn3_there_and_back(text: str) -> None:
    assert from_tcvn3(to_tcvn3(text)) == text


@given(WORDS)
def test_vni_there_and_back(text: str) -> None:
    assert from_vni(to_vni(text)) == text


def test_known_phrases() -> None:
    assert from_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert from_tcvn3("ñy ban nh©n d©n", capitals=True) == "ỦY BAN NHÂN DÂN"
    assert from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert from_vni("ÑOÄC LAÄP") == "ĐỘC LẬP"


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", "tcvn3"), (".VnTimeH", "tcvn3"), ("VnArial-Bold", "tcvn3"), ("VNI-Times", "vni"), ("Times New Roman", None),
     ("VNtimes new roman", None), ("Vnilla", None)],
)  # fmt: skip
def test_fonts(font: str, encoding: str | None) -> None:
    assert encoding_of(font) == encoding


def test_fonts_of_capitals() -> None:
    for font in (".VnTimeH", ".VnArial NarrowH", ".VnTimeH-Bold", "VnArialH,Bold"):
        assert "".join(c.text for c in to_unicode(chars("ñy ban", font))[0]) == "ỦY BAN"
    assert "".join(c.text for c in to_unicode(chars("ñy ban", ".VnHelvetica"))[0]) == "ủy ban"


def test_content_tells_vni_in_a_font_of_another_name() -> None:
    sentence = "tiếp nhận và giải quyết được một trăm hồ sơ đúng hạn theo quy định "
    layer = [*chars(sentence, "Times"), *chars(to_vni(sentence), "F1", 1000)]
    changed, any_ = to_unicode(layer)
    assert any_
    assert "".join(c.text for c in changed) == sentence * 2
    english = chars("the committee has received one hundred files and settled them in due time ", "F1")
    assert to_unicode(english) == (tuple(english), False)


def test_letters_on_the_codes_of_signs() -> None:
    lifted = "".join(chr(0xF000 + ord(c)) for c in "B¸o c¸o")
    assert "".join(c.text for c in to_unicode(chars(lifted, ".VnTime"))[0]) == "Báo cáo"
    lifted = "".join(chr(0xF000 + ord(c)) for c in "Tieáp")
    assert "".join(c.text for c in to_unicode(chars(lifted, "VNI-Times"))[0]) == "Tiếp"
    assert to_unicode(chars("\uf041", "TimesNewRoman"))[0][0].text == "\uf041"


@pytest.mark.parametrize(
    ("text", "font", "printed"),
    [("\uf0b7", "SymbolMT", "•"), ("§", "Wingdings-Regular", "•"), ("\ufffd", "Wingdings", "•"), ("\uf0b3", "Symbol", "≥"),
     ("v", "Wingdings", "•"), ("v", "TimesNewRoman", "v"), ("·", "Symbol", "•"), ("≤", "Symbol", "≤")],
)  # fmt: skip
def test_signs_of_lists(text: str, font: str, printed: str) -> None:
    assert to_unicode(chars(text, font))[0][0].text == printed


def chars(text: str, font: str, start: float = 0) -> list[LayerChar]:
    return [LayerChar(c, (start + 7 * i, 0, start + 7 * i + 7, 14), font, 14) for i, c in enumerate(text)]


def test_mixed_fonts_on_one_line() -> None:
    layer = [
        *chars("B¸o c¸o ", ".VnTime"),
        *chars("Sở Y tế ", "TimesNewRoman", 100),
        *chars("Tieáp nhaän", "VNI-Times", 200),
    ]
    changed, any_ = to_unicode(layer)
    assert any_
    assert "".join(c.text for c in changed) == "Báo cáo Sở Y tế Tiếp nhận"
    assert changed[-3].bbox_pt[2] - changed[-3].bbox_pt[0] == 7


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " 0123456789.,%/", max_size=80))
def test_unicode_is_never_touched(text: str) -> None:
    layer = chars(text, "Times New Roman")
    assert to_unicode(layer) == (tuple(layer), False)


def test_content_tells_tcvn3_in_fonts_of_other_names() -> None:
    assert looks_tcvn3(to_tcvn3("tiếp nhận và giải quyết được một trăm hồ sơ đúng hạn theo quy định"))
    assert not looks_tcvn3("tiếp nhận và giải quyết được một trăm hồ sơ đúng hạn theo quy định")

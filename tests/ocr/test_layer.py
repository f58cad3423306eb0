"""Text layers: judged, laid out, spaces repaired."""

from dataclasses import replace

import pytest

from document.pages import LayerChar, TextLayer
from ocr import ReaderSettings, read_page
from ocr.layer import judge, words_of
from ocr.syllables import is_syllable, sense
from tests.ocr.pages import CLOSING, ORDER, digital


def chars(text: str, gaps: dict[int, float] | None = None, size: float = 14) -> list[LayerChar]:
    """Characters seven points wide; `gaps`: extra white before a character, by index."""
    found, x = [], 0.0
    for index, char in enumerate(text):
        x += (gaps or {}).get(index, 0)
        width = 0.0 if char == "\u200b" else 7.0
        found.append(LayerChar(char, (x, 0, x + width, size), "Times", size))
        x += width
    return found


def test_digital_page() -> None:
    page = read_page(digital(), ReaderSettings())
    texts = [line.text for line in page.lines]
    assert page.reader == "layer"
    assert page.lines[0].role == "page_number"
    assert texts[1 : len(ORDER) + 1] == ORDER
    assert [t for t in texts if t in CLOSING] == CLOSING
    assert "(đạt 35,93%)¹. Trong đó," in " ".join(texts)
    assert [line.text for line in page.lines if line.role == "footnote"] == ["¹ Số liệu đến 14/8/2023."]
    assert [cell.text for cell in page.grids[0].cells] == ["STT", "Đơn vị", "Hồ sơ", "1", "Cấp tỉnh", "12.345"]
    assert {line.bold for line in page.lines if line.text in ("BÁO CÁO", "GIÁM ĐỐC")} == {True}
    numbers = [line.number for line in page.lines] + list(range(page.grids[0].line, page.grids[0].last_line + 1))
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_boxes_are_pixels_of_the_reference_image() -> None:
    page = read_page(digital(), ReaderSettings())
    shape = digital().image(page.dpi).shape
    assert (page.height, page.width) == shape[:2]
    assert all(0 <= w.bbox[0] < w.bbox[2] <= page.width for line in page.lines for w in line.words)


def test_spaces_inside_words_are_repaired() -> None:
    """Word writes "ĐIỀ U" with a space that takes no room on paper."""
    layer = chars("ĐIỀ U KHOẢN")
    space = layer[3]
    squeezed = [
        replace(c, bbox_pt=(c.bbox_pt[0] - 7, 0, c.bbox_pt[2] - 7, 14)) if i > 3 else c for i, c in enumerate(layer)
    ]
    squeezed[3] = replace(space, bbox_pt=(21, 0, 21, 14))
    assert [w.text for w in words_of(squeezed, 1)] == ["ĐIỀU", "KHOẢN"]


def test_space_that_is_seen_but_not_written() -> None:
    assert [w.text for w in words_of(chars("hồsơ", {2: 4}), 1)] == ["hồ", "sơ"]


@pytest.mark.parametrize("word", ["nghiêng", "quyết", "giường", "ở", "yêu", "trưởng", "UBND", "khuya", "thuở", "đoàn"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["tlep", "nhn", "B¸o", "xyz", "qưett", "wow"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_sense_of_good_and_of_misread_text() -> None:
    assert sense("Tiếp nhận và giải quyết 12 hồ sơ đúng hạn") == 1
    assert sense("Tjep nhgn va gial quyet hO so dUng hn tbeo quy djnh") < 0.75


GOOD = chars("Tiếp nhận và giải quyết hồ sơ đúng hạn theo quy định của pháp luật hiện hành. " * 5)

SPACED = chars("x Tiếp nhận và giải quyết hồ sơ đúng hạn theo quy định chung " * 5)
"""Lines that begin with a sign of its own."""


@pytest.mark.parametrize(
    ("layer", "scanned", "verdict"),
    [
        (None, True, "empty"),
        (TextLayer(()), False, "empty"),
        (TextLayer(tuple(GOOD)), False, "good"),
        (TextLayer(tuple(GOOD[:70])), True, "seal"),
        (TextLayer(tuple(GOOD[:70])), False, "good"),
        (TextLayer(tuple(replace(c, invisible=True) for c in GOOD)), True, "invisible"),
        (TextLayer(tuple(replace(c, text="\ue012") for c in GOOD)), False, "garbage"),
        (TextLayer(tuple(chars("Tjep nhqn vq gjaj qwyet hO sO dUnq hqn tbeo qvy djnh " * 4))), False, "garbage"),
        (
            TextLayer(tuple(replace(c, bbox_pt=(0, c.bbox_pt[0], 14, c.bbox_pt[2]), turn=270) for c in GOOD)),
            False,
            "good",
        ),
        (TextLayer((*GOOD, *(replace(c, text="\ufffd") for c in GOOD[:20]))), False, "garbage"),
        (
            TextLayer((*GOOD, *(replace(c, font="Bold") for c in chars("XXYY jhvjkhw ghqjw kqwx zzt " * 4)))),
            False,
            "garbage",
        ),
    ],
)
def test_judged(layer: TextLayer | None, scanned: bool, verdict: str) -> None:
    assert judge(layer, scanned) == verdict

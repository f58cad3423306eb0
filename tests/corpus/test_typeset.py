"""The typesetter prints every word of a specimen, each page's truth is exact, and the same text gives the same bytes."""

import io
from collections import Counter
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
import regex

from corpus import truth
from corpus.specimen import Specimen, load, plain, slugs
from corpus.typeset import LayoutError, Letter, inline, typeset

LETTER = """UBND TỈNH HÒA LÂM

**SỞ TƯ PHÁP**

Số: 125/BC-STP

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**

**Độc lập - Tự do - Hạnh phúc**

Hòa Lâm, ngày 12 tháng 10 năm 2023

**BÁO CÁO**

**Kết quả quý III năm 2023**

**I. KẾT QUẢ**

Đã nhận **1.204/3.351** hồ sơ<sup>1</sup> theo Kế hoạch số 590/KH-UBND; giá $12.405 / 9.870 = 125,68\\%$.

<sup>1</sup> Tính đến ngày 30/9/2023.

* Khó khăn: thiếu 02 máy quét.

STT\tĐơn vị\tHồ sơ\t
\t\tTổng\tĐạt
1\tXã Tân Lập\t1.204\t35,9%
2\tXã Phú Thọ\t7\t

2\tXã Phú Hưng\t12\t5%
\tTỔNG\t1.223\t

**Nơi nhận:**

- Như trên;

**GIÁM ĐỐC**

**Nguyễn Văn A**
"""
LAYOUT = {
    "left": ["UBND TỈNH HÒA LÂM", "**SỞ TƯ PHÁP**", "Số: 125/BC-STP"],
    "right": [
        "**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**",
        "**Độc lập - Tự do - Hạnh phúc**",
        "Hòa Lâm, ngày 12 tháng 10 năm 2023",
    ],
    "title": ["**BÁO CÁO**", "**Kết quả quý III năm 2023**"],
    "signature_left": ["**Nơi nhận:**", "- Như trên;"],
    "signature_right": ["**GIÁM ĐỐC**", "**Nguyễn Văn A**"],
    "seal": "SỞ TƯ PHÁP",
    "tables": [
        {
            "widths": [1, 3, 2, 2],
            "align": ["c", "l", "r", "r"],
            "header_rows": [[["STT", 1, 2], ["Đơn vị", 1, 2], ["Hồ sơ", 2, 1]], [["Tổng", 1, 1], ["Đạt", 1, 1]]],
            "pages": 2,
            "frame": "none",
        }
    ],
}


@pytest.fixture(scope="module")
def letter() -> Letter:
    return typeset(Specimen("thu", LETTER, {"layout": LAYOUT}))


@pytest.fixture(scope="module")
def pages(letter: Letter) -> list[truth.PageTruth]:
    return truth.read(letter.ruled_pdf)


def test_same_text_same_bytes(letter: Letter) -> None:
    assert typeset(Specimen("thu", LETTER, {"layout": LAYOUT})) == letter


def test_reading_order_of_the_letterhead(pages: list[truth.PageTruth]) -> None:
    head = [line.text for line in pages[0].lines[:6]]
    assert head == ["UBND TỈNH HÒA LÂM", "SỞ TƯ PHÁP", "Số: 125/BC-STP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                    "Độc lập - Tự do - Hạnh phúc", "Hòa Lâm, ngày 12 tháng 10 năm 2023"]  # fmt: skip


def test_marks_are_undone_and_calls_raised(pages: list[truth.PageTruth]) -> None:
    text = pages[0].text.replace("\n", " ")
    assert "1.204/3.351 hồ sơ¹ theo" in text
    assert "12.405 / 9.870 = 125,68%" in text
    assert "* Khó khăn" in text
    assert [line.text for line in pages[0].lines if line.role == "footnote"] == ["¹ Tính đến ngày 30/9/2023."]


def test_table_runs_over_two_pages_with_merged_titles(pages: list[truth.PageTruth]) -> None:
    first, second = pages[0].tables[0], pages[1].tables[0]
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in first.cells if c.row < 2}
    assert spans == {
        "STT": (0, 0, 2, 1),
        "Đơn vị": (0, 1, 2, 1),
        "Hồ sơ": (0, 2, 1, 2),
        "Tổng": (1, 2, 1, 1),
        "Đạt": (1, 3, 1, 1),
    }
    assert [c.text for c in first.cells if c.row == 2] == ["1", "Xã Tân Lập", "1.204", "35,9%"]
    assert [c.text for c in second.cells] == ["2", "Xã Phú Hưng", "12", "5%", "", "TỔNG", "1.223", ""]


def test_page_number_from_the_second_page(pages: list[truth.PageTruth]) -> None:
    numbers = [[line.text for line in page.lines if line.role == "page_number"] for page in pages]
    assert numbers == [[], ["2"]]


def test_borderless_table_is_printed_without_rules_in_the_same_place(letter: Letter) -> None:
    with pdfplumber.open(io.BytesIO(letter.pdf)) as shown, pdfplumber.open(io.BytesIO(letter.ruled_pdf)) as ruled:
        assert not shown.pages[1].lines
        assert ruled.pages[1].lines
        for a, b in zip(shown.pages, ruled.pages, strict=True):
            assert [(c["text"], c["x0"], c["top"]) for c in a.chars] == [
                (c["text"], c["x0"], c["top"]) for c in b.chars
            ]


def test_seal_stands_between_role_and_name(letter: Letter, pages: list[truth.PageTruth]) -> None:
    ((page, _, y),) = letter.seals
    tops = {line.text: line.bbox_pt[1] for line in pages[page - 1].lines}
    assert tops["GIÁM ĐỐC"] < y < tops["Nguyễn Văn A"]


def test_layout_that_disagrees_is_refused() -> None:
    layout = LAYOUT | {"title": ["**BÁO CÁO**", "**Kết quả quý IV năm 2023**"]}
    with pytest.raises(LayoutError, match="quý III"):
        typeset(Specimen("thu", LETTER, {"layout": layout}))


def test_inline_keeps_words_with_a_slash_whole() -> None:
    assert inline("số 590/KH-UBND **ngày**") == (
        '#run("số ", b: false, i: false)#whole[#run("590/KH-UBND", b: false, i: false)]'
        '#run(" ", b: false, i: false)#run("ngày", b: true, i: false)'
    )


def _words(text: str) -> Counter[str]:
    """The words; raised digits are calls of footnotes or powers ("m³"), and left out."""
    return Counter(regex.findall(r"[\p{L}\p{Nd}%/.,]+", text))


@pytest.mark.parametrize("slug", slugs())
def test_every_word_of_a_specimen_is_printed(slug: str, tmp_path: Path) -> None:
    specimen = load(slug)
    letter = typeset(specimen)
    pages = truth.read(letter.ruled_pdf)
    text = "\n".join(page.text for page in pages)
    source = "\n".join(plain(regex.sub(r"<sup>\d+</sup>", " ", line)) for line in specimen.lines if line != "---")
    source = source.replace("$", "").replace("\\%", "%")
    lost = _words(source) - _words(text)
    assert not lost
    (tmp_path / "letter.pdf").write_bytes(letter.pdf)
    assert len(pypdfium2.PdfDocument(tmp_path / "letter.pdf")) == len(pages)
    assert len(letter.seals) == 1

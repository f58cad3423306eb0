"""Numbered parts, read exactly from a text and through slips from a scan."""

import pytest

from extract.parts import part


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Phần thú nhất", "Phần thứ nhất"),
        ("Phân thư hai", "Phần thứ hai"),
        ("PHẢN THÚ BA", "PHẦN THỨ BA"),
        ("Phần Il", "Phần II"),
        ("PHẦN l. KẾT QUẢ", "PHẦN I"),
        ("Chuơng 2: Nhiệm vụ", "Chương 2"),
    ],
)
def test_a_scan_is_read_through_its_slips(text: str, wanted: str) -> None:
    found = part(text, misread=True)
    assert found is not None
    assert found.text == wanted


@pytest.mark.parametrize("text", ["Phần thứ nhất", "PHẦN II. KẾT QUẢ", "Chương một: Mở đầu", "PHẦN THỨ TƯ KIẾN NGHỊ"])
def test_a_text_keeps_what_it_prints(text: str) -> None:
    found = part(text)
    assert found is not None
    assert text.startswith(found.text)
    assert part(text, misread=True) == found


@pytest.mark.parametrize(
    "text",
    ["Chương trình mục tiêu quốc gia", "Phần lớn các hộ", "Phần năm trước chuyển sang", "Phân tích 3 mẫu", "phần I"],
)
@pytest.mark.parametrize("misread", [False, True])
def test_words_that_number_nothing_are_no_part(text: str, *, misread: bool) -> None:
    assert part(text, misread=misread) is None

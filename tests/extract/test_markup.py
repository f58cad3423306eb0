"""Markup taken out of text input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.markup import clean


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Thu nhận **2.373/3.979** hồ sơ (*đạt 59,63%*)", "Thu nhận 2.373/3.979 hồ sơ (đạt 59,63%)"),
        (r"Kết quả $12.405 / 9.870 = 125,68\%$ kế hoạch", "Kết quả 12.405 / 9.870 = 125,68% kế hoạch"),
        (r"Tỷ lệ $\frac{45}{72} = 62,5\%$", "Tỷ lệ 45/72 = 62,5%"),
        ("<b>TỔNG</b> &amp; <i>ghi chú</i>", "TỔNG & ghi chú"),
        ("Cột một<br>cột hai", "Cột một cột hai"),
        (r"\* Đã đáp ứng", "* Đã đáp ứng"),
        ("* Đã đáp ứng 3*4", "* Đã đáp ứng 3*4"),
        ("Giá 5.000 $ và 7.000 $ một suất", "Giá 5.000 $ và 7.000 $ một suất"),
        ("tệp mau_bieu_01 gửi kèm", "tệp mau_bieu_01 gửi kèm"),
    ],
)
def test_leaves_the_words(raw: str, text: str) -> None:
    assert clean(raw).text == text


def test_heading_bold_and_lead() -> None:
    heading = clean("### **1.2. Sở Tư pháp**")
    assert (heading.text, heading.hashes, heading.bold) == ("1.2. Sở Tư pháp", 3, True)
    lead = clean("- **Ưu điểm:** Được quan tâm")
    assert (lead.text, lead.lead, lead.bold) == ("- Ưu điểm: Được quan tâm", "Ưu điểm", False)


def test_starred_bullet_in_bold_keeps_its_bullet() -> None:
    assert clean("*** Rà soát dữ liệu:**").text == "* Rà soát dữ liệu:"


def test_footnote_calls_stand_where_they_were() -> None:
    found = clean("ban hành 21<sup>1</sup> văn bản và kế hoạch<sup>2</sup>.")
    assert found.text == "ban hành 21 văn bản và kế hoạch."
    assert [(found.text[:at], mark) for at, mark in found.calls] == [
        ("ban hành 21", "1"),
        ("ban hành 21 văn bản và kế hoạch", "2"),
    ]


@given(st.text(alphabet="aăâ1 2.,/%()ĐểỊ", max_size=60))
def test_plain_text_is_left_alone(text: str) -> None:
    assert clean(text).text == " ".join(text.split())


@given(st.text(alphabet="a1 *_#<>b/$\\{}^`;-+", max_size=40))
def test_no_digit_is_lost_or_made(text: str) -> None:
    found = clean(text)
    digits = [c for c in found.text if c == "1"] + [c for _, mark in found.calls for c in mark]
    assert len(digits) == text.count("1")

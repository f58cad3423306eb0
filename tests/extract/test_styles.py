"""Sections whose numbers have no full stop, in text files and on printed pages."""

import pytest

from extract.structure import read_structure
from tests.extract.builders import printed_page, text_page

PARAGRAPH = "Trung tâm đã phối hợp với các phòng, ban rà soát 214 công trình cấp nước, sửa chữa 37 trạm bơm."
STYLES = [
    ("{}, ", "1,2,3"),
    ("{} ", "1,2,3"),
    ("{}, ", "a,b,c"),
]


@pytest.mark.parametrize(("style", "numbers"), STYLES)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_style_that_is_kept_up_heads_sections(style: str, numbers: str, between: str) -> None:
    titles = ["Nước sạch nông thôn", "Thủy lợi nội đồng", "Đê điều và phòng chống lụt bão"]
    heads = [style.format(n) + t for n, t in zip(numbers.split(","), titles, strict=True)]
    body = between.join(line for head in heads for line in (head, PARAGRAPH))
    found = read_structure([text_page(f"II. KẾT QUẢ CỤ THỂ\n\n{body}\n\nIII. KIẾN NGHỊ\n\nKhông có.")]).sections
    paths = [f"II/{n}" for n in numbers.split(",")]
    assert [(s.path, s.title) for s in found[1:-1]] == list(zip(paths, titles, strict=True))


def test_roman_numbers_with_a_comma_and_what_stands_under_them() -> None:
    text = (
        f"I, ĐẶC ĐIỂM TÌNH HÌNH\n\n{PARAGRAPH}\n\nII, CÔNG TÁC THU\n\n1, Thu phí\n\n{PARAGRAPH}\n\n2, Thu lệ phí: đã thu 214 triệu đồng.\n\n"
        f"III, PHƯƠNG HƯỚNG\n\n{PARAGRAPH}"
    )
    assert [s.path for s in read_structure([text_page(text)]).sections] == ["I", "II", "II/1", "II/2", "III"]


def test_a_printed_page_has_them_too() -> None:
    rows = [
        (80.0, "II. KẾT QUẢ"),
        (80.0, "1 Nước sạch"),
        (80.0, "Trung tâm sửa 37 trạm bơm trong kỳ."),
        (80.0, "2 Đê điều"),
    ]
    rows += [(80.0, "Đội tu bổ 12 km đê bao.")]
    assert [s.path for s in read_structure([printed_page(rows)]).sections] == ["II", "II/1", "II/2"]


@pytest.mark.parametrize(
    "lines",
    [
        ["1 Máy phát điện dự phòng", "2 Xuồng cao tốc", "3 Áo phao cứu sinh"],
        ["2 Trạm bơm Đông Phú", PARAGRAPH, "3 Trạm bơm Tây Phú", PARAGRAPH],
        ["1 Trạm bơm Đông Phú", PARAGRAPH, "12 Trạm bơm khác", PARAGRAPH],
        ["1, Sở Tài chính bố trí vốn;", "2, Sở Xây dựng thẩm định;", "3, Các huyện giải phóng mặt bằng."],
        ["Hỗ trợ mỗi xã trong vùng ngập lũ", "1 Xuồng máy", "và cấp cho mỗi thôn ven sông của xã", "2 Bộ đàm"],
    ],
)
def test_counts_and_lists_are_no_sections(lines: list[str]) -> None:
    text = "II. KẾT QUẢ\n\nĐã cấp phát như sau:\n" + "\n".join(lines)
    assert [s.path for s in read_structure([text_page(text)]).sections] == ["II"]

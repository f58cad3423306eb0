"""The same indicator twice: what is held against each other and what is left alone."""

from dataclasses import replace
from typing import Any

import pytest

from document.checks import Check
from document.places import Place
from document.report import Section, Table
from normalize.consistency import recompute
from tests.normalize.reports import quantity, ratio, report, table

HEADER = ["STT", "Thủ tục", "Tổng hồ sơ", "Trực tuyến", "Tỷ lệ"]
ROWS = [
    ["1", "Cấp giấy phép xây dựng nhà ở", "240", "180", "75%"],
    ["2", "Chứng thực bản sao từ bản chính", "1.100", "660", "60%"],
    ["3", "Xử phạt vi phạm hành chính giao thông", "500", "125", "25%"],
]
TEXT = (
    "- Cấp giấy phép xây dựng nhà ở: 180/240 hồ sơ (đạt 75%).",
    "- Chứng thực bản sao từ bản chính: 660/1.100 hồ sơ (đạt 60%).",
    "- Xử phạt VPHC giao thông: 125/500 hồ sơ (đạt 25%).",
)


def appendix() -> Table:
    return table(HEADER, ROWS, line=20)


def contradictions(checks: tuple[Check, ...]) -> list[Check]:
    return [c for c in checks if c.kind == "contradiction"]


def test_rows_of_the_appendix_that_agree_are_held_but_not_accused() -> None:
    figures = [
        ratio(f"f{i}", *nd, line=i) for i, nd in enumerate([("180", "240"), ("660", "1.100"), ("125", "500")], start=1)
    ]
    checks = recompute(report(*figures, tables=(appendix(),), text=TEXT))
    assert not contradictions(checks)
    assert sum(c.kind == "repeat" and c.verdict == "consistent" for c in checks) == 6


def test_a_row_that_the_text_contradicts() -> None:
    text = (*TEXT[:2], "- Xử phạt VPHC giao thông: 125/550 hồ sơ.")
    figures = [
        ratio(f"f{i}", *nd, line=i) for i, nd in enumerate([("180", "240"), ("660", "1.100"), ("125", "550")], start=1)
    ]
    (check,) = contradictions(recompute(report(*figures, tables=(appendix(),), text=text)))
    assert check.lines == (3, 23)
    assert (check.severity, check.verdict, check.inputs) == ("high", "mismatch", (550, 500))
    assert [(s.figure, s.after) for s in check.suggestions] == [("f3", "500")]
    assert check.sentence == "Chỉ tiêu “Xử phạt vi phạm hành chính giao thông” ghi 550 ở dòng 3 nhưng 500 trong bảng."


def test_what_an_office_of_the_table_counts_besides_is_another_matter() -> None:
    """Two offices say of their dossiers what the table says; the third counts its tasks, or no one knows what."""
    office = "Ban Dân tộc và Tôn giáo, Thi đua khen thưởng"
    rows = [["1", "Sở Văn hóa và Thể thao", "350", "280", "80%"], ["2", "Ban Quản lý khu kinh tế", "90", "45", "50%"]]
    rows += [["3", office, "140", "84", "60%"]]
    text = ("Sở Văn hóa và Thể thao 280/350 hồ sơ.", "Ban Quản lý khu kinh tế 45/90 hồ sơ.", f"{office} xong {{}}.")
    for n, d, unit, org, told in (
        ("21", "28", "nhiệm vụ", office, 0),
        ("21", "28", "hồ sơ", office, 0),
        ("21", "140", "cuộc họp", office, 0),
        ("84", "104", "hồ sơ", office, 1),
        ("21", "28", "hồ sơ", None, 1),
    ):
        said = (*text[:2], text[2].format(f"{n}/{d} {unit}"))
        figures = [
            ratio("f1", "280", "350", line=1, unit="hồ sơ"),
            ratio("f2", "45", "90", line=2, unit="hồ sơ"),
            ratio("f3", n, d, line=3, unit=unit, org=org),
        ]
        checks = recompute(report(*figures, tables=(table(HEADER, rows, line=20),), text=said))
        assert len(contradictions(checks)) == told


def test_a_ratio_beside_the_one_that_repeats_the_row_is_another_matter() -> None:
    """A printed line that ends one item and begins the next stands at both names."""
    text = (
        *TEXT[:2],
        "- Cấp biển số xe cho hộ kinh doanh:",
        "31/31 hồ sơ; xử phạt vi phạm",
        "hành chính giao thông 125/500 hồ sơ.",
    )
    counts = [("180", "240", 1), ("660", "1.100", 2), ("31", "31", 4), ("125", "500", 5)]
    for subject in ("", "Xử phạt vi phạm hành chính giao thông"):
        figures = [
            ratio(f"f{i}", n, d, line=line, subject=subject if line == 4 else None)
            for i, (n, d, line) in enumerate(counts, start=1)
        ]
        assert not contradictions(recompute(report(*figures, tables=(appendix(),), text=text)))


def test_one_count_over_two_bases_is_one_statement_also_where_the_line_ends_between() -> None:
    text = (
        *TEXT[:2],
        "- Xử phạt vi phạm hành chính giao thông 125 trường hợp, bằng 31,25% chỉ tiêu tỉnh giao (400),",
        "bằng 25% chỉ tiêu huyện giao (500) về xử phạt vi phạm hành chính giao thông.",
    )
    counts = [("180", "240", 1), ("660", "1.100", 2), ("125", "400", 3), ("125", "500", 4)]
    figures = [ratio(f"f{i}", n, d, line=line) for i, (n, d, line) in enumerate(counts, start=1)]
    assert not contradictions(recompute(report(*figures, tables=(appendix(),), text=text)))


def test_a_table_that_agrees_with_nothing_in_the_text_is_of_another_time() -> None:
    figures = [ratio(f"f{i}", *nd, line=i) for i, nd in enumerate([("18", "24"), ("66", "110"), ("12", "50")], start=1)]
    assert not contradictions(recompute(report(*figures, tables=(appendix(),), text=TEXT)))


FIRST = "Hiện còn 4.182 người tham gia bảo hiểm chưa xác thực với cơ sở dữ liệu dân cư."
AGAIN = "Tiếp tục xác thực 4.812 người tham gia bảo hiểm với cơ sở dữ liệu dân cư."


def said(first: str, again: str, a: str = "4.182", b: str = "4.812") -> list[Check]:
    figures = (
        quantity("f1", a, line=1, unit="người", section="I"),
        quantity("f2", b, line=9, unit="người", section="II"),
    )
    return contradictions(recompute(report(*figures, text=(first, *[""] * 7, again))))


def test_the_same_words_with_numbers_one_slip_apart() -> None:
    (check,) = said(FIRST, "Đến nay còn 4.812 người tham gia bảo hiểm chưa xác thực với cơ sở dữ liệu dân cư.")
    assert (check.lines, check.severity) == ((1, 9), "high")


def test_much_the_same_words_with_digits_swapped_are_a_question() -> None:
    (check,) = said(FIRST, AGAIN)
    assert (check.lines, check.severity) == ((1, 9), "low")
    assert check.sentence.endswith("cũng có thể là hai chỉ tiêu khác nhau: hãy xem lại hai chỗ.")
    assert not said(FIRST, AGAIN, b="4.183")


HEADLINE = "Đến nay, toàn huyện có 21.584 hộ dân được dùng nước sạch tập trung, tăng 312 hộ."
CLOSING = "Như đã nêu, toàn huyện có 25.184 hộ dân được dùng nước sạch tập trung."


def held(first: str, again: str, *, a: str = "21.584", b: str = "25.184", **more: dict[str, Any]) -> list[Check]:
    """What is told of two statements in two sections; `more` are fields of the first and the second figure."""
    one = {"unit": "hộ", "section": "I", "quote": f"{a} hộ"} | more.get("one", {})
    other = {"unit": "hộ", "section": "III", "quote": f"{b} hộ"} | more.get("other", {})
    figures = (quantity("f1", a, line=1, **one), quantity("f2", b, line=9, **other))
    return contradictions(recompute(report(*figures, text=(first, *[""] * 7, again))))


def test_a_headline_and_its_repetition_at_the_end() -> None:
    (check,) = held(HEADLINE, CLOSING)
    assert (check.severity, check.cause) == ("high", "report")
    (check,) = held(HEADLINE.replace("21.584", "25.784"), CLOSING, a="25.784")
    assert check.severity == "high"


@pytest.mark.parametrize(
    "again",
    [
        "Toàn huyện có 25.184 hộ dân chưa được dùng nước sạch tập trung.",
        "Toàn huyện có 25.184 hộ dân nông thôn ký cam kết dùng nước tiết kiệm.",
        "Toàn tỉnh có 25.184 hộ dân được dùng nước sạch tập trung.",
        "Lũy kế, toàn huyện có 25.184 hộ dân được dùng nước sạch tập trung.",
        "Năm 2021, toàn huyện có 25.184 hộ dân được dùng nước sạch tập trung.",
        "Toàn huyện có 25.184 hộ dân được dùng nước sạch tập trung (đến 31/12/2021).",
    ],
)
def test_another_thing_whole_or_time_is_no_second_value(again: str) -> None:
    assert not [c for c in held(HEADLINE, again) if c.severity != "low"]


def test_six_months_are_not_nine() -> None:
    six, nine, zero = (
        line.format(HEADLINE[8:]) for line in ("Qua 6 tháng năm 2024{}", "9 tháng năm 2024{}", "06 tháng năm 2024{}")
    )
    assert not held(six, nine.replace("21.584", "25.184"))
    assert held(six, zero.replace("21.584", "25.184"))
    third, last = "Quý III/2024, " + CLOSING.replace("25.184", "21.584"), "Quý III/2023, " + CLOSING
    assert not held(third, last)


def test_a_slip_of_few_telling_digits_is_chance() -> None:
    """268.000 and 286.000 đồng are two rates; so are 1.250 and 1.350 households two counts."""
    for a, b in (("268.000", "286.000"), ("1.250", "1.350"), ("4.182", "4.132")):
        assert not held(HEADLINE.replace("21.584", a), CLOSING.replace("25.184", b), a=a, b=b)


def test_branches_of_one_section_and_other_owners_are_apart() -> None:
    first = "Đã cấp 21.584 tài khoản định danh điện tử mức hai cho công dân."
    again = "Đã cấp 25.184 tài khoản định danh điện tử mức hai cho công dân."
    fields: dict[str, Any] = {"unit": "tài khoản"}
    (check,) = held(first, again, one=fields, other=fields)
    assert check.severity == "high"
    assert not held(first, again, one=fields | {"section": "II/1"}, other=fields | {"section": "II/2"})
    assert not held(first, again, one=fields, other=fields | {"org": "Công an huyện Vân Hà"})
    assert held(first, again, one=fields | {"org": "toàn tỉnh"}, other=fields)


def test_a_part_and_its_whole_are_two_things() -> None:
    figures = (
        quantity("f1", "21.584", line=1, unit="hồ sơ", section="I"),
        ratio("f2", "19.003", "25.184", line=9, unit="hồ sơ", section="II"),
    )
    text = (
        "Cấp huyện giải quyết 21.584 hồ sơ đất đai trực tuyến.",
        *[""] * 7,
        "Cấp huyện giải quyết 19.003/25.184 hồ sơ đất đai trực tuyến.",
    )
    assert not contradictions(recompute(report(*figures, text=text)))


def test_other_words_other_periods_and_other_numbers_are_other_things() -> None:
    assert not said(FIRST, "Tập huấn công tác văn thư cho 4.812 người tại các huyện.")
    assert not said(FIRST + " Năm 2022.", AGAIN.replace("4.812", "9.999"), b="9.999")
    assert not said("Năm 2022, " + FIRST.lower(), "Năm 2023, " + AGAIN.lower())


def test_what_a_heading_of_plans_stands_over_is_no_second_value() -> None:
    figures = (
        quantity("f1", "4.182", line=1, unit="người", section="I"),
        quantity("f2", "4.812", line=9, unit="người", section="II"),
    )
    plain = report(*figures, text=(FIRST, *[""] * 7, AGAIN))
    for title, found in (("KẾ HOẠCH NĂM 2026", 0), ("KẾT QUẢ KHÁC", 1)):
        under = replace(plain, sections=(Section("II", "II", title, 1, Place(1, 8)),))
        assert len(contradictions(recompute(under))) == found


def test_numbers_that_their_own_checks_hold_speak_of_two_things() -> None:
    figures = (
        ratio("f1", "2.091", "4.182", "50", line=1, section="I", unit="người"),
        ratio("f2", "1.203", "4.812", "25", line=9, section="II", unit="người"),
    )
    text = (FIRST.replace("4.182", "2.091/4.182"), *[""] * 7, AGAIN.replace("4.812", "1.203/4.812"))
    assert not contradictions(recompute(report(*figures, text=text)))


def test_one_list_announced_with_two_counts() -> None:
    items = "cấp hộ chiếu phổ thông; đăng ký thường trú; đăng ký tạm trú; khai báo tạm vắng; thông báo lưu trú; cấp lại thẻ căn cước"
    text = (f"Hoàn thành 14 dịch vụ công: {items}.", *[""] * 7, f"Đã triển khai 16 dịch vụ công như: {items}.")
    figures = [quantity(f"f{i}", n, line=line, unit="dịch vụ công") for i, n, line in ((1, "14", 1), (2, "16", 9))]
    (check,) = contradictions(recompute(report(*figures, text=text)))
    assert check.inputs == (14, 16)
    assert check.severity == "high"
    shorter = (text[0], *[""] * 7, "Đã triển khai 16 dịch vụ công như: cấp lý lịch tư pháp; đăng ký kết hôn.")
    assert not contradictions(recompute(report(*figures, text=shorter)))


def test_a_target_is_no_second_value_of_what_was_reached() -> None:
    figures = (
        quantity("f1", "4.182", line=1, unit="người", section="I"),
        quantity("f2", "4.812", line=9, unit="người", section="II"),
    )
    text = (FIRST, *[""] * 7, AGAIN)
    assert len(contradictions(recompute(report(*figures, text=text)))) == 1
    aimed = (figures[0], replace(figures[1], target=True))
    assert not contradictions(recompute(report(*aimed, text=text)))


def test_a_table_that_agrees_with_few_of_the_text_is_of_another_time() -> None:
    """Two rows agree by chance, or have not changed since; the other five are of another quarter."""
    names = ["Đăng ký thường trú", "Đăng ký tạm trú", "Khai báo tạm vắng", "Thông báo lưu trú", "Cấp lại thẻ căn cước"]
    more = [[str(i), name, f"{i}0{i}", f"{i}0", ""] for i, name in enumerate(names, start=4)]
    rows = [[*row[:4], ""] for row in ROWS[:2]] + more
    header = [*HEADER[:4], "Ghi chú"]
    percents = ["75%", "60%", *(f"{int(r[3]) * 100 / int(r[2]):.0f}%" for r in more)]
    whole = table([*header[:4], "Tỷ lệ"], [[*r[:4], p] for r, p in zip(rows, percents, strict=True)], line=20)
    text = (*TEXT[:2], *(f"- {name}: {i}1/{i}1{i} hồ sơ." for i, name in enumerate(names, start=4)))
    counts = [("180", "240"), ("660", "1.100"), *((f"{i}1", f"{i}1{i}") for i in range(4, 9))]
    figures = [ratio(f"f{i}", *nd, line=i) for i, nd in enumerate(counts, start=1)]
    assert not contradictions(recompute(report(*figures, tables=(whole,), text=text)))
    assert [c.verdict for c in recompute(report(*figures[:2], tables=(whole,), text=text[:2])) if c.kind == "repeat"]


FORM = "Mở {} lớp bồi dưỡng cho {} lượt học viên, phát {} bộ tài liệu, phát thanh {} buổi trên đài của xã."


def lists(first: str, again: str, a: str, b: str, unit: str) -> list[Check]:
    text = (first, *[""] * 7, again)
    figures = [quantity(f"f{i}", n, line=line, unit=unit, quote=n) for i, n, line in ((1, a, 1), (2, b, 9))]
    return contradictions(recompute(report(*figures, text=text)))


def test_one_form_filled_with_other_numbers_is_no_list() -> None:
    first, again = FORM.format(11, "1.204", "2.300", 42), FORM.format(16, 980, "1.750", 36)
    assert not lists(first, again, "11", "16", "lớp bồi dưỡng")
    parts = "cấp mới giấy phép kinh doanh vận tải {}; cấp lại phù hiệu xe hợp đồng dưới chín chỗ {}; thu hồi phù hiệu của xe vi phạm hành trình {}"
    first, again = (
        f"Tiếp nhận {n} hồ sơ vận tải, gồm: {parts.format(*p)}."
        for n, p in (("312", (200, 80, 32)), ("287", (190, 71, 26)))
    )
    assert not lists(first, again, "312", "287", "hồ sơ vận tải")


def test_two_lists_that_count_their_own_items_right_are_two() -> None:
    both = "Sở Giao thông vận tải; Sở Tài nguyên và Môi trường; Sở Lao động - Thương binh và Xã hội; Ban Quản lý khu kinh tế"
    first = f"Thanh tra tại 4 cơ quan, gồm: {both}."
    again = f"Kiểm tra tại 5 cơ quan, gồm: {both}; Thanh tra tỉnh."
    assert not lists(first, again, "4", "5", "cơ quan")
    assert lists(first, again.replace("5", "7"), "4", "7", "cơ quan")

"""Rows of tables become observations."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.contract import AuditedReport, CheckOut, SectionOut, TableOut
from normalize.observations import Observation
from normalize.store import CheckFilter, Correction, FigureFilter, ObservationFilter, Store, SummaryFilter
from normalize.tables import read
from tests.normalize.contracts import figure, ratio, report

DISTRICTS: dict[str, Any] = {
    "id": "t1", "page": 3, "line": 20, "last_line": 24, "caption": "Phụ lục 1: Thu nhận hồ sơ cấp căn cước công dân",
    "header": ["STT", "Đơn vị", "Tổng số hồ sơ", "Đã thực hiện", "Tỷ lệ (%)", "Ghi chú"],
    "rows": [
        ["1", "Huyện Bác Ái", "1.200", "900", "75", ""],
        ["2", "Huyện Ninh Sơn", "2.000", "500", "25", "chậm"],
        ["3", "Ninh Hải", "800", "400", "52", ""],
        ["", "Tổng cộng", "4.000", "1.800", "45", ""],
    ],
}  # fmt: skip
SERVICES: dict[str, Any] = {
    "id": "t2", "page": 4, "line": 3, "last_line": 7, "caption": "Biểu 2. Kết quả dịch vụ công",
    "header": ["TT", "Dịch vụ", "ĐVT", "Hồ sơ / Tiếp nhận", "Hồ sơ / Trực tuyến", "Hồ sơ / Tỷ lệ", "Quá hạn"],
    "rows": [
        ["1", "Đăng ký thường trú", "hồ sơ", "40", "30", "75%", "1"],
        ["2", "Đăng ký kết hôn", "hồ sơ", "50", "20", "40%", "0"],
        ["3", "Cấp thẻ xe buýt cho người mới", "hồ sơ", "80", "16", "20%", ""],
    ],
}  # fmt: skip


def made(*tables: dict[str, Any], checks: list[dict[str, Any]] | None = None, **more: Any) -> AuditedReport:
    """A report of a province with tables."""
    figures = more.pop("figures", [])
    whole = report(figures, issuer="Công an tỉnh Ninh Thuận", checks=[], **more)
    return whole.model_copy(
        update={
            "tables": [TableOut.model_validate(t) for t in tables],
            "checks": [CheckOut.model_validate(c) for c in checks or []],
        }
    )


def row_check(number: int, table: dict[str, Any], row: int, verdict: str = "consistent", **more: Any) -> dict[str, Any]:
    """A check of the ratio in a row of the table of districts."""
    cells = table["rows"][row]
    whole, part, stated = (int(cells[c].replace(".", "")) for c in (2, 3, 4))
    return {
        "id": f"c{number}", "kind": "row_ratio", "verdict": verdict, "stated": str(stated), "computed": "0",
        "inputs": [part, whole], "figures": [], "table": table["id"], "page": 3, "line": 21 + row, "lines": [21 + row],
        "quote": " | ".join(c for c in cells if c), "severity": "none" if verdict == "consistent" else "medium",
        "cause": None, "suggestions": [], "sentence": "",
        "cells": [f"{table['id']}:{row + 1}:{column}" for column in (4, 3, 5)],
    } | more  # fmt: skip


def placed(table: dict[str, Any], *, boxes: bool = True) -> dict[str, Any]:
    """The table with a line of its own for every row; cells 100 pixels wide and 30 high."""
    places = [
        {
            "page": table["page"], "line": table["line"] + 1 + row,
            "cells": [[100 * c, 30 * row, 100 * c + 100, 30 * row + 30] for c in range(len(cells))] if boxes else [],
        }
        for row, cells in enumerate(table["rows"])
    ]  # fmt: skip
    return table | {"places": places}


def told(found: tuple[Observation, ...], measure: str) -> list[tuple[str, str, str | None, str]]:
    return [(o.figure, o.indicator, o.area, o.value) for o in found if o.measure == measure]


def test_a_table_of_districts() -> None:
    found = read(made(DISTRICTS)).observations
    assert told(found, "numerator") == [
        ("t1:1:4", "can-cuoc.thu-nhan", "58/584", "900"),
        ("t1:2:4", "can-cuoc.thu-nhan", "58/585", "500"),
        ("t1:3:4", "can-cuoc.thu-nhan", "58/586", "400"),
        ("t1:4:4", "can-cuoc.thu-nhan", "58", "1800"),
    ]
    assert [value for *_, value in told(found, "denominator")] == ["1200", "2000", "800", "4000"]
    assert [value for *_, value in told(found, "stated_rate")] == ["75", "25", "52", "45"]
    assert [value for *_, value in told(found, "computed_rate")] == ["75.0000", "25.0000", "50.0000", "45.0000"]


def test_the_total_row_is_the_issuers_own() -> None:
    found = read(made(DISTRICTS)).observations
    assert {o.organisation for o in found if o.figure.startswith("t1:4:")} == {"cong-an@58"}
    assert {o.organisation for o in found if not o.figure.startswith("t1:4:")} == {None}


def test_a_table_of_services_under_two_levels_of_titles() -> None:
    found = read(made(SERVICES)).observations
    parts = told(found, "numerator")
    assert [(f, i, v) for f, i, _, v in parts[:2]] == [
        ("t2:1:5", "dvc.dang-ky-thuong-tru", "30"), ("t2:2:5", "dvc.ket-hon", "20"),
    ]  # fmt: skip
    assert parts[2][1].startswith("tam.cap-the-xe-buyt")
    assert {(o.organisation, o.unit) for o in found if o.measure == "numerator"} == {("cong-an@58", "hồ sơ")}


def test_a_further_column_is_no_value_of_the_service() -> None:
    late = [o for o in read(made(SERVICES)).observations if o.measure == "value"]
    assert [(o.figure, o.value, o.placed_by) for o in late] == [
        ("t2:1:7", "1", "provisional"), ("t2:2:7", "0", "provisional"),
    ]  # fmt: skip
    assert "qua-han" in late[0].indicator


def test_states_follow_the_checks_of_the_row() -> None:
    checks = [row_check(1, DISTRICTS, 0), row_check(2, DISTRICTS, 2, "mismatch")]
    whole = read(made(DISTRICTS, checks=checks))
    states = {o.figure: o.state for o in whole.observations}
    assert states == {
        "t1:1:4": "verified", "t1:2:4": "unverified", "t1:3:4": "unverified", "t1:4:4": "unverified",
    }  # fmt: skip
    assert [c.figures for c in whole.report.checks] == [[], ["t1:3:4"]]


def test_a_total_that_adds_up_verifies_its_column_alone() -> None:
    column = row_check(
        1, DISTRICTS, 3, kind="column_sum", stated="4000", inputs=[1200, 2000, 800], lines=[21, 22, 23, 24],
        cells=[f"t1:{row}:3" for row in (4, 1, 2, 3)],
    )  # fmt: skip
    counts = DISTRICTS | {"header": ["STT", "Đơn vị", "Số hồ sơ đã thu nhận", "Số thẻ hỏng", "Năm sinh", "Ghi chú"]}
    counts["rows"] = [[*row[:4], "", ""] for row in DISTRICTS["rows"]]
    column["quote"] = "Tổng cộng | 4.000 | 1.800"
    states = {o.figure: o.state for o in read(made(counts, checks=[column])).observations}
    assert {s for f, s in states.items() if f.endswith(":3")} == {"verified"}
    assert {s for f, s in states.items() if f.endswith(":4")} == {"unverified"}


def test_what_the_text_says_already_is_not_said_twice() -> None:
    text = ratio(1, "Thu nhận hồ sơ cấp CCCD", 900, 1200, "75", org="huyện Bác Ái")
    alone, both = made(DISTRICTS), made(DISTRICTS, figures=[text])
    of_text = [o for o in read(both).observations if o.figure == "f1"]
    assert len(of_text) == 4
    assert len(read(both).observations) == len(read(alone).observations)


def test_plans_earlier_periods_and_changes() -> None:
    plan = {
        "id": "t1", "page": 1, "line": 1, "last_line": 4, "caption": "Một số chỉ tiêu",
        "header": ["Nội dung", "Đơn vị tính", "Kế hoạch", "Thực hiện", "Cùng kỳ năm trước", "So với kế hoạch (%)"],
        "rows": [
            ["Thu ngân sách", "triệu đồng", "200", "150", "120", "75"],
            ["Trồng rừng", "ha", "80", "60", "50", "75"],
            ["Xây nhà", "căn", "20", "12", "7", "60"],
        ],
    }  # fmt: skip
    found = [(o.measure, o.value, o.unit, o.printed) for o in read(made(plan)).observations]
    assert found[:2] == [("target", "200000000", "đồng", "200"), ("value", "150000000", "đồng", "150")]
    assert len(found) == 6


def test_columns_of_two_years_are_no_ratio() -> None:
    table = {
        "id": "t1", "page": 1, "line": 1, "last_line": 4, "caption": "Kết quả hộ tịch",
        "header": ["Nội dung", "Năm 2022", "Năm 2023", "Tỷ lệ (%)"],
        "rows": [["Đăng ký khai sinh", "200", "150", "75"], ["Đăng ký kết hôn", "80", "20", "25"]],
    }  # fmt: skip
    found = [(o.period.iso, o.measure, o.value) for o in read(made(table)).observations]
    assert found == [
        ("2022", "value", "200"), ("2023", "value", "150"), ("2022", "value", "80"), ("2023", "value", "20"),
    ]  # fmt: skip
    assert {o.indicator for o in read(made(table)).observations} == {"dvc.khai-sinh", "dvc.ket-hon"}


def test_what_a_caption_plans_is_a_target() -> None:
    counts = DISTRICTS | {"caption": "Nhiệm vụ thu nhận hồ sơ cấp căn cước công dân"}
    counts |= {"header": ["STT", "Đơn vị", "Số hồ sơ", "", "", "Ghi chú"]}
    counts["rows"] = [[*row[:3], "", "", ""] for row in DISTRICTS["rows"]]
    assert {o.measure for o in read(made(counts)).observations} == {"target"}


@pytest.mark.parametrize(
    ("label", "organisation"), [("Sở Y tế", "so-y-te@58"), ("Khối huyện, thành phố", None), ("", None)]
)
def test_owners_of_rows(label: str, organisation: str | None) -> None:
    table = DISTRICTS | {"rows": [*DISTRICTS["rows"][:3], ["4", label, "10", "5", "50", ""]]}
    found = {o.organisation for o in read(made(table)).observations if o.figure.startswith("t1:4:")}
    assert found == ({organisation} if organisation else set())


def test_a_heading_row_owns_the_services_below_it() -> None:
    table = SERVICES | {
        "rows": [["I", "Sở Tư pháp", "", "", "", "", ""], *SERVICES["rows"]],
    }
    assert {o.organisation for o in read(made(table)).observations} == {"so-tu-phap@58"}


def test_a_table_without_caption_stands_under_its_section() -> None:
    whole = made(DISTRICTS | {"caption": None})
    title = SectionOut(path="I", marker="I", title="Thu nhận hồ sơ cấp CCCD", level=1, page=1, line=1)
    found = read(whole.model_copy(update={"sections": [title]})).observations
    assert {o.indicator for o in found} == {"can-cuoc.thu-nhan"}


def test_tables_of_words_and_of_nothing() -> None:
    words = DISTRICTS | {"rows": [["1", "Huyện Bác Ái", "tốt", "khá", "", ""]]}
    empty = DISTRICTS | {"rows": []}
    assert read(made(words, empty)).observations == ()


def test_stored_with_their_evidence_and_reviewed(store: Store) -> None:
    checks = [row_check(1, DISTRICTS, 0), row_check(2, DISTRICTS, 2, "mismatch")]
    whole = made(placed(DISTRICTS), checks=checks, figures=[figure(1, "Khen thưởng", 5, unit="cá nhân")])
    saved = store.save(whole, "1")
    assert store.load(saved.report_id) == whole
    (found,) = store.observations(ObservationFilter(area="58/586", measure="numerator")).items
    assert (found.figure, found.page, found.quote) == ("t1:3:4", 3, "3 | Ninh Hải | 800 | 400 | 52")
    assert found.bbox == (100, 60, 500, 90)
    kept = {f.id: f.line for f in store.figures(FigureFilter(report_id=saved.report_id)).items}
    assert kept == {"f1": 1, "t1:1:4": 21, "t1:2:4": 22, "t1:3:4": 23, "t1:4:4": 24}
    (finding,) = store.checks(CheckFilter(report_id=saved.report_id, findings=True)).items
    assert (finding.figures, finding.area) == (("t1:3:4",), "58/586")
    store.review(finding.id, "corrected", "Lan", corrections=[Correction("t1:3:4", "stated_rate", "50")])
    (mended,) = store.observations(ObservationFilter(area="58/586", measure="stated_rate")).items
    assert (mended.value, mended.stated, mended.state) == ("50", "52", "corrected")
    (sure,) = store.observations(ObservationFilter(area="58/584", measure="stated_rate")).items
    assert sure.state == "verified"


def test_the_map_shows_the_total_of_offices_of_one_area(store: Store) -> None:
    rows = [["", "Tổng cộng", "30", "15", "50", ""], ["1", "Sở Y tế", "10", "6", "60", ""],
            ["2", "Sở Tư pháp", "20", "9", "45", ""]]  # fmt: skip
    store.save(made(DISTRICTS | {"rows": rows}), "1")
    (shown,) = store.summary(SummaryFilter(indicator="can-cuoc.thu-nhan", measure="numerator")).items
    assert (shown.value, shown.sources, shown.disputed) == ("15", 1, False)


def test_the_online_share_of_a_table_of_files() -> None:
    table = DISTRICTS | {"header": ["STT", "Đơn vị", "Tổng", "Trực tuyến", "Tỷ lệ (%)", "Ghi chú"]}
    for caption, indicator in (
        ("Tiếp nhận hồ sơ của các đơn vị", "dvc-chung.ty-le-truc-tuyen"),
        ("Kết quả 25 dịch vụ công theo đơn vị", "dvc-chung.25-truc-tuyen"),
    ):
        assert {o.indicator for o in read(made(table | {"caption": caption})).observations} == {indicator}


@pytest.mark.parametrize("head", ["Ghi chú", "(7)", "", "TT", "Mã đơn vị", "Số điện thoại", "Trang"])
def test_a_column_that_counts_nothing_waits_for_no_indicator(head: str) -> None:
    table = DISTRICTS | {"header": [*DISTRICTS["header"][:5], head]}
    table["rows"] = [[*row[:5], str(11 * n)] for n, row in enumerate(DISTRICTS["rows"], 3)]
    assert {o.indicator for o in read(made(table)).observations} == {"can-cuoc.thu-nhan"}


def test_a_finding_of_a_cell_is_shown_from_the_name_of_its_row() -> None:
    wrong = row_check(1, DISTRICTS, 2, "mismatch", bbox=[400, 60, 500, 90])
    sound = row_check(2, DISTRICTS, 1, bbox=[400, 30, 500, 60])
    checks = read(made(placed(DISTRICTS), checks=[wrong, sound])).report.checks
    assert [c.bbox for c in checks] == [(100, 60, 500, 90), (400, 30, 500, 60)]


def test_rows_without_a_picture_have_lines_but_no_boxes() -> None:
    figures = read(made(placed(DISTRICTS, boxes=False))).report.figures
    assert [(f.page, f.line, f.bbox) for f in figures] == [(3, 21 + row, None) for row in range(4)]


def test_a_box_goes_from_the_name_to_the_numbers_and_no_higher() -> None:
    table = placed(DISTRICTS)
    table["places"][0]["cells"][1] = [100, 0, 200, 90]
    (first, *_) = read(made(table)).report.figures
    assert first.bbox == (100, 0, 500, 30)


WORDS = st.one_of(
    st.sampled_from(
        ["", "-", "1.200", "0", "12,5%", "1,200", "Tổng", "Huyện Bác Ái", "I", "(1)", "Tỷ lệ hộ nghèo", "%"]
    ),
    st.text(max_size=8),
    st.integers(0, 10**9).map(str),
)
TITLES = st.one_of(
    st.sampled_from(["STT", "Đơn vị", "Tổng số", "Trực tuyến", "Tỷ lệ (%)", "ĐVT", "Kế hoạch", "(5)=(4)/(3)"]), WORDS
)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_table_is_read_and_says_where(data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 6))
    header = data.draw(st.lists(TITLES, min_size=width, max_size=width))
    rows = data.draw(st.lists(st.lists(WORDS, min_size=width, max_size=width), max_size=6))
    whole = made(DISTRICTS | {"header": header, "rows": rows, "caption": data.draw(st.none() | WORDS)})
    read_ = read(whole)
    assert len({f.id for f in read_.report.figures}) == len(read_.report.figures)
    for o in read_.observations:
        _, row, column = o.figure.split(":")
        assert rows[int(row) - 1][int(column) - 1] or o.measure != "value"
        assert o.printed is None or any(o.printed in cell for cell in rows[int(row) - 1])

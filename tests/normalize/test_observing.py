"""From the contract to observations, stored and asked for."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from document.contract import PeriodOut
from document.errors import BadRequest, NotFound
from normalize.observations import complete, observe, place, printed_as, report_place
from normalize.store import (
    CheckFilter,
    Correction,
    FigureFilter,
    ObservationFilter,
    ReportFilter,
    Store,
    SummaryFilter,
)
from normalize.store.filters import MOST
from tests.normalize.contracts import check, figure, ratio, report

WRONG = ratio(1, "Cấp phiếu lý lịch tư pháp", 150, 200, "70")
RIGHT = ratio(2, "Đăng ký thường trú", 30, 40, "75")
CHECKS = [check(1, ["f1"], "mismatch"), check(2, ["f2"], "consistent", quote="30/40", inputs=[30, 40])]


def test_the_contract_is_completed() -> None:
    done = complete(report([WRONG, figure(2, "Khen thưởng", 5, unit="cá nhân"), figure(3, "trong", 20, unit="ngày")]))
    first, second, third = done.figures
    assert (first.indicator, first.area, first.period) == ("dvc.ly-lich-tu-phap", "58/584", "2023-09")
    assert second.indicator is not None
    assert second.indicator.startswith("tam.")
    assert third.indicator is None


def test_every_measure_of_a_ratio() -> None:
    made = report([WRONG, RIGHT], checks=CHECKS)
    found = observe(made, {p.figure: p for p in place(made)})
    assert [(o.measure, o.value, o.printed, o.state) for o in found[:4]] == [
        ("numerator", "150", "150", "unverified"),
        ("denominator", "200", "200", "unverified"),
        ("stated_rate", "70", "70", "unverified"),
        ("computed_rate", "75.0000", None, "unverified"),
    ]
    assert {o.state for o in found[4:]} == {"verified"}


def test_a_list_of_units_stands_under_its_whole() -> None:
    whole = ratio(1, "Thu nhận hồ sơ cấp CCCD, toàn tỉnh", 500, 600, "83,3", org="toàn tỉnh")
    parts = [figure(2, "CAH Bác Ái", 200, org="CAH Bác Ái"), figure(3, "CAH Ninh Sơn", 300, org="CAH Ninh Sơn")]
    placed = place(report([whole, *parts], issuer="Công an tỉnh Ninh Thuận"))
    assert [(p.indicator, p.area) for p in placed] == [
        ("can-cuoc.thu-nhan", "58"), ("can-cuoc.thu-nhan", "58/584"), ("can-cuoc.thu-nhan", "58/585"),
    ]  # fmt: skip


def test_parts_of_a_total_are_no_values_of_it() -> None:
    whole = ratio(1, "Số hóa sổ hộ tịch", 900, 1000, "90")
    parts = [figure(2, "khai sinh", 500), figure(3, "số hóa sổ hộ tịch kết hôn", 400)]
    summed = check(1, ["f1", "f2", "f3"], "consistent", kind="sum", stated="900", inputs=[500, 400])
    placed = place(report([whole, *parts], checks=[summed]))
    assert placed[0].indicator == "so-hoa.ho-tich"
    assert all((p.indicator or "").startswith("tam.") for p in placed[1:])


def test_what_is_still_to_be_done_is_a_target() -> None:
    made = report([figure(1, "Thu nhận hồ sơ cấp CCCD", 900)])
    made.sections[0].title = "Phương hướng, nhiệm vụ trọng tâm"
    assert [o.measure for o in observe(made, {p.figure: p for p in place(made)})] == ["target"]


def test_an_undated_report_without_issuer_is_placed_by_the_units_it_names() -> None:
    names = ["CAH Thuận Bắc", "CAH Ninh Sơn", "CAH Ninh Phước", "CAH Bác Ái"]
    figures = [figure(i, "Thu nhận hồ sơ cấp CCCD", 10, org=name) for i, name in enumerate(names, 1)]
    made = report(figures, issuer="Đoàn kiểm tra", place=None, start=None, end=None, date="2022-12-01")
    assert report_place(made).area == "58"


@pytest.mark.parametrize(
    ("value", "quote", "printed"),
    [(595083, "564.197/595.083 trường hợp", "595.083"), (3_000_000_000, "03 tỷ đồng", "03"), (7, "06 hồ sơ", None)],
)
def test_printed_digits(value: int, quote: str, printed: str | None) -> None:
    assert printed_as(value, quote) == printed


def test_observations_keep_their_evidence(store: Store) -> None:
    saved = store.save(report([WRONG, RIGHT], checks=CHECKS), "1", {"ner": "3"})
    page = store.observations(ObservationFilter(indicator="dvc.dang-ky-thuong-tru", measure="computed_rate"))
    (found,) = page.items
    assert (found.value, found.unit, found.state, found.area) == ("75.0000", "%", "verified", "58/584")
    assert (found.report_id, found.figure, found.page, found.quote) == (
        saved.report_id,
        "f2",
        1,
        "30/40 hồ sơ, đạt 75%",
    )
    assert (found.report_number, found.models, found.pipeline_version) == ("10/BC-CAH", "ner 3", "1")
    assert found.recorded_at.utcoffset() == timedelta(0)


def test_filters_of_observations(store: Store) -> None:
    store.save(report([WRONG, RIGHT], checks=CHECKS), "1")
    counts = {
        "all": ObservationFilter(),
        "province": ObservationFilter(area="58"),
        "just the province": ObservationFilter(area="58", sub_units=False),
        "elsewhere": ObservationFilter(area="91"),
        "verified": ObservationFilter(verified=True),
        "group": ObservationFilter(group="dvc-bo-nganh"),
        "month": ObservationFilter(period_kind="month", period_from="2023-09-30", period_to="2023-09-30"),
        "later": ObservationFilter(period_from="2023-10-01"),
        "organisation": ObservationFilter(organisation="cong-an@58/584"),
        "district": ObservationFilter(level="district"),
    }
    found = {name: len(store.observations(wanted).items) for name, wanted in counts.items()}
    assert found == {
        "all": 8, "province": 8, "just the province": 0, "elsewhere": 0, "verified": 4, "group": 4, "month": 8,
        "later": 0, "organisation": 8, "district": 8,
    }  # fmt: skip


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_pages_give_everything_once(store: Store, size: int) -> None:
    for month in range(1, 5):
        figures = [figure(i, "Đăng ký kết hôn", i * month) for i in range(1, 4)]
        store.save(
            report(
                figures, number=f"{month}/BC", date="2023-12-01", start=f"2023-0{month}-01", end=f"2023-0{month}-28"
            ),
            "1",
        )
    everything = [o.id for o in store.all_observations(ObservationFilter(), batch=size)]
    assert len(everything) == len(set(everything)) == 12
    assert everything == [o.id for o in store.observations(ObservationFilter(), 100).items]
    reports, cursor = [], None
    while True:
        page = store.reports(ReportFilter(), size, cursor)
        reports += [r.number for r in page.items]
        if page.next is None:
            break
        cursor = page.next
    assert reports == ["4/BC", "3/BC", "2/BC", "1/BC"]


@pytest.mark.parametrize("cursor", ["", "!", "AAAA", "WzFd", "eyJhIjoxfQ", "W10", "WyIyMDIzIiwtMV0", "Wy0xXQ"])
def test_cursors_that_are_none_of_ours_are_refused(store: Store, cursor: str) -> None:
    with pytest.raises(BadRequest):
        store.observations(ObservationFilter(), 10, cursor)


def test_questions_that_cannot_be_meant_are_refused(store: Store) -> None:
    for ask in (
        lambda: store.observations(ObservationFilter(area="99/1")),
        lambda: store.observations(ObservationFilter(group="nothing")),
        lambda: store.reports(ReportFilter(), 0),
        lambda: store.reports(ReportFilter(), MOST + 1),
    ):
        with pytest.raises(BadRequest):
            ask()


def test_summary_tells_the_newest_and_whether_it_is_disputed(store: Store) -> None:
    store.save(report([ratio(1, "Đăng ký thường trú", 30, 40, "75")]), "1")
    store.save(
        report([ratio(1, "Đăng ký thường trú", 32, 40, "80")], number="11/BC-UBND", issuer="UBND huyện Bác Ái"), "1"
    )
    (row,) = store.summary(SummaryFilter("dvc.dang-ky-thuong-tru", area="58", level="district")).items
    assert (row.area, row.value, row.sources, row.disputed) == ("58/584", "80.0000", 2, True)


def test_coverage_is_a_sum(store: Store) -> None:
    store.save(report([WRONG, RIGHT], checks=CHECKS), "1")
    found = store.coverage(area="58")
    assert (found.reports, found.figures, found.checks, found.findings, found.observations, found.placed, found.verified) == (
        1, 2, 2, 1, 8, 8, 4,
    )  # fmt: skip
    assert store.coverage(area="91").reports == 0


def test_mapping_once_for_all(store: Store) -> None:
    strange = figure(1, "Khen thưởng tập thể", 5)
    store.save(report([strange], number="1/BC", start="2023-08-01", end="2023-08-31"), "1")
    (waits,) = store.waiting().items
    assert (waits.name, waits.seen, waits.example) == ("Khen thưởng tập thể", 1, "5 hồ sơ")
    assert store.map_indicator(waits.id, "dvc.ket-hon", "Lan") == 1
    store.save(report([strange], number="2/BC"), "1")
    assert store.waiting().items == ()
    found = store.observations(ObservationFilter(indicator="dvc.ket-hon")).items
    assert [(o.period.iso, o.placed_by, o.provisional) for o in found] == [
        ("2023-09", "person", False), ("2023-08", "person", False),
    ]  # fmt: skip
    assert store.map_indicator(waits.id, "dvc.khai-sinh", "Lan") == 2
    assert len(store.observations(ObservationFilter(group="dvc-bo-nganh")).items) == 2
    assert store.coverage().placed == 2


def test_mapping_what_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(NotFound):
        store.map_indicator("tam.x", "dvc.ket-hon", "Lan")
    with pytest.raises(BadRequest):
        store.map_indicator("tam.x", "nothing", "Lan")


def test_a_rejected_finding_verifies_and_the_past_stays(store: Store) -> None:
    saved = store.save(report([WRONG, RIGHT], checks=CHECKS), "1")
    (finding,) = store.checks(CheckFilter(findings=True)).items
    before = store.now()
    decided = store.review(finding.id, "rejected", "Minh", "đọc nhầm")
    assert decided is not None
    assert decided.review is not None
    assert (decided.review.state, decided.review.reviewer, decided.review.note) == ("rejected", "Minh", "đọc nhầm")
    mine = ObservationFilter(report_id=saved.report_id, indicator="dvc.ly-lich-tu-phap")
    assert {o.state for o in store.observations(mine).items} == {"verified"}
    then = ObservationFilter(report_id=saved.report_id, indicator="dvc.ly-lich-tu-phap", as_of=before)
    assert {o.state for o in store.observations(then).items} == {"unverified"}
    assert store.checks(CheckFilter(review="rejected")).items == (decided,)
    store.review(finding.id, "open", "Minh")
    assert {o.state for o in store.observations(mine).items} == {"unverified"}


def test_a_correction_carries_to_the_rate(store: Store) -> None:
    store.save(report([WRONG, RIGHT], checks=CHECKS), "1")
    (finding,) = store.checks(CheckFilter(findings=True)).items
    store.review(finding.id, "corrected", "Minh", "", [Correction("f1", "numerator", "140")])
    found = {o.measure: o for o in store.observations(ObservationFilter(indicator="dvc.ly-lich-tu-phap")).items}
    assert (found["numerator"].value, found["numerator"].stated, found["numerator"].state) == (
        "140",
        "150",
        "corrected",
    )
    assert (found["computed_rate"].value, found["computed_rate"].state) == ("70.0000", "corrected")
    assert found["denominator"].state == "unverified"


@pytest.mark.parametrize(
    ("state", "corrections"),
    [
        ("nonsense", []),
        ("corrected", []),
        ("confirmed", [Correction("f1", "numerator", "1")]),
        ("corrected", [Correction("f9", "numerator", "1")]),
        ("corrected", [Correction("f1", "numerator", "một")]),
    ],
)
def test_reviews_that_cannot_be_meant_are_refused(store: Store, state: str, corrections: list[Correction]) -> None:
    store.save(report([WRONG], checks=CHECKS[:1]), "1")
    (finding,) = store.checks(CheckFilter(findings=True)).items
    with pytest.raises(BadRequest):
        store.review(finding.id, state, "Minh", "", corrections)  # type: ignore[arg-type]
    assert store.check(finding.id) == finding


def test_reading_again_keeps_the_reviews(store: Store) -> None:
    made = report([WRONG, RIGHT], checks=CHECKS)
    first = store.save(made, "1")
    (finding,) = store.checks(CheckFilter(findings=True)).items
    store.review(finding.id, "rejected", "Minh")
    moved = made.model_copy(deep=True)
    moved.checks[0].id, moved.checks[0].line = "c7", 9
    second = store.save(moved, "2")
    (kept,) = store.checks(CheckFilter(report_id=second.report_id, findings=True)).items
    assert kept.check_id == "c7"
    assert kept.review is not None
    assert kept.review.state == "rejected"
    older = store.report(first.report_id)
    assert older is not None
    assert not older.current
    assert [r.id for r in store.reports(ReportFilter()).items] == [second.report_id]
    assert len(store.reports(ReportFilter(current=None)).items) == 2
    assert {o.report_id for o in store.observations(ObservationFilter()).items} == {second.report_id}
    assert [c.kind for c in store.changes()] == ["report.added", "check.reviewed", "report.added", "report.outdated"]


def test_figures_and_checks_of_a_report(store: Store) -> None:
    saved = store.save(report([WRONG, RIGHT], checks=CHECKS), "1")
    assert [f.id for f in store.figures(FigureFilter(report_id=saved.report_id)).items] == ["f1", "f2"]
    assert [c.check_id for c in store.checks(CheckFilter(report_id=saved.report_id)).items] == ["c1", "c2"]
    wanted = CheckFilter(verdict="mismatch", severity="medium", cause="report", organisation="cong-an@58/584", area="58",
                         period_from="2023-09-01", period_to="2023-09-30")  # fmt: skip
    assert [c.check_id for c in store.checks(wanted).items] == ["c1"]
    assert store.check("nothing") is None
    assert store.check(f"{saved.report_id}.c9") is None


def test_indicators_tell_how_often_they_were_seen(store: Store, tmp_path: Path) -> None:
    store.save(report([WRONG, RIGHT], checks=CHECKS), "1")
    seen = {i.id: i.seen for i in store.indicators().items}
    assert (seen["dvc.ly-lich-tu-phap"], seen["dvc.ket-hon"]) == (1, 0)
    assert len(store.indicators("dvc-bo-cong-an").items) == 11


ODD = st.one_of(
    st.none(), st.text(max_size=12), st.sampled_from(["2023-02-31", "2023-13", "2023", "2023-09", "tháng 9"])
)


@given(st.tuples(ODD, ODD, ODD), st.text(max_size=30), st.text(max_size=12), ODD)
def test_whatever_a_contract_holds_is_placed(
    days: tuple[str | None, str | None, str | None], subject: str, unit: str, org: str | None
) -> None:
    date, start, as_of = days
    made = report([figure(1, subject, 5, unit=unit, as_of=as_of, org=org)])
    made.letterhead.date = date
    made.letterhead.issuer = org
    made.letterhead.period = PeriodOut(text=subject, start=start, end=start)
    placed = {p.figure: p for p in place(made)}
    for o in observe(made, placed):
        assert len(o.period.end) == 10
        assert len(o.indicator) <= 80
        assert len(o.organisation or "") <= 120


@pytest.mark.parametrize(
    ("issuer", "written_in", "day", "area"),
    [
        ("UBND TỈNH BÁC ÁI", "Bác Ái", "2023-10-05", None),
        ("Sở Công Thương tỉnh Thanh Trì", "Thanh Trì", "2023-10-05", None),
        ("UBND THÀNH PHỐ ĐAN PHƯỢNG", "Đan Phượng", "2025-10-05", None),
        ("UBND HUYỆN BÁC ÁI", "Bác Ái", "2023-10-05", "58/584"),
        ("UBND TỈNH NINH THUẬN", "Ninh Thuận", "2023-10-05", "58"),
        ("UBND TỈNH THỪA THIÊN HUẾ", "Thừa Thiên Huế", "2023-10-05", "46"),
        ("UBND TỈNH NINH THUẠM", "Ninh Thuận", "2023-10-05", "58"),
        ("UBND THÀNH PHỐ HẠ LONG", "Hạ Long", "2023-10-05", "22/193"),
    ],
)
def test_a_district_is_no_province_of_its_name(issuer: str, written_in: str, day: str, area: str | None) -> None:
    made = report([figure(1, "số hồ sơ", 12)], issuer=issuer, place=written_in, date=day, start=None, end=None)
    assert report_place(made).area == area

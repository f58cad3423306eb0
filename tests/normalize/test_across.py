"""What a new report says against what is stored."""

from document.contract import AuditedReport
from normalize.store import CheckFilter, CheckRecord, ObservationFilter, ReportFilter, Store
from tests.normalize.contracts import figure, ratio, report

CARDS = "Thu nhận hồ sơ cấp CCCD"
ALL_OF_NINH_THUAN = ["582", "584", "585", "586", "587", "588", "589"]
NAMES = {
    "582": "thành phố Phan Rang-Tháp Chàm", "584": "huyện Bác Ái", "585": "huyện Ninh Sơn", "586": "huyện Ninh Hải",
    "587": "huyện Ninh Phước", "588": "huyện Thuận Bắc", "589": "huyện Thuận Nam",
}  # fmt: skip


def cards(count: int, issuer: str, number: str, as_of: str = "2023-09-30", date: str = "2023-10-05") -> AuditedReport:
    """The total of cards to a day."""
    return report([figure(1, CARDS, count, as_of=as_of)], issuer=issuer, number=number, date=date)


def across(store: Store, report_id: str) -> list[CheckRecord]:
    return list(store.checks(CheckFilter(report_id=report_id, scope="across")).items)


def test_the_same_key_with_two_values(store: Store) -> None:
    first = store.save(cards(500, "Công an huyện Bác Ái", "1/BC"), "1")
    second = store.save(cards(520, "Công an huyện Bác Ái", "2/BC"), "1")
    (found,) = across(store, second.report_id)
    assert (found.kind, found.verdict, found.severity, found.cause) == ("restated", "mismatch", "high", "undecided")
    assert (found.stated, found.computed, found.area) == ("520", "500", "58/584")
    assert [(a.report_id, a.number, a.value) for a in found.against] == [(first.report_id, "1/BC", "500")]
    assert "520 hồ sơ" in found.sentence
    assert "báo cáo số 1/BC ngày 05/10/2023 ghi 500 hồ sơ" in found.sentence


def test_both_sides_have_their_box(store: Store) -> None:
    boxes = [(1.0, 2.0, 30.0, 40.0), (5.5, 6.0, 70.0, 80.0)]
    for number, (count, box) in enumerate(zip((500, 520), boxes, strict=True), 1):
        said = figure(1, CARDS, count, as_of="2023-09-30", bbox=box)
        last = store.save(report([said], number=f"{number}/BC"), "1")
    (found,) = across(store, last.report_id)
    assert (found.bbox, found.against[0].bbox) == (boxes[1], boxes[0])


def test_agreeing_reports_are_told_too(store: Store) -> None:
    store.save(cards(500, "Công an huyện Bác Ái", "1/BC"), "1")
    second = store.save(cards(500, "Công an huyện Bác Ái", "2/BC"), "1")
    assert second.across == 1
    (found,) = across(store, second.report_id)
    assert (found.verdict, found.severity, found.is_finding) == ("consistent", "none", False)


def test_nothing_to_compare_gives_no_check(store: Store) -> None:
    assert store.save(cards(500, "Công an huyện Bác Ái", "1/BC"), "1").across == 0
    assert store.save(cards(700, "Công an huyện Ninh Sơn", "2/BC"), "1").across == 0


def test_a_report_with_two_values_of_its_own_is_not_compared(store: Store) -> None:
    store.save(cards(500, "Công an huyện Bác Ái", "1/BC"), "1")
    own = [figure(1, CARDS, 520, as_of="2023-09-30"), figure(2, CARDS, 540, as_of="2023-09-30")]
    assert store.save(report(own, number="2/BC"), "1").across == 0


def test_a_total_that_falls(store: Store) -> None:
    store.save(cards(500, "Công an huyện Bác Ái", "1/BC", "2023-08-31"), "1")
    second = store.save(cards(480, "Công an huyện Bác Ái", "2/BC", "2023-09-30"), "1")
    (found,) = across(store, second.report_id)
    assert (found.kind, found.verdict, found.severity) == ("falling_total", "mismatch", "medium")
    assert "31/08/2023 là 500" in found.sentence
    late = store.save(cards(490, "Công an huyện Bác Ái", "3/BC", "2023-09-15"), "1")
    assert sorted(c.verdict for c in across(store, late.report_id)) == ["mismatch", "mismatch"]
    risen = store.save(cards(600, "Công an huyện Bác Ái", "4/BC", "2023-10-31"), "1")
    assert [c.verdict for c in across(store, risen.report_id)] == ["consistent"]


def test_what_happened_in_a_month_may_fall(store: Store) -> None:
    store.save(report([figure(1, CARDS, 50)], number="1/BC", start="2023-08-01", end="2023-08-31"), "1")
    assert store.save(report([figure(1, CARDS, 40)], number="2/BC"), "1").across == 0


def test_a_province_against_its_districts(store: Store) -> None:
    store.save(cards(700, "Công an tỉnh Ninh Thuận", "0/BC"), "1")
    for i, code in enumerate(ALL_OF_NINH_THUAN[:-1], 1):
        assert store.save(cards(100, f"Công an {NAMES[code]}", f"{i}/BC"), "1").across == 0
    last = store.save(cards(100, f"Công an {NAMES[ALL_OF_NINH_THUAN[-1]]}", "7/BC"), "1")
    (found,) = across(store, last.report_id)
    assert (found.kind, found.verdict, found.stated, found.computed) == ("area_sum", "consistent", "700", "700")
    assert len(found.against) == 7


def test_districts_that_make_more_than_the_province(store: Store) -> None:
    for i, code in enumerate(ALL_OF_NINH_THUAN[:3], 1):
        store.save(cards(300, f"Công an {NAMES[code]}", f"{i}/BC"), "1")
    whole = store.save(cards(700, "Công an tỉnh Ninh Thuận", "9/BC"), "1")
    (found,) = across(store, whole.report_id)
    assert (found.kind, found.severity, found.computed) == ("area_sum", "medium", "900")
    assert "mới có 3/7 đơn vị" in found.sentence


def test_an_office_of_the_province_may_have_done_the_rest(store: Store) -> None:
    for i, code in enumerate(ALL_OF_NINH_THUAN, 1):
        store.save(cards(90, f"Công an {NAMES[code]}", f"{i}/BC"), "1")
    whole = store.save(cards(700, "Công an tỉnh Ninh Thuận", "9/BC"), "1")
    (found,) = across(store, whole.report_id)
    assert (found.severity, found.computed) == ("low", "630")


def test_a_report_issued_again(store: Store) -> None:
    first = store.save(report([figure(1, CARDS, 50), figure(2, "Đăng ký kết hôn", 7)], date="2023-10-05"), "1")
    again = store.save(report([figure(1, CARDS, 55), figure(2, "Đăng ký kết hôn", 7)], date="2023-10-09"), "1")
    old = store.report(first.report_id)
    assert old is not None
    assert old.superseded_by == again.report_id
    assert [r.id for r in store.reports(ReportFilter()).items] == [again.report_id]
    (found,) = across(store, again.report_id)
    assert (found.kind, found.stated, found.computed) == ("reissue", "55", "50")
    assert "tăng 5 hồ sơ" in found.sentence
    assert {o.report_id for o in store.observations(ObservationFilter()).items} == {again.report_id}
    assert ("report.superseded", first.report_id) in [(c.kind, c.subject) for c in store.changes()]


def test_an_older_issue_that_comes_late_does_not_count(store: Store) -> None:
    newer = store.save(report([figure(1, CARDS, 55)], date="2023-10-09"), "1")
    older = store.save(report([figure(1, CARDS, 50)], date="2023-10-05"), "1")
    late = store.report(older.report_id)
    assert late is not None
    assert late.superseded_by == newer.report_id
    assert {o.report_id for o in store.observations(ObservationFilter()).items} == {newer.report_id}
    assert store.checks(CheckFilter(scope="across")).items == ()


def test_rates_that_follow_from_counts_are_compared_once(store: Store) -> None:
    store.save(report([ratio(1, "Đăng ký thường trú", 30, 40, "75")], number="1/BC"), "1")
    second = store.save(report([ratio(1, "Đăng ký thường trú", 20, 40, "50")], number="2/BC"), "1")
    assert [(c.verdict, c.stated) for c in across(store, second.report_id)] == [
        ("mismatch", "20"),
        ("consistent", "40"),
    ]


def test_a_check_across_reports_can_be_reviewed(store: Store) -> None:
    store.save(cards(500, "Công an huyện Bác Ái", "1/BC"), "1")
    second = store.save(cards(520, "Công an huyện Bác Ái", "2/BC"), "1")
    (found,) = across(store, second.report_id)
    decided = store.review(found.id, "confirmed", "Minh")
    assert decided is not None
    assert decided.review is not None
    assert store.checks(CheckFilter(scope="across", review="confirmed")).items == (decided,)


def test_a_number_that_could_not_be_read_does_not_hide_the_predecessor(store: Store) -> None:
    first = store.save(report([figure(1, CARDS, 50)]), "1")
    unread = report([figure(1, CARDS, 52)])
    unread.letterhead.number = None
    unread.source.sha256 = "f" * 64
    again = store.save(unread, "1")
    old = store.report(first.report_id)
    assert old is not None
    assert old.superseded_by == again.report_id

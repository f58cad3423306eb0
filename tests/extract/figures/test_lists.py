"""Shares whose whole stands above the list or in a paragraph before."""

from dataclasses import replace

from tests.extract.figures.sentences import passage, read, told


def ratios(*texts: str, depth: int = 1, section: str = "I/2") -> list[str]:
    first, *others = texts
    items = [passage(t, n, depth=depth, section=section) for n, t in enumerate(others, 2)]
    return [told(f) for f in read(passage(first, section=section), *items).figures if f.kind == "ratio"]


def test_items_are_shares_of_the_total_above_them() -> None:
    assert ratios(
        "Tổng vốn huy động 250.000 triệu đồng. Trong đó:",
        "Ngân sách tỉnh: 160.000 triệu đồng (64%);",
        "Nhân dân đóng góp (hiến 2,4 ha đất): 90.000 triệu đồng (36%).",
    ) == ["160000/250000=64", "90000/250000=36"]


def test_the_total_above_may_be_a_sentence_of_its_own() -> None:
    assert ratios(
        "Trong quý tiếp nhận 1.500 hồ sơ.", "Trước hạn: 1.140 hồ sơ, đạt 76%.", "Đúng hạn: 345 hồ sơ, đạt 23%."
    ) == ["1140/1500=76", "345/1500=23"]


def test_a_share_of_an_announced_list_may_be_wrong() -> None:
    found = ratios(
        "Tổng số 1.500 hồ sơ, gồm:",
        "Trước hạn: 1.140 hồ sơ (76%);",
        "Đúng hạn: 345 hồ sơ (23%);",
        "Quá hạn: 15 hồ sơ (4%).",
    )
    assert found == ["1140/1500=76", "345/1500=23", "15/1500=4"]


def test_shares_that_agree_with_nothing_above_stay_percentages() -> None:
    texts = ("Huyện có 1.500 hộ.", "Xã Đông: 400 hộ, đạt 91,2%.", "Xã Tây: 300 hộ, đạt 88,7%.")
    assert ratios(*texts) == []


def test_a_list_of_a_hundred_is_of_the_number_that_its_parts_make() -> None:
    assert ratios(
        "Đã xét 640 đơn của công dân.", "Đơn đúng 96 vụ (15%), đúng một phần 160 vụ (25%), sai 384 vụ (60%).", depth=0
    ) == ["96/640=15", "160/640=25", "384/640=60"]


def test_a_total_named_again_is_the_one_told_before() -> None:
    assert ratios(
        "Tổng số đơn tiếp nhận: 1.250 đơn.", "Đơn đủ điều kiện: 1.063 đơn, chiếm 85% tổng số đơn.", depth=0
    ) == ["1063/1250=85"]


def test_two_states_of_one_whole_are_no_part_of_each_other() -> None:
    assert ratios("Tiếp nhận 8.250 hồ sơ.", "Giải quyết đúng hạn 8.217 hồ sơ, trễ hạn 33 hồ sơ (0,40%).", depth=0) == [
        "33/8250=0,40"
    ]


def test_a_list_of_another_chapter_is_not_sought() -> None:
    found = read(
        passage("Tổng số tiếp nhận 1.250 đơn.", 1, section="I/1"),
        passage("Đơn đủ điều kiện: 1.062 đơn, chiếm 85,0%.", 2, section="II/1"),
    )
    assert [told(f) for f in found.figures] == ["1250 đơn", "1062 đơn", "85,0%"]


def test_a_footnote_between_the_items_of_two_pages_ends_no_list() -> None:
    note = replace(passage("Gồm 7 hồ sơ của năm trước.", 3), kind="footnote")
    items = [passage("Cấp huyện: 214 hồ sơ;", 2, depth=1), note, passage("Cấp xã: 986 hồ sơ.", 4, depth=1)]
    sums = [r for r in read(passage("Đã tiếp nhận 1.200 hồ sơ, cụ thể:"), *items).relations if r.kind == "breakdown"]
    assert [[int(p.value) for p in r.parts] for r in sums] == [[214, 986]]

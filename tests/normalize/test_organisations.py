"""Organisations as reports name them."""

import pytest

from normalize import areas
from normalize.organisations import kinds, resolve

DAY = "2023-10-12"
PROVINCE, TOWN = "58", "70/690"


@pytest.mark.parametrize(
    ("text", "home", "expected", "name"),
    [
        ("CAH Bác Ái", PROVINCE, "cong-an@58/584", "Công an huyện Bác Ái"),
        ("CAH Bắc Ái", PROVINCE, "cong-an@58/584", "Công an huyện Bác Ái"),
        ("CATP Phan Rang – Tháp Chàm", PROVINCE, "cong-an@58/582", "Công an thành phố Phan Rang-Tháp Chàm"),
        ("Công an tỉnh", TOWN, "cong-an@70", "Công an tỉnh Bình Phước"),
        ("BHXH thị xã", TOWN, "bhxh@70/690", "Bảo hiểm xã hội thị xã Bình Long"),
        ("Ngành BHXH", TOWN, "bhxh@70/690", "Bảo hiểm xã hội thị xã Bình Long"),
        ("Sở Y tế", TOWN, "so-y-te@70", "Sở Y tế tỉnh Bình Phước"),
        ("TTYT Ninh Hải", PROVINCE, "ttyt@58/586", "Trung tâm Y tế huyện Ninh Hải"),
        ("BV Mắt", PROVINCE, "benh-vien-mat@58", "Bệnh viện Mắt tỉnh Ninh Thuận"),
        ("UBND tỉnh Ninh Thuận - Sở Y tế", PROVINCE, "so-y-te@58", "Sở Y tế tỉnh Ninh Thuận"),
        ("Văn phòng HĐND - UBND thị xã", TOWN, "hdnd-ubnd@70/690", "Văn phòng HĐND và UBND thị xã Bình Long"),
        ("UBND tỉnh triển khai", PROVINCE, "ubnd@58", "UBND tỉnh Ninh Thuận"),
    ],
)
def test_one_organisation(text: str, home: str, expected: str, name: str) -> None:
    found = resolve(text, DAY, home)
    assert (found.id, found.name) == (expected, name)


@pytest.mark.parametrize(
    "text", ["Công an các huyện, thành phố", "CAH Thuận Bắc, Ninh Sơn, Bắc Ái", "các Sở", "toàn tỉnh"]
)
def test_many_organisations_are_none(text: str) -> None:
    found = resolve(text, DAY, PROVINCE)
    assert (found.id, found.area) == (None, PROVINCE)


def test_a_bare_unit_is_an_area() -> None:
    assert resolve("Ninh Sơn", DAY, PROVINCE).area == "58/585"
    assert resolve("Ninh Sơn", DAY, PROVINCE).id is None


@pytest.mark.parametrize(
    ("text", "home", "expected"),
    [
        ("CATP Sơn La", "14", "cong-an@14/116"),
        ("UBND thành phố Cao Bằng", "04", "ubnd@04/040"),
        ("UBND tỉnh Cao Bằng", "04", "ubnd@04"),
        ("Công an thị xã Long Mỹ", "93", "cong-an@93/937"),
        ("CAH Long Mỹ", "93", "cong-an@93/936"),
        ("Công an thành phố", "14", "cong-an@14/116"),
        ("Công an thành phố", "48", "cong-an@48"),
    ],
)
def test_a_town_is_not_the_province_or_district_of_its_name(text: str, home: str, expected: str) -> None:
    assert resolve(text, DAY, home).id == expected


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("Thôn 3", "14"),
        ("Tổ dân phố số 5", TOWN),
        ("Long Mỹ", "93"),
        ("Công an thành phố", "93"),
        ("Công an huyện", "14"),
        ("cấp huyện", "14"),
        ("Công an xã Vô Danh", "14"),
    ],
)
def test_what_names_a_unit_that_cannot_be_told_has_no_area(text: str, home: str) -> None:
    found = resolve(text, DAY, home)
    assert found.elsewhere
    assert found.area is None
    assert found.id != resolve("Công an tỉnh", DAY, home).id


def test_kinds_are_told_apart() -> None:
    assert len({kind.id for kind in kinds()}) == len(kinds())


def test_areas_are_those_of_the_day() -> None:
    before, after = areas.find("Quảng Ngãi", "2025-06-30"), areas.find("Quảng Ngãi", "2025-07-01")
    assert before is not None
    assert after is not None
    assert (before.id, before.valid_to) == ("51", "2025-06-30")
    assert (after.id, after.valid_from) == ("2025.51", "2025-07-01")


def test_common_names_need_a_province() -> None:
    assert areas.find("Châu Thành", DAY) is None
    found = areas.find("Châu Thành", DAY, "91")
    assert found is not None
    assert found.parent == "91"


def test_sub_units_are_one_range_of_ids() -> None:
    ids = [a.id for p in areas.children(None) for a in (p, *areas.children(p.id))]
    for province in areas.children(None):
        inside = {i for i in ids if province.id <= i < f"{province.id}0"}
        assert inside == {province.id, *(a.id for a in areas.children(province.id))}


def test_units_in_running_text() -> None:
    found = areas.mentioned("Kết quả trên địa bàn thị xã Bình Long năm 2023", DAY)
    assert found is not None
    assert found.id == TOWN


def test_every_old_province_went_into_one_of_today() -> None:
    old = [a for a in areas.children(None) if a.valid_to is not None]
    today = [a for a in areas.children(None) if a.valid_from is not None]
    gone_into = [p.id for a in today for link in areas.predecessors(a.id) for p in (link.area,)]
    assert sorted(gone_into) == sorted(a.id for a in old)
    found = areas.successor("58/584")
    assert found is not None
    assert found.name == "Tỉnh Khánh Hòa"

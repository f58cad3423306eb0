"""Administrative units before and after the mergers of 2025."""

from collections import Counter

import pytest

from normalize import areas
from normalize.areas import MERGER, old_units, units
from normalize.store.observed import MOST_MERGED


def test_three_levels_before_two_after() -> None:
    before = Counter(u.level for u in units() if u.valid_to)
    after = Counter(u.level for u in units() if u.valid_from == MERGER)
    assert before["province"] == 63
    assert after["province"] == 34
    assert after["commune"] == 3321
    assert before["district"] > 690
    assert "district" not in after


def test_every_parent_is_there() -> None:
    known = {u.code for u in old_units()}
    assert [u for u in old_units() if u.parent is not None and u.parent not in known] == []


def test_bare_names() -> None:
    names = {u.code: u.bare_name for u in old_units() if u.level == "district"}
    assert names["001"] == "Ba Đình"
    assert "1" not in names["002"]


def test_the_codes_of_today_are_those_of_the_official_list() -> None:
    """Release 2025.10.1 of a well-known package still had provisional codes for these."""
    names = {u.code: u.name for u in units() if u.valid_from == MERGER and u.level == "commune"}
    assert (names["00082"], names["00166"], names["00331"]) == ("Phường Cửa Nam", "Phường Cầu Giấy", "Phường Hoàng Mai")
    assert "00073" not in names


def test_a_commune_that_went_as_a_whole_has_one_successor() -> None:
    old = areas.find("xã Phước Tiến", "2024-05-01", "58/584")
    assert old is not None
    new = areas.successor(old.id)
    assert new is not None
    assert (new.level, new.valid_from) == ("commune", MERGER)
    assert areas.Link(old, whole=True) in areas.predecessors(new.id)
    assert [link.area for link in areas.successors(old.id)] == [new]


def test_what_was_divided_stays_in_its_province() -> None:
    """Phường Cửa Nam of quận Hoàn Kiếm went into several wards."""
    parts = areas.successors("01/002/00073")
    assert len(parts) > 1
    assert not any(link.whole for link in parts)
    kept = areas.successor("01/002/00073")
    assert kept is not None
    assert kept.id == "2025.01"


def test_a_district_leads_to_the_communes_it_became() -> None:
    after = areas.successors("58/584")
    assert {link.area.parent for link in after} == {"2025.56"}
    assert {"Xã Bác Ái", "Xã Bác Ái Đông", "Xã Bác Ái Tây"} <= {link.area.name for link in after}
    island = areas.successor("51/536")
    assert island is not None
    assert island.name == "Đặc khu Lý Sơn"


def test_almost_every_old_commune_leads_somewhere_and_none_out_of_its_province() -> None:
    old = [a for p in areas.children(None) if p.valid_to for d in areas.children(p.id) for a in areas.children(d.id)]
    led = [a for a in old if areas.successors(a.id)]
    assert len(led) > 0.995 * len(old)
    for unit in led:
        province = areas.successors(unit.id.partition("/")[0])[0].area.id
        homes = {link.area.parent for link in areas.successors(unit.id) if link.whole}
        assert homes <= {province}


def test_no_province_was_made_of_more_than_the_store_asks_for() -> None:
    made_of = [len(areas.predecessors(p.id)) for p in areas.children(None) if p.valid_from]
    assert (min(made_of), max(made_of), sum(made_of)) == (1, MOST_MERGED, 63)


def test_every_commune_of_today_was_made_of_something() -> None:
    """But four of Sơn La, whose sources were renamed in the last months before the merger."""
    today = [a for p in areas.children(None) if p.valid_from for a in areas.children(p.id)]
    assert [a.parent for a in today if not areas.predecessors(a.id)] == ["2025.14"] * 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("huyện Bác Ái", "58/584"),
        ("thành phố Nha Trang", "56/568"),
        ("xã Bác Ái", "2025.56/22795"),
        ("huyện Châu Thành", None),
        ("Bác Ái", "2025.56/22795"),
    ],
)
def test_a_report_after_the_merger_that_names_a_unit_of_before(text: str, expected: str | None) -> None:
    found = areas.find(text, "2025-08-15", "2025.56")
    assert (found.id if found else None) == expected

"""Administrative units before and after the mergers of 2025."""

from collections import Counter

from normalize.areas import MERGER, old_units, units


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

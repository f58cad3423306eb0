"""What one slip of print is, kind by kind."""

import pytest

from document.slips import slip, slip_between


@pytest.mark.parametrize(
    ("printed", "true", "kind"),
    [
        ("47286", "41286", ("replaced", True)),
        ("35", "47", None),
        ("942", "902", ("replaced", False)),
        ("371", "317", ("swapped", False)),
        ("564197", "561497", ("swapped", False)),
        ("5641", "1645", None),
        ("1234", "1243", ("swapped", False)),
        ("3214", "1234", ("swapped", False)),
        ("21", "12", ("swapped", False)),
        ("125", "1255", ("lost", True)),
        ("125", "1625", ("lost", True)),
        ("125", "1635", None),
        ("1225", "125", ("doubled", True)),
        ("1255", "125", ("doubled", True)),
        ("1125", "125", ("doubled", True)),
        ("1285", "125", ("added", False)),
        ("9125", "125", ("added", False)),
        ("1259", "125", ("added", False)),
        ("1289", "125", None),
        ("1", "100", None),
        ("100", "1", None),
        ("125", "125", None),
    ],
)
def test_kind_of_a_slip_and_whether_scanners_make_it(printed: str, true: str, kind: tuple[str, bool] | None) -> None:
    assert slip(printed, true) == kind


@pytest.mark.parametrize(
    ("printed", "true", "kind"),
    [
        ("05", "5", ("separator", True)),
        ("0", "0", ("separator", True)),
        ("05", "6", ("replaced", True)),
        ("05", "15", ("lost", True)),
        ("08", "80", ("lost", True)),
        ("05", "777", None),
    ],
)
def test_a_leading_zero_may_be_print_or_slip(printed: str, true: str, kind: tuple[str, bool] | None) -> None:
    assert slip_between(printed, true) == kind

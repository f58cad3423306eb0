"""Periods as reports write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize import periods
from normalize.periods import Period, between, from_iso, of_figure, read, to_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("09 tháng đầu năm 2023", "2023-01-01/2023-09-30"),
        ("6 tháng cuối năm 2024", "2024-07-01/2024-12-31"),
        ("Quý I/2024", "2024-Q1"),
        ("quý 3 năm 2023", "2023-Q3"),
        ("tháng 12-2017", "2017-12"),
        ("tháng 02 năm 2024", "2024-02"),
        ("năm 2022", "2022"),
        ("từ 20/6 đến 20/9/2023", "2023-06-20/2023-09-20"),
        ("từ ngày 15/12 đến ngày 14/01/2023", "2022-12-15/2023-01-14"),
        ("từ 01/01/2023 đến hết 31/12/2023", "2023"),
        ("tính đến ngày 21/11/2022", "../2022-11-21"),
        ("Tính đến tháng 9/2023", "../2023-09-30"),
        ("tính đến hết ngày 10/9", "../2023-09-10"),
    ],
)
def test_reads(text: str, iso: str) -> None:
    found = read(text, 2023)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text", ["đến nay", "giai đoạn 2022 - 2025", "tháng 13/2023", "từ 31/2 đến 30/4/2023", "25 dịch vụ"]
)
def test_does_not_make_up(text: str) -> None:
    assert read(text) is None


def test_a_total_since_new_year_is_no_month() -> None:
    assert read("lũy kế từ đầu năm đến tháng 9/2023") == to_date("2023-09-30", "2023-01-01")


MONTH = Period("month", "2023-09-01", "2023-09-30")


@pytest.mark.parametrize(
    ("near", "above", "as_of", "expected"),
    [
        (("hồ sơ", ""), (), None, MONTH),
        (("hồ sơ", ""), (), "2023-09-20", to_date("2023-09-20")),
        (("lũy kế từ đầu năm", ""), (), None, to_date("2023-09-30", "2023-01-01")),
        (("lũy kế", ""), (), "2023-09-20", to_date("2023-09-20")),
        (
            ("", "trong chiến dịch (từ 20/6 đến 20/9/2023)"),
            (),
            "2023-09-20",
            Period("range", "2023-06-20", "2023-09-20"),
        ),
        (("", "theo Kế hoạch năm 2021"), (), None, MONTH),
        (("", ""), ("Kết quả quý II năm 2023",), None, Period("quarter", "2023-04-01", "2023-06-30")),
    ],
)
def test_of_a_figure(near: tuple[str, ...], above: tuple[str, ...], as_of: str | None, expected: Period) -> None:
    assert of_figure(near, above, as_of, MONTH) == expected


DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 800))
def test_iso_is_read_back(start: date, length: int) -> None:
    period = between(start.isoformat(), (start + timedelta(days=length)).isoformat())
    assert from_iso(period.iso) == period


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_none(text: str) -> None:
    found = from_iso(text)
    assert found is None or found.iso == text
    periods.read(text)


@pytest.mark.parametrize(
    ("when", "as_of", "expected"),
    [
        ("trong tháng", None, "2023-09"),
        ("trong quý", None, "2023-Q3"),
        ("trong tuần", None, "2023-01-01/2023-09-30"),
        ("trong năm 2022", None, "2022"),
        ("tháng 8/2023", "2023-09-30", "2023-08"),
        ("nửa đầu tháng 6", None, "2023-06-01/2023-06-15"),
        ("Từ 20/6 đến 20/9/2023", "2023-09-20", "2023-06-20/2023-09-20"),
        ("lũy kế từ đầu năm", None, "2023-01-01/2023-09-30"),
        ("lũy kế", "2023-08-31", "../2023-08-31"),
        ("lũy kế từ đầu năm", "2023-08-31", "2023-01-01/2023-08-31"),
        ("từ đầu năm đến nay", None, "2023-01-01/2023-09-30"),
        ("trong 6 tháng đầu năm 2023", None, "2023-01-01/2023-06-30"),
        (None, "2023-08-31", "../2023-08-31"),
    ],
)
def test_words_of_a_period_in_the_sentence(when: str | None, as_of: str | None, expected: str) -> None:
    report = periods.between("2023-01-01", "2023-09-30")
    found = periods.of_figure(("30 thẻ", "thẻ căn cước"), ("Kết quả",), as_of, report, when)
    assert found is not None
    assert found.iso == expected

"""The reporting period that a title names: the words, and the first and last day where they can be told."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import regex

from document.report import Period

_YEAR = r"(?:năm\s+)?(?P<y>(?:19|20)\d\d)"
_Match = regex.Match[str]


def _days(year: int, first: int, last: int) -> tuple[str, str]:
    return date(year, first, 1).isoformat(), date(year, last, monthrange(year, last)[1]).isoformat()


def _iso(day: str, month: str, year: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _range(m: _Match) -> tuple[str | None, str | None]:
    end = _iso(m["d2"], m["m2"], m["y"])
    year = m["y1"] or m["y"]
    start = _iso(m["d1"], m["m1"], year)
    if start and end and start > end and not m["y1"]:
        start = _iso(m["d1"], m["m1"], str(int(year) - 1))
    return start, end


def _first_months(m: _Match) -> tuple[str | None, str | None]:
    count = int(m["n"])
    return _days(int(m["y"]), 1, count) if 1 <= count <= 12 else (None, None)


def _last_months(m: _Match) -> tuple[str | None, str | None]:
    count = int(m["n"])
    return _days(int(m["y"]), 13 - count, 12) if 1 <= count <= 12 else (None, None)


def _month(m: _Match) -> tuple[str | None, str | None]:
    month = int(m["n"])
    return _days(int(m["y"]), month, month) if 1 <= month <= 12 else (None, None)


def _quarter(m: _Match) -> tuple[str | None, str | None]:
    quarter = {"I": 1, "II": 2, "III": 3, "IV": 4}.get(m["n"].upper()) or (int(m["n"]) if m["n"].isdigit() else 0)
    return _days(int(m["y"]), 3 * quarter - 2, 3 * quarter) if 1 <= quarter <= 4 else (None, None)


def _year(m: _Match) -> tuple[str | None, str | None]:
    return _days(int(m["y"]), 1, 12)


def _years(m: _Match) -> tuple[str | None, str | None]:
    return f"{m['y1']}-01-01", f"{m['y']}-12-31"


def _until(m: _Match) -> tuple[str | None, str | None]:
    return None, _iso(m["d2"], m["m2"], m["y"])


def _school_year(_: _Match) -> tuple[str | None, str | None]:
    return None, None


_RULES: tuple[tuple[str, Callable[[_Match], tuple[str | None, str | None]]], ...] = (
    (
        r"từ\s+(?:ngày\s+)?(?P<d1>\d{1,2})[/.-](?P<m1>\d{1,2})(?:[/.-](?P<y1>\d{4}))?\s*(?:đến|[-–])\s*(?:hết\s+)?(?:ngày\s+)?"
        r"(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y>\d{4})",
        _range,
    ),
    (r"(?P<n>\d{1,2})\s+tháng\s+đầu\s+" + _YEAR, _first_months),
    (r"(?P<n>\d{1,2})\s+tháng\s+cuối\s+" + _YEAR, _last_months),
    (r"(?P<n>\d{1,2})\s+tháng(?:\s+|\s*/\s*)" + _YEAR, _first_months),
    (r"(?<!ngày\s+\d{1,2}\s+)tháng\s+(?P<n>\d{1,2})\s*(?:[-/.–]\s*|\s+)" + _YEAR, _month),
    (r"quý\s+(?P<n>IV|I{1,3}|[1-4])\s*(?:[-/.–,]\s*|\s+)" + _YEAR, _quarter),
    (r"năm\s+học\s+(?P<y1>\d{4})\s*[-–/]\s*(?P<y>\d{4})", _school_year),
    (r"giai\s+đoạn\s+(?P<y1>\d{4})\s*[-–]\s*(?P<y>\d{4})", _years),
    (
        r"(?:tính\s+)?đến\s+(?:\d{1,2}\s*(?:giờ|h|g)\s*(?:\d\d\s*)?(?:phút\s*)?,?\s*)?(?:hết\s+)?(?:ngày\s+)?(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y>\d{4})",
        _until,
    ),
    (r"(?<!ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+)năm\s+(?P<y>(?:19|20)\d\d)(?!\s*[-–]\s*\d{4})", _year),
)
_PLANS = regex.compile(
    r"(?:[,;:.–-]|\s(?:và|&))?\s*(?<!\p{L})(?:phương hướng|(?<!(?:thực hiện|triển khai|hoàn thành)\s+(?:các\s+)?)nhiệm vụ|ước(?:\s+thực hiện)?(?=\s+(?:cả\s+)?năm)|(?:kế hoạch|chương trình)(?=\s+(?:công tác|triển khai|thực hiện|tháng|quý))|dự kiến|giải pháp)(?!\p{L})",
    regex.I,
)
"""What a title goes on with behind the period that it tells of: what is still to be done, in another one."""
_NO_YEAR = regex.compile(
    r"\d{1,2}\s+tháng\s+(?:đầu|cuối)\s+năm(?!\s*\d)|(?<![\d/]\s*)\d{1,2}\s+tháng(?!\s+(?:đầu|cuối|năm)|\p{L}|\s*/)"
    r"|tháng\s+\d{1,2}(?!\s*[-/.]?\d|\s+năm)|quý\s+(?:IV|I{1,3}|[1-4])(?![\p{L}\d]|\s*[-/.]\s*\d|\s+năm)",
    regex.I,
)
"""Periods that leave their year to the one named behind them."""
_EARLY = 45
_A_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_COMPILED = [(regex.compile(pattern, regex.I), days) for pattern, days in _RULES]


def read_period(title: str) -> Period | None:
    """The first period that a title names, or None. A range of days after it ("(từ 15/11 đến 14/12/2023)") gives its days.

    Of a period done and one that is planned ("quý III, nhiệm vụ quý IV năm 2025") the first counts, with the year of the other.
    A school year and a broken date keep their words without days.
    """
    told = _before_plans(title)
    if told is not None:
        return told
    found: list[tuple[int, int, Period]] = []
    for order, (pattern, days) in enumerate(_COMPILED):
        for match in pattern.finditer(title):
            start, end = days(match)
            found.append((match.start(), order, Period(match.group(), start, end)))
    if not found:
        return None
    spoken = [f for f in found if f[1] not in (7, 9)] or found
    first = min(spoken, key=lambda f: (f[0], f[1]))
    exact = next((f for f in found if f[1] == 0), None)
    if exact is not None and first is not exact and exact[2].start:
        return Period(first[2].text, exact[2].start, exact[2].end)
    return first[2]


def read_period_of(title: str, day: str | None) -> Period | None:
    """The period that a title names; one without a year ("6 tháng đầu năm") is of the year of the letter's `day`, or the
    year before where it would end after it."""
    found = read_period(title)
    told = _NO_YEAR.search(title) if found is None and day and _A_YEAR.search(title) is None else None
    if told is None or day is None:
        return found
    words = told.group()
    for year in (int(day[:4]), int(day[:4]) - 1):
        meant = read_period(f"{words} {year}" if words.lower().endswith("năm") else f"{words} năm {year}")
        if meant is not None and meant.start and (meant.start <= day and (meant.end or "") <= _soon(day)):
            return Period(words, meant.start, meant.end)
    return None


def _soon(day: str) -> str:
    """Some weeks behind a day: reports of a period are written shortly before its end."""
    return (date.fromisoformat(day) + timedelta(days=_EARLY)).isoformat()


def _before_plans(title: str) -> Period | None:
    """The period told of where its year stands at the one that is planned; None where the title names no such pair.

    "Tháng 12, nhiệm vụ tháng 01 năm 2026" tells of December 2025.
    """
    plans = _PLANS.search(title)
    if plans is None or _A_YEAR.search(title, 0, plans.start()):
        return None
    year, told = _A_YEAR.search(title, plans.start()), _NO_YEAR.search(title, 0, plans.start())
    planned = read_period(title[plans.end() :])
    guessed = "ước" in plans.group().lower()
    if year is None or told is None or planned is None:
        return None
    words = told.group()
    for chosen in (int(year.group()), int(year.group()) - 1):
        found = read_period(f"{words} {chosen}" if words.lower().endswith("năm") else f"{words} năm {chosen}")
        next_begins = planned.end if guessed else planned.start or planned.end
        if found is not None and found.end and found.end < (next_begins or "9999"):
            return Period(words, found.start, found.end)
    return None

"""The period that a figure speaks of: a month, a quarter, a year, a stretch of days, or the total to a day.

Reports write it in the title ("09 tháng đầu năm 2023", "Quý I/2024", "tháng 12-2017"), in a heading, or beside the figure
("từ 20/6 đến 20/9/2023", "tính đến ngày 21/11/2022", "lũy kế từ đầu năm").
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import regex

PeriodKind = Literal["month", "quarter", "year", "range", "to_date"]
"""month, quarter, year: what happened in it. range: what happened between two days. to_date: the total until `end`,
counted from `start`, or from the beginning of everything where `start` is None."""

_Match = regex.Match[str]
_YEAR = r"(?:\s*(?:năm\s+|[-/.]\s*)?(?P<y>(?:19|20)\d\d))"
_DAY = r"(?:ngày\s+)?(?P<d{0}>\d{{1,2}})\s?[/.-]\s?(?P<m{0}>\d{{1,2}})(?:\s?[/.-]\s?(?P<y{0}>(?:19|20)\d\d))?"
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_TO_DATE = regex.compile(
    r"(?:tính|lũy kế|luỹ kế|cộng dồn|từ trước)\s+(?:đến|tới)|lũy kế|luỹ kế|cộng dồn", regex.IGNORECASE
)
_TOTAL = regex.compile(r"(?:lũy|luỹ)\s+kế|cộng dồn", regex.IGNORECASE)
_THIS_MONTH = regex.compile(r"(?:trong|riêng)\s+tháng(?!\s+\d)", regex.IGNORECASE)
_THIS_QUARTER = regex.compile(r"(?:trong|riêng)\s+quý(?!\s+[\dIV])", regex.IGNORECASE)
_THIS_YEAR = regex.compile(r"(?:trong|riêng)\s+năm(?:\s+nay)?$", regex.IGNORECASE)
_THIS_PERIOD = regex.compile(r"trong\s+kỳ(?!\s+\d)", regex.IGNORECASE)
_FROM_NEW_YEAR = regex.compile(r"từ\s+(?:đầu\s+năm|(?:ngày\s+)?0?1[/.-]0?1(?:[/.-]\d{4})?)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """`start` and `end` are ISO days, both in. `start` is None only for a total since the beginning."""

    kind: PeriodKind
    start: str | None
    end: str

    @property
    def iso(self) -> str:
        """ISO 8601: "2017-12", "2023", "2023-06-20/2023-09-20", "../2023-09-20"; a quarter is "2024-Q1"."""
        match self.kind:
            case "month":
                return self.end[:7]
            case "quarter":
                return f"{self.end[:4]}-Q{(int(self.end[5:7]) + 2) // 3}"
            case "year":
                return self.end[:4]
            case _:
                return f"{self.start or '..'}/{self.end}"


def from_iso(text: str) -> Period | None:
    """The period that `Period.iso` wrote, or None. A stretch is read as "range", an open one as "to_date"."""
    if match := regex.fullmatch(r"(\d{4})-(\d\d)", text):
        return _months(int(match[1]), int(match[2]), int(match[2]))
    if match := regex.fullmatch(r"(\d{4})-Q([1-4])", text):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3 * int(match[2]))
    if match := regex.fullmatch(r"\d{4}", text):
        return _months(int(text), 1, 12)
    start, slash, end = text.partition("/")
    if not slash or not is_day(end) or not (start == ".." or is_day(start)):
        return None
    return Period("to_date", None, end) if start == ".." else between(start, end)


def between(start: str, end: str) -> Period:
    """The period of two ISO days: a month, quarter or year where they are its first and last day, else a range."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if first.day == 1 and first.year == last.year and last.day == monthrange(last.year, last.month)[1]:
        found = _months(first.year, first.month, last.month)
        if found is not None:
            return found
    return Period("range", start, end)


def to_date(end: str, start: str | None = None) -> Period:
    """The total until `end`."""
    return Period("to_date", start, end)


def is_day(text: str) -> bool:
    """Whether a text is an ISO day that exists."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _months(year: int, first: int, last: int) -> Period | None:
    if not (1 <= first <= last <= 12 and 1900 <= year <= 2999):
        return None
    start = date(year, first, 1).isoformat()
    end = date(year, last, monthrange(year, last)[1]).isoformat()
    kind: PeriodKind = "range"
    if first == last:
        kind = "month"
    elif last - first == 2 and last % 3 == 0:
        kind = "quarter"
    elif last - first == 11:
        kind = "year"
    return Period(kind, start, end)


def _day(match: _Match, index: str, year: int | None) -> date | None:
    own = match.groupdict().get(f"y{index}")
    chosen = int(own) if own else year
    if chosen is None:
        return None
    try:
        return date(chosen, int(match[f"m{index}"]), int(match[f"d{index}"]))
    except ValueError:
        return None


def _range(match: _Match, year: int | None) -> Period | None:
    end = _day(match, "2", year)
    start = _day(match, "1", end.year if end else year)
    if start is None or end is None:
        return None
    if start > end and not match["y1"]:
        start = start.replace(year=start.year - 1) if (start.month, start.day) != (2, 29) else start
    return between(start.isoformat(), end.isoformat()) if start <= end else None


def _until(match: _Match, year: int | None) -> Period | None:
    end = _day(match, "1", year)
    return None if end is None else to_date(end.isoformat())


def _until_month(match: _Match, year: int | None) -> Period | None:
    chosen = int(match["y"]) if match["y"] else year
    month = _months(chosen, int(match["n"]), int(match["n"])) if chosen else None
    return None if month is None else to_date(month.end)


def _year_of(match: _Match, year: int | None) -> int | None:
    return int(match["y"]) if match.groupdict().get("y") else year


def _first_months(match: _Match, year: int | None) -> Period | None:
    chosen = _year_of(match, year)
    return _months(chosen, 1, int(match["n"])) if chosen else None


def _last_months(match: _Match, year: int | None) -> Period | None:
    chosen = _year_of(match, year)
    return _months(chosen, 13 - int(match["n"]), 12) if chosen and 1 <= int(match["n"]) <= 12 else None


def _half(match: _Match, year: int | None) -> Period | None:
    chosen, first = _year_of(match, year), match["h"].lower() == "đầu"
    return _months(chosen, 1 if first else 7, 6 if first else 12) if chosen else None


def _half_month(match: _Match, year: int | None) -> Period | None:
    chosen = _year_of(match, year)
    month = _months(chosen, int(match["n"]), int(match["n"])) if chosen else None
    if month is None or month.start is None:
        return None
    first, last = (
        (month.start, f"{month.end[:8]}15") if match["h"].lower() == "đầu" else (f"{month.end[:8]}16", month.end)
    )
    return between(first, last)


def _quarter(match: _Match, year: int | None) -> Period | None:
    chosen = _year_of(match, year)
    quarter = _ROMAN.get(match["n"].upper()) or (int(match["n"]) if match["n"].isdigit() else 0)
    return _months(chosen, 3 * quarter - 2, 3 * quarter) if chosen and 1 <= quarter <= 4 else None


def _month(match: _Match, year: int | None) -> Period | None:
    chosen = _year_of(match, year)
    return _months(chosen, int(match["n"]), int(match["n"])) if chosen else None


def _whole_year(match: _Match, _: int | None) -> Period | None:
    return _months(int(match["y"]), 1, 12)


_RULES: tuple[tuple[regex.Pattern[str], Callable[[_Match, int | None], Period | None]], ...] = tuple(
    (regex.compile(pattern, regex.IGNORECASE), make)
    for pattern, make in (
        (rf"từ\s+{_DAY.format(1)}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?{_DAY.format(2)}", _range),
        (rf"(?<!\d\s)(?:tính\s+)?(?:đến|tới)\s+(?:nay\s*\(?\s*)?(?:hết\s+|thời điểm\s+)?{_DAY.format(1)}", _until),
        (
            rf"tính\s+(?:đến|tới)\s+(?:hết\s+)?(?:tháng\s+)?(?P<n>\d{{1,2}})(?!\d|\s?[/.-]\s?\d{{1,2}}(?!\d)){_YEAR}?",
            _until_month,
        ),
        (rf"(?P<n>\d{{1,2}})\s+tháng\s+đầu\s+(?:của\s+)?năm(?:{_YEAR})?", _first_months),
        (rf"(?P<n>\d{{1,2}})\s+tháng\s+cuối\s+(?:của\s+)?năm(?:{_YEAR})?", _last_months),
        (rf"(?P<n>\d{{1,2}})\s+tháng\s+năm{_YEAR}", _first_months),
        (rf"nửa\s+(?P<h>đầu|cuối)\s+năm(?:{_YEAR})?", _half),
        (rf"nửa\s+(?P<h>đầu|cuối)\s+tháng\s+(?P<n>\d{{1,2}})(?!\d){_YEAR}?", _half_month),
        (rf"quý\s+(?P<n>IV|III|II|I|[1-4])(?![\p{{L}}\d]){_YEAR}?", _quarter),
        (rf"tháng\s+(?P<n>\d{{1,2}})(?!\d){_YEAR}?", _month),
        (r"năm\s+(?P<y>(?:19|20)\d\d)(?!\s?[-–/]\s?(?:19|20)?\d\d)", _whole_year),
    )
)

_TELLING = regex.compile(r"tháng|năm|quý|nửa|đến|tới|từ", regex.IGNORECASE)
"""What no rule goes without."""
_IN_YEAR = regex.compile(r"(?:trong|cả|của|từ)\s+năm", regex.IGNORECASE)


@lru_cache(maxsize=4096)
def read(text: str, year: int | None = None) -> Period | None:
    """The first period that `text` names, the most telling pattern first; `year` is the one that goes without saying.

    >>> read("Quý I/2024")
    Period(kind='quarter', start='2024-01-01', end='2024-03-31')
    """
    if _TELLING.search(text) is None:
        return None
    for pattern, make in _RULES:
        for match in pattern.finditer(text):
            found = make(match, year)
            if found is not None:
                return _accumulated(text, found)
    return None


def _accumulated(text: str, period: Period) -> Period:
    """ "Lũy kế từ đầu năm đến tháng 9/2023" is a total to its last day, not what happened in that month."""
    if period.kind == "to_date":
        start = f"{period.end[:4]}-01-01" if _FROM_NEW_YEAR.search(text) else period.start
        return to_date(period.end, start)
    if _TO_DATE.search(text) and period.kind != "range":
        start = f"{period.end[:4]}-01-01" if _FROM_NEW_YEAR.search(text) else None
        return to_date(period.end, start)
    return period


def of_report(text: str | None, start: str | None, end: str | None, issued_on: str | None) -> Period | None:
    """The period of a whole report: its letterhead's days where they are known, else its words."""
    if start and end and is_day(start) and is_day(end) and start <= end:
        return between(start, end)
    year = int(issued_on[:4]) if issued_on else None
    return read(text, year) if text else None


def of_figure(
    near: tuple[str, ...], above: tuple[str, ...], as_of: str | None, report: Period | None, when: str | None = None
) -> Period | None:
    """The period of one figure: from the words that say `when`, those at it (`near`), its date, the headings `above` it, the
    report's own.

    "lũy kế" makes it the total to its date, or to the report's last day; "trong tháng" the last month of the report.
    """
    year = int(report.end[:4]) if report else None
    day = _last_day(as_of)
    said = " ".join((*near, when or ""))
    total = _TOTAL.search(said) is not None or (when is not None and _FROM_NEW_YEAR.match(when) is not None)
    if when is not None and not total:
        within = read(when, int(day[:4]) if day else year) or _within(
            when, day or (report.end if report else None), report
        )
        if within is not None:
            return within
    found = _first(near, year)
    if found is not None and (found.kind in ("range", "to_date") or day is None):
        return found
    end = day or (report.end if report else None)
    if end is not None and total:
        return to_date(end, f"{end[:4]}-01-01" if _FROM_NEW_YEAR.search(said) else None)
    if day is not None:
        return to_date(day)
    within = _within(said, report.end, report) if report is not None else None
    return within or _first(above, year) or report


def _within(text: str, end: str | None, report: Period | None) -> Period | None:
    """ "trong tháng", "trong quý", "trong năm" that go without a number: the last ones of the report; "trong kỳ" its own."""
    if end is None:
        return None
    year, month = int(end[:4]), int(end[5:7])
    if _THIS_MONTH.search(text):
        return _months(year, month, month)
    if _THIS_QUARTER.search(text):
        last = (month + 2) // 3 * 3
        return _months(year, last - 2, last)
    if _THIS_YEAR.search(text):
        return between(f"{year}-01-01", end)
    return report if _THIS_PERIOD.search(text) else None


def _first(texts: tuple[str, ...], year: int | None) -> Period | None:
    for text in texts:
        found = read(text, year)
        if found is not None and _is_said(found, text):
            return found
    return None


def _is_said(period: Period, text: str) -> bool:
    """A bare "năm 2021" beside a figure mostly belongs to a plan or a decision; "trong năm 2021" is the period."""
    return period.kind != "year" or _IN_YEAR.search(text) is not None


def _last_day(as_of: str | None) -> str | None:
    """An ISO day, or the last day of an ISO month or year; None for anything else."""
    if as_of is None or is_day(as_of):
        return as_of
    found = from_iso(as_of)
    return found.end if found else None

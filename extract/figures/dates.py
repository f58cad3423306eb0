"""Dates in the text: ISO forms of date lexemes, and the day that figures are counted to ("tính đến ngày …")."""

import calendar

import regex

from extract.figures.clause import Clause, fold

_DAY_MONTH = regex.compile(r"\d{1,2}[/-]\d{1,2}")
_YEAR = regex.compile(r"nam\s+(\d{4})")
_FULL = regex.compile(
    r"(\d{1,2})\s?[/⁄∕.\-]\s?(\d{1,2})\s?[/⁄∕.\-]\s?(\d{4})|(\d{1,2})\s+thang\s+(\d{1,2})\s*(?:nam\s+|[/-])(\d{4})"
)
_MONTH = regex.compile(r"(?<!\d)(\d{1,2})\s?[/.\-]\s?(\d{4})|(\d{1,2})\s+nam\s+(\d{4})")
_UNTIL = regex.compile(
    r"(?:tinh(?:\s+den)?|den|cho den|so lieu|luy ke(?: den)?|het|tinh toi|toi|chot)\s*(?:het\s+|cuoi\s+)?(?:thoi diem\s+|thang\s*|(?:\d{1,2}\s?(?:h|gio)\s?(?:\d{2})?\s*)?(?:ngay\s*)?)$"
)
_COUNTED = regex.compile(r"(?:tinh|luy ke|so lieu|chot|cong don)\s[^.;]{0,30}$")
_PAST_ONLY = regex.compile(
    r"(?:hoan thanh|truoc|phan dau|muc tieu|tam nhin|dinh huong|se|thoi han|hieu luc|giai doan|van ban)[^.;]{0,50}$"
)
_SPAN_END = regex.compile(r"den(?:\s+(?:het\s+)?ngay)?\s+\d{1,2}")


def iso_date(text: str) -> str | None:
    """A full date as ISO ("2022-11-21"), a month as "2023-09", else None. The last date of a range counts."""
    low = fold(text)
    full = list(_FULL.finditer(low))
    if full:
        day, month, year = (int(g) for g in full[-1].groups() if g is not None)
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return f"{year:04d}-{month:02d}-{day:02d}"
        return None
    months = list(_MONTH.finditer(low))
    if months:
        month, year = (int(g) for g in months[-1].groups() if g is not None)
        return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None
    return None


def as_of_marks(clause: Clause, year: int | None = None) -> list[tuple[int, str]]:
    """Where the passage says up to which day its figures run: (offset, ISO date), in order.

    `year` completes a day and month without one, where the passage names no year itself.
    """
    found = []
    for lexeme in clause.lexemes:
        if lexeme.role != "date":
            continue
        iso = iso_date(lexeme.text) or _completed(clause, lexeme.text, year)
        before = clause.fold[max(0, lexeme.start - 60) : lexeme.start]
        until = _UNTIL.search(before)
        if iso is None or until is None:
            if iso is not None and _SPAN_END.search(fold(lexeme.text)):
                found.append((lexeme.end, iso))
            continue
        if not _COUNTED.search(before) and _PAST_ONLY.search(before[: until.start()]):
            continue
        found.append((lexeme.end, iso))
    return found


def _completed(clause: Clause, text: str, year: int | None) -> str | None:
    """ "30/11" with the year that the passage names, else with the letter's."""
    if not _DAY_MONTH.fullmatch(text):
        return None
    named = _YEAR.search(clause.fold)
    whole = named[1] if named else year
    return iso_date(f"{text}/{whole}") if whole else None


def reported_to(title: str) -> str | None:
    """The last day that a report's own title says it covers: "(Số liệu từ ngày … đến ngày …)", or None."""
    found = regex.search(r"so lieu[^()]{0,60}?den(?:\s+het)?(?:\s+ngay)?\s+(\d[\d/.\-\s]*\d{4})", fold(title))
    return iso_date(found[1]) if found else None


def title_date(title: str) -> str | None:
    """The day that a heading's or a lead-in's figures run to, or None."""
    match = regex.search(
        r"(?:tinh den|den|luy ke den|so lieu den)\s+(?:het\s+)?(?:ngay|thang)?\s*(\d[\d/.\-\s]*\d{4})", fold(title)
    )
    return iso_date(match[1]) if match else None

"""Dates in the text: ISO forms of date lexemes, the day that figures are counted to, the period that they are counted in."""

import calendar
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from extract.figures.clause import Clause, Draft, fold

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
_NAMED = r"(?:\d{1,2}|iv|i{1,3})(?:\s?[/.–-]\s?\d{4}|\s+năm\s+\d{4})?(?![\d/])"
_WITHIN = (
    r"(?:(?:(?:riêng|chỉ|trong|cả)\s+){1,2}(?:nửa\s+(?:đầu|cuối)\s+)?(?:tháng|quý|tuần|năm(?=\s+(?:\d{4}|nay)))"
    rf"(?:\s+(?:báo cáo|này|qua|nay)(?!\p{{L}})|\s+{_NAMED}|\s+\d{{4}})?|nửa\s+(?:đầu|cuối)\s+tháng\s+{_NAMED})"
    r"(?!\p{L}|\s+(?:tới|sau|trước|kế tiếp|tiếp theo|đầu|cuối|cao điểm|gần đây))"
)
_FIRST_MONTHS = r"\d{1,2}\s+tháng\s+(?:đầu|cuối)\s+năm(?:\s+\d{4})?"
_BARE = rf"(?<=(?:^|[.;:,(–+-])\s*)(?:tháng|quý)\s+(?:{_NAMED}(?=\s*[:,)])|{_NAMED}(?<=\d{{4}}))|(?:trong\s+|(?<=(?:^|[.;:(–+-])\s*)){_FIRST_MONTHS}"
_INSIDE = regex.compile(rf"(?<!\p{{L}})(?:{_WITHIN}|{_BARE})")
_INSIDE_AFTER = regex.compile(
    rf"(?:\s\p{{L}}+){{0,4}}?\s\(?({_WITHIN}|(?<=\()(?:tháng|quý)\s+{_NAMED}(?=\)))(?!\s*:|\s+\d)"
)
_TOTALS = regex.compile(
    r"(?<!\p{L})(?:(?:(?:lũy|luỹ)\s+kế|cộng\s+dồn)(?:\s+từ\s+đầu\s+năm)?|từ\s+đầu\s+năm(?:\s+đến\s+nay)?|(?:cộng\s+)?(?:cả|toàn)\s+đợt)(?!\p{L})"
)
_TO_NOW = regex.compile(
    r"(?<!\p{L}|năm\s)(?:tính\s+)?đến\s+(?:nay|thời điểm (?:này|báo cáo|hiện (?:nay|tại)))(?!\p{L})"
)
_NEAR_DAY = 30
"""Characters between "lũy kế" and the end of the day it runs to."""
_DAY = r"(?:ngày\s+)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?"
_SPAN = regex.compile(rf"từ\s+{_DAY}\s*(?:đến|tới|-|–)\s*(?:hết\s+)?{_DAY}$")
_SPAN_END = regex.compile(r"den(?:\s+(?:het\s+)?ngay)?\s+\d{1,2}")

_REPORTED_TO = regex.compile(r"(?:so lieu[^()]{0,60}?|tinh\s+)den(?:\s+het)?(?:\s+ngay)?\s+(\d[\d/.\-\s]*\d{4})")
_TITLE_DATE = regex.compile(
    r"(?:tinh den|den|luy ke den|so lieu den)\s+(?:het\s+)?(?:ngay|thang)?\s*(\d[\d/.\-\s]*\d{4})"
)
_BOUNDED = regex.compile(r"(?:den|het|so voi|ke hoach|cung ky|toi|truoc)\s+$")


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


@lru_cache(maxsize=64)
def reported_to(title: str) -> tuple[str | None, str | None]:
    """The last day that a report's own title says it covers ("(Số liệu từ ngày … đến ngày …)"), and the words of the span."""
    found = _REPORTED_TO.search(fold(title))
    if found is None:
        return None, None
    span = _SPAN.search(title.lower(), found.start(), found.end())
    return iso_date(found[1]), span[0] if span else None


@lru_cache(maxsize=256)
def title_date(title: str) -> str | None:
    """The day that a heading's or a lead-in's figures run to, or None."""
    match = _TITLE_DATE.search(fold(title))
    return iso_date(match[1]) if match else None


@dataclass(frozen=True, slots=True)
class Moment:
    """A place of the text that says when: `as_of` the last day counted (ISO), `when` the words of a period; either or both."""

    at: int
    as_of: str | None
    when: str | None = None


def moments(clause: Clause, year: int | None = None) -> list[Moment]:
    """Everything that a passage says of time, in order: "tính đến ngày 30/9/2023", "trong tháng", "từ 20/6 đến 20/9/2023".

    Words of a period that stand behind a figure ("30 thẻ trong tháng") say nothing of those that follow.
    """
    found = [Moment(at, iso, _span(clause, at)) for at, iso in as_of_marks(clause, year)]
    behind = {m.end(1) for draft in clause.drafts if (m := _INSIDE_AFTER.match(clause.low, draft.end))}
    inside = (m for m in _INSIDE.finditer(clause.low) if m.end() not in behind and not _is_until(clause, m.start()))
    found += [Moment(m.end(), None, m[0]) for m in inside]
    found += [Moment(m.end(), None, m[0]) for m in _TOTALS.finditer(clause.low)]
    found += [Moment(m.end(), None) for m in _TO_NOW.finditer(clause.low)]
    return _in_order(clause, sorted(found, key=lambda moment: moment.at))


def _in_order(clause: Clause, found: list[Moment]) -> list[Moment]:
    """A total counts to the day named before or right behind it ("lũy kế từ đầu năm đến ngày …"); "đến nay" ends a period."""
    ordered: list[Moment] = []
    day: str | None = None
    for moment in found:
        last = ordered[-1] if ordered else None
        if _is_total(moment):
            ordered.append(replace(moment, as_of=day))
        elif moment.as_of and not moment.when and last is not None and _is_total(last):
            near = moment.at - last.at <= _NEAR_DAY and clause.same_sentence(last.at, moment.at)
            ordered.append(replace(moment, when=last.when if near else None))
        elif moment.as_of or moment.when or (last is not None and last.when):
            ordered.append(moment)
        day = moment.as_of or day
    return ordered


def _is_total(moment: Moment) -> bool:
    return moment.when is not None and _TOTALS.fullmatch(moment.when) is not None


def moment_of(clause: Clause, draft: Draft, said: list[Moment]) -> Moment | None:
    """What the passage says of a figure: the nearest before it (a period holds for its sentence), or a period right behind it."""
    before = [m for m in said if m.at <= draft.start and (m.as_of or _holds(clause, m.at, draft.start))]
    nearest = before[-1] if before else None
    behind = _INSIDE_AFTER.match(clause.low, draft.end)
    if behind is None or (nearest is not None and (nearest.as_of is None or nearest.when is not None)):
        return nearest
    same = nearest is not None and clause.same_sentence(nearest.at, draft.start)
    return Moment(draft.end, nearest.as_of if nearest is not None and same else None, behind[1])


def _holds(clause: Clause, at: int, start: int) -> bool:
    """Words of a period hold to the end of their sentence and of their bracket."""
    between = clause.text[at:start]
    return clause.same_sentence(at, start) and between.count(")") <= between.count("(")


def _span(clause: Clause, end: int) -> str | None:
    """The words of a stretch of days that ends here, from its "từ" on."""
    found = _SPAN.search(clause.low, max(0, end - 70), end)
    return clause.text[found.start() : end] if found else None


def _is_until(clause: Clause, at: int) -> bool:
    """Whether the words before make it a bound or a yardstick: "đến trong tháng", "so với tháng 8/2023"."""
    return _BOUNDED.search(clause.fold[max(0, at - 12) : at]) is not None

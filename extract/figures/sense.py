"""What a figure says: its subject, whose it is, its unit, up to which day it counts."""

from functools import lru_cache
from operator import attrgetter

import regex

from extract.figures.clause import Clause, Draft, fold
from extract.figures.dates import Moment, moment_of, moments, reported_to, title_date
from extract.figures.entities import Names
from extract.figures.owners import owner_of
from extract.figures.subjects import clause_start, is_change, subject_of
from extract.figures.surroundings import Surroundings

_NOUN = regex.compile(
    r"(?<!\p{L}|dịch |nhiệm )(tài khoản|hồ sơ|trường hợp|dữ liệu|thông tin|cccd|dvc|dịch vụ công|tổ công tác|người|lượt|học sinh|hộ|vụ|thẻ|đối tượng)(?!\p{L})"
)

_FAR = 600
_AHEAD = regex.compile(
    r"^(?!.*(?:ket qua|tinh hinh|danh gia|thuc hien nhiem vu|da dat))(?:.*(?:phuong huong|nhiem vu|muc tieu|giai phap|ke hoach cong tac|trong tam))"
)
_DONE = regex.compile(r"ket qua|tinh hinh|danh gia|uu diem|han che|thuc trang")
_ACHIEVED = regex.compile(
    r"(?<!\p{L})(?:da dat|da hoan thanh|dat duoc|da thuc hien|hien nay|hien tai|tinh den|den nay|moi dat|chiem|hien dat|nam truoc)(?!\p{L})"
)


def give_sense(clause: Clause, around: Surroundings, names: Names) -> None:
    """Fill subject, organisation, unit and as-of date of every figure of a passage."""
    if not clause.drafts:
        return
    year = _year(around)
    said = moments(clause, year)
    inherited = _inherited(clause, around)
    previous: Draft | None = None
    anchor: str | None = None
    clause.drafts.sort(key=attrgetter("start"))
    for draft in clause.drafts:
        moment = moment_of(clause, draft, said) or inherited
        if moment is not None:
            draft.as_of, draft.when = moment.as_of, moment.when
        if draft.unit is None and draft.kind == "ratio":
            draft.unit = _unit_of_equal(clause, draft)
        begin = clause_start(clause, draft)
        draft.subject = subject_of(clause, draft, begin, around, anchor)
        anchor = draft.subject if draft.rule != "growth-pair" and not is_change(clause, draft, begin) else anchor
        draft.org = owner_of(clause, draft, begin, around, names)
        if draft.unit is None and draft.kind != "percent":
            draft.unit = _unit(clause, draft, previous)
        draft.target = draft.target or (draft.kind == "percent" and _still_to_do(clause, draft, around))
        previous = draft


def _still_to_do(clause: Clause, draft: Draft, around: Surroundings) -> bool:
    """Under a heading of tasks to come a percentage is a goal, unless its clause tells what was done."""
    path, ahead = clause.passage.section, None
    while path and ahead is None:
        ahead = _is_ahead(around.title(path))
        path = path.rpartition("/")[0]
    begin = max(clause.sentence(draft.start)[0], draft.start - _FAR)
    return bool(ahead) and not _ACHIEVED.search(clause.fold, begin, draft.start)


@lru_cache(maxsize=256)
def _is_ahead(title: str) -> bool | None:
    """Whether a heading is of tasks to come; None where it tells neither that nor that they were done."""
    told = fold(title)
    if _AHEAD.search(told):
        return True
    return False if _DONE.search(told) else None


def _year(around: Surroundings) -> int | None:
    """The year that a day without one belongs to: the letter's own."""
    date = around.letterhead.date or ""
    return int(date[:4]) if date[:4].isdigit() else None


def _inherited(clause: Clause, around: Surroundings) -> Moment | None:
    """What the lead-in above a list says last, else the day that the heading or the report's own title names."""
    lead = around.leads.get(clause.passage.depth - 1) if clause.passage.depth else None
    if lead is not None and lead.text.rstrip().endswith(":"):
        said = moments(lead)
        if said:
            return said[-1]
    if day := title_date(around.title(clause.passage.section)):
        return Moment(0, day)
    last, span = reported_to(around.letterhead.title or "")
    return None if last is None else Moment(0, last, span)


def _unit(clause: Clause, draft: Draft, previous: Draft | None) -> str | None:
    """A number without a unit takes that of the total it is listed under, or the noun of its label."""
    reach = 160 if draft.kind == "ratio" else 60
    label = clause.low[max(0, draft.start - reach) : draft.start]
    named = _NOUN.findall(label)
    if draft.kind == "ratio" and named:
        return str(named[-1])
    if (
        previous is not None
        and previous.kind != "percent"
        and previous.unit
        and clause.same_sentence(previous.start, draft.start)
    ):
        return previous.unit
    return str(named[-1]) if named else None


def _unit_of_equal(clause: Clause, ratio: Draft) -> str | None:
    """The unit of the count that the ratio's part repeats: "thu nhận được 13.236 tài khoản …: 13.236/27.410"."""
    assert ratio.numerator is not None
    part = clause.lexemes[ratio.numerator].value
    return next(
        (d.unit for d in clause.drafts if d.kind == "quantity" and d.value == part and d.start < ratio.start), None
    )

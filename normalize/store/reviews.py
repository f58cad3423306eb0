"""Checks and what people decided about them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, get_args

from sqlalchemy import Connection, Integer, Select, bindparam, insert, select, update

from document.errors import BadRequest, DecidedMeanwhile
from document.numerals import parse
from normalize.observations import Measure
from normalize.store import changes
from normalize.store.filters import CheckFilter, Page, decode, encode
from normalize.store.filters import limit as checked_limit
from normalize.store.records import Against, CheckRecord, Correction, Review, ReviewState, Seen
from normalize.store.reports import period_of
from normalize.store.revising import revise
from normalize.store.schema import CheckRow, ReportRow, ReviewRow
from normalize.store.scope import bounds, inside
from normalize.store.wording import compact, loads

CHECKS: Any = CheckRow.__table__
_RECORD = (
    *(CHECKS.c[name] for name in ("seq", "report_id", "check_id", "scope", "kind", "verdict", "severity", "cause")),
    *(CHECKS.c[name] for name in ("is_finding", "stated", "computed", "page", "line", "bbox", "quote", "sentence")),
    *(CHECKS.c[name] for name in ("figures", "organisation", "area", "period_kind", "period_start", "period_end")),
    *(CHECKS.c[name] for name in ("against", "review_state", "fingerprint")),
    ReportRow.sha256,
)
"""In the order of `CheckRecord`, where three of them are its period; what its review is found by comes last."""
_CHECKED = select(*_RECORD).join(ReportRow, ReportRow.id == CheckRow.report_id)
STATES: tuple[str, ...] = get_args(ReviewState)


def page(connection: Connection, wanted: CheckFilter, limit: int, cursor: str | None) -> Page[CheckRecord]:
    """Newest report first; within one report (`report_id` given) in reading order."""
    names = {name for name in (*_EXACT, "period_from", "period_to") if getattr(wanted, name) is not None}
    values: dict[str, Any] = {name: getattr(wanted, name) for name in names} | {"limit": checked_limit(limit) + 1}
    if wanted.area is not None:
        names.add("area")
        values |= bounds(wanted.area)
    if cursor is not None:
        names.add("before" if wanted.report_id is None else "after")
        (values["last"],) = decode(cursor, (int,))
    rows = connection.execute(_page(frozenset(names)), values).all()
    items = _records(connection, rows[:limit])
    return Page(items, encode((items[-1].seq,)) if len(rows) > limit else None)


def one(connection: Connection, check_id: str) -> CheckRecord | None:
    """One check by "<report>.<check>"."""
    row = _row(connection, check_id)
    return None if row is None else _records(connection, [row])[0]


def decide(connection: Connection, check_id: str, review: Review, seen: Seen | None = None) -> CheckRecord | None:
    """Keep a decision, and let the observations of the check's figures follow it. Raises DecidedMeanwhile."""
    changes.take_turn(connection)
    row = _row(connection, check_id)
    if row is None:
        return None
    _refuse(row, review)
    (now,) = _records(connection, [row])
    if seen is not None and now.review is not None and now.review.at != seen.at:
        raise DecidedMeanwhile(who=now.review.reviewer, when=f"{now.review.at:%d/%m/%Y %H:%M}Z")
    connection.execute(
        insert(ReviewRow).values(
            sha256=row.sha256,
            fingerprint=row.fingerprint,
            state=review.state,
            reviewer=review.reviewer.strip(),
            note=review.note.strip(),
            corrections=compact(review.corrections),
            at=review.at,
        )
    )
    connection.execute(update(CheckRow).where(CheckRow.seq == row.seq).values(review_state=review.state))
    revise(connection, row.report_id, row.sha256, review.at)
    changes.note(connection, [("check.reviewed", check_id, row.report_id)], review.at)
    return one(connection, check_id)


def _refuse(row: Any, review: Review) -> None:
    if review.state not in STATES:
        raise BadRequest(what=f"trạng thái {review.state!r}", expected=", ".join(STATES))
    if not review.reviewer.strip():
        raise BadRequest(what="thiếu người kiểm tra", expected="tên người quyết định")
    if "\0" in review.note:
        raise BadRequest(what="ghi chú có ký tự rỗng", expected="chữ bình thường")
    if bool(review.corrections) != (review.state == "corrected"):
        raise BadRequest(
            what="giá trị sửa không đi cùng trạng thái", expected="corrections khi và chỉ khi state=corrected"
        )
    figures = loads(row.figures)
    for correction in review.corrections:
        if correction.figure not in figures:
            raise BadRequest(what=f"số liệu {correction.figure!r}", expected=f"một trong {', '.join(figures)}")
        if correction.measure not in get_args(Measure) or correction.measure == "computed_rate":
            raise BadRequest(what=f"đại lượng {correction.measure!r}", expected="một đại lượng in trong báo cáo")
        if parse(correction.value, "en") is None or "," in correction.value:
            raise BadRequest(
                what=f"giá trị {correction.value!r}", expected="số thập phân với dấu chấm, ví dụ 1204 hoặc 94.8"
            )


def _row(connection: Connection, check_id: str) -> Any:
    report, dot, check = check_id.partition(".")
    if not dot:
        return None
    return connection.execute(_CHECKED.where(CheckRow.report_id == report, CheckRow.check_id == check)).first()


_EXACT = {
    **{name: name for name in ("report_id", "scope", "kind", "verdict", "severity", "cause", "organisation")},
    "review": "review_state",
    "findings": "is_finding",
    "current": "is_current",
}
"""Columns by the names that a filter has for them."""
_CONDITIONS: dict[str, Any] = {
    **{name: CHECKS.c[column] == bindparam(name) for name, column in _EXACT.items()},
    "area": inside(CHECKS.c.area),
    "period_from": CHECKS.c.period_end >= bindparam("period_from"),
    "period_to": CHECKS.c.period_end <= bindparam("period_to"),
    "before": CHECKS.c.seq < bindparam("last"),
    "after": CHECKS.c.seq > bindparam("last"),
}


@lru_cache(maxsize=512)
def _page(names: frozenset[str]) -> Select[Any]:
    """Made once for the names of the conditions that are asked: making a statement takes as long as asking it.

    The page's rows are found first: what is sorted is a number, not a whole row.
    """
    order = CHECKS.c.seq if "report_id" in names else CHECKS.c.seq.desc()
    keys = select(CHECKS.c.seq).where(*(_CONDITIONS[name] for name in sorted(names))).order_by(order)
    return _CHECKED.where(CHECKS.c.seq.in_(keys.limit(bindparam("limit", type_=Integer)))).order_by(order)


def _records(connection: Connection, rows: Sequence[Any]) -> tuple[CheckRecord, ...]:
    decided = {(r.sha256, r.fingerprint) for r in rows if r.review_state != "open"}
    reviews = _reviews(connection, decided) if decided else {}
    return tuple(_record(row, reviews.get((row.sha256, row.fingerprint))) for row in rows)


def _reviews(connection: Connection, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], Review]:
    """The newest review of each finding."""
    query = (
        select(ReviewRow.__table__)
        .where(ReviewRow.sha256.in_({s for s, _ in wanted}), ReviewRow.fingerprint.in_({f for _, f in wanted}))
        .order_by(ReviewRow.id)
    )
    return {(row.sha256, row.fingerprint): _review(row) for row in connection.execute(query)}


def _review(row: Any) -> Review:
    return Review(
        row.state, row.reviewer, row.note, row.at, tuple(Correction(**entry) for entry in loads(row.corrections))
    )


def _record(row: Any, review: Review | None) -> CheckRecord:
    """A row of `_RECORD`."""
    report, check, box, figures, against = row[1], row[2], row[13], row[16], row[22]
    values = (
        *(row[0], f"{report}.{check}", *row[1:13], box and tuple(loads(box)), *row[14:16], tuple(loads(figures))),
        *(*row[17:19], period_of(row), review, tuple(map(_against, loads(against)))),
    )
    return CheckRecord._make(values)


def _against(entry: dict[str, Any]) -> Against:
    """Written before schema 0003 it has no box."""
    bbox = entry.get("bbox")
    return Against(**entry | {"bbox": tuple(bbox) if bbox else None})

"""Indicators: the catalogue with its counts, and the list of subjects that wait for a person to map them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select, tuple_, update

from document.errors import BadRequest, NotFound
from normalize.catalogue import Indicator, by_id
from normalize.catalogue import catalogue as all_indicators
from normalize.store import changes
from normalize.store.filters import Page, bad_cursor, decode, encode
from normalize.store.filters import limit as checked_limit
from normalize.store.records import IndicatorRecord
from normalize.store.rows import group_of
from normalize.store.schema import FigureRow, IndicatorCountRow, ObservationRow, ProvisionalRow, ReportRow

WAITING: Any = ProvisionalRow.__table__
_SEEN = select(IndicatorCountRow.indicator, IndicatorCountRow.figures)


def seen(connection: Connection) -> dict[str, int]:
    """How many stored figures stand on each indicator of the catalogue."""
    return {row.indicator: row.figures for row in connection.execute(_SEEN)}


def catalogue(counts: Mapping[str, int], group: str | None, limit: int, cursor: str | None) -> Page[IndicatorRecord]:
    """In the order of the catalogue."""
    wanted = [i for i in all_indicators() if group is None or i.group == group]
    first = 0
    if cursor is not None:
        (last,) = decode(cursor, (str,))
        place = next((n for n, i in enumerate(wanted, 1) if i.id == last), None)
        if place is None:
            raise bad_cursor()
        first = place
    items = tuple(_known(i, counts.get(i.id, 0)) for i in wanted[first : first + checked_limit(limit)])
    return Page(items, encode((items[-1].id,)) if first + limit < len(wanted) else None)


def waiting(connection: Connection, limit: int, cursor: str | None) -> Page[IndicatorRecord]:
    """The most often seen first."""
    query = select(WAITING).where(ProvisionalRow.mapped_to.is_(None))
    if cursor is not None:
        seen, last = decode(cursor, (int, str))
        query = query.where(tuple_(ProvisionalRow.seen, ProvisionalRow.id) < tuple_(seen, last))
    query = query.order_by(ProvisionalRow.seen.desc(), ProvisionalRow.id.desc())
    rows = list(connection.execute(query.limit(checked_limit(limit) + 1)))
    items = tuple(_waiting(row) for row in rows[:limit])
    return Page(items, encode((items[-1].seen, items[-1].id)) if len(rows) > limit else None)


def assign(connection: Connection, provisional_id: str, indicator: str, person: str) -> int:
    """Keep the mapping and move what is stored: observations with their series, figures."""
    if by_id(indicator) is None:
        raise BadRequest(what=f"chỉ tiêu {indicator!r}", expected="mã một chỉ tiêu trong danh mục")
    if not person.strip():
        raise BadRequest(what="thiếu người ghép", expected="tên người quyết định")
    row = connection.execute(select(WAITING).where(ProvisionalRow.id == provisional_id)).first()
    if row is None:
        raise NotFound(what=f"chỉ tiêu tạm {provisional_id!r}")
    at = changes.now()
    connection.execute(
        update(ProvisionalRow)
        .where(ProvisionalRow.id == provisional_id)
        .values(mapped_to=indicator, mapped_by=person.strip(), mapped_at=at)
    )
    moved = _move(connection, provisional_id, row.mapped_to, indicator)
    changes.note(connection, [("indicator.mapped", provisional_id, None)], at)
    return moved


def _move(connection: Connection, provisional_id: str, before: str | None, indicator: str) -> int:
    """Figures keep the provisional id; so observations that an earlier mapping moved are found again by it."""
    mine = (
        select(ObservationRow.id, ObservationRow.report_id, ObservationRow.retired_at)
        .join(
            FigureRow,
            (FigureRow.report_id == ObservationRow.report_id) & (FigureRow.figure_id == ObservationRow.figure_id),
        )
        .where(FigureRow.indicator == provisional_id, ObservationRow.indicator == (before or provisional_id))
    )
    rows = list(connection.execute(mine))
    for batch in _batches([row.id for row in rows]):
        connection.execute(
            update(ObservationRow)
            .where(ObservationRow.id.in_(batch))
            .values(
                indicator=indicator,
                indicator_group=group_of(indicator),
                provisional=False,
                placed_by="person",
                score=1.0,
            )
        )
    if before is None:
        for report_id, count in Counter(row.report_id for row in rows if row.retired_at is None).items():
            connection.execute(
                update(ReportRow).where(ReportRow.id == report_id).values(placed=ReportRow.placed + count)
            )
    return len(rows)


def _batches(ids: list[int], size: int = 500) -> Iterator[list[int]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _known(indicator: Indicator, seen: int) -> IndicatorRecord:
    return IndicatorRecord(
        id=indicator.id,
        name=indicator.name,
        group=indicator.group,
        unit=indicator.unit,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        good_direction=indicator.good_direction,
        since=indicator.since,
        provisional=False,
        seen=seen,
        aliases=indicator.aliases,
    )


def _waiting(row: Any) -> IndicatorRecord:
    return IndicatorRecord(
        id=row.id,
        name=row.subject,
        group=None,
        unit=row.unit,
        numerator=None,
        denominator=None,
        good_direction=None,
        since=None,
        provisional=True,
        seen=row.seen,
        example=row.example,
        mapped_to=row.mapped_to,
        mapped_by=row.mapped_by,
        mapped_at=row.mapped_at,
    )

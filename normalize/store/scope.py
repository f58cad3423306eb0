"""An area with its sub-units as one range of an index."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam

from document.errors import BadRequest
from normalize import areas


def inside(column: Any) -> ColumnElement[bool]:
    """Rows of an area and all units below it; `bounds` gives the values.

    Ids are paths of digits joined by "/", and "0" is the character behind "/": nothing else lies between.
    """
    return and_(*between(column, bindparam("area"), bindparam("area_end")))


def bounds(area: str) -> dict[str, str]:
    """The values of `inside`. Raises BadRequest for an area that does not exist."""
    return {"area": known(area).id, "area_end": end_of(area)}


def between(column: Any, first: Any, end: Any) -> tuple[ColumnElement[bool], ...]:
    """Conditions for rows from `first` to before `end`."""
    return (column >= first, column < end)


def end_of(area: str) -> str:
    """What comes behind all units below `area`."""
    return f"{area}0"


def family(area: str) -> tuple[str, ...]:
    """The area, and the units of before the merger that went into it as a whole."""
    return (area, *(link.area.id for link in areas.predecessors(area) if link.whole))


def known(area: str) -> areas.Area:
    """The area of an id. Raises BadRequest."""
    found = areas.area(area)
    if found is None:
        raise BadRequest(what=f"đơn vị hành chính {area!r}", expected="mã của một đơn vị, ví dụ 58 hoặc 58/584")
    return found


def province_of(area: str) -> str:
    """The first step of an area's path."""
    return area.partition("/")[0]

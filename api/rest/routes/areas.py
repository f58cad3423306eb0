"""Units of administration: their codes, their validity, and what became of them on 1 July 2025."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from api.rest import plain
from api.rest.caching import Answer
from api.rest.filters import AreasAsked, day
from api.rest.models import AreaFamily, AreaOut, PageOf
from document.errors import NotFound
from normalize import areas

router = APIRouter(prefix="/v1/areas", tags=["đơn vị hành chính"])


@router.get("", summary="Các đơn vị trực thuộc, hoặc các tỉnh", response_model=PageOf[AreaOut])
def listed(asked: Annotated[AreasAsked, Query()], answer: Answer) -> Response:
    """Một trang là đủ: không đơn vị nào có quá vài trăm đơn vị trực thuộc. Theo thứ tự của danh mục, cũ trước mới sau."""
    if asked.parent is not None:
        _known(asked.parent)
    on = day(asked.on)
    found = [unit for unit in areas.children(asked.parent) if on is None or unit.valid_on(on)]
    return answer.json(plain.page(map(_plain, found), None))


@router.get("/{area_id:path}", summary="Một đơn vị, đơn vị cũ và mới của nó", response_model=AreaFamily)
def one(area_id: Annotated[str, Path(max_length=40, examples=["58/584"])], answer: Answer) -> Response:
    """Đơn vị trước 01/7/2025 có `successors`, đơn vị hiện nay có `predecessors`; `whole` là nhập trọn, không chia."""
    return answer.json(_family(_known(area_id)))


def _known(area_id: str) -> areas.Area:
    found = areas.area(area_id)
    if found is None:
        raise NotFound(what=f"đơn vị hành chính {area_id!r}")
    return found


def _plain(found: areas.Area) -> dict[str, Any]:
    """An `AreaOut`."""
    return {name: getattr(found, name) for name in AreaOut.model_fields}


def _family(found: areas.Area) -> dict[str, Any]:
    """An `AreaFamily`."""
    after = areas.successor(found.id) if found.valid_to is not None else None
    return _plain(found) | {
        "successor": None if after is None else _plain(after),
        "successors": [{"area": _plain(link.area), "whole": link.whole} for link in areas.successors(found.id)],
        "predecessors": [{"area": _plain(link.area), "whole": link.whole} for link in areas.predecessors(found.id)],
    }

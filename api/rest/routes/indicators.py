"""The catalogue of indicators, what waits to be mapped, and the feed of changes."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.rest.access import Reviewer
from api.rest.caching import Unchanged
from api.rest.filters import ChangesAsked, IndicatorsAsked, Paged
from api.rest.models import Changes, IndicatorOut, Mapped, MappingIn, PageOf
from api.rest.services import Parts

router = APIRouter(prefix="/v1", tags=["danh mục"])


@router.get("/indicators", summary="Danh mục chỉ tiêu", dependencies=[Unchanged])
def catalogue(asked: Annotated[IndicatorsAsked, Query()], parts: Parts) -> PageOf[IndicatorOut]:
    """Theo thứ tự của danh mục, kèm số lần gặp; luôn trong một trang."""
    return PageOf(items=[IndicatorOut.of(record) for record in parts.store.indicators(asked.group)], next=None)


@router.get("/indicators/waiting", summary="Chỉ tiêu chờ ghép", dependencies=[Unchanged])
def waiting(asked: Annotated[Paged, Query()], parts: Parts) -> PageOf[IndicatorOut]:
    """Những gì báo cáo nói mà danh mục chưa có, gặp nhiều nhất trước."""
    page = parts.store.waiting(asked.limit, asked.cursor)
    return PageOf(items=[IndicatorOut.of(record) for record in page.items], next=page.next)


@router.put("/indicators/waiting/{provisional}", summary="Ghép một chỉ tiêu chờ vào danh mục")
def assign(provisional: str, mapping: MappingIn, parts: Parts, who: Reviewer) -> Mapped:
    """Một lần cho mãi mãi: cả số liệu đã lưu lẫn số liệu đến sau."""
    moved = parts.store.map_indicator(provisional, mapping.indicator, who.name)
    return Mapped(provisional=provisional, indicator=mapping.indicator, observations=moved)


@router.get("/changes", summary="Những gì đã đổi", dependencies=[Unchanged])
def changes(asked: Annotated[ChangesAsked, Query()], parts: Parts) -> Changes:
    """Cũ nhất trước; hỏi tiếp với `since` = `cursor`, không sót thay đổi nào."""
    return Changes.of(parts.store.changes(asked.since, asked.limit), asked.since, asked.limit)

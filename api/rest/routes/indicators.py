"""The catalogue of indicators, what waits to be mapped, and the feed of changes."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.rest import plain
from api.rest.access import Reviewer
from api.rest.caching import Answer
from api.rest.filters import ChangesAsked, IndicatorsAsked, Paged
from api.rest.models import Changes, IndicatorOut, Mapped, MappingIn, PageOf
from api.rest.services import Parts
from document.errors import BadRequest

router = APIRouter(prefix="/v1", tags=["danh mục"])


@router.get("/indicators", summary="Danh mục chỉ tiêu", response_model=PageOf[IndicatorOut])
def catalogue(asked: Annotated[IndicatorsAsked, Query()], parts: Parts, answer: Answer) -> Response:
    """Theo thứ tự của danh mục, kèm số lần gặp."""
    page = parts.store.indicators(asked.group, asked.limit, asked.cursor)
    return answer.json(plain.page(map(plain.indicator, page.items), page.next))


@router.get("/indicators/waiting", summary="Chỉ tiêu chờ ghép", response_model=PageOf[IndicatorOut])
def waiting(asked: Annotated[Paged, Query()], parts: Parts, answer: Answer) -> Response:
    """Những gì báo cáo nói mà danh mục chưa có, gặp nhiều nhất trước."""
    page = parts.store.waiting(asked.limit, asked.cursor)
    return answer.json(plain.page(map(plain.indicator, page.items), page.next))


@router.put("/indicators/waiting/{provisional}", summary="Ghép một chỉ tiêu chờ vào danh mục")
def assign(provisional: str, mapping: MappingIn, parts: Parts, who: Reviewer) -> Mapped:
    """Một lần cho mãi mãi: cả số liệu đã lưu lẫn số liệu đến sau."""
    moved = parts.store.map_indicator(provisional, mapping.indicator, who.name)
    return Mapped(provisional=provisional, indicator=mapping.indicator, observations=moved)


@router.get("/changes", summary="Những gì đã đổi", response_model=Changes)
def changes(asked: Annotated[ChangesAsked, Query()], parts: Parts, answer: Answer) -> Response:
    """Cũ nhất trước; hỏi tiếp với `since` = `cursor`, không sót thay đổi nào."""
    items = parts.store.changes(asked.since, asked.limit)
    if not items and asked.since > parts.store.last_change():
        raise BadRequest(
            what=f"since={asked.since} ở phía trước kho: kho đã được thay bằng một bản cũ hơn",
            expected="đọc lại mọi thứ từ đầu, rồi hỏi tiếp từ since=0",
        )
    cursor = items[-1].cursor if items else asked.since
    return answer.json({"items": items, "cursor": cursor, "more": len(items) == asked.limit})

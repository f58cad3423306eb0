"""Checks of all reports, and what people decide about them."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.rest import plain
from api.rest.access import Reviewer
from api.rest.caching import Answer, as_json
from api.rest.errors import PROBLEM
from api.rest.filters import ChecksAsked
from api.rest.models import CheckRow, PageOf, ReviewIn
from api.rest.services import Parts
from document.errors import NotFound
from normalize.store import Correction, Seen

router = APIRouter(prefix="/v1/checks", tags=["phép kiểm"])


@router.get("", summary="Phép kiểm của mọi báo cáo", response_model=PageOf[CheckRow])
def listed(asked: Annotated[ChecksAsked, Query()], parts: Parts, answer: Answer) -> Response:
    """Báo cáo mới nhất trước."""
    page = parts.store.checks(asked.filter(), asked.limit, asked.cursor)
    return answer.json(plain.page(map(plain.check, page.items), page.next))


@router.get("/{check_id}", summary="Một phép kiểm", response_model=CheckRow)
def one(check_id: str, parts: Parts, answer: Answer) -> Response:
    """Kèm quyết định mới nhất của người kiểm tra."""
    record = parts.store.check(check_id)
    if record is None:
        raise NotFound(what=f"phép kiểm {check_id!r}")
    return answer.json(plain.check(record))


@router.patch(
    "/{check_id}",
    summary="Quyết định về một phép kiểm",
    response_model=CheckRow,
    responses={409: {"description": "Có người vừa quyết định (seen_at).", **PROBLEM}},
)
def decide(check_id: str, decision: ReviewIn, parts: Parts, who: Reviewer) -> Response:
    """Ghi dưới tên của mã truy cập. Giá trị trong kho đổi theo ngay; quyết định cũ vẫn được giữ."""
    seen = Seen(decision.seen_at) if "seen_at" in decision.model_fields_set else None
    corrections = [Correction(c.figure, c.measure, c.value) for c in decision.corrections]
    record = parts.store.review(check_id, decision.state, who.name, decision.note, corrections, seen=seen)
    if record is None:
        raise NotFound(what=f"phép kiểm {check_id!r}")
    return as_json(plain.check(record))

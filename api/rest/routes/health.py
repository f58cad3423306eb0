"""Whether the server lives, is ready, and what it counts."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, Field

from api.rest.services import Parts

router = APIRouter(tags=["máy chủ"])
guarded = APIRouter(tags=["máy chủ"])


class Health(BaseModel):
    """Alive, or ready."""

    status: str = Field(examples=["ok"])


@router.get("/livez", summary="Máy chủ có đang chạy không")
async def live() -> Health:
    """Luôn mở, không cần mã truy cập."""
    return Health(status="ok")


@router.get("/readyz", summary="Kho dữ liệu và hàng đợi có dùng được không")
def ready(parts: Parts) -> Health:
    """Luôn mở; 503 khi kho dữ liệu không dùng được."""
    parts.store.last_change()
    parts.jobs.job("-")
    return Health(status="ok")


@guarded.get(
    "/metrics",
    summary="Số đo của máy chủ cho Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def metrics(parts: Parts) -> Response:
    """Cần mã truy cập, như mọi số liệu khác."""
    return Response(parts.metrics.text(parts.jobs.counts()), media_type=CONTENT_TYPE_LATEST)

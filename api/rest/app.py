"""The server: every address, behind access tokens, with its errors, its counts and its description."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from typing import Any

from fastapi import Depends, FastAPI
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

from api.rest import errors
from api.rest.access import admitted, reads
from api.rest.caching import Known, NotModified, answer_known, answer_not_modified
from api.rest.direct import Questions
from api.rest.heads import Heads
from api.rest.limits import BodyLimit
from api.rest.metrics import Measured, Metrics
from api.rest.routes import areas, checks, health, indicators, observations, reports
from api.rest.services import Services
from api.rest.warm import warm
from pipeline.settings import Settings

VERSION = "1.0.0"
DESCRIPTION = """Báo cáo đã đọc, số liệu đã tính lại, chỗ không thể đúng, và chỉ tiêu theo đơn vị và kỳ.

Mọi địa chỉ (trừ /livez, /readyz) cần `Authorization: Bearer <mã truy cập>`. Số là chuỗi thập phân chính xác, cạnh đó là
chữ số như in trên giấy; thời điểm theo UTC. Tham số lạ bị từ chối. Danh sách dài đi từng trang: hỏi lại với `cursor` =
`next`. Lỗi theo RFC 9457 (application/problem+json) với `id` không đổi và `remedy` nói làm gì tiếp."""
_PROBLEM = errors.PROBLEM
_RESPONSES: dict[int | str, dict[str, Any]] = {
    304: {"description": "Không đổi từ lần hỏi trước (If-None-Match)."},
    401: {"description": "Thiếu mã truy cập, hoặc mã không còn hiệu lực.", **_PROBLEM},
    403: {"description": "Vai trò của mã truy cập không được làm việc này.", **_PROBLEM},
    404: {"description": "Không có.", **_PROBLEM},
    405: {"description": "Địa chỉ này không nhận cách gọi ấy.", **_PROBLEM},
    422: {"description": "Tham số hoặc nội dung không dùng được.", **_PROBLEM},
    503: {"description": "Kho dữ liệu hoặc công cụ không dùng được.", **_PROBLEM},
}
_UPLOAD: dict[int | str, dict[str, Any]] = {
    413: {"description": "Tệp vượt giới hạn.", **_PROBLEM},
    415: {"description": "Không phải loại tệp đọc được.", **_PROBLEM},
}


def create_app(settings: Settings, opened: Services | None = None) -> FastAPI:
    """The server of one data directory. Its services are opened when it starts, unless they are given; it closes them."""
    metrics = opened.metrics if opened else Metrics()
    app = FastAPI(
        title="baocao",
        version=VERSION,
        description=DESCRIPTION,
        lifespan=_lifespan(settings, opened, metrics),
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=_operation,
    )
    errors.install(app)
    app.add_exception_handler(NotModified, answer_not_modified)
    app.add_exception_handler(Known, answer_known)
    known = Depends(errors.known_only)
    app.include_router(health.router, dependencies=[known], responses={c: _RESPONSES[c] for c in (405, 422, 503)})
    guarded = [Depends(reads)]
    app.include_router(health.guarded, dependencies=guarded, responses=_RESPONSES)
    modules = (reports, checks, observations, indicators, areas)
    app.router.routes.append(Questions(module.router for module in modules))
    for module in modules:
        extra = _UPLOAD if module is reports else {}
        app.include_router(module.router, dependencies=guarded, responses=_RESPONSES | extra)
    app.openapi = _described(app.openapi)  # type: ignore[method-assign]
    app.add_api_route("/openapi.json", app.openapi, include_in_schema=False, dependencies=[Depends(admitted)])
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(BodyLimit, most=2 * settings.max_bytes)
    app.add_middleware(Heads)
    app.add_middleware(Measured, metrics=metrics)
    return app


def _lifespan(
    settings: Settings, opened: Services | None, metrics: Metrics
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        parts = opened if opened is not None else await run_in_threadpool(Services.open, settings, metrics)
        await run_in_threadpool(warm, parts.store)
        app.state.services = parts
        app.openapi()  # made once, before requests in many threads ask for it: FastAPI makes it without a lock
        try:
            yield
        finally:
            await run_in_threadpool(parts.close)

    return life


def _operation(route: APIRoute) -> str:
    module = route.endpoint.__module__.rpartition(".")[2]
    return f"{module}.{route.name}"


def _described(describe: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    """The description with `Problem` among its schemas, whether or not an answer names it; made once."""

    @cache
    def openapi() -> dict[str, Any]:
        found = describe()
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault("Problem", errors.Problem.model_json_schema())
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        return found

    return openapi

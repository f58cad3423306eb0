"""Errors over HTTP: RFC 9457 problem details with the same stable ids and Vietnamese words as everywhere."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from document.errors import (
    BadBody,
    BadRequest,
    BaocaoError,
    InternalError,
    NotFound,
    NoToken,
    UnknownParameter,
    WrongMethod,
)

MEDIA_TYPE = "application/problem+json"
PROBLEM = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
"""How the description of the server speaks of an error."""
log = logging.getLogger("baocao.rest")

_SAID = {
    "missing": "thiếu",
    "extra_forbidden": "không có tên này",
    "json_invalid": "không phải JSON",
    "too_long": "quá nhiều",
    "string_too_long": "quá dài",
    "string_too_short": "quá ngắn",
    "greater_than_equal": "nhỏ quá: ít nhất {ge}",
    "less_than_equal": "lớn quá: nhiều nhất {le}",
    "literal_error": "phải là một trong {expected}",
    "enum": "phải là một trong {expected}",
    "int_parsing": "phải là một số nguyên",
    "int_type": "phải là một số nguyên",
    "bool_parsing": "phải là true hoặc false",
    "string_type": "phải là chuỗi",
    "date_from_datetime_parsing": "phải là một ngày, ví dụ 2026-01-31",
    "date_parsing": "phải là một ngày, ví dụ 2026-01-31",
    "datetime_from_date_parsing": "phải là một thời điểm, ví dụ 2026-01-31T00:00:00Z",
    "datetime_parsing": "phải là một thời điểm, ví dụ 2026-01-31T00:00:00Z",
    "model_attributes_type": "phải là một đối tượng JSON",
    "list_type": "phải là một danh sách",
    "less_than": "lớn quá",
    "value_error": "{error}",
    "timezone_aware": "thiếu múi giờ, ví dụ 2026-01-31T00:00:00Z",
}


class Problem(BaseModel):
    """What went wrong (RFC 9457), and what to do."""

    type: str = Field(description="Loại lỗi, luôn là urn:baocao:loi: và mã lỗi.", examples=["urn:baocao:loi:khong-co"])
    title: str = Field(description="Sai gì.", examples=["Không có báo cáo ấy."])
    status: int = Field(examples=[404])
    detail: str = Field(description="Sai gì và làm gì tiếp, một câu.")
    id: str = Field(description="Mã lỗi, không đổi giữa các phiên bản.", examples=["khong-co"])
    remedy: str = Field(description="Làm gì tiếp.", examples=["Kiểm tra lại mã hoặc đường dẫn."])
    errors: list[dict[str, str]] | None = Field(
        default=None, description="Từng chỗ sai của một yêu cầu: where và problem."
    )


def problem(error: BaocaoError, errors: list[dict[str, str]] | None = None) -> Problem:
    """An error of ours as problem details."""
    return Problem(
        type=f"urn:baocao:loi:{error.id}",
        title=error.message,
        status=error.http_status,
        detail=f"{error.message} {error.remedy}",
        id=error.id,
        remedy=error.remedy,
        errors=errors,
    )


def respond(error: BaocaoError, errors: list[dict[str, str]] | None = None) -> JSONResponse:
    """The response that tells of `error`."""
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, NoToken):
        headers["WWW-Authenticate"] = 'Bearer realm="baocao"'
    if isinstance(error, WrongMethod):
        headers["Allow"] = str(error.details["allowed"])
    body = problem(error, errors).model_dump(exclude_none=True)
    return JSONResponse(body, error.http_status, headers, MEDIA_TYPE)


def install(app: FastAPI) -> None:
    """Every error of `app` leaves as a problem."""
    app.router.redirect_slashes = False  # a wrong address is told as one
    app.add_exception_handler(BaocaoError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, BaocaoError)
    if error.http_status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s: %s", error.id, error)
    return respond(error)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = [{"where": ".".join(map(str, e["loc"])), "problem": _said(e)} for e in error.errors()]
    first = places[0]
    name = first["where"].partition(".")[2]
    what = f"{name}: {first['problem']}" if name else first["problem"]
    expected = "giá trị như trong mô tả ở /openapi.json"
    in_path = all(e["loc"][0] == "path" for e in error.errors())
    if in_path:
        return respond(NotFound(what=f"đường dẫn {request.url.path}"))
    in_body = error.errors()[0]["loc"][0] == "body"
    return respond((BadBody if in_body else BadRequest)(what=what, expected=expected), places)


def _said(error: dict[str, Any]) -> str:
    template = _SAID.get(error["type"], "giá trị không dùng được")
    said = template.format_map({"expected": "", "ge": "", "le": "", "error": ""} | error.get("ctx", {}))
    return said.replace(" or ", " hoặc ")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    match error.status_code:
        case HTTPStatus.NOT_FOUND:
            return respond(NotFound(what=f"địa chỉ {request.url.path}"))
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return respond(WrongMethod(method=request.method, allowed=_allowed(request)))
        case _:
            return respond(BadBody(what="không đọc được", expected="nội dung như trong mô tả ở /openapi.json"))


def _allowed(request: Request) -> str:
    """Every method of an address, not only those of the first route that has its path."""
    route = request.scope["route"].path_format if "route" in request.scope else None
    found = request.app.openapi()["paths"].get(route, {})
    methods = {method.upper() for method in found} or {"GET"}
    return ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))


def _unforeseen(request: Request, error: Exception) -> Response:
    """The edge of the process: nobody sees a traceback, the log has it."""
    log.error("unforeseen error at %s %s", request.method, request.url.path, exc_info=error)
    return respond(InternalError(name=request.url.path, log="của máy chủ"))


def refuse_unknown(request: Request) -> None:
    """Query parameters that an address does not have, or has twice, are refused. Raises UnknownParameter, BadRequest."""
    names = [name for name, _ in request.query_params.multi_items()]
    if not names:
        return
    known = _known(request.app, request.scope["route"].path_format, request.method)
    strange = sorted(set(names) - set(known))
    if strange:
        raise UnknownParameter(what=", ".join(strange), expected=", ".join(known) or "không tham số nào")
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise BadRequest(what=f"tham số {', '.join(repeated)} có nhiều lần", expected="mỗi tham số một lần")


async def known_only(request: Request) -> None:
    """`refuse_unknown` as a dependency: `async`, or FastAPI would hand it to a thread."""
    refuse_unknown(request)


def _known(app: FastAPI, path: str, method: str) -> list[str]:
    """What the published description says, and nothing else."""
    described = app.openapi()["paths"].get(path, {}).get(method.lower(), {})
    return [p["name"] for p in described.get("parameters", ()) if p["in"] == "query"]

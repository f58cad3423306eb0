"""Reports: send them, follow them, look at what they say."""

import unicodedata
from pathlib import PurePosixPath
from typing import Annotated, Any
from zlib import crc32

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from api.rest import plain
from api.rest.access import Uploader
from api.rest.caching import Answer, as_json, by_store, tag
from api.rest.errors import problem, respond
from api.rest.filters import ChecksAsked, FiguresAsked, PictureAsked, ReportsAsked
from api.rest.models import CheckRow, FigureRow, PageOf, ReportOut, Uploaded
from api.rest.plain import Plain
from api.rest.services import Parts, Services
from document.contract import AuditedReport
from document.errors import BadBody, BaocaoError, InputError, NotFound, RequestTooLarge
from normalize.store import ReportRecord
from normalize.store.filters import decode, encode
from pipeline.vault import View

MOST_FILES = 50
router = APIRouter(prefix="/v1/reports", tags=["báo cáo"])
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {
                    "files": {
                        "type": "array",
                        "items": {"type": "string", "format": "binary"},
                        "minItems": 1,
                        "maxItems": MOST_FILES,
                        "description": "Các tệp báo cáo: PDF, PNG, JPEG, TIFF hoặc văn bản UTF-8.",
                    }
                },
            }
        }
    },
}


@router.post(
    "",
    status_code=202,
    summary="Gửi báo cáo",
    response_model=Uploaded,
    openapi_extra={"requestBody": _BODY},
    responses={202: {"headers": {"Location": {"schema": {"type": "string"}, "description": "Địa chỉ để theo dõi."}}}},
)
async def send(request: Request, parts: Parts, _: Uploader) -> Response:
    """Nhận nhiều tệp một lúc và trả lời ngay; việc đọc và kiểm tra làm sau, bền qua các lần tắt máy.

    Gửi lại đúng tệp ấy thì được đúng báo cáo ấy. Tệp không nhận được thì ghi ở `refused`; không tệp nào nhận được thì cả
    yêu cầu bị từ chối.
    """
    _bounded(request, parts.settings.max_bytes)
    reports: list[Plain] = []
    refused: list[tuple[str, BaocaoError]] = []
    try:
        async with request.form(max_files=MOST_FILES, max_fields=0) as form:
            for file in _files(form.multi_items()):
                name = _name(file.filename)
                try:
                    report_id = await run_in_threadpool(parts.jobs.receive, file.file, name)
                except InputError as error:
                    refused.append((name, error))
                else:
                    reports.append(await run_in_threadpool(_report, parts, report_id))
    except HTTPException as error:
        raise BadBody(what=_said(error.detail), expected=_EXPECTED) from error
    if not reports:
        return respond(refused[0][1], [{"where": name, "problem": str(error)} for name, error in refused])
    told = [{"name": name, "problem": problem(error)} for name, error in refused]
    location = {"Location": f"/v1/reports/{reports[0]['id']}"}
    return as_json({"reports": reports, "refused": told}, location, 202)


_EXPECTED = f"multipart/form-data, từ 1 đến {MOST_FILES} tệp trong trường “files”"


def _said(detail: str) -> str:
    """What is wrong with a form, from the parser's own words."""
    for words, said in (
        ("Too many files", f"nhiều hơn {MOST_FILES} tệp"),
        ("Too many fields", "có trường không phải là tệp"),
        ("Missing boundary", "Content-Type thiếu boundary"),
    ):
        if detail.startswith(words):
            return said
    return "biểu mẫu không đúng dạng multipart"


def _bounded(request: Request, most: int) -> None:
    """Refuse by the announced length what is too large in any case, before a byte of it is kept."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadBody(what="không phải multipart/form-data", expected=_EXPECTED)
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most * 2:
        raise RequestTooLarge(limit=f"{most * 2 >> 20} MB")


def _files(items: list[tuple[str, UploadFile | str]]) -> list[UploadFile]:
    files = [value for name, value in items if name == "files" and isinstance(value, UploadFile)]
    if not files or len(files) != len(items):
        strange = next((name for name, value in items if name != "files" or isinstance(value, str)), None)
        raise BadBody(what=f"trường {strange!r}" if strange is not None else "không có tệp nào", expected=_EXPECTED)
    return files


def _name(sent: str | None) -> str:
    """The name a file is shown under: no folders, no control characters, no more than a line."""
    text = unicodedata.normalize("NFC", (sent or "").replace("\\", "/"))
    text = "".join(c for c in PurePosixPath(text).name if unicodedata.category(c)[0] != "C").strip()
    return text[-200:] or "tệp"


@router.get("", summary="Danh sách báo cáo", response_model=PageOf[ReportOut])
def listed(asked: Annotated[ReportsAsked, Query()], request: Request, parts: Parts) -> Response:
    """Mới nhất trước. `state=working` và `state=failed` là những báo cáo chưa xong và không làm được."""
    if asked.state == "done":
        answer = by_store(request, parts)
        page = parts.store.reports(asked.filter(), asked.limit, asked.cursor)
        return answer.json(plain.page(map(plain.report, page.items), page.next))
    before = None
    if asked.cursor is not None:
        at, last = decode(asked.cursor, (int, str))
        before = (int(at), str(last))
    jobs = parts.jobs.jobs(failed=asked.state == "failed", limit=asked.limit + 1, before=before)
    items = map(plain.job, jobs[: asked.limit])
    return as_json(plain.page(items, encode(jobs[asked.limit - 1].key) if len(jobs) > asked.limit else None))


@router.get("/{report_id}", summary="Một báo cáo: đang ở đâu, là gì", response_model=ReportOut)
def one(report_id: str, request: Request, parts: Parts) -> Response:
    """Hỏi lại đến khi `status` là `done` hoặc `failed`."""
    found = _report(parts, report_id)
    return as_json(found, tag(request, found))


def _report(parts: Services, report_id: str) -> Plain:
    record = parts.store.report(report_id)
    if record is not None:
        return plain.report(record)
    job = parts.jobs.job(report_id)
    if job is not None and job.status == "done":  # stored between the two looks, or stored once and gone since
        record = parts.store.report(report_id)
        if record is not None:
            return plain.report(record)
        job = None
    if job is None:
        raise NotFound(what=f"báo cáo {report_id!r}")
    return plain.job(job)


def _stored(parts: Services, report_id: str) -> ReportRecord:
    record = parts.store.report(report_id)
    if record is None:
        raise NotFound(what=f"báo cáo {report_id!r}, hoặc báo cáo chưa làm xong")
    return record


@router.get("/{report_id}/report.json", summary="Toàn bộ kết quả", response_model=AuditedReport)
def contract(report_id: str, request: Request, parts: Parts) -> Response:
    """Theo hợp đồng baocao.report/1, như `baocao audit --json`."""
    text = parts.store.load_json(report_id)
    if text is None:
        raise NotFound(what=f"báo cáo {report_id!r}, hoặc báo cáo chưa làm xong")
    return Response(text, media_type="application/json", headers=tag(request, crc32(text.encode())))


@router.get("/{report_id}/figures", summary="Số liệu của một báo cáo", response_model=PageOf[FigureRow])
def figures(report_id: str, asked: Annotated[FiguresAsked, Query()], parts: Parts, answer: Answer) -> Response:
    """Theo thứ tự đọc."""
    page = parts.store.figures(asked.filter(report_id), asked.limit, asked.cursor)
    if not page.items:
        _stored(parts, report_id)
    return answer.json(plain.page(map(plain.figure, page.items), page.next))


@router.get("/{report_id}/checks", summary="Phép kiểm của một báo cáo", response_model=PageOf[CheckRow])
def checks(report_id: str, asked: Annotated[ChecksAsked, Query()], parts: Parts, answer: Answer) -> Response:
    """Theo thứ tự đọc; cả những phép kiểm với các báo cáo khác đã lưu."""
    page = parts.store.checks(asked.filter(report_id), asked.limit, asked.cursor)
    if not page.items:
        _stored(parts, report_id)
    return answer.json(plain.page(map(plain.check, page.items), page.next))


@router.get(
    "/{report_id}/pages/{number}.png",
    summary="Hình một trang, hoặc một khung của trang",
    response_class=Response,
    responses={200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}}},
)
def picture(
    report_id: str, number: int, asked: Annotated[PictureAsked, Query()], request: Request, parts: Parts
) -> Response:
    """Trang như đã đọc: đã xoay đúng chiều; khung theo điểm ảnh của trang."""
    record = _stored(parts, report_id)
    if parts.jobs.vault.accepted(record.sha256) is None:
        raise NotFound(what=f"tệp gốc của báo cáo {report_id!r}: chưa từng được gửi lên máy chủ này")
    headers = tag(request, record.sha256) | {"Cache-Control": "private, max-age=86400, immutable"}
    box = None
    if asked.box is not None:
        x0, y0, x1, y1 = map(float, asked.box.split(","))
        box = (x0, y0, x1, y1)
    image = parts.jobs.picture(View(report_id, record.sha256, number, box, asked.width))
    return Response(image, media_type="image/png", headers=headers)

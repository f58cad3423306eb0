"""Observations: what a dashboard reads, page by page, as files, and summed up."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from api.observation_files import MEDIA_TYPES, WRITERS, Form, csv_lines
from api.rest.caching import Unchanged, tag_by_store
from api.rest.filters import CoverageAsked, ObservationsAsked, ObservationsWanted, SummaryAsked, day
from api.rest.models import CoverageOut, ObservationRow, PageOf, Summary, SummaryOut, indicator_name
from api.rest.services import Parts, Services
from normalize.store import ObservationFilter, ObservationRecord

router = APIRouter(prefix="/v1", tags=["số liệu"])
Wanted = Annotated[ObservationsWanted, Query()]


@router.get("/observations", summary="Số liệu theo chỉ tiêu, đơn vị, kỳ", dependencies=[Unchanged])
def listed(asked: Annotated[ObservationsAsked, Query()], parts: Parts) -> PageOf[ObservationRow]:
    """Kỳ mới nhất trước. Mỗi số liệu có chỗ của nó trên giấy và hình của chỗ ấy."""
    page = parts.store.observations(asked.filter(), asked.limit, asked.cursor)
    return PageOf(items=[ObservationRow.of(record) for record in page.items], next=page.next)


def _described(form: Form) -> dict[int | str, dict[str, object]]:
    kind = MEDIA_TYPES[form].partition(";")[0]
    return {200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/observations.csv", summary="Số liệu, tệp CSV", response_class=Response, responses=_described("csv"))
def as_csv(asked: Wanted, request: Request, parts: Parts) -> Response:
    """Gửi dần từng phần, bao nhiêu dòng cũng được; cuối mỗi dòng là nguồn của số liệu."""
    headers = _headers(request, parts, "csv")
    return StreamingResponse(csv_lines(_all(parts, asked.filter())), media_type=MEDIA_TYPES["csv"], headers=headers)


@router.get("/observations.xlsx", summary="Số liệu, tệp Excel", response_class=Response, responses=_described("xlsx"))
def as_xlsx(asked: Wanted, request: Request, parts: Parts) -> Response:
    """Nhiều nhất 1.048.575 dòng; nhiều hơn thì lấy CSV hoặc Parquet."""
    return _file("xlsx", asked, request, parts)


@router.get(
    "/observations.parquet", summary="Số liệu, tệp Parquet", response_class=Response, responses=_described("parquet")
)
def as_parquet(asked: Wanted, request: Request, parts: Parts) -> Response:
    """Cho pandas và các kho dữ liệu."""
    return _file("parquet", asked, request, parts)


def _file(form: Form, asked: ObservationsWanted, request: Request, parts: Services) -> Response:
    """Written whole beside the data, sent, removed."""
    headers = _headers(request, parts, form)
    handle, name = tempfile.mkstemp(suffix=f".{form}", prefix="baocao-")
    os.close(handle)
    path = Path(name)
    try:
        WRITERS[form](path, _all(parts, asked.filter()))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return FileResponse(path, media_type=MEDIA_TYPES[form], headers=headers, background=BackgroundTask(path.unlink))


def _headers(request: Request, parts: Services, form: Form) -> dict[str, str]:
    held = Response()
    tag_by_store(request, held, parts)
    return {
        "ETag": held.headers["ETag"],
        "Cache-Control": held.headers["Cache-Control"],
        "Content-Disposition": f'attachment; filename="so-lieu.{form}"',
    }


def _all(parts: Services, wanted: ObservationFilter) -> Iterator[ObservationRecord]:
    """The first row is fetched at once: a filter that cannot be meant is told before the answer begins."""
    rows = parts.store.all_observations(wanted)
    first = next(rows, None)
    return iter(()) if first is None else _chain(first, rows)


def _chain(first: ObservationRecord, rest: Iterator[ObservationRecord]) -> Iterator[ObservationRecord]:
    yield first
    yield from rest


@router.get("/summary", summary="Một chỉ tiêu theo đơn vị và kỳ", dependencies=[Unchanged])
def summary(asked: Annotated[SummaryAsked, Query()], parts: Parts) -> Summary:
    """Cho bản đồ hoặc biểu đồ: giá trị mới nhất của mỗi đơn vị trong mỗi kỳ."""
    rows = parts.store.summary(asked.filter())
    return Summary(
        indicator=asked.indicator,
        indicator_name=indicator_name(asked.indicator),
        measure=asked.measure,
        items=[SummaryOut.of(row) for row in rows],
    )


@router.get("/stats/coverage", summary="Đã đọc, hiểu, kiểm được bao nhiêu", dependencies=[Unchanged])
def coverage(asked: Annotated[CoverageAsked, Query()], parts: Parts) -> CoverageOut:
    """Cộng trên các báo cáo còn hiệu lực."""
    return CoverageOut.model_validate(parts.store.coverage(asked.area, day(asked.period_from), day(asked.period_to)))

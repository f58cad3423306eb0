"""Observations: what a dashboard reads, page by page, as files, and summed up."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import FileResponse, StreamingResponse
from starlette.background import BackgroundTask

from api.observation_files import MEDIA_TYPES, WRITERS, Form, csv_lines
from api.rest import plain
from api.rest.caching import Answer, Tagged
from api.rest.filters import CoverageAsked, ObservationsAsked, ObservationsWanted, SummaryAsked, day
from api.rest.models import CoverageOut, ObservationRow, PageOf, Summary, indicator_name
from api.rest.services import Parts, Services
from normalize.store import ObservationFilter, ObservationRecord

router = APIRouter(prefix="/v1", tags=["số liệu"])
Wanted = Annotated[ObservationsWanted, Query()]


@router.get("/observations", summary="Số liệu theo chỉ tiêu, đơn vị, kỳ", response_model=PageOf[ObservationRow])
def listed(asked: Annotated[ObservationsAsked, Query()], parts: Parts, answer: Answer) -> Response:
    """Kỳ mới nhất trước. Mỗi số liệu có chỗ của nó trên giấy và hình của chỗ ấy."""
    page = parts.store.observations(asked.filter(), asked.limit, asked.cursor)
    return answer.json(plain.page(map(plain.observation, page.items), page.next))


def _described(form: Form) -> dict[int | str, dict[str, object]]:
    kind = MEDIA_TYPES[form].partition(";")[0]
    return {200: {"content": {kind: {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/observations.csv", summary="Số liệu, tệp CSV", response_class=Response, responses=_described("csv"))
def as_csv(asked: Wanted, parts: Parts, answer: Answer) -> Response:
    """Gửi dần từng phần, bao nhiêu dòng cũng được; cuối mỗi dòng là nguồn của số liệu."""
    lines = csv_lines(_all(parts, asked.filter()))
    return StreamingResponse(lines, media_type=MEDIA_TYPES["csv"], headers=_headers(answer, "csv"))


@router.get("/observations.xlsx", summary="Số liệu, tệp Excel", response_class=Response, responses=_described("xlsx"))
def as_xlsx(asked: Wanted, parts: Parts, answer: Answer) -> Response:
    """Nhiều nhất 1.048.575 dòng; nhiều hơn thì lấy CSV hoặc Parquet."""
    return _file("xlsx", asked, parts, answer)


@router.get(
    "/observations.parquet", summary="Số liệu, tệp Parquet", response_class=Response, responses=_described("parquet")
)
def as_parquet(asked: Wanted, parts: Parts, answer: Answer) -> Response:
    """Cho pandas và các kho dữ liệu."""
    return _file("parquet", asked, parts, answer)


def _file(form: Form, asked: ObservationsWanted, parts: Services, answer: Tagged) -> Response:
    """Written whole beside the data, sent, removed."""
    handle, name = tempfile.mkstemp(suffix=f".{form}", prefix="baocao-")
    os.close(handle)
    path = Path(name)
    try:
        WRITERS[form](path, _all(parts, asked.filter()))
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    gone = BackgroundTask(path.unlink)
    return FileResponse(path, media_type=MEDIA_TYPES[form], headers=_headers(answer, form), background=gone)


def _headers(answer: Tagged, form: Form) -> dict[str, str]:
    return {**answer.headers, "Content-Disposition": f'attachment; filename="so-lieu.{form}"'}


def _all(parts: Services, wanted: ObservationFilter) -> Iterator[ObservationRecord]:
    """The first row is fetched at once: a filter that cannot be meant is told before the answer begins."""
    rows = parts.store.all_observations(wanted)
    first = next(rows, None)
    return iter(()) if first is None else _chain(first, rows)


def _chain(first: ObservationRecord, rest: Iterator[ObservationRecord]) -> Iterator[ObservationRecord]:
    yield first
    yield from rest


@router.get("/summary", summary="Một chỉ tiêu theo đơn vị và kỳ", response_model=Summary)
def summary(asked: Annotated[SummaryAsked, Query()], parts: Parts, answer: Answer) -> Response:
    """Cho bản đồ hoặc biểu đồ: giá trị mới nhất của mỗi đơn vị trong mỗi kỳ, theo đơn vị rồi theo kỳ."""
    page = parts.store.summary(asked.filter(), asked.limit, asked.cursor)
    names = {
        "indicator": asked.indicator,
        "indicator_name": indicator_name(asked.indicator),
        "measure": asked.measure,
    }
    return answer.json(names | plain.page(map(plain.summed, page.items), page.next))


@router.get("/stats/coverage", summary="Đã đọc, hiểu, kiểm được bao nhiêu", response_model=CoverageOut)
def coverage(asked: Annotated[CoverageAsked, Query()], parts: Parts, answer: Answer) -> Response:
    """Cộng trên các báo cáo còn hiệu lực."""
    return answer.json(parts.store.coverage(asked.area, day(asked.period_from), day(asked.period_to)))

"""ETags: what was answered before is not sent again while nothing has changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from pydantic_core import to_json
from starlette.exceptions import HTTPException

from normalize.store import Admission
from pipeline.version import PIPELINE_VERSION

SHAPE = "1"
"""Changes when the same store is answered in another form."""


class NotModified(HTTPException):
    """The client has it already."""

    def __init__(self, etag: str) -> None:
        super().__init__(304)
        self.etag = etag


def answer_not_modified(_: Request, error: Exception) -> Response:
    """304 with its ETag."""
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"ETag": error.etag, "Cache-Control": "private, no-cache"})


def as_json(value: object, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
    """An answer of plain dicts and lists (`api.rest.plain`), frozen values by their fields, models; moments in UTC."""
    return Response(to_json(value), status, headers, "application/json")


def tag(request: Request, *of: object) -> dict[str, str]:
    """Headers with an ETag made of `of`. Raises NotModified where the client holds the same."""
    query = request.scope["query_string"].decode("latin-1")
    text = "|".join((SHAPE, PIPELINE_VERSION, request.scope["path"], query, *map(str, of)))
    etag = f'W/"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    if _holds(request.headers.get("if-none-match", ""), etag):
        raise NotModified(etag)
    return {"ETag": etag, "Cache-Control": "private, no-cache"}


def _holds(header: str, etag: str) -> bool:
    """Compared weakly, as If-None-Match is."""
    held = [part.strip().removeprefix("W/") for part in header.split(",")]
    return held == ["*"] or etag.removeprefix("W/") in held


@dataclass(frozen=True, slots=True)
class Tagged:
    """The headers of an answer that changes only when the store does; checked before anything else is asked of it."""

    headers: dict[str, str]

    def json(self, value: object) -> Response:
        """`value` as JSON, see `as_json`."""
        return as_json(value, self.headers)


async def tagged(request: Request) -> Tagged:
    """A dependency, by what the store said when it looked up the token (`api.rest.access`). Raises NotModified."""
    admission: Admission = request.state.admission
    return Tagged(tag(request, admission.last_change))


Answer = Annotated[Tagged, Depends(tagged)]

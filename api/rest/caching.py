"""ETags: what was answered before is not sent again while nothing has changed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from pydantic_core import to_json
from starlette.exceptions import HTTPException

from api.rest.kept import Kept
from api.rest.services import Parts, Services
from normalize.store import Admission
from pipeline.version import PIPELINE_VERSION

SHAPE = "1"
"""Changes when the same store is answered in another form."""


class NotModified(HTTPException):
    """The client has it already."""

    def __init__(self, etag: str) -> None:
        super().__init__(304)
        self.etag = etag


async def answer_not_modified(_: Request, error: Exception) -> Response:
    """304 with its ETag; `async`, or it would be handed to a thread."""
    assert isinstance(error, NotModified)
    return Response(status_code=304, headers={"ETag": error.etag, "Cache-Control": "private, no-cache"})


class Known(HTTPException):
    """It was answered before, and nothing changed since."""

    def __init__(self, body: bytes, headers: Mapping[str, str]) -> None:
        super().__init__(200, headers=headers)
        self.body = body


async def answer_known(_: Request, error: Exception) -> Response:
    """The same again."""
    assert isinstance(error, Known)
    return Response(error.body, headers=error.headers, media_type="application/json")


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
    kept: Kept

    def json(self, value: object) -> Response:
        """`value` as JSON, see `as_json`; kept for those who ask the same."""
        response = as_json(value, self.headers)
        self.kept.keep(self.headers["ETag"], bytes(response.body))
        return response


def by_store(request: Request, parts: Services) -> Tagged:
    """For an answer of the store alone, by what it said when it looked up the token. Raises NotModified, Known."""
    admission: Admission = request.state.admission
    headers = tag(request, admission.last_change)
    body = parts.kept.find(headers["ETag"])
    if body is not None:
        raise Known(body, headers)
    return Tagged(headers, parts.kept)


async def _by_store(request: Request, parts: Parts) -> Tagged:
    """As a dependency."""
    return by_store(request, parts)


Answer = Annotated[Tagged, Depends(_by_store)]

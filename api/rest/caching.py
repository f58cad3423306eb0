"""ETags: what was answered before is not sent again while nothing has changed."""

import hashlib
from typing import Annotated

from fastapi import Depends, Request, Response
from starlette.exceptions import HTTPException

from api.rest.services import Parts
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


def tag(request: Request, response: Response, *of: object) -> None:
    """Give the answer an ETag made of `of`. Raises NotModified where the client holds the same."""
    text = "|".join((SHAPE, PIPELINE_VERSION, request.url.path, request.url.query, *map(str, of)))
    etag = f'W/"{hashlib.sha256(text.encode()).hexdigest()[:24]}"'
    if _holds(request.headers.get("if-none-match", ""), etag):
        raise NotModified(etag)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"


def _holds(header: str, etag: str) -> bool:
    """Compared weakly, as If-None-Match is."""
    held = [part.strip().removeprefix("W/") for part in header.split(",")]
    return etag.removeprefix("W/") in held


def tag_by_store(request: Request, response: Response, parts: Parts) -> None:
    """A dependency: the answer changes only when the store does; asked before any other query."""
    tag(request, response, parts.store.last_change())


Unchanged = Depends(tag_by_store)
Tag = Annotated[None, Unchanged]

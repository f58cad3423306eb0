"""A body without end is cut off: no request fills the disk, whatever length it announces."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.rest.errors import respond
from document.errors import RequestTooLarge

MOST_JSON = 1 << 20
"""Bytes of any body that is not an upload."""


class _Over(BaseException):
    """More came than may. No `Exception`: FastAPI would tell one that comes while it reads as a body that is broken."""


class BodyLimit:
    """ASGI middleware that counts the bytes of a body as they come."""

    def __init__(self, app: ASGIApp, most: int) -> None:
        self.app = app
        self.most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self.app(scope, receive, send)
            return
        most = self.most if scope["path"] == "/v1/reports" else MOST_JSON
        came, began = 0, False

        async def counting() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                raise _Over
            return message

        async def noting(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self.app(scope, counting, noting)
        except _Over:
            if began:
                raise
            await respond(RequestTooLarge(limit=f"{most >> 20} MB"))(scope, receive, send)

"""HEAD: what GET would answer, without its body. FastAPI's routes know only the methods they are given."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """ASGI middleware that asks for GET and lets only the head through; an answer that is streamed ends there.

    Whoever counts requests finds the route in the scope, as after any other.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        enough = asyncio.Event()
        asked = False

        async def gone() -> Message:
            """No body; then, once the head is out, nobody is there who would take more."""
            nonlocal asked
            if not asked:
                asked = True
                return {"type": "http.request", "body": b"", "more_body": False}
            await enough.wait()
            return {"type": "http.disconnect"}

        async def head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
            elif message["type"] == "http.response.body" and not enough.is_set():
                enough.set()
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        as_get = {**scope, "method": "GET"}
        try:
            await self.app(as_get, gone, head)
        finally:
            scope["route"] = as_get.get("route")

"""Who may do what: access tokens, the roles they have, the scopes of a role.

What a request depends on is `async` where it only computes: FastAPI runs the others in a thread of their own, which costs
more than they do.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials
from fastapi.security.utils import get_authorization_scheme_param
from starlette.concurrency import run_in_threadpool

from api.rest.errors import refuse_unknown
from api.rest.services import services
from document.errors import NotAllowed, NoToken
from normalize.store import ROLES, Admission, Role, TokenRecord

Scope = Literal["read", "upload", "review"]
SCOPES: dict[Role, frozenset[Scope]] = {
    "viewer": frozenset({"read"}),
    "clerk": frozenset({"read", "upload"}),
    "auditor": frozenset({"read", "upload", "review"}),
    "admin": frozenset({"read", "upload", "review"}),
}
"""Tokens are made, listed and revoked on the server alone, by `baocao token`: no scope of a token gives that away."""

_bearer = HTTPBearer(auto_error=False, description="Mã truy cập, tạo bằng: baocao token create --role viewer")


def admit(request: Request) -> Admission:
    """The token of a request, looked up each time: a revoked one is good for nothing at once. Raises NoToken."""
    scheme, secret = get_authorization_scheme_param(request.headers.get("authorization"))
    found = services(request).store.admit(secret) if scheme.lower() == "bearer" and secret else None
    if found is None:
        raise NoToken
    services(request).witness.see(found.last_change)
    request.state.admission = found
    return found


def enter(request: Request) -> None:
    """What every guarded address asks first. Raises NoToken, NotAllowed, UnknownParameter, BadRequest."""
    _allow(admit(request).token, "read")
    refuse_unknown(request)


async def admitted(request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> Admission:
    """`admit` as a dependency; the other one describes it."""
    return await run_in_threadpool(admit, request)


async def reads(request: Request, _: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> None:
    """`enter` as a dependency: one for everything, since each has its price."""
    await run_in_threadpool(enter, request)


def needs(scope: Scope) -> Callable[[Request], Awaitable[TokenRecord]]:
    """A dependency behind `reads`: the token of the request, if its role has `scope`. Raises NotAllowed."""

    async def check(request: Request) -> TokenRecord:
        found: Admission = request.state.admission
        return _allow(found.token, scope)

    return check


def _allow(token: TokenRecord, scope: Scope) -> TokenRecord:
    if scope not in SCOPES[token.role]:
        able = ", ".join(role for role in ROLES if scope in SCOPES[role])
        raise NotAllowed(role=token.role, needed=able)
    return token


Uploader = Annotated[TokenRecord, Depends(needs("upload"))]
Reviewer = Annotated[TokenRecord, Depends(needs("review"))]

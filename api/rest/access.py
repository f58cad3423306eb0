"""Who may do what: access tokens, the roles they have, the scopes of a role."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from api.rest.services import Services, services
from document.errors import NotAllowed, NoToken
from normalize.store import ROLES, Role, TokenRecord

Scope = Literal["read", "upload", "review"]
SCOPES: dict[Role, frozenset[Scope]] = {
    "viewer": frozenset({"read"}),
    "clerk": frozenset({"read", "upload"}),
    "auditor": frozenset({"read", "upload", "review"}),
    "admin": frozenset({"read", "upload", "review"}),
}
"""Tokens are made, listed and revoked on the server alone, by `baocao token`: no scope of a token gives that away."""

_bearer = HTTPBearer(auto_error=False, description="Mã truy cập, tạo bằng: baocao token create --role viewer")


def token(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    parts: Annotated[Services, Depends(services)],
) -> TokenRecord:
    """The token of a request, looked up each time: a revoked one is good for nothing at once. Raises NoToken."""
    if credentials is None:
        raise NoToken
    found = parts.store.find_token(credentials.credentials)
    if found is None:
        raise NoToken
    request.state.token = found
    return found


def needs(scope: Scope) -> Callable[[TokenRecord], TokenRecord]:
    """A dependency: the token of the request, if its role has `scope`. Raises NoToken, NotAllowed."""

    def check(found: Annotated[TokenRecord, Depends(token)]) -> TokenRecord:
        if scope not in SCOPES[found.role]:
            able = ", ".join(role for role in ROLES if scope in SCOPES[role])
            raise NotAllowed(role=found.role, needed=able)
        return found

    return check


Reader = Annotated[TokenRecord, Depends(needs("read"))]
Uploader = Annotated[TokenRecord, Depends(needs("upload"))]
Reviewer = Annotated[TokenRecord, Depends(needs("review"))]

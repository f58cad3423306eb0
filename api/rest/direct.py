"""The short way of a question: token, names of parameters, kept answer, values, answer, all in one thread.

FastAPI solves the dependencies of a request one by one and hands each piece of work to a thread of its own, which takes longer
than most answers. Its routes stay what they are, the description is made of them, and what is not a plain question (sending,
deciding, pictures) goes through it; a question asks for the same things in the same order here.
"""

import inspect
from collections.abc import Iterable
from typing import Any, TypeGuard, cast, get_args, get_type_hints

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.params import Query
from fastapi.routing import APIRoute
from pydantic import BaseModel, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from api.rest.access import enter
from api.rest.caching import by_store
from api.rest.services import services

_GIVEN = frozenset({"asked", "request", "parts", "answer"})
"""What a question may ask for beside the parts of its path."""


class _Question:
    """One address that is asked by GET."""

    def __init__(self, route: APIRoute) -> None:
        self.route = route
        self._call = route.endpoint
        self._names = set(inspect.signature(route.endpoint).parameters)
        self._model = _query(route)

    def answer(self, request: Request) -> Response:
        """Raises what the dependencies of the route would: NoToken, NotAllowed, UnknownParameter, BadRequest, and so on."""
        enter(request)
        parts = services(request)
        given: dict[str, Any] = dict(request.path_params)
        if "answer" in self._names:
            given["answer"] = by_store(request, parts)
        if "parts" in self._names:
            given["parts"] = parts
        if "request" in self._names:
            given["request"] = request
        if self._model is not None:
            given["asked"] = _asked(self._model, request)
        return cast(Response, self._call(**given))


def _asked(model: type[BaseModel], request: Request) -> BaseModel:
    try:
        return model.model_validate(dict(request.query_params))
    except ValidationError as error:
        raise RequestValidationError([{**e, "loc": ("query", *e["loc"])} for e in error.errors()]) from error


def _query(route: APIRoute) -> type[BaseModel] | None:
    """The model of an address's parameters."""
    hint = get_type_hints(route.endpoint, include_extras=True).get("asked")
    return get_args(hint)[0] if hint is not None else None


def _is_question(route: BaseRoute) -> TypeGuard[APIRoute]:
    """Whether a route takes nothing but a token, plain text in its path, and one model of parameters."""
    if not isinstance(route, APIRoute) or route.methods != {"GET"} or inspect.iscoroutinefunction(route.endpoint):
        return False
    hints = get_type_hints(route.endpoint, include_extras=True)
    hints.pop("return", None)
    asked = any(isinstance(extra, Query) for extra in get_args(hints.get("asked"))[1:])
    return asked == ("asked" in hints) and all(hints[name] is str for name in hints.keys() - _GIVEN)


class Questions(BaseRoute):
    """Every question of some routers; stands before these."""

    def __init__(self, routers: Iterable[APIRouter]) -> None:
        found = [_Question(route) for router in routers for route in router.routes if _is_question(route)]
        self._fixed = {question.route.path: question for question in found if not question.route.param_convertors}
        self._others = [question for question in found if question.route.param_convertors]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether this answers a request."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return Match.NONE, {}
        question, parts = self._fixed.get(scope["path"]), {}
        if question is None:
            for other in self._others:
                found = other.route.path_regex.match(scope["path"])
                if found is not None:
                    question, parts = other, found.groupdict()
                    break
            else:
                return Match.NONE, {}
        return Match.FULL, {"route": question.route, "path_params": parts, "baocao.question": question}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer it."""
        question: _Question = scope["baocao.question"]
        response = await run_in_threadpool(question.answer, Request(scope, receive, send))
        await response(scope, receive, send)

"""Whatever the description allows is answered as it describes, and what it does not allow is refused: no 5xx, ever."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.openapi import from_dict
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.rest.app import create_app
from pipeline.settings import Settings
from tests.api.rest.server import Server

SCHEMA = from_dict(create_app(Settings()).openapi())
SCHEMA.config.phases.coverage.enabled = False
SCHEMA.config.request_timeout = 60
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BOUNDED = settings(
    max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, database=None
)


@pytest.mark.slow
@SCHEMA.parametrize()
@BOUNDED
def test_with_a_token(case: "schemathesis.Case[Any]", server: Server) -> None:
    headers = {"Authorization": f"Bearer {server.tokens['admin']}"}
    case.call_and_validate(base_url=f"http://127.0.0.1:{server.port}", headers=headers, checks=CHECKS)


@pytest.mark.slow
@SCHEMA.parametrize()
@settings(BOUNDED, max_examples=3, phases=[Phase.generate])
def test_without_one(case: "schemathesis.Case[Any]", server: Server) -> None:
    answer = case.call(base_url=f"http://127.0.0.1:{server.port}", headers={"Authorization": ""})
    assert answer.status_code in ((200,) if case.path in ("/livez", "/readyz") else (401, 404, 405))

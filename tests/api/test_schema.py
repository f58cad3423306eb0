"""The published schema is the one the code speaks, and a result obeys it."""

import json

import jsonschema

from api.schema_file import PUBLISHED, text
from document.contract import dumps
from tests.factories import contract


def test_published_schema_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == text(), "run: python -m api.schema_file"


def test_result_obeys_the_schema() -> None:
    validator = jsonschema.Draft202012Validator(json.loads(text()))
    assert list(validator.iter_errors(json.loads(dumps(contract())))) == []


def test_schema_refuses_an_unknown_verdict() -> None:
    broken = json.loads(dumps(contract()))
    broken["checks"][0]["verdict"] = "perhaps"
    validator = jsonschema.Draft202012Validator(json.loads(text()))
    assert [e.json_path for e in validator.iter_errors(broken)] == ["$.checks[0].verdict"]

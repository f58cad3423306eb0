"""Publish the JSON Schema of the contract: `python -m api.schema_file` writes docs/schema/baocao.report-1.json."""

import json
from pathlib import Path

from document.contract import schema

PUBLISHED = Path(__file__).parent.parent / "docs" / "schema" / "baocao.report-1.json"


def text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PUBLISHED.write_text(text(), encoding="utf-8")

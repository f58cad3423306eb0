import hashlib
from dataclasses import replace

import pytest

from document.errors import EngineMissing
from models.manifest import FIGURE_READER, SOURCE, load, manifest, pinned, verified


def test_every_pinned_file_is_the_one_installed() -> None:
    for model in manifest():
        content = verified(model)
        assert len(content) == model.bytes
        assert hashlib.sha256(content).hexdigest() == model.sha256


def test_the_figure_reader_is_pinned() -> None:
    assert pinned(FIGURE_READER).licence == "Apache-2.0"
    assert load(FIGURE_READER)


@pytest.mark.parametrize(
    "change", [{"sha256": "0" * 64}, {"package": "no-such-package-of-baocao"}, {"file": "rapidocr/models/none.onnx"}]
)
def test_anything_else_is_refused_with_a_remedy(change: dict[str, str]) -> None:
    with pytest.raises(EngineMissing) as refused:
        verified(replace(pinned(SOURCE), **change))  # type: ignore[arg-type]
    assert "pip install" in refused.value.remedy


@pytest.mark.parametrize("change", [{"sha256": "0" * 64}, {"file": "models/none.onnx"}])
def test_a_file_of_the_project_itself_comes_with_the_project(change: dict[str, str]) -> None:
    with pytest.raises(EngineMissing) as refused:
        verified(replace(pinned(FIGURE_READER), **change))  # type: ignore[arg-type]
    assert "git checkout" in refused.value.remedy


def test_an_unknown_name() -> None:
    with pytest.raises(KeyError):
        pinned("no-such-model")

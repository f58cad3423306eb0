from functools import cache

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from models.manifest import FIGURE_READER, load
from ocr.second_letters import letters, with_columns

WANTED = frozenset("0123456789.,/%")


@cache
def model() -> memoryview:
    return memoryview(load(FIGURE_READER))


def answer(network: bytes | memoryview, crop: NDArray[np.float32]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(bytes(network), providers=["CPUExecutionProvider"])
    (found,) = session.run(None, {"x": crop})
    return np.asarray(found, np.float32)


def test_the_file_names_the_letters_of_its_columns() -> None:
    known = letters(model())
    assert known[0] == ""
    assert known[-1] == " "
    assert set(known) >= WANTED


def test_a_narrowed_network_says_of_its_letters_what_the_whole_one_says_among_them() -> None:
    known = letters(model())
    columns = [0] + [i for i, letter in enumerate(known) if letter in WANTED]
    narrow = with_columns(model(), columns, len(known))
    assert len(narrow) < 0.6 * len(model())
    crop = np.random.default_rng(7).normal(size=(2, 3, 48, 96)).astype(np.float32)
    whole, narrowed = answer(model(), crop)[:, :, columns], answer(narrow, crop)
    assert narrowed.shape == whole.shape
    np.testing.assert_allclose(narrowed, whole / whole.sum(axis=2, keepdims=True), rtol=1e-3, atol=1e-6)


def test_a_file_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="does not name its letters"):
        letters(memoryview(b""))
    with pytest.raises(ValueError, match="wire type"):
        letters(memoryview(b"\x0f"))

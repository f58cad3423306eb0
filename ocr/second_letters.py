"""Take out of a recogniser's ONNX file the letters that its reader may not use.

PP-OCRv6 knows 18,710 letters, nearly all Chinese; a reader of figures may use 150. The layer that weighs them is two
fifths of the file, and its answer, seven megabytes a batch, a fifth of the time. The file is Protocol Buffers
(onnx.proto of ONNX 1.x); only what must change is looked into, the rest is copied as it stands.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

# Numbers of fields in onnx.proto.
_GRAPH, _METADATA = 7, 14
_INITIALIZER, _OUTPUT = 5, 12
_DIMS, _RAW_DATA = 1, 9
_KEY, _VALUE = 1, 2
_OUTPUT_TYPE = 2

_VARINT, _BYTES = 0, 2
_FIXED = {1: 8, 5: 4}
"""Wire types of a fixed length, with it in bytes."""

Field = tuple[int, int, int, memoryview]
"""Number, wire type, value of a varint (else 0), and the payload."""


def letters(model: memoryview) -> tuple[str, ...]:
    """The letters of the network's columns, the blank (as "") first and the space last. Raises ValueError where it names none."""
    for number, _, _, payload in _fields(model):
        if number == _METADATA:
            entry = {field: bytes(content).decode() for field, _, _, content in _fields(payload)}
            if entry.get(_KEY) == "character":
                return ("", *entry[_VALUE].split("\n"), " ")
    raise ValueError("the file does not name its letters")


def with_columns(model: memoryview, kept: Sequence[int], of: int) -> bytes:
    """The file with only the columns `kept` of the `of` columns that its last layer, and so its answer, has."""
    # What an output's type says is its shape, with the old number of letters: the runtime infers the new one.
    output = {_OUTPUT_TYPE: lambda _: None}
    graph = {
        _INITIALIZER: lambda tensor: _narrowed(tensor, kept, of),
        _OUTPUT: lambda payload: _changed(payload, output),
    }
    return _changed(model, {_GRAPH: lambda payload: _changed(payload, graph)})


def _fields(message: memoryview) -> Iterator[Field]:
    at = 0
    while at < len(message):
        tag, at = _varint(message, at)
        wire, value, start = tag & 7, 0, at
        if wire == _VARINT:
            value, at = _varint(message, at)
        elif wire == _BYTES:
            size, start = _varint(message, at)
            at = start + size
        elif wire in _FIXED:
            at += _FIXED[wire]
        else:
            raise ValueError(f"wire type {wire} is not of an ONNX file")
        yield tag >> 3, wire, value, message[start:at]


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
        shift += 7


def _written(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _field(number: int, wire: int, payload: bytes | memoryview) -> tuple[bytes, bytes | memoryview]:
    head = _written(number << 3 | wire)
    return (head + _written(len(payload)) if wire == _BYTES else head), payload


def _changed(message: memoryview, changes: Mapping[int, Callable[[memoryview], bytes | memoryview | None]]) -> bytes:
    """The message with the payloads of some fields changed; a change to None leaves the field out."""
    parts: list[bytes | memoryview] = []
    for number, wire, _, payload in _fields(message):
        changed = changes[number](payload) if number in changes else payload
        if changed is not None:
            parts += _field(number, wire, changed)
    return b"".join(parts)


def _narrowed(tensor: memoryview, kept: Sequence[int], of: int) -> bytes | memoryview:
    """An initializer of 32-bit floats with fewer columns, where it has a column for every letter."""
    found = list(_fields(tensor))
    shape = [value for number, _, value, _ in found if number == _DIMS]
    if not shape or shape[-1] != of:
        return tensor
    (raw,) = (payload for number, _, _, payload in found if number == _RAW_DATA)
    values: NDArray[np.float32] = np.frombuffer(raw, "<f4").reshape(shape)[..., list(kept)]
    sizes = (part for size in (*shape[:-1], len(kept)) for part in _field(_DIMS, _VARINT, _written(size)))
    return b"".join(sizes) + _changed(tensor, {_DIMS: lambda _: None, _RAW_DATA: lambda _: values.tobytes()})

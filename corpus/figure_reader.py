"""The recipe of the second reader's network: `make figures` makes `models/figures.onnx` from the file in the `rapidocr` wheel.

1. Of the 18,710 letters that PP-OCRv6 knows, nearly all Chinese, those stay that a reader of figures may use.
2. The wide layers that weigh each pixel by itself (two thirds of the time) are made to multiply bytes: weights by
   channel, activations between the least and the greatest met on figures cut from the corpus' scans of five levels.
3. Weights are scaled so that no two neighbouring products leave 16 bits, which processors without VNNI add them in: every
   machine reads alike.

Needs the `onnx` package, which nothing else needs (corpus/requirements-onnx.txt). The first reader's words decide what is cut out,
no network is asked.
"""

import hashlib
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import numpy_helper, version_converter
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static

from corpus.make import Maker
from document.pages import Image
from ingest import open_source
from models.manifest import FIGURES, SOURCE, load
from ocr import ReaderSettings, read_page
from ocr.second import SecondReader
from ocr.second_model import Lattice, Recogniser, scaled

ALPHABET = frozenset(
    "0123456789%‰.,/-–+()[]{}:;<>=|!?*&'\"°ºª²³¹⁄ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz "
) | {chr(code) for code in range(0x1EA0, 0x1EFA)}

PAGES: tuple[tuple[str, str, tuple[int, ...]], ...] = (
    ("chien-dich", "office", (3, 8)),
    ("so-ket", "worn", (2, 8)),
    ("chien-dich", "photo", (2, 9)),
    ("kiem-tra", "fax", (3, 5)),
    ("chin-thang", "clean", (4, 9)),
)
"""Specimen, level of the scanner, pages whose figures show the range of the activations."""
CROPS, SEED = 250, 1
WIDE = 384
"""Layers with so many channels on a side: narrower ones are as quick as they are, and the first see faint points and commas."""
OPSET = 17
LETTERS = "character"
"""The key of the file's metadata under which its letters stand, one a line; the blank and the space are not named."""
_UNFUSED = ["ConvActivationFusion", "ConvAddActivationFusion", "NchwcTransformer"]
"""Left to the session that reads: they would hide the layers from the quantiser."""


class _Recorder(Recogniser):
    """Keeps the crops that it is asked for and reads nothing in them."""

    def __init__(self) -> None:
        super().__init__(lambda: b"")
        self.crops: list[Image] = []

    def read(self, crops: Sequence[Image]) -> tuple[Lattice, ...]:
        self.crops += crops
        return tuple(Lattice("", 0.0, 0.0, np.zeros((1, 1), np.float32), {}) for _ in crops)


class _Calibration(CalibrationDataReader):  # type: ignore[misc]  # its package is not typed
    def __init__(self, crops: Sequence[Image], name: str) -> None:
        self._inputs: Iterator[dict[str, NDArray[np.float32]]] = (
            {name: np.ascontiguousarray(scaled(crop))} for crop in crops
        )

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        return next(self._inputs, None)


def crops() -> list[Image]:
    """Figures of the corpus' scans as the second reader is given them, the same ones each time."""
    recorder, maker = _Recorder(), Maker()
    second = SecondReader(lambda: b"")
    second._recogniser = recorder
    for slug, level, numbers in PAGES:
        file = open_source(maker.scanned(slug, level))
        for number in numbers:
            read_page(file.page(number), ReaderSettings(second=second))
    random.Random(SEED).shuffle(recorder.crops)
    return recorder.crops[:CROPS]


def narrowed(content: bytes) -> onnx.ModelProto:
    """The network with the columns of `ALPHABET` alone."""
    model = onnx.load_model_from_string(content)
    named = next(entry for entry in model.metadata_props if entry.key == LETTERS)
    known = ["", *named.value.split("\n"), " "]
    kept = [0, *(column for column, letter in enumerate(known) if letter in ALPHABET)]
    named.value = "\n".join(known[column] for column in kept[1:-1])
    for tensor in model.graph.initializer:
        if tensor.dims and tensor.dims[-1] == len(known):
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor)[..., kept], tensor.name))
    for output in model.graph.output:
        output.type.tensor_type.ClearField("shape")
    del model.graph.value_info[:]
    return version_converter.convert_version(model, OPSET)


def fused(model: onnx.ModelProto, folder: Path) -> Path:
    """The network as the runtime joins its operations, written into `folder`."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / "fused.onnx")
    onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"], disabled_optimizers=_UNFUSED
    )
    return folder / "fused.onnx"


def wide_layers(model: onnx.ModelProto) -> list[str]:
    """The names of the layers that multiply bytes."""
    shapes = {tensor.name: list(tensor.dims) for tensor in model.graph.initializer}
    found = []
    for node in model.graph.node:
        shape = shapes.get(node.input[1], []) if node.op_type == "Conv" else []
        if shape[2:] == [1, 1] and min(shape[:2]) > WIDE // 4 and max(shape[:2]) >= WIDE:
            found.append(node.name)
    return found


def quantised(path: Path, shown: Sequence[Image]) -> onnx.ModelProto:
    """The network at `path` with its wide layers in bytes; `shown` are the figures that tell how far activations reach."""
    model = onnx.load(path)
    out = path.with_name("bytes.onnx")
    quantize_static(
        path,
        out,
        _Calibration(shown, model.graph.input[0].name),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        nodes_to_quantize=wide_layers(model),
    )
    whole = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    made = onnx.load(out)
    _within_16_bits(made, whole)
    return made


def _within_16_bits(model: onnx.ModelProto, whole: dict[str, NDArray[np.float32]]) -> None:
    """Scale the weights of each channel so that two neighbours with the greatest activation, 255, add up to 16 bits."""
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    made_by = {output: node for node in model.graph.node for output in node.output}

    def put(name: str, values: NDArray[np.generic]) -> None:
        tensors[name].CopyFrom(numpy_helper.from_array(values, name))

    for node in model.graph.node:
        weights = made_by.get(node.input[1]) if node.op_type == "Conv" else None
        if weights is None or weights.op_type != "DequantizeLinear":
            continue
        name, scale, *_ = weights.input
        exact = whole[name.removesuffix("_quantized")]
        steps, codes = _codes(exact.reshape(len(exact), -1).astype(np.float64))
        put(name, codes.reshape(exact.shape).astype(np.int8))
        put(scale, steps.astype(np.float32))
        bias, bias_scale, *_ = made_by[node.input[2]].input
        activation = numpy_helper.to_array(tensors[made_by[node.input[0]].input[1]])
        unit = (activation * steps).astype(np.float32)
        put(bias_scale, unit)
        put(bias, np.round(whole[bias.removesuffix("_quantized")].astype(np.float64) / unit).astype(np.int32))


def _codes(rows: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The step of each row and its weights in steps: neighbours (0 and 1, 2 and 3 …) of one sign are 128 steps together at most."""
    even, odd = rows[:, 0::2], rows[:, 1::2]
    together = np.where(even * odd > 0, abs(even) + abs(odd), np.maximum(abs(even), abs(odd)))
    steps = np.maximum(abs(rows).max(axis=1) / 127, together.max(axis=1) / 127.5)
    codes = np.clip(np.round(rows / steps[:, None]), -127, 127)
    even, odd = codes[:, 0::2], codes[:, 1::2]
    # Both of a pair may have been rounded up: the larger one gives way.
    over, larger = abs(even + odd) > 128, abs(even) >= abs(odd)
    even[over & larger] -= np.sign(even[over & larger])
    odd[over & ~larger] -= np.sign(odd[over & ~larger])
    return steps, codes


@click.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), default=FIGURES, show_default=True)
def main(out: Path) -> None:
    """Make the network and say what the manifest must hold of it."""
    with tempfile.TemporaryDirectory() as folder:
        model = quantised(fused(narrowed(load(SOURCE)), Path(folder)), crops())
    content = model.SerializeToString()
    out.write_bytes(content)
    click.echo(f"bytes = {len(content)}\nsha256 = {hashlib.sha256(content).hexdigest()!r}")


if __name__ == "__main__":
    main()

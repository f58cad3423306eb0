"""PP-OCRv6's line recogniser on ONNX Runtime: crops in, readings with their probability lattices out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from document.errors import EngineMissing
from document.pages import Image

HEIGHT = 48
"""Pixels of height that the network was trained on."""
NARROWED = 0.85
"""Crops are made so much narrower: as many figures are right and fewer are doubtful, in a seventh less time (0.7 loses some)."""
MIN_WIDTH, MAX_WIDTH = 32, 1600


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """What the network says of one crop: `text`, its `confidence` (the mean of its letters' probabilities, 0..1), `weakest`
    (the least of them), and log probabilities, steps x letters, over the letters this reader may use (the blank first)."""

    text: str
    confidence: float
    weakest: float
    log_probabilities: NDArray[np.float32]
    letters: dict[str, int]

    def likelihood(self, text: str) -> float:
        """Natural logarithm of the probability that the crop says `text`, over all alignments (CTC forward algorithm).

        Minus infinity where `text` holds a letter that the reader does not know, or is too long for the crop.
        """
        if any(letter not in self.letters for letter in text):
            return float("-inf")
        path = [0]
        for letter in text:
            path += [self.letters[letter], 0]
        steps = self.log_probabilities[:, path].astype(np.float64)
        skip = np.array([i >= 2 and path[i] != 0 and path[i] != path[i - 2] for i in range(len(path))])
        state = np.full(len(path), -np.inf)
        state[:2] = steps[0, :2]
        for step in steps[1:]:
            one = np.concatenate(([-np.inf], state[:-1]))
            two = np.where(skip, np.concatenate(([-np.inf, -np.inf], state))[: len(path)], -np.inf)
            state = np.logaddexp(np.logaddexp(state, one), two) + step
        return float(np.logaddexp(state[-1], state[-2])) if len(path) > 1 else float(state[-1])

    def most(self, letter: str) -> float:
        """Natural logarithm of what the probability of any text that holds `letter` is at most: the sum over the steps."""
        if letter not in self.letters:
            return float("-inf")
        return float(np.log(np.exp(self.log_probabilities[:, self.letters[letter]].astype(np.float64)).sum()))


class Recogniser:
    """The network, on one thread. `load` gives the bytes of the ONNX file; called at the first crop."""

    def __init__(self, load: Callable[[], bytes]) -> None:
        self._load = load
        self._session: Any = None
        self._names: list[str] = []
        self._letters: dict[str, int] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"_load": self._load}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["_load"])  # type: ignore[misc]

    def read(self, crops: Sequence[Image]) -> tuple[Lattice, ...]:
        """Read grey crops of single lines, any size; the answers in their order. Raises `EngineMissing`."""
        self._open()
        name = self._session.get_inputs()[0].name
        return tuple(self._decode(self._session.run(None, {name: scaled(crop)})[0][0]) for crop in crops)

    def _open(self) -> None:
        if self._session is not None:
            return
        try:
            import onnxruntime  # noqa: PLC0415  -- 0.1 s and 40 MB that a page without figures need not pay
        except ImportError as absent:
            raise EngineMissing(what="thư viện onnxruntime", install="pip install onnxruntime") from absent
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        # Crops differ in width: patterns of memory would never come again. The arena keeps 20 MB for a twentieth of the time.
        options.enable_mem_pattern = False
        self._session = onnxruntime.InferenceSession(self._load(), options, providers=["CPUExecutionProvider"])
        named = self._session.get_modelmeta().custom_metadata_map["character"]
        self._names = ["", *named.split("\n"), " "]
        self._letters = {letter: column for column, letter in enumerate(self._names) if column}

    def _decode(self, probabilities: NDArray[np.float32]) -> Lattice:
        logs = np.log(np.maximum(probabilities, 1e-9))
        best = probabilities.argmax(axis=1)
        kept = [t for t in range(len(best)) if best[t] and (t == 0 or best[t] != best[t - 1])]
        sure = [float(probabilities[t].max()) for t in kept]
        text = "".join(self._names[int(best[t])] for t in kept)
        confidence = sum(sure) / len(sure) if sure else 0.0
        return Lattice(text.strip(), confidence, min(sure, default=0.0), logs.astype(np.float32), self._letters)


def scaled(crop: Image) -> NDArray[np.float32]:
    """A crop as the network takes it: 1 x 3 x `HEIGHT` x width, white 1, black -1.

    One crop at a time: a batch takes as long as its crops one after another, and the padding of the shorter ones besides.
    """
    height, width = crop.shape[:2]
    wide = int(np.clip(round(NARROWED * width * HEIGHT / height), MIN_WIDTH, MAX_WIDTH))
    method = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    grey = cv2.resize(crop, (wide, HEIGHT), interpolation=method).astype(np.float32) / 127.5 - 1.0
    return np.broadcast_to(grey, (1, 3, HEIGHT, wide))

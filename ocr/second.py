"""The second reader of figures: PP-OCRv6 reads every token that holds digits again.

Assemble with `SecondReader(partial(models.manifest.load, models.manifest.FIGURE_READER))`; the model is loaded (about
half a second) when the first figure comes.
"""

from collections.abc import Callable, Sequence

from document.pages import Image, Word

DOUBT = 0.6
"""Below this confidence a word is shown as doubtful."""


class SecondReader:
    """Reads number tokens again. `load` gives the bytes of the ONNX model; it is called once, at the first figure."""

    def __init__(self, load: Callable[[], bytes]) -> None:
        self._load = load

    def reread(self, words: Sequence[Word], image: Image) -> tuple[Word, ...]:
        """`words` of one page in reading order, the figures among them read a second time on `image`.

        `image` is the cleaned page that the boxes refer to (grey or RGB). Every word comes back, in order, with its
        box; a word without figures comes back as it was. Where the readers agree the confidence rises; where they
        differ `readings` holds both, the likelier first (it is `text` too), and the confidence is below `DOUBT`.
        """
        raise NotImplementedError

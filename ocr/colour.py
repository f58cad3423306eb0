"""A page's brightest and darkest channel."""

import cv2
import numpy as np

from document.pages import Image


def without_colour(image: Image) -> Image:
    """The brightest channel: red seals and blue ink fade to paper, black print stays."""
    if image.ndim == 2:
        return image
    red, green, blue = (cv2.extractChannel(image, channel) for channel in range(3))  # slices take twice the time
    return np.asarray(cv2.max(cv2.max(red, green, dst=red), blue, dst=red), dtype=np.uint8)


def darkest(image: Image) -> Image:
    """The darkest channel of a coloured image: ink of any colour stays as dark as it is."""
    red, green, blue = (cv2.extractChannel(image, channel) for channel in range(3))
    return np.asarray(cv2.min(cv2.min(red, green, dst=red), blue, dst=red), dtype=np.uint8)

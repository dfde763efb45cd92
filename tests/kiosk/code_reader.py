"""A phone that reads the QR code of a printed ticket."""

from __future__ import annotations

import cv2
import numpy as np
from PIL import Image


def read_code(picture: Image.Image) -> str:
    """What the code on the picture says, "" when there is none.

    A phone takes many pictures. One of OpenCV's readers cannot read one good code in some hundred, so there are two.
    """
    seen = np.asarray(picture)
    for reader in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        text, *_ = reader.detectAndDecode(seen)
        if text:
            return str(text)
    return ""

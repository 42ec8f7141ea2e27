"""Write pictures of pages small: with a palette of 256 colours, which is all that a page has but for soft edges."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Page

__all__ = ["pixels", "written"]

# A browser reads its own pictures best.
_READ = """async (data) => {
  const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const bytes = pen.getImageData(0, 0, picture.width, picture.height).data;
  let said = "";
  for (let at = 0; at < bytes.length; at += 32768) said += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return [picture.width, picture.height, btoa(said)];
}"""

Pixels = NDArray[Any]


def pixels(blank: Page, png: bytes) -> Pixels:
    """Return the pixels of a PNG, height x width x 3 of uint8; `blank` is an empty page that reads it."""
    width, height, said = blank.evaluate(_READ, base64.b64encode(png).decode())
    read = np.frombuffer(base64.b64decode(said), dtype=np.uint8).reshape(height, width, 4)
    return np.ascontiguousarray(read[:, :, :3])


def written(picture: Pixels) -> bytes:
    """Return pixels as a PNG with a palette: the commonest 256 colours, each other one as the nearest of them."""
    height, width, _ = picture.shape
    flat = picture.reshape(-1, 3).astype(np.uint32)
    colours, which, counts = np.unique(
        (flat[:, 0] << 16) | (flat[:, 1] << 8) | flat[:, 2], return_inverse=True, return_counts=True
    )
    common = np.argsort(-counts, kind="stable")[:256]
    parts = np.stack([colours >> 16, (colours >> 8) & 255, colours & 255], axis=1).astype(np.int32)
    nearest = np.array([int(np.argmin(((parts[common] - one) ** 2).sum(axis=1))) for one in parts], dtype=np.uint8)
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = nearest[which.reshape(-1)].reshape(height, width)
    palette = parts[common].astype(np.uint8).tobytes()
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", palette),
            (b"IDAT", zlib.compress(rows.tobytes(), 9)),
            (b"IEND", b""),
        )
    )

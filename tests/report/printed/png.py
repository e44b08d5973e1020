"""A picture of a page as numbers: read here, so that no library of pictures is needed."""

from __future__ import annotations

import struct
import zlib

import numpy as np


def shade(content: bytes) -> np.ndarray:
    """Return how dark each pixel of a picture is, 0 white; shape (height, width)."""
    width, height, depth, colour = struct.unpack(">IIBB", content[16:26])
    assert depth == 8
    parts = {2: 3, 6: 4}[colour]
    packed, at = b"", 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        if content[at + 4 : at + 8] == b"IDAT":
            packed += content[at + 8 : at + 8 + length]
        at += 12 + length
    lines = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + width * parts)
    done = np.zeros((height + 1, width + 1, parts), np.int16)  # an empty line above, a pixel before
    for row, line in enumerate(lines, start=1):
        raw = line[1:].reshape(width, parts).astype(np.int16)
        _unfiltered(int(line[0]), raw, done, row)
    return 255 - done[1:, 1:, :3].min(axis=2)


def _unfiltered(kind: int, raw: np.ndarray, done: np.ndarray, row: int) -> None:
    """Write a line as it was before it was filtered against its neighbours."""
    above, line = done[row - 1], done[row]
    if kind == 0:
        line[1:] = raw
    elif kind == 1:
        line[1:] = np.cumsum(raw, axis=0) % 256
    elif kind == 2:
        line[1:] = (raw + above[1:]) % 256
    else:
        for place in range(1, len(line)):
            left, up, corner = line[place - 1], above[place], above[place - 1]
            guess = (left + up) // 2 if kind == 3 else _paeth(left, up, corner)
            line[place] = (raw[place - 1] + guess) % 256


def _paeth(left: np.ndarray, up: np.ndarray, corner: np.ndarray) -> np.ndarray:
    near = left + up - corner
    by_left, by_up, by_corner = (np.abs(near - one) for one in (left, up, corner))
    first = (by_left <= by_up) & (by_left <= by_corner)
    return np.where(first, left, np.where(by_up <= by_corner, up, corner))

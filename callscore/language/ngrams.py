"""Word and character n-grams of a line as hashed keys: the features of the linear half of the phrasing classifier.

Training and run time share this file, so that both see a line alike. Case, punctuation, digits and fillers are taken
out first, since recognisers differ most in those.
"""

from __future__ import annotations

import re
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["MAX_CHARACTERS", "keys", "normal"]

WORD_ORDERS = (1, 2, 3)
"""Lengths of word sequences."""
CHARACTER_ORDERS = (2, 3, 4, 5)
"""Lengths of character sequences, which never run over a word's edge."""
CONTEXT_ORDERS = (1, 2)
"""Lengths of word sequences of the other party's line before."""
MAX_CHARACTERS = 1_200
"""Characters of a line that are looked at, about 200 words; what is longer is cut into sentences by the caller."""

_FILLERS = frozenset({"uh", "um", "er", "erm", "uhm", "umm", "ehm"})
_NOT_WORDS = re.compile(r"[^\w£$€₹%]+|_")
_DIGIT = re.compile(r"\d")
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(32)


def normal(text: str) -> list[str]:
    """Words of `text` in lower case, without apostrophes, punctuation and fillers; every digit a 0.

    Examples
    --------
    >>> normal("Um, you haven’t paid the £450.")
    ['you', 'havent', 'paid', 'the', '£000']
    """
    plain = text[:MAX_CHARACTERS].lower().replace("'", "").replace("’", "")
    words = _DIGIT.sub("0", _NOT_WORDS.sub(" ", plain)).split()
    return [word for word in words if word not in _FILLERS]


def keys(text: str, context: str = "") -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
    """Hashed n-grams of a line: of its words, of its characters, of its context's words; repeats are kept.

    Parameters
    ----------
    text
        The line.
    context
        The other party's line before it, "" when there is none.

    Examples
    --------
    >>> [len(block) for block in keys("you havent paid")]
    [10, 46, 0]
    >>> (keys("You haven't paid!")[1] == keys("you havent paid")[1]).all()
    np.True_
    """
    words = normal(text)
    return _word_keys(words, WORD_ORDERS, 1), _character_keys(words), _word_keys(normal(context), CONTEXT_ORDERS, 7)


def _word_keys(words: list[str], orders: tuple[int, ...], seed: int) -> NDArray[np.uint32]:
    """Keys of word sequences; the line's start and end count as words in sequences of two or more."""
    if not words:
        return np.empty(0, np.uint32)
    hashed = np.array([crc32(word.encode("utf-8", "replace")) for word in ("<", *words, ">")], np.uint64)
    found = []
    for order in orders:
        part = hashed[1:-1] if order == 1 else hashed
        if len(part) >= order:
            found.append(_mixed(part, order, seed + order))
    return np.concatenate(found)


def _character_keys(words: list[str]) -> NDArray[np.uint32]:
    if not words:
        return np.empty(0, np.uint32)
    codes = np.frombuffer((" " + " ".join(words) + " ").encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    edge = codes == 32
    found = []
    for order in CHARACTER_ORDERS:
        if len(codes) < order:
            continue
        # A sequence may begin or end at a word's edge, and may not hold one inside.
        inside = np.zeros(len(codes) - order + 1, bool)
        for place in range(1, order - 1):
            inside |= edge[place : place + len(inside)]
        found.append(_mixed(codes, order, 100 + order)[~inside])
    return np.concatenate(found)


def _mixed(values: NDArray[np.uint64], order: int, seed: int) -> NDArray[np.uint32]:
    """One key for each run of `order` values."""
    n = len(values) - order + 1
    total = np.full(n, seed, np.uint64)
    for place in range(order):
        total = (total ^ values[place : place + n]) * _MIX
        total ^= total >> _SHIFT
    return (total >> np.uint64(16)).astype(np.uint32)

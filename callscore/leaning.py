"""How far a party's everyday words lean to a collector's or to a customer's: "you" and "so", or "I" and "my"."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cache

from callscore.shipped import DATA
from callscore.toml_files import read_toml

__all__ = ["leaning"]

FULL_WORDS = 160
"""Words from which a party's leaning counts in full: a few words lean by chance. Of 194 calls of our own, cut down to
six turns in the middle, three words in ten replaced at random, 91 were told surely and rightly and 10 wrongly; at 80
words 108 and 16."""


def leaning(words: Sequence[str]) -> float:
    """How far words lean: above 0 to a collector's, below 0 to a customer's.

    The weight of each everyday word in ``data/roles.toml`` times the root of its share of all words. The leanings of
    two parties differ by about 2 on a usual call, and their difference is the log-odds of who is the collector.

    Parameters
    ----------
    words
        All that one party says, in lower case and without punctuation.

    Examples
    --------
    >>> ours = "so can you pay it on friday or could your office send it".split()
    >>> leaning(ours) > 0 > leaning("no i said i sent my payment".split())
    True
    """
    counts = Counter(words)
    n_words = max(FULL_WORDS, len(words))
    return sum(weight * math.sqrt(counts[word] / n_words) for word, weight in _weights().items())


@cache
def _weights() -> dict[str, float]:
    return {str(word): float(weight) for word, weight in read_toml(DATA / "roles.toml")["words"].items()}

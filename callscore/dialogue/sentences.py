"""The sentences of a turn, and the one around a few words, so that a quote can be understood where it stands alone."""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["sentence_around", "sentences_in"]

_END = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?!(?<=\bNo)\.\s*\d)(?<![\s.][A-HJ-Z])(?<!^[A-HJ-Z])[.?!…]+(?=\s|$)",
    re.IGNORECASE,
)
"""The end of a sentence: no title, no initial, no "No. 5", no point within a number."""


def sentences_in(text: str) -> tuple[tuple[int, int], ...]:
    """Characters of each sentence of a turn, blanks at its ends left out.

    Examples
    --------
    >>> text = "Thank you, Mr. Bell. It's £12.50 overdue. Bye"
    >>> [text[first:last] for first, last in sentences_in(text)]
    ['Thank you, Mr. Bell.', "It's £12.50 overdue.", 'Bye']
    """
    edges = [0, *(match.end() for match in _END.finditer(text)), len(text)]
    return tuple(
        (stop - len(part.lstrip()), stop) for start, stop in pairwise(edges) if (part := text[start:stop]).strip()
    )


def sentence_around(text: str, first: int, last: int) -> tuple[int, int]:
    """Characters of the sentence around ``text[first:last]``, or of the sentences where it reaches into several.

    Examples
    --------
    >>> text = "Thank you, Mr. Bell. It's £12.50 overdue. Bye."
    >>> text[slice(*sentence_around(text, 25, 30))]
    "It's £12.50 overdue."
    >>> text[slice(*sentence_around(text, 0, 5))]
    'Thank you, Mr. Bell.'
    """
    ends = [match.end() for match in _END.finditer(text)]
    start = max((end for end in ends if end <= first), default=0)
    stop = min((end for end in ends if end >= last), default=len(text))
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    return start, stop

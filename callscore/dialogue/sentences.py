"""The sentence around a few words of a turn, so that a quote can be understood where it stands alone."""

from __future__ import annotations

import re

__all__ = ["sentence_around"]

_END = re.compile(r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\b[A-Z])[.?!]+(?=\s|$)", re.IGNORECASE)
"""The end of a sentence: no title, no initial, no point within a number."""


def sentence_around(text: str, first: int, last: int) -> tuple[int, int]:
    """Characters of the sentence around ``text[first:last]``, blanks at its ends left out.

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

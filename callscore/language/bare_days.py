"""Whether a bare ordinal names a day of the month and not a thing in a row."""

from __future__ import annotations

import re

from callscore.language.calendar_days import ordinal_number
from callscore.language.date_patterns import THING_AFTER

__all__ = ["is_day"]

MOST_IN_A_ROW = 12
"""Ordinals up to this are as often things in a row as days ("the third and last reminder")."""

_LED = re.compile(r"\b(?:on|by|till|until)\s*$")
"""Words before a bare ordinal by which it is a day though "and" follows."""

_BARE_LED = re.compile(r"\b(?:means|on|by|till|until|for) $")
"""Words before an ordinal that make it a day without an article ("fourth means fifth", "by third")."""

_TAKEN_UP = re.compile(
    r"(?:,)? (?:yes|yeah|yep|okay|ok|fine|i'll|i will|we'll|we will|works|is (?:okay|ok|fine|good|possible))\b"
)
"""What follows an ordinal at the head of a sentence that takes a day up ("Fifth okay. Fifth I'll do it.")."""


_IN_A_ROW = frozenset({"first", "second", "third", "1st", "2nd", "3rd", "fourth", "fifth"})
"""Ordinals that count things as often as they name days."""

_TAKES_ARTICLE = frozenset({"third", "fourth", "fifth"})
"""Those of them that name a day at the head of a sentence only where the sentence takes it up."""

_FOLLOWS_DAY = re.compile(
    r"\s*$|\s*[.,?!;]|\s+(?:of|and|then|is|works|by|with|for|i|we|yeah|please|would|at|via|on|if|so|or)\b"
)
"""What stands after "the first" where it is a day."""


def is_day(text: str, match: re.Match[str]) -> bool:
    """Whether a bare ordinal names a day and not a thing in a row ("the first one", "second reminder").

    Parameters
    ----------
    text
        The line in small letters.
    match
        Where `callscore.language.date_patterns.SCAN` found an ordinal in it, with the groups "d_day" and "d_the".

    Examples
    --------
    >>> from callscore.language.date_patterns import SCAN
    >>> lines = ("can you do the first", "it's the first reminder", "on the twentieth then")
    >>> [is_day(line, SCAN.search(line)) for line in lines]
    [True, False, True]
    """
    word, article = match["d_day"], bool(match["d_the"])
    before, after = text[: match.start()], text[match.end() :]
    if THING_AFTER.match(after):
        led = ordinal_number(word) > MOST_IN_A_ROW or article or bool(_LED.search(before))
        return led and bool(re.match(r" and\b", after))
    if word not in _IN_A_ROW or (not article and _BARE_LED.search(before)):
        return True
    heads = not before.strip(" ").rpartition(" ")[2].strip(".?!,")
    if word in _TAKES_ARTICLE and heads:
        alone = article and not f"{before}{after}".strip(" .?!")
        return alone or bool(_TAKEN_UP.match(after))
    return article and bool(_FOLLOWS_DAY.match(after))

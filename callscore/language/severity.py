"""How grave a fault of phrasing is, from the words it was put in: 1 slight, 2 plain, 3 serious."""

from __future__ import annotations

import re
from collections.abc import Mapping

from callscore.turn import straight

__all__ = ["SEVERITY", "severity"]

SEVERITY: Mapping[str, int] = {
    "accusatory": 2,
    "condescending": 2,
    "threat": 3,
    "absolute_assumption": 1,
    "false_urgency": 2,
    "overpromise": 2,
    "profanity": 3,
    "jargon": 1,
    "unprepared": 1,
}
"""Severity of a finding of the classifier's alone, 0 for labels that are no fault; the wording may change it."""

_BARE = re.compile(
    r"\b(?:you(?:'ve| have| had)? (?:still |also |just )?(?:haven't|havent|have not|didn't|didnt|did not|never|missed|"
    r"skipped|owe|still owe|not)|you(?:'re| are) (?:behind|late|overdue))\b"
)
_DISHONEST = re.compile(
    r"\b(?:lie|lied|lies|lying|liars?|steal\w*|stole|theft|thie\w+|fraud\w*|scam\w*|con(?:ned|man)|crook\w*|cheat\w*)\b"
)
_INSULT = re.compile(r"\b(?:stupid|idiot\w*|moron\w*|dumb|thick|brain|illiterate|uneducated|shameless|imbecile)\b")


def severity(label: str, text: str) -> int:
    """1 to 3 for a fault, 0 for what is none.

    Examples
    --------
    >>> [severity("accusatory", line) for line in ("you haven't paid", "that's your doing", "you lied to us")]
    [1, 2, 3]
    >>> severity("empathy", "that must be hard")
    0
    """
    text = straight(text.lower())
    if label == "accusatory":
        return 3 if _DISHONEST.search(text) else 1 if _BARE.search(text) else 2
    if label == "condescending" and _INSULT.search(text):
        return 3
    return SEVERITY.get(label, 0)

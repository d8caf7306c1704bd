"""How a question is put a second time, and what excuses it: the words of it."""

from __future__ import annotations

import re

__all__ = [
    "ASKS_BACK",
    "ASKS_WHICH",
    "CALLS",
    "CHECKS_A_NO",
    "DECLINED",
    "DEMANDS",
    "DOUBTS",
    "FETCHES",
    "PRESSES",
    "REPAIR",
    "SUBJECTS",
    "THERE",
]

SUBJECTS = (
    ("address", re.compile(r"\b(?:(?<!mail )(?<!to )address|postcode|zip code|live)\b")),
    (
        "email",
        re.compile(
            r"\b(?:what(?:'s| is| was)?|which|your|best|right|correct)\b[^.?!]{0,20}\be-?mail\b(?! (?:did|do|was))"
        ),
    ),
    ("birth", re.compile(r"\b(?:date of birth|birthday|born)\b")),
    (
        "work",
        re.compile(r"\b(?:do for work|are you working|your job|do you do for a living|where do you work|employed)\b"),
    ),
    ("children", re.compile(r"\b(?:got kids|children|how many kids)\b")),
    ("name", re.compile(r"\b(?:your name|who am i (?:speaking|talking)|surname)\b")),
    ("phone", re.compile(r"\b(?:phone number|best number|mobile number|contact number)\b")),
    (
        "reference",
        re.compile(
            r"\b(?:invoice number|waybill|reference|po number|order number|pupil number|account number|ticket number)\b"
        ),
    ),
    (
        "reason",
        re.compile(
            r"\b(?:what happened|what's happened|what's going on|what's the reason|why (?:hasn't|haven't|is it|"
            r"didn't)|what's the problem|what's stopping)\b"
        ),
    ),
    (
        "when",
        re.compile(
            r"\bwhen (?:am i|are you|can you|will you|is it|are we|do i|'s|can i|would you)\b.{0,40}\b(?:pay|paying|"
            r"paid|get|getting|money|it|payment)\b|\bwhat day\b|\bare you paying\b"
        ),
    ),
    (
        "how much",
        re.compile(r"\bhow much (?:can|could|do|are|would) you\b|\bwhat (?:can|could) you (?:manage|afford|pay|do)\b"),
    ),
)
"""Things that a collector asks for, each by the words of the question."""

DEMANDS = re.compile(
    r"\bpay(?:ing)?\b.{0,25}\bor not\b|^(?!\W*(?:did|have|has|was|were)\b).*\byes or (?:a )?no\b|"
    r"\bwhen (?:am i|are we) (?:getting|gonna get|going to get)\b|"
    r"\bwhen are you (?:going to |gonna )?pay(?:ing)?\b|"
    r"(?<!how )\bare you (?:paying(?! (?:it |this |that )?(?:by|with|in)\b)|"
    r"(?:going to|gonna) (?:pay|make (?:a|the|that) payment))\b|"
    r"\bwhere(?:'s| is) (?:the|my|our) money\b|"
    r"\bor not\W*$",
    re.IGNORECASE,
)
"""Asks for the money, whatever was answered."""

PRESSES = re.compile(r"\bor not\W*$|\byes or (?:a )?no\b", re.IGNORECASE)
"""Asks for a yes to what was put before; of the same sum, it is the same question."""

ASKS_BACK = re.compile(
    r"\b(?:again|did you say|you said|what was|when was|where was|how (?:much|many)(?: \w+)? was|say that(?! back)|"
    r"remind me|was it you said|as i said|what did you)\b",
    re.IGNORECASE,
)
"""Asks for what was said before, and shows it."""

CHECKS_A_NO = re.compile(
    r"^\W*(?:(?:so|oh|okay|and|but)\W+)*you(?:'re| are) not\b|\bmaybe\b|\bperhaps\b",
    re.IGNORECASE,
)
"""Says a no back, or offers another way it may be: "you're not Mr Bell?", "maybe it's your brother's line?"."""

DOUBTS = re.compile(
    r"\b(?:you(?:'re| are)? (?:quite |very |absolutely )?sure|you (?:really |definitely )(?:don't|do not|can't|didn't)|"
    r"definitely (?:not|don't|do not))\b",
    re.IGNORECASE,
)
"""Asks whether an answer was true."""

THERE = re.compile(r"\b(?:there|in|home|available)\b")
"""Where somebody is asked for."""

ASKS_WHICH = re.compile(r"\b(when|what time|what day|how much|how many|where|who|which)\b", re.IGNORECASE)
"""What kind of answer a question wants."""

CALLS = re.compile(r"^(?:(?:hello|hi|mr|mrs|ms|miss|dr|sir|madam|ma'am)\b\W*)+(?:\w+\W*)?$", re.IGNORECASE)
"""Calls whoever has put the telephone down for a moment."""

REPAIR = re.compile(
    r"\b(?:didn't catch|did not catch|line (?:is|was|broke)|breaking up|can you hear|sorry, (?:what|say)|pardon|"
    r"say again|could you repeat)\b",
    re.IGNORECASE,
)
"""Explains that a question is put once more: a bad line, a word not caught."""

DECLINED = re.compile(
    r"^\W*(?:why|what for)\b|^\W*(?:sorry|pardon|what|huh|eh|come again|say again)\W*$|"
    r"\bnot (?:telling|giving) you|\b(?:i (?:don't|do not|didn't|did not) know|wouldn't know|"
    r"not sure|no idea|can't say|what do you mean|who's this|who wants to know|you (?:rang|called|phoned) me)\b",
    re.IGNORECASE,
)
"""Gives no answer: asks back, declines, or doesn't know."""

FETCHES = re.compile(r"\b(?:hang on|hold on|let me|bear with|one (?:second|moment|sec|minute))\b", re.IGNORECASE)
"""Goes for the answer, which comes with the next turn."""

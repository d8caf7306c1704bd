"""E-mail addresses and payment handles, written and spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callscore.privacy.cue_words import OTHER_MATTER
from callscore.privacy.numbers import DIGIT, TENS

__all__ = ["addresses"]

EMAIL_REACH, EMAIL_WORDS = 120, 5
"""Characters behind "e-mail" in which an address is taken from the beginning of what is said, and words before what is
surely its: "chloe b at mailbox dot com"."""

ADDRESS_WORDS = 8
"""Words with pauses between them that may stand in front of "at icloud dot com" and belong to the address."""

_PROVIDERS = (
    r"g\s?mail|google\s?mail|hot\s?mail|yahoo|outlook|i\s?cloud|aol|live|msn|proton(?:\s?mail)?|me|mail|bt\s?internet"
)
_ENDING = r"(?:com|net|org|edu|gov|info|biz|io|us|uk|ie|eu|de|fr|ca|au|nz|in|co(?:(?:\s+dot\s+|\.)(?:uk|nz|in|za))?)"
_PAYMENT_HANDLES = r"ok\s?(?:axis|icici|sbi|hdfc(?:\s?bank)?)|y\s?b\s?l|paytm|upi|i\s?b\s?l|a\s?x\s?l"
_EMAIL = re.compile(
    r"(?<![\w.+%'-])[\w.+%'-]{0,63}[\w+%'-](?: ?@ ?[\w-]{1,63}(?:\.[a-z\d-]{2,63})+|@[\w-]{1,63})", re.IGNORECASE
)
_PIECE = r"(?:(?<![\w+%'-])[\w+%'-]{1,63}(?:\.[\w+%'-]{1,63}){0,8})"
_JOINED = r"(?:dot|underscore|under\s+score|dash|hyphen|point|plus|period)"
_SPELLED = rf"(?:(?>(?<!['’])\b\w\b|\b\d+\b|\b(?:double|{DIGIT}|{'|'.join(TENS)})\b)[\s,-]{{1,4}}){{0,30}}"
_SPOKEN_EMAIL = re.compile(
    rf"(?P<local>{_SPELLED}{_PIECE}(?:\s+{_JOINED}\s+{_SPELLED}{_PIECE}){{0,8}}),?\s+at\s+"
    rf"(?:the\s+)?(?:(?P<known>{_PROVIDERS})|{_PIECE}(?:[ -]\w+){{0,3}}?(?:\s+dash\s+\w+)?)"
    rf"(?:\s+dot\s+|\.)\s*{_ENDING}\b"
    rf"|(?P<bare>{_SPELLED}{_PIECE}(?:\s+{_JOINED}\s+{_SPELLED}{_PIECE}){{0,8}})\s+at\s+"
    rf"(?:gmail|hotmail|icloud|yahoo|{_PAYMENT_HANDLES})\b",
    re.IGNORECASE,
)
_NO_NAME = (
    "it's|its|it|is|that's|thats|this|that|are|was|my|your|his|her|our|their|the|a|an|to|on|in|of|for|from|at|by|me|you|i|we"
    "|e-?mail\\w*|mail\\w*|e|address|send|sent|write|use|try|reach|contact|via|and|or|so|then|also|yes|yeah|yep|no|not|okay"
    "|ok|sure|right|well|um|uh|er|please|thanks|just|all|one|name|dot|underscore|dash|hyphen|would|be|will|i'll|i'm"
)
_NAME_BEFORE = re.compile(rf"(?:(?<![\w'-])(?!(?:{_NO_NAME})(?![\w'-]))[a-z][\w'-]*[ \t]+){{1,2}}$", re.IGNORECASE)
_LEAD = re.compile(r"\b(it's|its|it is|that's|is)\s+(?:[\w'-]+\s+){1,3}$", re.IGNORECASE)
_EMAIL_CUE = re.compile(r"\be-?\s?mail(?:\s+address)?(?:\s+(?:is|it's|that's|there|on file))*[\s,:?.]*", re.IGNORECASE)
_PLACES = "us me online website site page portal look pay it visit go in find more account there on out and or you up"
_ADDRESS_LEAD = re.compile(
    r"\b(?:to|it's|its|it is|that's|is|e-?mail(?:\s+address)?|mail|me|yes|yeah|okay|ok|sure|so|um|uh)\b[\s,]*",
    re.IGNORECASE,
)
_NO_LOCAL = frozenset(_PLACES.split())
"""Words before "at northgate dot com" that make it a website and nobody's mailbox."""


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """E-mail addresses, written and spoken."""
    for match in _EMAIL.finditer(text):
        yield match.span()
    for match in _SPOKEN_EMAIL.finditer(text):
        group = "local" if match["local"] else "bare"
        first = match.start(group)
        if match[group].split()[-1].lower() in _NO_LOCAL and not match["known"]:
            continue
        named = _NAME_BEFORE.search(text, max(0, first - EMAIL_REACH), first)
        first = first if named is None else named.start()
        first = _begin_of_address(text, first)
        lead = _LEAD.search(text, max(0, first - EMAIL_REACH), first)
        first = first if lead is None else lead.end(1)
        introduced = [cue.end() for cue in _EMAIL_CUE.finditer(text, max(0, first - EMAIL_REACH), first)]
        if introduced:
            begin = max(introduced[-1], *(text.rfind(mark, 0, first) + 1 for mark in ("\n", ". ")))
            if len(text[begin:first].split()) <= EMAIL_WORDS:
                first = begin
        yield first, match.end()


def _begin_of_address(text: str, first: int) -> int:
    """Where an address spelled with pauses begins ("b as in bravo, lopez, nineteen eighty, at icloud dot com")."""
    turn = max(text.rfind(mark, max(0, first - EMAIL_REACH), first) for mark in "\n.?!;:") + 1
    said = text[turn:first]
    lead = list(_ADDRESS_LEAD.finditer(said))
    begin = turn + (lead[-1].end() if lead else 0)
    pieces = text[begin:first]
    if "," not in pieces or len(pieces.split()) > ADDRESS_WORDS or OTHER_MATTER.search(pieces):
        return first
    return begin + len(pieces) - len(pieces.lstrip(" ,"))

"""Words of the agent's that the customer did not know, as the customer's next words show."""

from __future__ import annotations

import re

from callscore.conversation import Conversation, Role

__all__ = ["puzzled_by"]

_AT_A_LOSS = re.compile(
    r"\b(?:(?:don't|do not|didn't|did not|couldn't) (?:know|understand|follow|get) (?:what )?(?:(?:any|half|most|"
    r"a word|one word|none) of (?:that|it|what you)|a word|"
    r"what (?:that|it|all that|any of that)(?: even)? (?:means?|is|stands for))|"
    r"what (?:does|do|did) (?:that|it|all that|those) (?:even )?mean(?=\W*(?:$|[?.!]))|"
    r"(?:speak|say (?:it|that) in|is that|that's not) (?:plain |normal )?english|what language)\b",
    re.IGNORECASE,
)
"""Says that nothing of it was understood."""

_WHICH_WORD = re.compile(
    r"^\W*(?i:(?:(?:sorry|pardon|hang on|wait|hold on|no|and|but|so|okay|oh|er|um|ah)\W+)*)(?:"
    r"(?i:what(?:'s| is|s) an? (?P<a>[\w'-]+(?: [\w'-]+)?)\s*[?])|"
    r"(?i:what(?:'s| is|s| are)) (?:the )?(?P<b>[A-Z][A-Z0-9]{1,6}s?|[A-Z]&?[A-Z]s?)\b|"
    r"(?i:(?:a|an|the|(?:from|to|in|at|off|on|of|with) the) what\b(?! else))|"
    r"(?i:what(?:'s| is) that[,?])|(?i:[\w'-]+ what\W*$))"
)
"""Asks after one word of it: "what's a charge-off?", "the what came back?"."""

_ALL_OF_IT = re.compile(r"what(?:'s| is) that[,?]", re.IGNORECASE)
_NO_WORD = re.compile(
    r"^(?:so|and|but|or|then|now|say|said|you|i|for|with|do|pay|then|into|just|like) what", re.IGNORECASE
)
"""Ends with "what" and asks after no word: "so what", "for what"."""

_NOT_HEARD = re.compile(r"\b(?:hear(?:ing)?|the line|breaking up|louder|speak up|deaf|signal|repeat)\b", re.IGNORECASE)
"""It was not heard, which is another matter."""

_NOT_KNOWN = re.compile(
    r"\b(?:don't know|never heard of|no idea what)(?: what)? (?:that|those|an?|you mean by) (?P<word>[\w'-]+)",
    re.IGNORECASE,
)


def puzzled_by(conversation: Conversation, index: int) -> bool:
    """Whether the customer's next turn shows that a word of agent turn `index` was not known.

    A question after a sum, a day or a name is none: "what's the balance?" knows what a balance is.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: It goes on the CD3 list then.", "customer: What's a CD3?", "agent: Never mind.")
    >>> puzzled_by(call, 0)
    True
    """
    after = index + 1
    if after >= len(conversation.turns) or conversation.turns[after].role is not Role.CUSTOMER:
        return False
    said, reply = conversation.turns[index].text.lower(), conversation.turns[after].text.strip()
    if _NOT_HEARD.search(reply):
        return False
    if _AT_A_LOSS.search(reply):
        return True
    known = _NOT_KNOWN.search(reply)
    if known is not None and known["word"].lower() in said:
        return True
    asks = _WHICH_WORD.match(reply)
    if asks is None or _NO_WORD.match(reply):
        return False
    word = asks["a"] or asks["b"]
    if word is not None:
        return word.lower() in said
    if _ALL_OF_IT.search(asks[0]):
        return known is not None
    before = asks[0].lower().removesuffix("?").split()[:-1]
    return bool(before) and (before[-1] in said.split() or before[-1] in ("the", "a", "an"))

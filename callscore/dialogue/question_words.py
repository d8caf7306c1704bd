"""How customers put questions, put them again, and ask in anger for nothing: the words of it."""

from __future__ import annotations

import re

__all__ = [
    "ASKS_FIGURE",
    "ASKS_HOW_MANY",
    "ASKS_NAME",
    "ASKS_TO_REPEAT",
    "ASKS_WHEN",
    "ASKS_WHOLE_NAME",
    "CANT_LOOK",
    "NOT_ANSWERED",
    "ON_TERMS",
    "REQUESTS",
    "RHETORICAL",
    "SAYS_AGAIN",
    "SELF_ANSWERED",
]

RHETORICAL = re.compile(
    r"^(?:and |but |so )?(?:is it (?:aye|yes|yeah|no)\b|why (?:should|would|the hell|on earth|don't you)|"
    r"(?:should|would) i (?:give|tell|pay|even)\b|"
    r"what (?:do you (?:want|need)|part|the hell|kind of|sort of|more do|else (?:am i|do you|can i|should i)|"
    r"is wrong with you)|what's wrong with you|"
    r"you (?:really |actually |seriously |just )?think|"
    r"are you (?:kidding|serious|gonna waste|going to waste|deaf|joking)|"
    r"how dare|do you (?:think|know who|have any idea|hear me)|who do you think|"
    r"don't (?:you )?(?:tell|talk|dare|start|ever)|"
    r"what(?:'s| is| am| are) (?:i|she|he|we|they) (?:meant|supposed) to\b|what(?:'s| is) the (?:point|use)|"
    r"what (?:will|would|could|can) i do(?=,)|(?:did|have|am) i (?:yeah|yes)|are you for real|"
    r"who(?:'s| is|'d| would|'ll) (?:ever |going to |gonna )?(?:buy|want|believe|hire)\b|"
    r"what (?:do|would|should) i (?:want|need) with|is that what you(?:'re| are) (?:telling|saying|calling)|"
    r"why (?:are|do) you (?:talk|speak|shout|treat|act)(?:ing)?\b.{0,20}\blike (?:that|this)|"
    r"when have (?:i|we) ever|(?:otherwise )?how will i (?:do it|get the money|manage)|"
    r"(?:excuse me|you what)(?=\W*$)|"
    r"(?:do )?you (?:hear me|know that)|"
    r"can (?:i|you let me) (?:just )?finish|"
    r"can we (?:just )?(?:move on|get (?:on|this over))|can you (?:just )?(?:get to the point|leave me))\b",
    re.IGNORECASE,
)
"""Questions in anger, which ask for nothing."""

SELF_ANSWERED = re.compile(r"^\W*(?:no|nope|nah|yes|yeah|yep|that's|oh|ah|is that what you)\b", re.I)
"""Goes on after a question that was put to oneself: "is it the third? No, that's the Sunday."."""

ASKS_FIGURE = re.compile(r"\b(?:when|how|what day|what.{0,25}(?:come to|cost|total|put down))\b", re.IGNORECASE)
"""What a question asks that a day or a sum answers."""

ON_TERMS = re.compile(
    r"\b(?:pay\w*|plan|instal\w*|monthly|weekly|fortnightly|split|spread|extend|extension|arrange\w*|afford|"
    r"part|half|"
    r"later|more time|settle\w*)\b",
    re.IGNORECASE,
)
"""What a question is about that asks how it may be paid: "how much could you manage?" takes that up."""

ASKS_TO_REPEAT = re.compile(
    r"\bwhat did you (?:just )?say\b|\bwhat was that\b|\b(?:say|repeat) that(?: again)?\b|"
    r"^\W*(?:what|pardon|sorry)\W*$",
    re.IGNORECASE,
)
"""Wants to hear what was said once more."""

SAYS_AGAIN = re.compile(r"^\W*(?:(?:well|look|sorry)\W+)*(?:i|we) (?:just )?(?:said|asked)\b", re.IGNORECASE)
"""Says once more what was not heard: "I said, how much?"."""

ASKS_NAME = re.compile(
    r"\bwho (?:is|are|am i|was) (?:this|that|you|speaking|calling|talking|asking|i)\b|\bwho(?:'s| is) (?:this|speaking|"
    r"calling|your \w+)\b|"
    r"\b(?:what|which)(?:'s| is| was)? (?:your |the )?"
    r"(?:(?:full|last|sur|manager's|supervisor's|company's) ?)?(?:name|company)\b|"
    r"\byour (?:full |last |sur)?name\b",
    re.IGNORECASE,
)
"""Asks for the name of a person or a company."""

ASKS_WHOLE_NAME = re.compile(r"\b(?:your|the) (?:full |last |sur)name\b|\bwhat(?:'s| is) your name\b", re.IGNORECASE)
"""Asks for the name of the person, so that no department will do."""

ASKS_WHEN = re.compile(
    r"^(?:\W*(?:and|so|but|then|okay|well)\W+)*when\b|\bwhat (?:day|time|date)\b|\bhow (?:long|soon)\b",
    re.IGNORECASE,
)
"""Asks for a time."""

ASKS_HOW_MANY = re.compile(r"\bhow (?:much|many)\b(?! (?:can|could|do|would|should) (?:you|i|we) )", re.IGNORECASE)
"""Asks for a number."""

NOT_ANSWERED = re.compile(
    r"\b(?:(?:didn't|did not|haven't|have not|not|won't|never) answer(?:ed|ing)?\b|answer (?:me|my|the question|"
    r"that)|"
    r"(?:not|isn't|wasn't) what i(?:'m| am| was)? ask(?:ed|ing)|not my question|"
    r"i (?:just )?asked (?:you )?(?:about|if|whether|what|when|why|how|for|who|where|a question|something|first)|"
    r"i(?:'m| am) (?:still )?asking (?:you|about|if|what|when|why|how|who)|(?:no|not an|that's no) answer|"
    r"(?:second|third|fourth|fifth|tenth|hundredth) time\b|i(?:'ve| have)? (?:already )?asked (?:you )?(?:that |"
    r"this )?"
    r"(?:twice|already|before|three times)|"
    r"(?:still )?(?:haven't|didn't|not) (?:told|tell(?:ing)?|said|say) me|dodging|avoiding (?:the|my) question)\b",
    re.IGNORECASE,
)
"""A customer who says that a question was left open."""

CANT_LOOK = re.compile(
    r"\b(?:haven't|have not|don't|do not|can't|cannot|couldn't|never|didn't) (?:got|have|see|find|get|open|read|"
    r"log)\b|"
    r"\b(?:logged me out|locked out|won't open|went to (?:the|my) (?:old|wrong)|no (?:letters?|app|email)|"
    r"not got (?:letters?|app|email))\b",
    re.IGNORECASE,
)
"""A customer who can't look there."""

REQUESTS = re.compile(
    r"^(?:\W*(?:and|so|but|well|okay|ok|please|sorry|um|uh|then)\W+)*(?:can|could|will|would|can't|"
    r"won't) (?:you|i|we)(?: people| guys)? "
    r"(?:at least |just |please |also |even |not |maybe )*"
    r"(?:send|email|e-mail|mail|post|give|tell|show|check|look|see|get|have|take|put|stop|ring|call|speak|"
    r"talk|explain|read|print)\b",
    re.IGNORECASE,
)
"""Asks the agent to do something, or for something."""

"""How questions are answered, put off, brushed off or asked in vain on the telephone: the words of it."""

from __future__ import annotations

import re

__all__ = [
    "ABOUT_YOU",
    "ANSWERS",
    "ASKS_FIGURE",
    "ASKS_TO_REPEAT",
    "CANT_LOOK",
    "CLARIFIES",
    "EVADES",
    "FAREWELL",
    "FINDS_OUT",
    "LOOKS_UP",
    "NOT_ANSWERED",
    "ON_TERMS",
    "POINTS_ELSEWHERE",
    "PUTS_OFF",
    "RECEIPT",
    "RHETORICAL",
    "SAYS_MORE",
    "SAYS_YES_OR_NO",
    "SELF_ANSWERED",
    "SHORT",
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
    r"can we (?:just )?(?:move on|get (?:on|this over))|can you (?:just )?(?:get to the point|leave me))\b",
    re.IGNORECASE,
)
"""Questions in anger, which ask for nothing."""

SELF_ANSWERED = re.compile(r"^\W*(?:no|nope|nah|yes|yeah|yep|that's|oh|ah)\b", re.IGNORECASE)
"""Goes on after a question that was put to oneself: "is it the third? No, that's the Sunday."."""

SHORT = re.compile(
    r"^(?:\W*(?:oh|ah|well|um|uh|er|so|okay|right|yeah|honestly|look|listen|sir|ma'am|ja|ay|hala|please)\W+)*"
    r"(?:yes|yeah|yep|yup|no|nope|nah|sure|of course|absolutely|correct|exactly|not |it is|it does|it will|it won't|"
    r"it isn't|it's|they're|they|unfortunately|i'm afraid|i am afraid|"
    r"there's|there is|you can|you could|you may|i can|i could|i will|i'll|i've|we can|we could|we'll|we've|we do|i do|"
    r"i am|i'm|that's|that is|because|"
    r"the |to |for |from |about |by |at |on |in |only|just|maybe|perhaps|probably|once|until|after|before|if )\b",
    re.IGNORECASE,
)

FINDS_OUT = re.compile(
    r"\b(?:let me (?:check|look|see|find|pull|have a look|explain)|i'll (?:check|find|ask|look|see|get|send|email|"
    r"come to)|(?:shall|should) i |(?:want|like) me to |i will (?:check|find|ask|look|see|get|send)|"
    r"bear with|one (?:second|moment|sec)|good question|i don't (?:know|have)|i do not (?:know|have)|can't see|"
    r"don't see|not sure|have to (?:check|look|ask|call|ring|speak)|"
    r"means|includes?|certainly|it was|it's for|that's for|that was|because|to answer|came from|comes from|"
    r"it covers|unfortunately|afraid)\b",
    re.IGNORECASE,
)

ANSWERS = re.compile(
    r"\?\W*(?:yes|yeah|yep|no|nope)\b|^\W*(?:oh )?my (?:gosh|goodness|god),? (?:yes|no)\b|"
    r"^\W*(?:well,? )?what (?:(?:could|can|would) you (?:do|manage)|(?:would|do) you (?:want|need|think|prefer))\b",
    re.IGNORECASE,
)
"""Says the question again and answers it, or leaves the answer to the one who asked."""

ASKS_FIGURE = re.compile(r"\b(?:when|how|what day|what.{0,25}(?:come to|cost|total|put down))\b", re.IGNORECASE)

CLARIFIES = re.compile(
    r"^(?:\W*(?:oh|ah|um|uh|er|so|okay|right|sorry|hang on|wait|well)\W+)*(?:sorry|pardon|which\b|do you mean|"
    r"you mean|what do you mean|how do you mean|say (?:that )?again|come again|"
    r"(?:can|could) you (?:just )?(?:repeat|say)|"
    r"what was that|is (?:that|this) (?:about|for|on|the))\b",
    re.IGNORECASE,
)
"""Asks what the question was, so as to answer it."""

ON_TERMS = re.compile(
    r"\b(?:pay\w*|plan|instal\w*|monthly|weekly|fortnightly|split|spread|extend|extension|arrange\w*|afford|part|half|"
    r"later|more time|settle\w*)\b",
    re.IGNORECASE,
)
"""What a question is about that asks how it may be paid: "how much could you manage?" takes that up."""

EVADES = re.compile(
    r"\b(?:don't (?:you )?worry (?:your.{0,20} )?about (?:that|it|what)|just don't worry|"
    r"never (?:you )?mind (?:that|about|all that)|never you mind|"
    r"not (?:my|your|our) (?:problem|concern|business)|none of your (?:business|concern)|"
    r"that's not (?:the|my) (?:point|question|problem|issue)|that's (?:not important|irrelevant|beside the point)|"
    r"not (?:here to (?:answer|discuss|talk about)|relevant|what (?:we're|i'm) (?:here|talking) (?:for|about))|"
    r"above my pay grade|(?:i|you) didn't ask|(?:i'm|i am) (?:asking|the one asking)|i(?:'ll)? ask the questions|"
    r"forget (?:that|about)|what's (?:that|it) (?:got to do|to you)|what (?:has that|does that have) (?:got )?to do|"
    r"i don't care|you heard|just (?:pay|answer)|did i ask|doesn't matter|neither here nor there|"
    r"not saying (?:anything|nothing)|"
    r"you(?:'ll| will) (?:find out|see(?! (?:it|that|them|in|on)\b)|know (?:soon|when|how))|"
    r"(?:that's )?for me to know|doesn't concern you|"
    r"stop asking|i(?:'ll| will) think about (?:it|that)|not (?:my|our) department|"
    r"(?:that's|it's) (?:another|a different|the other) (?:department|team|office)|stuff happens|things happen|"
    r"not saying (?:it|that|they|we|i) (?:will|would|won't|is|isn't|does|doesn't|are|can|could)|"
    r"(?:then |just |go )?(?:look it up|google it)|(?:read|check) (?:your|the) (?:contract|letters?|terms)|"
    r"you (?:already (?:got|have|know)|got (?:it|that|one) the first time)|(?:let's|we'll) (?:first )?see what|"
    r"(?:and )?then we(?:'ll| will) see|what do you think\?|that's internal|"
    r"just something in (?:the|our)|because i say so|that's (?:just )?how it is|(?:charges|it|that)(?:'s| is| are) "
    r"(?:as )?per (?:the )?policy|what difference does (?:it|that) make|why does (?:it|that) matter|"
    r"let's (?:not get into|stick to|get back to|stay on|focus on)|(?:getting|going) off (?:track|topic|the point)|"
    r"let me just|we're not (?:talking|discussing)|moving on|anyway)\b",
    re.IGNORECASE,
)

NOT_ANSWERED = re.compile(
    r"\b(?:(?:didn't|did not|haven't|have not|not|won't|never) answer(?:ed|ing)?\b|answer (?:me|my|the question|that)|"
    r"(?:not|isn't|wasn't) what i(?:'m| am| was)? ask(?:ed|ing)|not my question|"
    r"i (?:just )?asked (?:you )?(?:about|if|whether|what|when|why|how|for|who|where|a question|something|first)|"
    r"i(?:'m| am) (?:still )?asking (?:you|about|if|what|when|why|how|who)|(?:no|not an|that's no) answer|"
    r"(?:second|third|fourth|fifth|tenth|hundredth) time\b|i(?:'ve| have)? (?:already )?asked (?:you )?(?:that |this )?"
    r"(?:twice|already|before|three times)|"
    r"(?:still )?(?:haven't|didn't|not) (?:told|tell(?:ing)?|said|say) me|dodging|avoiding (?:the|my) question)\b",
    re.IGNORECASE,
)
"""A customer who says that a question was left open."""

ASKS_TO_REPEAT = re.compile(
    r"\bwhat did you (?:just )?say\b|\bwhat was that\b|\b(?:say|repeat) that(?: again)?\b|"
    r"^\W*(?:what|pardon|sorry)\W*$",
    re.IGNORECASE,
)
"""Wants to hear what was said once more."""

ABOUT_YOU = re.compile(
    r"(?:^|(?<=[.!?,] ))(?:well |and |so |but )?"
    r"(?:you(?:'re|'ve| are| have| got| know)|don't (?:tell|give|start)|come on)\b[^.!?,]*",
    re.IGNORECASE,
)
"""What the agent says about the customer, which answers no question put to the agent."""

FAREWELL = re.compile(
    r"^\W*(?:(?:okay|right|well|thank you|thanks|anyway),? )*(?:good ?(?:bye|day|night)|bye(?: bye| now)?|take care|"
    r"have a (?:good|nice|great) \w+|that's all)\b",
    re.IGNORECASE,
)
"""Ends the call in place of an answer."""

RECEIPT = re.compile(
    r"\b(?:okay|ok|right|alright|all right|yeah|yes|well|so|now|look|listen|sir|ma'am|madam|and|but|hmm|mm|see|oh|"
    r"thank you(?: for (?:that|your \w+))?|thanks|i (?:see|understand|hear you|respect that)|got it|fine|sure|"
    r"please)\b",
    re.IGNORECASE,
)
"""Words before a question of the agent's own that answer nothing."""

POINTS_ELSEWHERE = re.compile(
    r"^\W*(?:(?:well|look|sir|ma'am|madam|again)\W+)*(?:it's|that's|it is|it'll be|they're|you have it|you've got it|"
    r"it(?:'s| is) all|check|look) (?:\w+ ){0,2}?(?:in|on|at|with) (?:the|your|our|that) [\w' -]{3,25}[.!]?\W*$",
    re.IGNORECASE,
)
"""All that is said is where the answer stands: "it's on the letters"."""

CANT_LOOK = re.compile(
    r"\b(?:haven't|have not|don't|do not|can't|cannot|couldn't|never|didn't) (?:got|have|see|find|get|open|read|log)\b|"
    r"\b(?:logged me out|locked out|won't open|went to (?:the|my) (?:old|wrong)|no (?:letters?|app|email)|"
    r"not got (?:letters?|app|email))\b",
    re.IGNORECASE,
)
"""A customer who can't look there."""

SAYS_MORE = re.compile(r"\b(?:it's (?:for|from|about)|it was|because|that's for|the reason)\b", re.IGNORECASE)
"""Answers, beside a word that might brush off."""

SAYS_YES_OR_NO = re.compile(
    r"^\W*(?:(?:oh|well|um|uh|er|so|okay|right)\W+)*(?:yes|yeah|yep|no|nope|sure|of course)\b", re.I
)

LOOKS_UP = re.compile(
    r"\b(?:let me (?:check|look|see|find|pull|have a look)|bear with|one (?:second|moment|sec)|"
    r"give me a (?:second|moment|sec|minute))\b",
    re.IGNORECASE,
)
"""Goes for the answer at once."""

PUTS_OFF = re.compile(
    r"\b(?:i'll|i will|someone(?:'ll| will)|we'll|let me) (?:\w+ )?(?:look|check|ask|be in touch|see)\b", re.I
)
"""Promises an answer for another day."""

"""How questions are answered, put off or brushed off on the telephone: the words of it."""

from __future__ import annotations

import re

__all__ = [
    "ABOUT_YOU",
    "ANSWERS",
    "CHANGES_SUBJECT",
    "CLARIFIES",
    "ENDS_CALL",
    "EVADES",
    "FAREWELL",
    "FINDS_OUT",
    "GRANTS",
    "LOOKS_UP",
    "NAMES",
    "NO_FULL_NAME",
    "POINTS_ELSEWHERE",
    "PUTS_OFF",
    "RECEIPT",
    "SAYS_HOW_MANY",
    "SAYS_MORE",
    "SAYS_WHEN",
    "SAYS_YES_OR_NO",
    "SENDS_WORD",
    "SHORT",
    "STATES",
    "TURNS_AWAY",
    "WITHHOLDS",
]

SHORT = re.compile(
    r"^(?:\W*(?:oh|ah|well|um|uh|er|so|okay|right|yeah|honestly|look|listen|sir|ma'am|ja|ay|hala|please)\W+)*"
    r"(?:yes|yeah|yep|yup|no|nope|nah|sure|(?:of )?course|absolutely|correct|exactly|not |it is|it does|it will|"
    r"it won't|it isn't|it (?:should|would|might|could|may|can)\b|i think (?:so|it|that)|it's|they're|they|"
    r"unfortunately|i'm afraid|i am afraid|"
    r"there's|there is|you can|you could|you may|i can|i could|i will|i'll|i've|we can|we could|we'll|we've|"
    r"we do|i do|"
    r"i am|i'm|that's|that is|because|"
    r"the |to |for |from |about |by |at |on |in |only|just|maybe|perhaps|probably|once|until|after|before|if )\b",
    re.IGNORECASE,
)
"""Begins as answers do."""

FINDS_OUT = re.compile(
    r"\b(?:let me (?:check|look|see|find|pull|have a look|explain)|i'll (?:check|find|ask|look|see|get|send|email|"
    r"come to)|(?:shall|should) i |(?:want|like) me to |i will (?:check|find|ask|look|see|get|send)|"
    r"bear with|one (?:second|moment|sec)|good question|i don't (?:know|have(?! to\b))|"
    r"i do not (?:know|have)|can't see|"
    r"don't see|not sure|(?:wouldn't|couldn't|can't) (?:know|say|tell you)|no idea|"
    r"have to (?:check|look|ask|call|ring|speak)|"
    r"means|includes?|certainly|it was|it's for|that's for|that was|because|to answer|came from|comes from|"
    r"it covers|unfortunately|afraid)\b",
    re.IGNORECASE,
)
"""Explains, goes for the answer, or says that there is none to give."""

ANSWERS = re.compile(
    r"\?\W*(?:yes|yeah|yep|no|nope)\b|^\W*(?:oh )?my (?:gosh|goodness|god),? (?:yes|no)\b|"
    r"^\W*(?:well,? )?what (?:(?:could|can|would) you (?:do|manage)|(?:would|do) you (?:want|need|think|prefer))\b",
    re.IGNORECASE,
)
"""Says the question again and answers it, or leaves the answer to the one who asked."""

CLARIFIES = re.compile(
    r"^(?:\W*(?:oh|ah|um|uh|er|so|okay|right|sorry|hang on|wait|well)\W+)*(?:sorry|pardon|which\b|do you mean|"
    r"you mean|what do you mean|how do you mean|say (?:that )?again|come again|"
    r"(?:can|could) you (?:just )?(?:repeat|say)|"
    r"what was that|(?:when|where|what|who)(?:'s| is| was) that\b|is (?:that|this) (?:about|for|on|the))\b",
    re.IGNORECASE,
)
"""Asks what the question was, so as to answer it."""

EVADES = re.compile(
    r"^\W*just (?:say|tell|pay)\b|\b(?:don't (?:you )?worry (?:your.{0,20} )?about (?:that|it|what)|just don't worry|"
    r"never (?:you )?mind (?:that|about|all that)|never you mind|"
    r"not (?:my|your|our) (?:problem|concern|business)|"
    r"(?:that's|that is|it's|it is) (?:your|his|her|their) (?:headache|problem|lookout|issue|job)|"
    r"none of your (?:business|concern)|"
    r"that's not (?:the|my) (?:point|question|problem|issue)|that's (?:not important|irrelevant|beside the point)|"
    r"not (?:here to (?:answer|discuss|talk about)|relevant|what (?:we're|i'm) (?:here|talking) (?:for|about))|"
    r"above my pay grade|(?:i|you) didn't ask|"
    r"(?:i'm|i am) (?:asking\b(?! (?:for|about|if|after|because)\b)|the one asking)|"
    r"i(?:'ll)? ask the questions|"
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
    r"we're not (?:talking|discussing)|(?:try|watch|test) me\b(?= *(?:[.!,]|$))|did i say (?:that|so)\b|"
    r"you(?:'ll| will) see (?:it|them|him) when|is enough for you\b|"
    r"(?:then |just )?pay [^.?!]{0,20}\band (?:then )?(?:maybe|perhaps|we'll see)\b|"
    r"that(?:'s| is| would be|'d be) \w+\W+i don't do\b|"
    r"i'm sure it(?:'s|'ll be| is| will be) (?:all )?(?:fine|ok|okay)\b|"
    r"whatever the (?:system|computer)\b|"
    r"you (?:don't|do not|won't|wouldn't) want to (?:know|find out)|(?:go|going|talk|"
    r"talking) (?:a)?round (?:and round|in circles)|"
    r"we(?:'ll| will| can) (?:talk|see|discuss)\b[^.?!]{0,25}(?:later|another time|(?:when|after|once) you)|"
    r"(?:and )?then we(?:'ll| will) talk|that we(?:'ll| will) see|we(?:'ll| will) see(?! (?:you|if|what|how|"
    r"whether|that|it|him|her|them|to)\b)|"
    r"i said we(?:'ll| will) (?:talk|see)|(?:that's|it's|that is) (?:a )?(?:different|another|"
    r"separate) (?:thing|matter|story|issue)|"
    r"not for me to (?:sort|say|tell|decide)|(?:that's|that is) internal|nobody(?:'s| is) asking|"
    r"you(?:'d)? (?:know|understand) (?:full |very |perfectly |damn )?well|you know (?:for )?what|"
    r"(?:you can|you could|feel free to) (?:\w+ )?what(?:ever)? you (?:like|want)|"
    r"(?:we|let's|we'll|let us) (?:first )?(?:finish|start|deal|do|concentrate|focus) (?:on |with )?(?:the |"
    r"your )?(?:money|payment|amount)(?: first)?|"
    r"(?:some(?:one|body)(?:'ll| will) be in touch|they(?:'ll| will) tell you)\b[^.?!]{0,20}\bprobably|"
    r"(?:don't|do not) (?:play|come|start|get) (?:\w+ )?(?:lawyer|clever|smart|cute|with me)|"
    r"(?:don't|do not) make (?:this|it) (?:long|difficult)|"
    r"i don't have to (?:give|tell|say|answer|explain|go)|i(?:'ve| have) (?:got )?(?:an)?other (?:calls?|lines?|people|"
    r"customers)|(?:a lot|lots|plenty) of things)\b",
    re.IGNORECASE,
)
"""Brushes a question off, or leads away from it."""

TURNS_AWAY = re.compile(
    r"^(?:\W*(?:okay|ok|right|well|so|and|but|look|listen|yeah|oh|sure|sir|madam|ma'am|fine|great|good|perfect)\W+)*"
    r"(?:let me just|moving on|anyway|in the meantime)\b",
    re.IGNORECASE,
)
"""Leads away from a question where it opens the reply; after an answer it only goes on."""

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

ENDS_CALL = re.compile(
    r"\b(?:bye|good ?bye|good day|i(?:'ve)? (?:gotta|got to|have to|need to|must) (?:go|jump|run|dash|shoot)|"
    r"(?:have|enjoy) (?:a|your) (?:good|nice|great|lovely) \w+|thanks a million|take care)\b",
    re.IGNORECASE,
)
"""Ends the call, whatever is said before."""

SAYS_WHEN = re.compile(
    r"\d|\b(?:today|tonight|tomorrow|yesterday|\w*days?|weeks?|months?|years?|fortnight|weekend|soon|now|"
    r"morning|afternoon|evening|noon|once|until|till|"
    r"after|before|never|always|minutes?|hours?|immediately|instantly|at once|straight ?away|right away|already|"
    r"when|whenever|since|ago|later|"
    r"next|last|end of|january|february|march|april|may|june|july|august|september|october|november|december|o'clock|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|first|second|third|\w+teenth|\w+tieth)\b",
    re.IGNORECASE,
)
"""Names a time, or what it hangs on."""

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

SAYS_MORE = re.compile(
    r"\b(?:it's (?:for|from|about)|it was|(?:it|that|which) means (?:you|we|they|he|she|that|the)\b|"
    r"because|that's for|the reason|call me|i(?:'ve| have)? told you|my name)\b",
    re.IGNORECASE,
)
"""Answers, beside a word that might brush off."""

SAYS_YES_OR_NO = re.compile(
    r"^\W*(?:(?:oh|well|um|uh|er|so|okay|right)\W+)*(?:yes|yeah|yep|no|nope|sure|(?:of )?course)\b", re.I
)
"""Begins with a yes or a no."""

WITHHOLDS = re.compile(
    r"^(?:\W*(?:sorry|well|look|no|sir|ma'am|madam)\W+)*(?:we|our (?:staff|people|agents))(?: are| just|'re)? "
    r"(?:don't|do not|can't|cannot|never|not allowed to) (?:give|share|disclose|use)\b",
    re.IGNORECASE,
)
"""Says that names are never given: a rule of the house, which answers who asks for one."""

REFUSES = re.compile(
    r"\b(?:i|we) (?:can't|cannot|can not|won't|couldn't|wouldn't|don't|(?:am|'m|are|'re) not (?:able|allowed))\b|"
    r"\bwhat am i,? (?:a|an|your)\b",
    re.IGNORECASE,
)
"""Says that what was asked for can't or won't be done."""

LOOKS_UP = re.compile(
    r"\b(?:let me (?:check|look|see|find|pull|have a look)|bear with|one (?:second|moment|sec)|"
    r"give me a (?:second|moment|sec|minute))\b",
    re.IGNORECASE,
)
"""Goes for the answer at once."""

GRANTS = re.compile(
    r"\b(?:i(?:'ll| will| can|'ve| have|'d|'m| am)|we(?:'ll| will| can|'ve| have|'d)|it(?:'s| is|'ll| will)|"
    r"let me|send|sent|sending|will do|no problem|"
    r"sure|(?:of )?course|certainly|absolutely|unfortunately|afraid|can't|cannot|won't|"
    r"don't (?!tell|play|give|come)|doesn't|"
    r"(?<!, )sorry\b(?! did)|go (?:on|ahead)|you can|you'll|you will|they(?:'ll| will| can))\b",
    re.IGNORECASE,
)
"""Grants what was asked for, or says why not."""

CHANGES_SUBJECT = re.compile(
    r"^\W*(?:(?:oh|okay|ok|right|righto|good|great|sir|ma'am|madam|yeah)\W+)*(?:and (?!yes|no\b|it|that|they|"
    r"then|you|i'll|i will|i can|we'll|we can)|"
    r"so (?!it|that's|they|you can|we|(?:what|the way) (?:it|that|they|he|she|the|happen\w*)\b)"
    r"|let me just|one (?:more |last )?thing|anyway|but i'll|in the meantime)",
    re.IGNORECASE,
)
"""Goes on with matters of the agent's own."""

PUTS_OFF = re.compile(
    r"\b(?:i'll|i will|someone(?:'ll| will)|we'll|let me) (?:\w+ )?(?:look|check|ask|be in touch|see)\b", re.I
)
"""Promises an answer for another day."""

SAYS_HOW_MANY = re.compile(
    r"\d|\b(?:all|half|most|none|nothing|any|everything|both|double|depends?|varies|whatever|(?:as|too|"
    r"that) (?:much|many)|a (?:few|couple|lot|bit)|full|minimum|"
    r"no (?:charge|fee|cost)|free|same|less|more|hundreds?|thousands?|lakhs?|grand|dozens?|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|eleven|"
    r"twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty)\b",
    re.IGNORECASE,
)
"""Names a number, or what it hangs on."""

NAMES = re.compile(
    r"\b(?i:it's|it is|this is|my name|i'm|i am|from|with|name's|named|called|call me)\b|"
    r"(?<![.?!] )(?<!^)\b(?!I\b)[A-Z][a-z]|"
    r"^\W*(?!(?:Ja|Yes|Yeah|No|Well|Look|Oh|Okay|Right|So|And|But|Listen|Lady|Ma|Sir|Madam|Now|"
    r"Sorry)\b)[A-Z]\w+(?: [A-Z]\w+)?[.!,]"
)
"""Names somebody, in a text with capital letters."""

NO_FULL_NAME = re.compile(
    r"^\W*(?:just|only) \w+\W*$|"
    r"^\W*(?:i'm |i am |we're |this is |it's )?(?:calling |speaking )?(?:from |with )?the (?:\w+ )?"
    r"(?:department|team|desk|section|office|unit)\W*$",
    re.IGNORECASE,
)
"""Gives a first name and no more, or a department, to who asks for a person's name: "Just Rick."."""

SENDS_WORD = re.compile(
    r"\b(?:she|he|they|we|someone|you)(?:'ll| will) (?:text|call|let|ring|confirm|tell|"
    r"be (?:in touch|told)|get|hear)\b",
    re.IGNORECASE,
)
"""Says that word will be sent."""

STATES = re.compile(r"^\W*(?:it's|it is|that's|they|because)\b", re.IGNORECASE)
"""Begins with what is the case."""

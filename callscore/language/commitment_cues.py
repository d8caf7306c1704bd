"""The words by which a customer commits, accepts, declines, doubts and takes back; patterns only."""

from __future__ import annotations

import re

__all__ = [
    "COMMIT",
    "CONDITION",
    "CUT_SHORT",
    "DID",
    "DISPUTES",
    "ELSEWHERE_CHEQUE",
    "HABIT",
    "HEDGE",
    "NEGATED",
    "NO",
    "ONLY_ONCE",
    "OWN_MONEY",
    "PAST",
    "PAY",
    "PAYER",
    "REJECTS",
    "REOPENS",
    "RETRACT",
    "SAVED",
    "THEIRS",
    "TURNS_DOWN",
    "UNPROMISED",
    "WEAK",
    "WHOLE_SUM",
    "YES",
    "YES_ANYWAY",
    "YES_LATER",
]

LEAD = (
    r"^(?:(?:uh|um|er|erm|well|oh|ah|hmm|mm|right|so|and|look|listen|honestly|ji|eh|heh|ha|god|hiya|no no|i mean|cool"
    r"|you know)[,. ]+)*"
)

YES = re.compile(
    LEAD + r"(?:yes|yeah|yea|yep|ja|so ja|yup|aye|ok(?:ay)?|alright|all right|sure|fine|deal|done|perfect|great|go on"
    r"|go ahead|can can\b|can(?= lah\b|\s*[,.!]|\s*$)|"
    r"(?:that )?sounds? (?:good|fair|fine|right|reasonable|okay|ok|doable|great|perfect|manageable)"
    r"|that(?:'s| is| would be|'ll be|'d be|'ll| will|'d)? ?(?:all |just |really |totally |absolutely |very |quite )?"
    r"(?:works?|fine|good|okay|ok|alright|great|perfect|doable|do|me|fair|grand|better|right|correct|manageable|lovely"
    r"|brilliant|wonderful|ideal|super|helpful|acceptable|(?:such )?a (?:great |huge |big |real )?(?:help|relief))"
    r"|if (?:i|the|my|all|it|that|he|she|they)|i can (?:do|manage) (?:that|it)|i could (?:do"
    r"|manage) that|let's do|"
    r"do (?:it|that)|works|you can(?=,| yes|\s*$|\.)|please do|put me down|agreed|no problem|no worries|correct"
    r"|right(?=\s*[.!]?\s*$)"
    r"|exactly|certainly|by all means|i agree|we agree|bang on|i'm (?:happy|fine|good) with|"
    r"it is|it does|will do|i suppose|i guess|go for it|sawa|sige|chalo|haan|ha(?= (?:ji|sir|madam|full|ok|correct)"
    r"|\s*$)|theek|sharp|too easy|book it|lovely"
    r"|make it so|"
    r"we're good|we are good|we can do|i can\s*[.,]|absolutely|that one|put me|i accept|"
    r"of course|definitely|use (?:that|it|the same)|(?:the )?same (?:one|card|account|as|again)|the usual"
    r"|you have|you got it|got it|spot on|beautiful|works for)\b",
    re.IGNORECASE,
)

YES_LATER = re.compile(
    r"^[\w' ]{1,24}, (?:yes|yeah|yep|aye)\b|(?:^|[.,!] )(?:so )?(?:yes|yeah|ja|okay|ok|fine"
    r"|alright)?,? ?(?:(?:i|we) can do (?:it|that)|let's do (?:it"
    r"|that)|that'?s (?:fine|better|good)|that works|that'?ll work|i'll take it|that suits|go on then|but (?:okay|ok"
    r"|fine|yes|yeah|alright|go on)|i'll (?:do (?:it|that)|manage))\b|\byes (?:that|it)'?s\b|(?<!if )\b\w+(?:'s| is"
    r"| would be"
    r"|'d be) (?:fine|good|okay|ok|great|perfect|ideal|alright|better|best)\b",
    re.IGNORECASE,
)

NO = re.compile(
    LEAD
    + r"(?:no|nah|nope|not|hang on|hold on|wait|i said|we said|what|but i said|never|that's not|that isn't|it's not)\b",
    re.IGNORECASE,
)

NEGATED = re.compile(
    r"\b(?:can't|cant|cannot|can not|cannae|won't|will not|not (?:going to|gonna|paying|doing|able|pay|sending|give"
    r"|giving|sure)|wouldn't|couldn't|"
    r"don't (?:have|want|think|see|owe|pay|get|even|gotta|need)|needn't|dont have"
    r"|haven't|ain't|isn't|not (?:today|this|on|by|till"
    r"|until|before|here)|never(?! mind)|unable|not possible|impossible|"
    r"no way|nothing|(?:rather|sooner) not|refuse|didn't|doesn't|instead of|i'm not|we're not|too much|bit much"
    r"|(?:too|bit) steep"
    r"|a stretch|leaves? (?:me|us) short|(?:is|'s|are|'re) (?:closed|shut|no good|out)\b(?! (?:to|of)))\b",
    re.IGNORECASE,
)

PAST = re.compile(
    r"\b(?:took|got (?:finished|laid off|hurt|sick)|runs? out"
    r"|(?<!get )(?<!gets )(?<!getting )(?<!am )(?<!'m )(?<!be )paid|sent|went|gave|was|were|had|did"
    r"|used to|already|been|bounced|made (?:a|the) payment|transferred"
    r"|got paid on|came out|"
    r"put it through|cleared|said|told|last (?:week|month|year|time|friday|monday|tuesday"
    r"|wednesday|thursday)(?! (?:of|in)\b))\b",
    re.IGNORECASE,
)

DID = re.compile(
    r"\b(?:i|we|they|he|she|it) (?!need|want|hop|plan|intend|figur|promis|agre)[a-z]{2,}ed(?: [a-z']+){0,4} ?$",
    re.IGNORECASE,
)
"""What was done, right before the day of it ("I changed my bank in September")."""

HABIT = re.compile(
    r"\b(?:normally|usually|(?:i|we|he|they|she|you) always|always (?:pay|paid)|generally|typically|we pay (?:on|at"
    r"|all|every)|our (?:terms|payment run|run|policy)|as a rule|most months|"
    r"pay (?:everybody|everyone|all (?:our|the|my)|our suppliers)|payment runs? (?:is|are)|tend to)\b",
    re.IGNORECASE,
)

COMMIT = re.compile(
    r"\b(?:(?:can|could) (?:i|we) (?:do|pay|put|send|use|make|give|bring|just)|(?:i|we)(?:'ll|'d| will| can| could"
    r"| would| shall|'m going to|'m gonna|'re going to|'re gonna| am going to| gonna| promise)|ill|"
    r"let me|let's|lets|put (?:me|us) down|make it|do it|write (?:down|it)|count on me|start me|lemme|commit|arrange"
    r"|accept|i pay you|i send|(?:is|are|been|got \w+ \w+(?: \w+)?(?: \w+)?|'s) (?:approved|authorised"
    r"|authorized|signed off)|take (?:it|the|that|out)|book|call it|(?:let's|we|could|can) say|let us|set (?:it"
    r"|me) up|sign me up|you'll (?:have|get|see)|"
    r"you will (?:have|get)|you can (?:have|take|put|run|charge|expect)|it'll be|(?:it'll|it'd|it would"
    r"|it will) have to be|it will be"
    r"|will be (?:there"
    r"|with you|in|paid|done|sent)|"
    r"that'll be|you'd (?:have|see|get)|going (?:out|on)|it goes|(?:it|that|they)(?:'?ll| will) (?:go|come)|gonna"
    r"|run (?:it|the)|charge (?:it|the)|send your"
    r"|he'll|she'll|they'll|"
    r"(?:i am|i'm) (?:paying|sending|putting|doing|transferring)|go (?:for|with)|give (?:you|them|me till|me until)"
    r"|do neft)\b(?!'t\b)",
    re.IGNORECASE,
)

PAYER = re.compile(
    r"\b(?P<who>(?:my|our|the) (?:wife|husband|partner|mum|mom|mother|dad|father|son|daughter|brother|sister|parents"
    r"|uncle|aunt|cousin"
    r"|boss|manager|director|accountant|bookkeeper|treasurer|landlord|insurance|insurer|solicitor|lawyer|council"
    r"|employer|union|church"
    r"|family|friend|carer|finance (?:team|department|director)|head office|accounts(?: team| department)?))(?:'ll"
    r"| will|'s going to| is going to"
    r"| can| could| has agreed to| said (?:he|she|they)(?:'ll| will))(?: \w+){0,2} (?:pay|send|transfer|cover|settle"
    r"|clear|put|give you|wire|sort|release)\b",
    re.IGNORECASE,
)
"""Somebody else who will pay, with a verb of paying after it."""

CUT_SHORT = re.compile(
    r"(?: ?\b(?:of|the|on|for|by|at|to|a|an|in|with|maybe|uh|um|like|every|until|from)\b)*"
    r"(?:[-–—]+|\.\.\.?|…)[\"')\s]*$"
)
"""The end of a line that breaks off."""

PAY = re.compile(
    r"\b(?:post (?:it|you|a|one|the)|pay|paying|payment|send (?:it|the|that|you|over)|sending|do|doing|transfer|clear"
    r"|settle|have (?:it"
    r"|the (?:money|rest|full))|get (?:it|you|y'all) |"
    r"put (?:it|that|the|me|us) |give you|bring it|drop|throw|manage|sorted|make it|take it|money|deposit|wire"
    r"|afford|square|remit|release|"
    r"goes|run it|charge|hand|go (?:with|for)|catch up|finish it|call it|say|with you|arrange|i'd have it|in full"
    r"|count on|swear|promise|commit|accept)\b",
    re.IGNORECASE,
)

OWN_MONEY = re.compile(
    r"\b(?:(?:rent|school|food|medicine)(?:'s| is)|unemployment|social security|start back|i get|i(?:'m"
    r"| am) paid|i make|i got|(?:i've got|i have)(?! (?:it|the|a|that|to|them|my)\b)"
    r"|left after|income|i earn|owes? me|owing me|my rent|rents?|renting"
    r"|they pay|paying me|pays? me|wages|(?:salary|pay ?che(?:ck|que)|pension|bonus|commission|payroll|sweldo|grant"
    r"|bursary|uif|sassa|benefit|refund|tips) (?:\w+ )?(?:comes?|lands?|drops?|arrives?|hits?|clears?|goes in"
    r"|is (?:in|on|due|there|paid)|gets paid)|(?:gives?|giving|lends?|lending|sends?|owes) me|a whack|came to|comes to"
    r"|into me for)\b",
    re.IGNORECASE,
)

THEIRS = re.compile(
    r"\b(?:you'll (?!have\b|get\b|see\b)|owes? me|owing me|owe me|paying me|pays me|charges? me|costs? me"
    r"|(?:i|we) need (?!to\b)(?:\w+ ){0,2}by"
    r"|if i (?:give|pay|send|do|did|gave)"
    r"|he's charging|they charge|she said|he said|(?:they|he|she) (?:say|says|reckons?|tells? me))\b",
    re.IGNORECASE,
)

WEAK = re.compile(
    r"\b(?:maybe|might(?! as well)|try|trying|hopefully|probably|possibly|i guess|i suppose|see what|perhaps|i think"
    r"|not sure|aim|or something|"
    r"sometime|i hope|fingers crossed|inshallah|god willing|could maybe|at some point|let me see|i'd have to see"
    r"|somewhere around|no promises)\b",
    re.IGNORECASE,
)

HEDGE = re.compile(
    r"\b(?:maybe|perhaps|possibly|might(?! as well)|i suppose i (?:could|can)|could try)\b", re.IGNORECASE
)
"""Words that leave a promise weak, whatever else it hangs on."""

CONDITION = re.compile(
    r"\b(?:if(?! (?:i|we) say\b| that's (?:easier|okay|ok|all right|alright)\b| you (?:like|want|prefer)\b)"
    r"|(?<!at )(?<!just the )(?<!just )once|as soon as|as long as|provided|providing|depend(?:s|ing)|unless"
    r"|assuming|subject to|only when|"
    r"when (?:i|we)(?:'m| am| get| have|'ve| see|'ve got| are|'re)? ?(?:been )?(?:paid|it|see)\b|when (?:my|the|he"
    r"|she|they|it|we|our) (?:\w+ )?(?:\w+ )?(?:gets?|comes?|lands?|pays?|paid|arrives?|clears?"
    r"|is in|hits?|goes|go|see|sends?)|soon as)\b",
    re.IGNORECASE,
)

DISPUTES = re.compile(
    r"\b(?:(?:don't|do not|never|didn't) (?:owe|order)\w*|(?:isn't|not) (?:mine|ours|my debt)|in dispute"
    r"|disput(?:e|ed|ing)"
    r"|was cancelled|cancellation|returned (?:it|them)|(?:sent|took) (?:it|them) back|never (?:received|arrived|came"
    r"|turned up)|should be (?:nothing|zero|clear)|i (?:settled|cleared) (?:it|that)"
    r"|already paid|i paid (?:it|that)|wrong (?:person|number))\b",
    re.IGNORECASE,
)

YES_ANYWAY = re.compile(
    r"\b(?:i|we) (?:can|could) (?:do|manage|stretch to|live with|make) (?:that|it)\b(?! (?:if|when|but)\b)",
    re.IGNORECASE,
)

WHOLE_SUM = re.compile(
    r"\b(?:the (?:whole|full)|all)(?: of the| the)? (?:[$£€₹]?\d|(?:\w+ )?hundred|(?:\w+ )?thousand|\w+ty\b)",
    re.IGNORECASE,
)

SAVED = re.compile(
    r"\b(?:i'll|i will|i can|i could|we'll|we can|let me|make it|put me|you'll have)\b(?! not|'t\b)"
    r"(?!.*\b(?:can't|won't|not|don't)\b)",
    re.IGNORECASE,
)

RETRACT = re.compile(
    r"\b(?:(?:don't|do not|please don't) set (?:anything|it|that|one) up|(?:let's|we'll|i'll|just"
    r"|yeah,?) leave it(?! to)"
    r"|hold off|(?:i )?need to think (?:about )?|not promising|can(?:'t|not) (?:promise|commit)(?! to (?:those"
    r"|the|that one))"
    r"|no arrangement|nothing(?:'s| is| has been) (?:set up|agreed|arranged)|can't agree|i take it back"
    r"|not doing (?:the|that|it|any)|i(?:'m| am) not (?:doing (?:it|that|the|this|any)|paying"
    r"|agreeing|sending (?:you|it|any)|giving (?:you (?:the|my|any|one)|the card|my card|a penny))|"
    r"changed my mind|forget it|forget (?:about )?the|scrap that|cancel that|don't (?:take|run|charge) (?:it|the|my)"
    r"|not (?:going to|gonna) pay|"
    r"i won't be paying|we're not paying|no deal|deal'?s off|i'm disputing|i dispute|you're getting nothing"
    r"|not a penny|not a cent)\b",
    re.IGNORECASE,
)

UNPROMISED = re.compile(
    r"\b(?:not promising|(?:can(?:'t|not)|couldn't|won't) (?:promise|commit|guarantee|swear to)(?! to (?:those|the"
    r"|that one)))\b",
    re.IGNORECASE,
)
"""Words by which the customer says that what was just named is no promise."""

REOPENS = re.compile(
    r"\b(?:wait|actually|(?:i will|i'll) be short|disgrace|(?:can't|cannot|cannae|couldn't) (?:do|manage|make)"
    r"|told you a lie|too much|won't work|doesn't work|"
    r"not going to work|no good|on second thoughts?|scratch that|let me change|can we change|change (?:it|that"
    r"|the date))\b",
    re.IGNORECASE,
)

REJECTS = re.compile(
    r"\b(?:i'm ending this call|do not (?:ever )?call|don't (?:ever )?call (?:me|this|here)|stop calling"
    r"|i(?:'m|'ll| am| will)? (?:going to |gonna |just )?hang(?:ing)? up|i won't pay|i will not pay|not paying"
    r"|see you in court|my (?:lawyer|solicitor|attorney)|nobody asked for|not enough|isn't enough|can't accept"
    r"|cannot accept|won't accept|don't accept|that's no good|no good to me|not acceptable|"
    r"i need (?:it all|the full|the whole)|go and hide|police|ombudsman)\b",
    re.IGNORECASE,
)

ELSEWHERE_CHEQUE = re.compile(
    r"\b(?:creamery|pay|salary|benefit|disability|unemployment|housing|settlement|whole|gets"
    r"|(?<!i'd )(?<!i'll )(?<!we'll )(?<!to )get|their|his|paid|pays?"
    r"|last|bounced?|a bad|till the|gave|signs? (?:the|all the)|do)\s+(?:\w+ )?$",
    re.IGNORECASE,
)
ONLY_ONCE = re.compile(
    r"\b(?:just (?:the )?(?:once|one(?: for now)?|this once)|one[- ]off|only (?:the )?(?:once|one))\b", re.IGNORECASE
)

TURNS_DOWN = re.compile(
    r"\b(?:(?:not|never) (?:going to |gonna |willing to )?(?:take|taking|accept|accepting)"
    r"|(?:can't|cannot|can not|won't|wouldn't|couldn't) (?:take|accept|allow|agree to)|don't (?:pay|send|give us)"
    r"|not (?:gonna|going to) (?:hold|do|cut) it|isn't going to (?:do|cut) it"
    r"|(?:doesn't|does not|don't|won't|wouldn't) (?:even )?(?:bring you|get you|cover (?:it|the)"
    r"|touch (?:it|the)|help (?:me|you|us))"
    r"|(?:isn't|is not|'s not|not nearly|nowhere near) enough"
    r"|(?:is|'s) nothing to (?:me|us)|(?:full amount|all|everything) or nothing)\b",
    re.IGNORECASE,
)
"""Words by which the agent turns an offer down."""

"""The words by which lines commit, accept, propose, ask, read back and take back; patterns only."""

from __future__ import annotations

import re

__all__ = [
    "ABOUT_PAYING",
    "ASKING",
    "ASKS",
    "ASKS_ELSE",
    "ASKS_FOR_YES",
    "ASKS_HOW_MUCH",
    "CLAUSE",
    "COMMIT",
    "CONDITION",
    "DISPUTES",
    "ELSEWHERE_CHEQUE",
    "HABIT",
    "HANDS_OVER",
    "INFORMS",
    "NAMES_PAYMENT",
    "NEGATED",
    "NO",
    "NOT_BEFORE",
    "OTHER_ACT",
    "OTHER_DAY",
    "OTHER_MATTER",
    "OWN_MONEY",
    "PAID",
    "PAST",
    "PAST_QUESTION",
    "PAY",
    "PAYS",
    "PROPOSE",
    "READS_BACK",
    "REJECTS",
    "REOPENS",
    "RESTATE",
    "RETRACT",
    "SAVED",
    "SMALL_LEAD",
    "THEIRS",
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
    r"|go ahead|"
    r"(?:that )?sounds? (?:good|fair|fine|right|reasonable|okay|ok|doable|great|perfect|manageable)"
    r"|that(?:'s| is| would be|'ll be|'d be|'ll| will|'d)? ?(?:works?|fine|good|okay"
    r"|ok|alright|great|"
    r"perfect|doable|do|me|fair|grand|better|right|correct|manageable)"
    r"|if (?:i|the|my|all|it|that|he|she|they)|i can (?:do|manage) (?:that|it)|i could (?:do"
    r"|manage) that|let's do|"
    r"do (?:it|that)|works|you can(?=,| yes|\s*$|\.)|please do|put me down|agreed|no problem|no worries|correct"
    r"|exactly|i'm (?:happy|fine|good) with|"
    r"it is|it does|will do|i suppose|i guess|go for it|sawa|sige|chalo|haan|theek|sharp|too easy|book it|lovely"
    r"|make it so|"
    r"we're good|we are good|we can do|i can\s*[.,]|absolutely|that one|put me|i accept|"
    r"of course|definitely|use (?:that|it|the same)|(?:the )?same (?:one|card|account|as|again)|the usual|you have|you got it|got it|spot on|beautiful|works for)\b",
    re.IGNORECASE,
)
YES_LATER = re.compile(
    r"^[\w' ]{1,24}, (?:yes|yeah|yep|aye)\b|(?:^|[.,!] )(?:so )?(?:yes|yeah|ja|okay|ok|fine|alright)?,? ?(?:(?:i|we) can do (?:it|that)|let's do (?:it"
    r"|that)|that'?s (?:fine|better|good)|that works|that'?ll work|i'll take it|that suits|go on then|but (?:okay|ok"
    r"|fine|yes|yeah|alright|go on)|i'll (?:do (?:it|that)|manage))\b|\byes (?:that|it)'?s\b|\w+(?:'s| is| would be"
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
    r"don't (?:have|want|think|see|owe|pay|get|even)|dont have|haven't|ain't|isn't|not (?:today|this|on|by|till"
    r"|until|before|here)|never|unable|"
    r"no way|nothing|refuse|didn't|doesn't|instead of|i'm not|we're not|too much|bit much|(?:too|bit) steep|a stretch)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:took|(?<!get )(?<!gets )(?<!getting )(?<!am )(?<!'m )(?<!be )paid|sent|went|gave|was|were|had|did|used to|already|been|bounced|made (?:a|the) payment|transferred"
    r"|got paid on|came out|"
    r"put it through|cleared|said|told|last (?:week|month|year|time|friday|monday|tuesday|wednesday|thursday))\b",
    re.IGNORECASE,
)
HABIT = re.compile(
    r"\b(?:normally|usually|(?:i|we|he|they|she|you) always|always (?:pay|paid)|generally|typically|we pay (?:on|at"
    r"|all|every)|our (?:terms|payment run|run|policy)|as a rule|most months|"
    r"pay (?:everybody|everyone|all|our suppliers)|payment runs? (?:is|are)|tend to)\b",
    re.IGNORECASE,
)
COMMIT = re.compile(
    r"\b(?:(?:can|could) (?:i|we) (?:do|pay|put|send|use|make|give|bring|just)|(?:i|we)(?:'ll|'d| will| can| could"
    r"| would| shall|'m going to|'m gonna|'re going to|'re gonna| am going to| gonna| promise)|ill|"
    r"let me|let's|lets|put (?:me|us) down|make it|do it|write (?:down|it)|count on me|start me|lemme|commit|arrange"
    r"|accept|i pay you|i send|(?:is|are|been|got \w+ \w+(?: \w+)?(?: \w+)?|'s) (?:approved|authorised|authorized|signed off)|take (?:it|the|that|out)|book|call it|(?:let's|we|could|can) say|let us|set (?:it"
    r"|me) up|sign me up|you'll (?:have|get|see)|"
    r"you will (?:have|get)|you can (?:have|take|put|run|charge|expect)|it'll be|it will be|will be (?:there"
    r"|with you|in|paid|done|sent)|"
    r"that'll be|you'd (?:have|see|get)|going (?:out|on)|it goes|gonna|run (?:it|the)|charge (?:it|the)|send your"
    r"|he'll|she'll|they'll|"
    r"(?:i am|i'm) (?:paying|sending|putting|doing|transferring)|go (?:for|with)|give (?:you|them|me till|me until)"
    r"|do neft)\b(?!['’]t\b)",
    re.IGNORECASE,
)
PAY = re.compile(
    r"\b(?:pay|paying|payment|send (?:it|the|that|you|over)|sending|do|doing|transfer|clear|settle|have (?:it"
    r"|the (?:money|rest|full))|get (?:it|you|y'all) |"
    r"put (?:it|that|the|me|us) |give you|bring it|drop|throw|manage|sorted|make it|take it|money|deposit|wire"
    r"|afford|square|remit|release|"
    r"goes|run it|charge|hand|go (?:with|for)|catch up|finish it|call it|say|with you|arrange|i'd have it|in full"
    r"|count on|swear|promise|commit|accept)\b",
    re.IGNORECASE,
)
OTHER_MATTER = re.compile(
    r"\b(?:reports?|photos?|pictures?|forms?|e-?mails?|cop(?:y|ies)|certificates?|delivery|statements?|engineer"
    r"|visit|letters?|proof|receipts?|remittance|"
    r"paperwork|documents?|tds|ledger|driver|manager|supervisor|order|samples?|credit note|meter|reading|wedding"
    r"|rehearsal|appointment|interview|surgery|hospital|hearing|follow[- ]?up|call ?back|good time|best time|"
    r"landed|born|birth|holiday|back from|solicitor|lawyer|doctor)\b",
    re.IGNORECASE,
)
OWN_MONEY = re.compile(
    r"\b(?:i get|i(?:'m| am) paid|i make|i got|(?:i've got|i have)(?! (?:it|the|a|that|to|them|my)\b)|left after|income|i earn|owes? me|owing me|my rent|rents?|renting"
    r"|they pay|paying me|pays? me|wages|a whack|came to|comes to|into me for)\b",
    re.IGNORECASE,
)
THEIRS = re.compile(
    r"\b(?:you'll (?!have\b|get\b|see\b)|owes? me|owing me|owe me|paying me|pays me|charges? me|costs? me|if i (?:give|pay|send|do|did|gave)"
    r"|he's charging|they charge|she said|he said)\b",
    re.IGNORECASE,
)
ABOUT_PAYING = re.compile(
    r"\b(?:pay|paying|payments?|transfer|settle|settled|clear|instal\w*|draft|debit|card|run|reach(?:ing)? us"
    r"|with us|first one|schedule|do (?:it|that|the|both|this)|works?|"
    r"amount|balance|neft|eft|cheque|check|m-?pesa|link|the money|take (?:it|that)|process|due|rest|full|half"
    r"|have (?:it|that) in|in by|invoices?|approved|goes? out|released?|bill)\b",
    re.IGNORECASE,
)
OTHER_ACT = re.compile(
    r"\b(?:call|ring|phone|email|e-mail|check|speak|talk|ask|let you know|find out|look (?:at|into)|see (?:what|if)"
    r"|(?<!it'll )(?<!it will )(?<!it'll )(?<!it will )be (?:back|in|there|home|free|away|at)|"
    r"text|write|sign|come (?:in|by|round)|meet|hear|know|chase|tell|get back|read|confirm)\b",
    re.IGNORECASE,
)
WEAK = re.compile(
    r"\b(?:maybe|might(?! as well)|try|trying|hopefully|probably|possibly|i guess|i suppose|see what|perhaps|i think"
    r"|not sure|aim|or something|"
    r"sometime|i hope|fingers crossed|inshallah|god willing|could maybe|at some point|let me see|i'd have to see"
    r"|somewhere around|no promises)\b",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\b(?:if|once|as soon as|as long as|provided|providing|depend(?:s|ing)|unless|assuming|subject to|only when|"
    r"when (?:i|my|the|he|she|they|it|we|our) (?:\w+ )?(?:\w+ )?(?:gets?|comes?|lands?|pays?|paid|arrives?|clears?"
    r"|is in|hits?|goes|go|see|sends?)|soon as)\b",
    re.IGNORECASE,
)
PROPOSE = re.compile(
    r"\b(?:(?:could|can|would|will|shall|should|are|do) (?:you|we|i|that|it|the|he|she|they|today|tomorrow|friday)"
    r"|how about|what about|what if|let's|lets|"
    r"(?:we|you|i)(?:'ll|'d| could| can| will) (?:do|put|set|take|split|say|make|go|accept|book|schedule|settle"
    r"|spread|pencil|mark|call|have|get|send|pay|move|arrange|start|only need)|"
    r"would (?:stop|clear|keep|bring|help|hold|cover|sort|get)|put you down|pencil|call it|stretch to|so we do|we do|we'd take|we'll take|if you (?:do|pay|can|could|send|make)|good for you"
    r"|suit|be (?:okay|ok|alright|all right|fine|doable|manageable)|"
    r"works?|possible|as a (?:start|good)|then\?)\b|(?:\?|\b(?:abi|yeah|right|okay|ok|eh|na|no|correct))\s*$",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:when (?:can|could|would|will|do|does|are|is|should|might)|when'?s|how much (?:can|could|would|do you|are"
    r"|will)|how much\b.{0,12}$|"
    r"how d'you (?:want|like|pay)|how (?:will|would|do|are|can|were|did) you (?:want|like|send|pay|be|plan|going"
    r"|prefer|mak|think|fix|sort|get|usually)\w*|how are you (?:fixed|planning)|"
    r"what (?:day|date|amount)|which (?:day|date|card|account|way|method|one (?:works|is|suits))|what (?:can"
    r"|could|would) (?:you|we)|what can your|"
    r"what(?:'s| is| would| might|'d) (?:be )?(?:realistic|safe|comfortable|doable|manageable|possible|feel|work"
    r"|affordable|the most|a good|better|easier)|"
    r"what would (?:feel|be|work|suit)|what do you (?:have|think)|by when|how soon|(?:card|transfer|cheque|check"
    r"|cash|eft|bank) or|or (?:a )?(?:card|transfer|cheque|bank)|"
    r"what were you thinking|what works|so when|and when|is that (?:by|card|eft|transfer|bank)|name (?:a|the"
    r"|your) (?:date|day|amount)|give me a (?:date|day|figure|number)|what is (?:the )?date)",
    re.IGNORECASE,
)
ASKS_HOW_MUCH = re.compile(r"\b(?:how much|what (?:can|could|would) (?:you|we)|what sort of|manage)\b", re.IGNORECASE)
ASKS_FOR_YES = re.compile(
    r"\b(?:(?:is|would|will|does|could|can|shall|are) (?:that|this|it|you|we|i)(?: \w+){0,2} (?:doable|work|ok|okay"
    r"|alright|all right|fine|possible|manageable|do|suit|help|good|"
    r"fair|manage|sound|comfortable|do that|manage that|agree|happy)|how(?:'s| does| would) that (?:sound|work|suit)"
    r"|does that work|deal|agreed|good for you|sound (?:good|fair|ok)|"
    r"can you do that|what do you (?:think|say)|work for you)\b[^?]{0,25}\??\s*$",
    re.IGNORECASE,
)
PAST_QUESTION = re.compile(
    r"\b(?:did (?:you|it|that|he|she|they)|have you (?:paid|sent|made|had|received|already|been)|has it|was (?:it"
    r"|that|there)|were you|fell due|was due|you paid|"
    r"you made|you said|you promised|that you missed|you have outstanding|date of birth)\b",
    re.IGNORECASE,
)
ASKING = re.compile(
    r"^(?:(?:and|but|so|okay|ok|well|um|uh)[,. ]+)*(?:what|when|where|why|who|how|which|is|are|was|can|could|do|does"
    r"|did|will|would|should|have)\b",
    re.IGNORECASE,
)
OTHER_DAY = re.compile(
    r"\b(?:due(?: on| by)?|since|till|until|through|dated|expires?(?: on)?|born(?: on)?)\s+(?:the\s+)?$", re.IGNORECASE
)
ASKS_ELSE = re.compile(
    r"\b(?:(?:best|good|better|what) time|(?:call|ring|phone|catch|reach|speak|talk to) (?:you|him|her|them|back)"
    r"|how many|how long)\b",
    re.IGNORECASE,
)
SMALL_LEAD = re.compile(
    r"(?:^|\b(?:do|doing|say|make it|pay|call it|it was|was|then|have|have the|up to|send|give you|the|get|get you))"
    r"\s*$",
    re.IGNORECASE,
)
NAMES_PAYMENT = re.compile(
    r"\b(?:pay(?:s|ing|ments?)?|settled?|clear(?:ed)?|transfer|instal\w*|debit|cards?|cheques?|released?|invoices?"
    r"|arrears|outstanding|overdue|approved|goes? (?:on|out)|send (?:it|that|the)|take it|manage|afford|amount|due)\b",
    re.IGNORECASE,
)
DISPUTES = re.compile(
    r"\b(?:(?:don't|do not|never|didn't) (?:owe|order)\w*|(?:isn't|not) (?:mine|ours|my debt)|in dispute|disput(?:e|ed|ing)"
    r"|was cancelled|cancellation|already paid|i paid (?:it|that)|wrong (?:person|number))\b",
    re.IGNORECASE,
)
YES_ANYWAY = re.compile(
    r"\b(?:i|we) (?:can|could) (?:do|manage|stretch to|live with|make) (?:that|it)\b(?! (?:if|when|but)\b)", re.IGNORECASE
)
PAID = re.compile(r"\b(?:(?:you|he|she|they) (?:(?!get\b|are\b|were\b)\w+ )?paid|did you (?:pay|send)|was (?:it )?(?:paid|sent))\b", re.IGNORECASE)
PAYS = re.compile(r"\b(?:pay(?:s|ing)?|settle|clear|transfer(?:ring)?|take it)\b", re.IGNORECASE)
HANDS_OVER = re.compile(
    r"\b(?:receipts?|proof|cop(?:y|ies)|remittance|statements?|screenshots?|slips?|confirmation|documents?|paperwork)\b",
    re.IGNORECASE,
)
WHOLE_SUM = re.compile(r"\b(?:the (?:whole|full)|all)(?: of the| the)? (?:[$£€₹]?\d|(?:\w+ )?hundred|(?:\w+ )?thousand|\w+ty\b)", re.IGNORECASE)
SAVED = re.compile(
    r"\b(?:i'll|i will|i can|i could|we'll|we can|let me|make it|put me|you'll have)\b(?! not|['’]t\b)"
    r"(?!.*\b(?:can't|won't|not|don't)\b)",
    re.IGNORECASE,
)
INFORMS = re.compile(
    r"\b(?:balance|outstanding|overdue|past due|arrears|owing|owed?|fell due|was due|is due|due (?:on|since)|fees?"
    r"|interest|minimum|notice|letters?|placed|records?|statement|invoices?|shows?|showing|behind|bring it current"
    r"|call you|ring you|hold|disputes?|reminders?|wanted you to know|just so you know|email|text)\b",
    re.IGNORECASE,
)
RETRACT = re.compile(
    r"\b(?:i take it back|not doing (?:the|that|it|any)|i(?:'m| am) not (?:doing (?:it|that|the|this|any)|paying"
    r"|agreeing|sending (?:you|it|any)|giving (?:you (?:the|my|any|one)|the card|my card|a penny))|"
    r"changed my mind|forget it|forget (?:about )?the|scrap that|cancel that|don't (?:take|run|charge) (?:it|the|my)"
    r"|not (?:going to|gonna) pay|"
    r"i won't be paying|we're not paying|no deal|deal'?s off|i'm disputing|i dispute|you're getting nothing"
    r"|not a penny|not a cent)\b",
    re.IGNORECASE,
)
READS_BACK = re.compile(
    r"\b(?:recap|summar\w+|sum up|to confirm|let me (?:just )?(?:confirm|read|repeat|say|go|run|recap|make sure)"
    r"|(?:read|say) (?:it|that|this) (?:all )?back|have i got (?:that|it)|"
    r"so,? (?:sir|ma'?am|madam|mr \w+|mrs \w+|ms \w+|then)\b|is that (?:okay|ok|alright|all right|right|correct"
    r"|all correct|what you|how you)|that (?:right|correct)\?|does that (?:all )?(?:match|tally)|we good|all good"
    r"|is that how|what we (?:fixed|agreed|said)|from your side|"
    r"i've (?:noted|got you|put you)|i have (?:noted|you down)|all set|put you down|got you down)\b",
    re.IGNORECASE,
)
REOPENS = re.compile(
    r"\b(?:wait|actually|(?:i will|i'll) be short|disgrace|(?:can't|cannot|cannae|couldn't) (?:do|manage|make)"
    r"|told you a lie|too much|won't work|doesn't work|"
    r"not going to work|no good|on second thoughts?|scratch that|let me change|can we change|change (?:it|that"
    r"|the date))\b",
    re.IGNORECASE,
)
REJECTS = re.compile(
    r"\b(?:i'm ending this call|do not (?:ever )?call|don't (?:ever )?call (?:me|this|here)|stop calling"
    r"|hang(?:ing)? up|i won't pay|i will not pay|not paying|see you in court|"
    r"my (?:lawyer|solicitor|attorney)|nobody asked for|not enough|isn't enough|can't accept|cannot accept"
    r"|won't accept|don't accept|that's no good|no good to me|not acceptable|"
    r"i need (?:it all|the full|the whole)|go and hide|police|ombudsman)\b",
    re.IGNORECASE,
)
RESTATE = re.compile(
    r"^(?:\w+[,.!]? ){0,3}so\b|\b(?:recap|summar(?:y|ise|ize)|(?:just )?to confirm|let me (?:just )?(?:confirm|read|repeat|say|go|run|recap"
    r"|make sure|check)|read (?:it|that|this) (?:all )?back|"
    r"say (?:it|that) (?:all )?back|run (?:through|over)|go (?:over|through) (?:it|that|what|everything)"
    r"|so (?:that's|it's|that is|what we|we've|we have|we're|you'll|you're|you are|"
    r"i've|i have|from your side|just|to|we)|(?:just )?so (?:i|we|you)(?:'ve| have|'re| are)|so,|what we (?:fixed"
    r"|agreed|said)|have i got (?:that|it)|is that (?:right|correct|all correct|"
    r"what you)|that (?:right|correct)|does that (?:all )?(?:match|sound|tally)|we (?:good|agreed|said)"
    r"|i've (?:noted|got|put|booked|set|scheduled)|i have (?:noted|you|got|put|down)|i'll (?:put|note|mark|book"
    r"|expect|look out)|"
    r"to be clear|double[ -]check|confirming|in short|agreed|our agreement|the plan is|the arrangement is|right so"
    r"|okay so|ok so|all ?right so|all set|you're (?:all )?set|got you down|put you down|down for|noted)\b",
    re.IGNORECASE,
)


CLAUSE = re.compile(
    r"(?<=[.!?;])\s+|,\s+(?=(?:but|so|because|cause|and that)\b)|\s+(?=(?:but|because|though|cos|cause)\s)"
)
NOT_BEFORE = re.compile(
    r"\b(?:not|isn't|instead of|rather than|forget|without|what)(?: (?:do|pay|send|it|the|a|on|by|in|till|until|with"
    r"|before|that|this|any|my|your|at|for))*\s*$",
    re.IGNORECASE,
)
ELSEWHERE_CHEQUE = re.compile(
    r"\b(?:creamery|pay|salary|benefit|disability|unemployment|housing|settlement|whole|gets?|their|his|paid|pays?"
    r"|last|bounced?|a bad|till the|gave|signs? (?:the|all the)|do)\s+(?:\w+ )?$",
    re.IGNORECASE,
)

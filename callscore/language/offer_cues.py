"""The words by which an agent asks, proposes and informs, and what tells paying from other matters."""

from __future__ import annotations

import re

__all__ = [
    "ABOUT_PAYING",
    "ACCOUNT",
    "ASKING",
    "ASKS",
    "ASKS_ELSE",
    "ASKS_FOR_YES",
    "ASKS_HOW_MUCH",
    "ASKS_WHAT",
    "CALLS_OFF",
    "CLAUSE",
    "CONTINUES",
    "HANDS_OVER",
    "INFORMS",
    "NAMES_PAYMENT",
    "NOT_BEFORE",
    "OTHER_ACT",
    "OTHER_DAY",
    "OTHER_MATTER",
    "PAID",
    "PAST_QUESTION",
    "PAYS",
    "PRESSES",
    "PROPOSE",
    "REMAINING",
    "SMALL_LEAD",
    "SUMS_UP",
    "TOO_MUCH",
    "VERIFIES",
]

OTHER_MATTER = re.compile(
    r"\b(?:reports?|photos?|pictures?|forms?|e-?mails?|cop(?:y|ies)|certificates?|delivery|statements?|engineer"
    r"|visit|letters?|proof|receipts?|remittance|"
    r"papers?|paperwork|whatsapp|evidence|screenshots?|documents?|tds|ledger|driver|manager|supervisor|order"
    r"|samples?|credit note|meter|reading|wedding"
    r"|rehearsal|appointment|interview|surgery|hospital|hearing|follow[- ]?up|call ?back|good time|best time|"
    r"landed|born|birth|holiday|back from|solicitor|lawyer|doctor|(?:a|the|that|on) hold(?! on)|breathing space)\b",
    re.IGNORECASE,
)

ABOUT_PAYING = re.compile(
    r"\b(?:collect(?:ed|ing)?|pay|paying|payments?|transfer|settle|settled|clear|instal\w*|draft|debit|card|run"
    r"|reach(?:ing)? us"
    r"|with us|first one|schedule|do (?:it|that|the|both|this)|works?|"
    r"amount|balance|neft|eft|cheque|check|m-?pesa|link|the money|take (?:it|that)|process|due|rest|full|half"
    r"|have (?:it|that) in|in by|invoices?|approved|goes? out|released?|bill)\b",
    re.IGNORECASE,
)

OTHER_ACT = re.compile(
    r"\b(?:call(?! it\b)|ring|phone|email|e-mail|check|speak|talk|ask|let you know|find out|look (?:at|into)"
    r"|see (?:what|if)"
    r"|(?<!it'll )(?<!it will )(?<!it'll )(?<!it will )be (?:back|in|there|home|free|away|at)|"
    r"text|write|sign|come (?:in|by|round)|meet|hear|know|chase|tell|get back|read|confirm)\b",
    re.IGNORECASE,
)

OWN_CALL = re.compile(
    r"\b(?:i|we)(?:'ll| will|'m going to| am going to|'re going to)(?: \w+)? (?:call|ring|phone)\b",
    re.IGNORECASE,
)
"""The agent says when he rings again ("on the seventeenth I will call for the balance")."""

PROPOSE = re.compile(
    r"\b(?:(?:could|can|would|will|shall|should|are|do) (?:you|we|i|that|it|the|he|she|they|today|tomorrow|friday)"
    r"|how about|what about|what if|let's|lets|"
    r"(?:we|you|i)(?:'ll|'d| could| can| will) (?:do|put|set|take|split|say|make|go|accept|book|schedule|settle"
    r"|spread|pencil|mark|call|have|get|send|pay|move|arrange|start|only need)|"
    r"you can|would (?:stop|clear|keep|bring|help|hold|cover|sort|get)|put you down|pencil|call it|stretch to"
    r"|so we do|we do|we'd take|we'll take|if you (?:do|pay|can|could|send|make)|good for you"
    r"|suit|be (?:okay|ok|alright|all right|fine|doable|manageable)|"
    r"works?|possible|as a (?:start|good)|then\?)\b|(?:\?|\b(?:abi|yeah|right|okay|ok|eh|na|no|correct))\s*$",
    re.IGNORECASE,
)

ASKS = re.compile(
    r"\bwhen\??$|\b(?:(?:to|from|by) when|when (?:can|could|would|will|do|does|are|is|should|might)|when'?s"
    r"|how much (?:can|could|would|do you|are"
    r"|will)|how much\b.{0,12}$|"
    r"how d'you (?:want|like|pay)|how (?:will|would|do|are|can|were|did) you (?:want|like|send|pay|be|plan|going"
    r"|prefer|mak|think|fix|sort|get|usually)\w*|how are you (?:fixed|planning)|"
    r"what (?:day|date|amount)|what (?:card|account|method)|which (?:day|date|card|account|way|method|one (?:works|is"
    r"|suits))|what (?:can"
    r"|could|would) (?:you|we)|what can your|"
    r"what(?:'s| is| would| might|'d) (?:be )?(?:realistic|safe|comfortable|doable|manageable|possible|feel|work"
    r"|affordable|the most|a good|better|easier)|"
    r"what would (?:feel|be|work|suit)|what do you (?:have|think)|by when|how soon|(?:card|transfer|cheque|check"
    r"|cash|eft|bank) or|or (?:a )?(?:card|transfer|cheque|bank)|"
    r"(?:come in|pay|\w+ it) or (?:pay |do it )?(?:over|by|on|through|in) |"
    r"what were you thinking|what works|so when|and when|is that (?:by|card|eft|transfer|bank)|name (?:a|the"
    r"|your) (?:date|day|amount)|give me a (?:date|day|figure|number)|what is (?:the )?date)",
    re.IGNORECASE,
)

ASKS_HOW_MUCH = re.compile(r"\b(?:how much|what (?:can|could|would) (?:you|we)|what sort of|manage)\b", re.IGNORECASE)

ASKS_FOR_YES = re.compile(
    r"\b(?:(?:is|would|will|does|could|can|shall|are) (?:that|this|it|you|we|i)(?: \w+){0,2} (?:doable"
    r"|realistic|work|ok|okay"
    r"|alright|all right|fine|possible|manageable|do|suit|help|good|"
    r"fair|manage|sound|comfortable|do that|manage that|agree|happy)|how(?:'s| does| would) that (?:sound|work|suit)"
    r"|does that work|deal|agreed|good for you|sound (?:good|fair|ok)|"
    r"can you do that|what do you (?:think|say)|work for you)\b[^?]{0,25}\??\s*$",
    re.IGNORECASE,
)

PAST_QUESTION = re.compile(
    r"\b(?:did (?:you(?! (?:want|need|have in|think))|it|that|he|she|they)"
    r"|have you (?:paid|sent|made|had|received|already|been)|has it|was (?:it"
    r"|that|there)|were you|fell due|was due|you paid|"
    r"you made|you said|you promised|that you missed|you have outstanding|date of birth)\b",
    re.IGNORECASE,
)

ASKING = re.compile(
    r"^(?:(?:and|but|so|okay|ok|well|um|uh)[,. ]+)*(?:what|when|where|why|who|how|which|is|are|was|can|could|do|does"
    r"|did|will|would|should|have)\b",
    re.IGNORECASE,
)

ASKS_WHAT = re.compile(
    r"\b(?:what(?:'s| is| was| are) (?:it|that|this|these|those)\b(?! (?:going|gonna))|what for|how come)\b",
    re.IGNORECASE,
)
"""A question inside a line: what something is for."""

OTHER_DAY = re.compile(
    r"\b(?:due(?: on| by)?|since|(?<!need )(?<!give me )(?<!give us )(?<!me )(?:till|until)|through|dated"
    r"|expires?(?: on)?|born(?: on)?)\s+(?:the\s+)?$",
    re.IGNORECASE,
)

ASKS_ELSE = re.compile(
    r"\bwhen (?:do|does|will|should) (?!it\b|that\b|we\b)(?:(?!pay|money)\w+ ){1,4}(?:come|arrive|back)\b"
    r"|\b(?:when (?:\w+ )?(?:you|he|she|they) (?:ask|see|speak|start|move|hear|meet|leave|return|know)|(?:best"
    r"|good|better|what) time|(?:call|ring|phone|catch|reach|speak|talk to) (?:you|him|her|them|back)"
    r"|how many|how long)\b",
    re.IGNORECASE,
)

SMALL_LEAD = re.compile(
    r"(?:^|\b(?:do|doing|say|make it|pay|call it|it was|was|then|have|have the|up to|send|give you|the|get|get you))"
    r"\s*$",
    re.IGNORECASE,
)

NAMES_PAYMENT = re.compile(
    r"\b(?:collect(?:ed|ing)? (?:it|that|the|on)|post (?:you|it|a cheque)|pay(?:s|ing|ments?)?|settled?|clear(?:ed)?"
    r"|transfer|instal\w*|debit"
    r"|cards?|cheques?|released?|invoices?"
    r"|arrears|outstanding|overdue|approved|goes? (?:on|out)|send (?:it|that|the)|bring (?:it|the|you)|drop (?:it"
    r"|the)|take it|manage|afford|amount|due)\b",
    re.IGNORECASE,
)

PAID = re.compile(
    r"\b(?:(?:you|he|she|they) (?:(?!get\b|are\b|were\b)\w+ )?paid|did you (?:pay|send)|was (?:it )?(?:paid|sent))\b",
    re.IGNORECASE,
)

PAYS = re.compile(r"\b(?:pay(?:s|ing)?|settle|clear|transfer(?:ring)?|take it)\b", re.IGNORECASE)

HANDS_OVER = re.compile(
    r"\b(?:papers?|evidence|certificates?|photos?|pictures?|receipts?|proof|cop(?:y|ies)|remittance"
    r"|statements?|screenshots?|slips?|confirmation|documents?"
    r"|paperwork)\b",
    re.IGNORECASE,
)

VERIFIES = re.compile(
    r"\b(?:date of birth|dob|birthday|social(?: security)?|ssn|last (?:four|4|three)|post ?code|zip(?: code)?|pin ?code"
    r"|(?:your|the|first line of|home|current|full) address|(?:account|id|member(?:ship)?|card|long|phone|mobile"
    r"|contact"
    r"|identity|customer|policy|routing|reference) number|(?:verify|identify)\b|verification|security (?:question|code)"
    r"|three digits|expir\w+ date|sort code|read me the card|card details|digits of)\b",
    re.IGNORECASE,
)
"""An agent asks who it is, or for the number of a card: the answer's figures and days are no terms of a payment."""

REMAINING = re.compile(
    r"\bwhen'?s the (?:rest|remain\w+|other)\b|\b(?:the |that )?(?:remaining|rest|remainder|balance|other (?:half"
    r"|\w+)|leaves?)\b[^.?!]*\?"
    r"|\bleaves? (?:you )?(?:with )?"
    r"(?!me)[^.?!]*[.?!]?\s*$",
    re.IGNORECASE,
)
"""The agent turns from a payment that is agreed to what is left."""

SUMS_UP = re.compile(
    r"^(?:(?:ok(?:ay)?|right|great|perfect|alright|all right|cool|brilliant|lovely|good|sure|yeah|yes|fine)[,. ]+)*"
    r"(?:so|then)\b(?! (?:what|when|how|why|who|where|which|could|can|would|will|shall|do|does|did|is|are)\b)",
    re.IGNORECASE,
)
"""A line by which the agent puts together what the two have just worked out ("so the fifth, then the nineteenth")."""

CONTINUES = re.compile(
    r"\b(?:(?:that|it|this|they)(?:'d| would|'ll| will) be|(?:that|it) (?:comes|works out)|that's (?:about|around"
    r"|roughly))\b",
    re.IGNORECASE,
)
"""A statement that goes on with the proposal in the sentence before it ("that would be fifty each")."""

TOO_MUCH = re.compile(
    r"\b(?:too (?:much|hard|soon|difficult|steep)|out of the question|a (?:problem|stretch|struggle)|do you mind"
    r"|any objection|leave you short)\b",
    re.IGNORECASE,
)

PRESSES = re.compile(
    r"\b(?:i(?:'d)? (?:really )?(?:need|want) (?:the|at least|a bit|more)|(?:not|isn't|won't be"
    r"|wouldn't be) (?:quite )?enough"
    r"|(?:could|can|would|any chance|possibly|is there any way) (?:you|of|we|it)?\b.{0,25}\b(?:make it|stretch|push"
    r"|go to"
    r"|get (?:it )?(?:up )?to|more than|do more|go higher|increase)|stretch (?:it )?to|make it (?=\S+ instead)"
    r"|(?:won't|will not|doesn't|can't|wouldn't) (?:stop|release|hold|do|accept|take|clear)|a bit more"
    r"|kindly make it)\b",
    re.IGNORECASE,
)
"""The agent asks for more than the customer put forward."""

ACCOUNT = re.compile(
    r"\b(?:balance|outstanding|overdue|past due|arrears|owing|owed|fell due|was due|is due|due (?:on|since)|late fees?"
    r"|interest|minimum due|statement balance|placed with|records show|if you (?:don't|miss)|unless|otherwise)\b",
    re.IGNORECASE,
)

CALLS_OFF = re.compile(
    r"\b(?:(?:no|not an) (?:arrangement|agreement|plan)\b"
    r"|nothing(?:'s| is| has been)? (?:set up|agreed|arranged|fixed|settled|decided)|nothing (?:in|down) for payment"
    r"|(?:i|we) (?:won't|haven't) set (?:anything|it) up|(?:i|we) can't (?:take it|agree anything))\b",
    re.IGNORECASE,
)

INFORMS = re.compile(
    r"\b(?:remind you|as i said|the offer|offers?|settlement|laps(?:es|ed)|expires?|saving|balance|outstanding"
    r"|overdue|past due|arrears|owing|owed?|fell due|was due|is due|due (?:on|since)|fees?"
    r"|interest|minimum|notice|letters?|placed|records?|statement|invoices?|shows?|showing|behind|bring it current"
    r"|(?:still|are|is) (?:open|unpaid|missing)|(?:haven't|hasn't|not) (?:been )?paid|unpaid"
    r"|call you|ring you|hold|disputes?|reminders?|wanted you to know|just so you know|email|text)\b",
    re.IGNORECASE,
)

CLAUSE = re.compile(
    r"(?<=[.!?;])\s+|,\s+(?=(?:but|so|because|cause|and that)\b)|\s+(?=(?:but|because|though|cos|cause)\s)"
)

WAY_REFUSED = re.compile(
    r"\b(?:(?:don't|do not|never|won't|can't|cannot) (?:give|do|like|use|trust|have|take|accept"
    r"|believe in)(?: out| you)?"
    r"|(?:lost|blocked|cancel(?:l?ed)|maxed out)(?: on)?)(?: the| my| your| a| any| that)?\s*$",
    re.IGNORECASE,
)
"""Words before a way to pay that isn't used ("I don't give out the card")."""

WAY_GONE = re.compile(
    r"(?:'s| is| was| got| has been)(?: been| now)? (?:\w+'s\b|expired|lost|stolen|cancel|blocked|frozen|maxed"
    r"|gone|dead|declined|no good|not working)",
    re.IGNORECASE,
)
"""Words after one ("that card's Walt's", "the card got blocked")."""

NOT_BEFORE = re.compile(
    r"\b(?:not|isn't|instead of|rather than|forget|without|what)(?: (?:do|pay|send|it|the|a|on|by|in|till|until|with"
    r"|before|that|this|any|my|your|at|for))*\s*$",
    re.IGNORECASE,
)

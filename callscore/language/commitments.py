"""What a line does in settling a payment: commit, accept, propose, ask, confirm, take back; and how firmly."""

from __future__ import annotations

import re
from collections.abc import Sequence

from callscore.language.terms import Term, TermKind

__all__ = [
    "accepts", "asks_for_terms", "committing_terms", "declines", "is_slot", "offered_terms", "restates", "retracts", "stated_terms",
    "strength_of",
]  # fmt: skip

ECHO_WORDS = 6
"""Words up to which an agent's line that names a term holds it out for a yes ("Friday the twenty-fourth")."""

_LEAD = r"^(?:(?:uh|um|er|erm|well|oh|ah|hmm|mm|right|so|and|look|listen|honestly|ji|eh|heh|ha|god|hiya|no no|i mean|you know)[,. ]+)*"
_YES = re.compile(
    _LEAD
    + r"(?:yes|yeah|yea|yep|ja|so ja|yup|aye|ok(?:ay)?|alright|all right|sure|fine|deal|done|perfect|great|go on|go ahead|"
    r"sounds? (?:good|fair|fine|right)|that(?:'s| is| would be|'ll be|'d be|'ll| will|'d)? ?(?:works?|fine|good|okay|ok|alright|great|"
    r"perfect|doable|do|me|fair|grand|better|right|correct|manageable)|i can (?:do|manage) (?:that|it)|i could (?:do|manage) that|let's do|"
    r"do (?:it|that)|works|you can(?=,| yes|\s*$|\.)|please do|put me down|agreed|no problem|no worries|correct|exactly|i'm (?:happy|fine|good) with|"
    r"it is|it does|will do|i suppose|i guess|go for it|sawa|sige|chalo|haan|theek|sharp|too easy|book it|lovely|make it so|"
    r"we're good|we are good|we can do|i can\s*[.,]|absolutely|that one|put me|i accept|"
    r"of course|definitely|you have|you got it|got it|spot on|beautiful|works for)\b",
    re.IGNORECASE,
)
_YES_LATER = re.compile(
    r"(?:^|[.,!] )(?:so )?(?:yes|yeah|ja|okay|ok|fine|alright)?,? ?(?:(?:i|we) can do (?:it|that)|let's do (?:it|that)|that'?s (?:fine|better|good)|that works|that'?ll work|i'll take it|that suits)\b",
    re.IGNORECASE,
)
_NO = re.compile(
    _LEAD
    + r"(?:no|nah|nope|not|hang on|hold on|wait|i said|we said|what|but i said|never|that's not|that isn't|it's not)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:can't|cant|cannot|can not|cannae|won't|will not|not (?:going to|gonna|paying|doing|able|pay|sending|give|giving|sure)|wouldn't|couldn't|"
    r"don't (?:have|want|think|see|owe|pay|get|even)|dont have|haven't|ain't|isn't|not (?:today|this|on|by|till|until|before|here)|never|unable|"
    r"no way|nothing|refuse|didn't|doesn't|instead of|i'm not|we're not)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:paid|sent|went|gave|was|were|had|did|used to|already|been|bounced|made (?:a|the) payment|transferred|got paid on|came out|"
    r"put it through|cleared|said|told|last (?:week|month|year|time|friday|monday|tuesday|wednesday|thursday))\b",
    re.IGNORECASE,
)
_HABIT = re.compile(
    r"\b(?:normally|usually|(?:i|we|he|they|she|you) always|always (?:pay|paid)|generally|typically|we pay (?:on|at|all|every)|our (?:terms|payment run|run|policy)|as a rule|most months|"
    r"pay (?:everybody|everyone|all|our suppliers)|payment runs? (?:is|are)|tend to)\b",
    re.IGNORECASE,
)
_COMMIT = re.compile(
    r"\b(?:(?:can|could) (?:i|we) (?:do|pay|put|send|use|make|give|bring|just)|(?:i|we)(?:'ll|'d| will| can| could| would| shall|'m going to|'m gonna|'re going to|'re gonna| am going to| gonna| promise)|ill|"
    r"let me|let's|lets|put (?:me|us) down|make it|do it|write (?:down|it)|count on me|start me|lemme|commit|arrange|accept|i pay you|i send|take (?:it|the|that|out)|book|call it|(?:let's|we|could|can) say|let us|set (?:it|me) up|sign me up|you'll (?:have|get|see)|"
    r"you will (?:have|get)|you can (?:have|take|put|run|charge|expect)|it'll be|it will be|will be (?:there|with you|in|paid|done|sent)|"
    r"that'll be|you'd (?:have|see|get)|going (?:out|on)|it goes|gonna|run (?:it|the)|charge (?:it|the)|send your|he'll|she'll|they'll|"
    r"(?:i am|i'm) (?:paying|sending|putting|doing|transferring)|go (?:for|with)|give (?:you|them|me till|me until)|do neft)\b(?!['’]t\b)",
    re.IGNORECASE,
)
_PAY = re.compile(
    r"\b(?:pay|paying|payment|send (?:it|the|that|you|over)|sending|do|doing|transfer|clear|settle|have (?:it|the (?:money|rest|full))|get (?:it|you|y'all) |"
    r"put (?:it|that|the|me|us) |give you|bring it|drop|throw|manage|sorted|make it|take it|money|deposit|wire|afford|square|remit|release|"
    r"goes|run it|charge|hand|go (?:with|for)|catch up|finish it|call it|say|with you|arrange|i'd have it|in full|count on|swear|promise|commit|accept)\b",
    re.IGNORECASE,
)
_OTHER_MATTER = re.compile(
    r"\b(?:reports?|photos?|pictures?|forms?|e-?mails?|cop(?:y|ies)|certificates?|delivery|statements?|engineer|visit|letters?|proof|receipts?|remittance|"
    r"paperwork|documents?|tds|ledger|driver|manager|supervisor|order|samples?|credit note|meter|reading|wedding|rehearsal|appointment|interview|surgery|hospital|hearing|"
    r"landed|born|birth|holiday|back from|solicitor|lawyer|doctor)\b",
    re.IGNORECASE,
)
_OWN_MONEY = re.compile(
    r"\b(?:i get|i make|i got|i've got|i have|left after|income|i earn|owes? me|owing me|my rent|rents?|renting|they pay|paying me|pays? me|wages|a whack|came to|comes to|into me for)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:owes? me|owing me|owe me|paying me|pays me|charges? me|costs? me|if i (?:give|pay|send|do|did|gave)|he's charging|they charge|she said|he said)\b",
    re.IGNORECASE,
)
_ABOUT_PAYING = re.compile(
    r"\b(?:pay|paying|payments?|transfer|settle|settled|clear|instal\w*|draft|debit|card|run|reach(?:ing)? us|with us|first one|schedule|do (?:it|that|the|both|this)|works?|"
    r"amount|balance|neft|eft|cheque|check|m-?pesa|link|the money|take (?:it|that)|process|due|rest|full|half|have (?:it|that) in|in by)\b",
    re.IGNORECASE,
)
_OTHER_ACT = re.compile(
    r"\b(?:call|ring|phone|email|e-mail|check|speak|talk|ask|let you know|find out|look (?:at|into)|see (?:what|if)|be (?:back|in|there|home|free|away|at)|"
    r"text|write|sign|come (?:in|by|round)|meet|hear|know|chase|tell|get back|read|confirm)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:maybe|might(?! as well)|try|trying|hopefully|probably|possibly|i guess|i suppose|see what|perhaps|i think|not sure|aim|or something|"
    r"sometime|i hope|fingers crossed|inshallah|god willing|could maybe|at some point|let me see|i'd have to see|somewhere around|no promises)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|once|as soon as|as long as|provided|providing|depend(?:s|ing)|unless|assuming|subject to|only when|"
    r"when (?:i|my|the|he|she|they|it|we|our) (?:\w+ )?(?:\w+ )?(?:gets?|comes?|lands?|pays?|paid|arrives?|clears?|is in|hits?|goes|go|see|sends?)|soon as)\b",
    re.IGNORECASE,
)
_PROPOSE = re.compile(
    r"\b(?:(?:could|can|would|will|shall|should|are|do) (?:you|we|i|that|it|the|he|she|they|today|tomorrow|friday)|how about|what about|what if|let's|lets|"
    r"(?:we|you|i)(?:'ll|'d| could| can| will) (?:do|put|set|take|split|say|make|go|accept|book|schedule|settle|spread|pencil|mark|call|have|get|send|pay|move|arrange|start|only need)|"
    r"put you down|pencil|so we do|we do|we'd take|we'll take|if you (?:do|pay|can|could|send|make)|good for you|suit|be (?:okay|ok|alright|all right|fine|doable|manageable)|"
    r"works?|possible|as a (?:start|good)|then\?)\b|(?:\?|\b(?:abi|yeah|right|okay|ok|eh|na|no|correct))\s*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:when (?:can|could|would|will|do|does|are|is|should|might)|when'?s|how much (?:can|could|would|do you|are|will)|how much\b.{0,12}$|"
    r"how d'you (?:want|like|pay)|how (?:will|would|do|are|can|were|did) you (?:want|like|send|pay|be|plan|going|prefer|mak|think|fix|sort|get|usually)\w*|how are you (?:fixed|planning)|"
    r"what (?:day|date|amount)|which (?:day|date|card|account|way|method|one (?:works|is|suits))|what (?:can|could) (?:you|we)|what can your|"
    r"what(?:'s| is| would| might|'d) (?:be )?(?:realistic|safe|comfortable|doable|manageable|possible|feel|work|affordable|the most|a good|better|easier)|"
    r"what would (?:feel|be|work|suit)|what do you (?:have|think)|by when|how soon|(?:card|transfer|cheque|check|cash|eft|bank) or|or (?:a )?(?:card|transfer|cheque|bank)|"
    r"what were you thinking|what works|so when|and when|is that (?:by|card|eft|transfer|bank)|name (?:a|the|your) (?:date|day|amount)|give me a (?:date|day|figure|number)|what is (?:the )?date)",
    re.IGNORECASE,
)
_ASKS_FOR_YES = re.compile(
    r"\b(?:(?:is|would|will|does|could|can|shall|are) (?:that|this|it|you|we|i)(?: \w+){0,2} (?:doable|work|ok|okay|alright|all right|fine|possible|manageable|do|suit|help|good|"
    r"fair|manage|sound|comfortable|do that|manage that|agree|happy)|how(?:'s| does| would) that (?:sound|work|suit)|does that work|deal|agreed|good for you|sound (?:good|fair|ok)|"
    r"can you do that|what do you (?:think|say)|work for you)\b[^?]{0,25}\??\s*$",
    re.IGNORECASE,
)
_PAST_QUESTION = re.compile(
    r"\b(?:did (?:you|it|that|he|she|they)|have you (?:paid|sent|made|had|received|already|been)|has it|was (?:it|that|there)|were you|fell due|was due|you paid|"
    r"you made|you said|you promised|that you missed|you have outstanding|date of birth)\b",
    re.IGNORECASE,
)
_RETRACT = re.compile(
    r"\b(?:i take it back|not doing (?:the|that|it|any)|i(?:'m| am) not (?:doing (?:it|that|the|this|any)|paying|agreeing|sending (?:you|it|any)|giving (?:you (?:the|my|any)|the card|my card|a penny))|"
    r"changed my mind|forget it|forget (?:about )?the|scrap that|cancel that|don't (?:take|run|charge) (?:it|the|my)|not (?:going to|gonna) pay|"
    r"i won't be paying|we're not paying|no deal|deal'?s off|i'm disputing|i dispute|you're getting nothing|not a penny|not a cent)\b",
    re.IGNORECASE,
)
_READS_BACK = re.compile(
    r"\b(?:recap|summar\w+|sum up|to confirm|let me (?:just )?(?:confirm|read|repeat|say|go|run|recap|make sure)|(?:read|say) (?:it|that|this) (?:all )?back|have i got (?:that|it)|"
    r"so,? (?:sir|ma'?am|madam|mr \w+|mrs \w+|ms \w+|then)\b|is that (?:okay|ok|alright|all right|right|correct|all correct|what you|how you)|that (?:right|correct)\?|does that (?:all )?(?:match|tally)|we good|all good|is that how|what we (?:fixed|agreed|said)|from your side|"
    r"i've (?:noted|got you|put you)|i have (?:noted|you down)|all set|put you down|got you down)\b",
    re.IGNORECASE,
)
_REJECTS = re.compile(
    r"\b(?:i'm ending this call|do not (?:ever )?call|don't (?:ever )?call (?:me|this|here)|stop calling|hang(?:ing)? up|i won't pay|i will not pay|not paying|see you in court|"
    r"my (?:lawyer|solicitor|attorney)|nobody asked for|not enough|isn't enough|can't accept|cannot accept|won't accept|don't accept|that's no good|no good to me|not acceptable|"
    r"i need (?:it all|the full|the whole)|go and hide|police|ombudsman)\b",
    re.IGNORECASE,
)
_RESTATE = re.compile(
    r"\b(?:recap|summar(?:y|ise|ize)|(?:just )?to confirm|let me (?:just )?(?:confirm|read|repeat|say|go|run|recap|make sure|check)|read (?:it|that|this) (?:all )?back|"
    r"say (?:it|that) (?:all )?back|run (?:through|over)|go (?:over|through) (?:it|that|what|everything)|so (?:that's|it's|that is|what we|we've|we have|we're|you'll|you're|you are|"
    r"i've|i have|from your side|just|to|we)|(?:just )?so (?:i|we|you)(?:'ve| have|'re| are)|so,|what we (?:fixed|agreed|said)|have i got (?:that|it)|is that (?:right|correct|all correct|"
    r"what you)|that (?:right|correct)|does that (?:all )?(?:match|sound|tally)|we (?:good|agreed|said)|i've (?:noted|got|put|booked|set|scheduled)|i have (?:noted|you|got|put|down)|i'll (?:put|note|mark|book|expect|look out)|"
    r"to be clear|double[ -]check|confirming|in short|agreed|our agreement|the plan is|the arrangement is|right so|okay so|ok so|all ?right so|all set|you're (?:all )?set|got you down|put you down|down for|noted)\b",
    re.IGNORECASE,
)


def accepts(text: str) -> bool:
    """Whether a line opens as a yes.

    Examples
    --------
    >>> accepts("yeah that works"), accepts("no, I said Saturday")
    (True, False)
    """
    return not _NO.match(text) and bool(_YES.match(text) or _YES_LATER.search(text))


def declines(text: str) -> bool:
    """Whether a line opens as a no or a correction ("No o, I said thirty")."""
    return bool(_NO.match(text))


def retracts(text: str) -> bool:
    """Whether the customer takes a promise back or refuses to pay."""
    return bool(_RETRACT.search(text))


def reads_back(text: str) -> bool:
    """Whether a line announces or closes a recap in so many words, beyond a mere "so"."""
    return bool(_READS_BACK.search(text))


def rejects(text: str) -> bool:
    """Whether a line turns the other's offer down or breaks the talk off."""
    return bool(_REJECTS.search(text))


def restates(text: str) -> bool:
    """Whether a line carries a cue of reading back what was agreed ("so that's", "just to confirm", "have I got that right")."""
    return bool(_RESTATE.search(text))


def asks_for_terms(text: str) -> bool:
    """Whether a line asks when, how much or how it will be paid."""
    return bool(_ASKS.search(text)) and not _PAST_QUESTION.search(text)


def offered_terms(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those of an agent's `terms` that are put to the customer for a yes or a no; balances and days gone by are left out.

    Examples
    --------
    >>> from callscore.language.terms import find_terms
    >>> line = "The balance is $640. Could you do $300 today?"
    >>> [term.text for term in offered_terms(line, find_terms(line)) if term.amounts]
    ['$300']
    """
    kept: list[Term] = []
    clauses = _clauses(text)
    if len(text.split()) <= ECHO_WORDS:
        return tuple(term for term in terms if not _negated(text, term))
    if clauses and _ASKS_FOR_YES.search(text[clauses[-1][0] :]) and not _PAST_QUESTION.search(text):
        return tuple(term for term in terms if not _negated(text, term))
    for first, last in clauses:
        clause = text[first:last]
        if _OTHER_ACT.search(clause) and not about_paying(clause):
            continue
        if _PROPOSE.search(clause) and not _PAST_QUESTION.search(clause):
            kept += [term for term in terms if first <= term.first < last and not _negated(text, term)]
    return tuple(kept)


def is_slot(term: Term) -> bool:
    """Whether a term is an amount, a date or a method."""
    return term.kind in (TermKind.AMOUNT, TermKind.DATE, TermKind.METHOD)


_CLAUSE = re.compile(r"(?<=[.!?;])\s+|,\s+(?=(?:but|so|because|cause|and that)\b)|\s+(?=(?:but|because|though)\s)")
_NOT_BEFORE = re.compile(
    r"\b(?:not|isn't|instead of|rather than|forget|without|what)(?: (?:do|pay|send|it|the|a|on|by|in|till|until|with|before|that|this|any|my|your|at|for))*\s*$",
    re.IGNORECASE,
)
_ELSEWHERE_CHEQUE = re.compile(
    r"\b(?:creamery|pay|salary|benefit|disability|unemployment|housing|settlement|whole|gets?|their|his|paid|pays?|last|bounced?|a bad|till the|gave|signs? (?:the|all the)|do)\s+(?:\w+ )?$",
    re.IGNORECASE,
)


def _clauses(text: str) -> list[tuple[int, int]]:
    edges = [0, *(position for match in _CLAUSE.finditer(text) for position in match.span()), len(text)]
    return [(first, last) for first, last in zip(edges[::2], edges[1::2], strict=True) if last > first]


def _negated(text: str, term: Term) -> bool:
    """Whether "not" stands right before a term ("not the cheque")."""
    return bool(_NOT_BEFORE.search(text[: term.first]))


def stated_terms(text: str, terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those of `terms` that a line affirms: what stands right after a "not" is left out."""
    return tuple(term for term in terms if not _negated(text, term))


def about_paying(text: str) -> bool:
    """Whether a line speaks of a payment at all."""
    return bool(_ABOUT_PAYING.search(text))


def committing_terms(
    text: str, terms: Sequence[Term], context: str, context_terms: Sequence[Term], *, bargaining: bool = False
) -> tuple[tuple[Term, ...], str]:
    """Those of a customer's `terms` that are committed to, and the words of the clauses that commit.

    What is refused, past or habit is left out. `context` is the agent's line before, `context_terms` its terms; `bargaining`
    says that sums have been put forward already.
    """
    asked = asks_for_terms(context)
    offered = {term.kind for term in offered_terms(context, context_terms)}
    if _HABIT.search(text) or re.search(r"\b(?:i don't know about|i'd love to)\b", text, re.IGNORECASE):
        return (), ""
    kept: list[Term] = []
    words: list[str] = []
    carried = False
    for first, last in _clauses(text):
        clause = text[first:last]
        own = [
            term for term in terms
            if first <= term.first < last and term.kind is not TermKind.REFERENCE and not _negated(text, term) and not _others_money(text, term)
        ]  # fmt: skip
        refused = bool(_NEGATED.search(clause)) and not _saved(clause)
        commits = bool(_COMMIT.search(clause)) and not refused
        if not own:
            carried = carried or (commits and bool(_PAY.search(clause)))
            if carried or _WEAK.search(clause) or _CONDITION.search(clause):
                words.append(clause)
            continue
        if refused or (_PAST.search(clause) and not _saved(clause)):
            continue
        kinds = {term.kind for term in own}
        money = any(
            term.kind is TermKind.METHOD or (term.kind is TermKind.AMOUNT and (term.exact or term.name)) for term in own
        )
        answers = asked or bool(kinds & offered)
        whole = (
            TermKind.DATE in kinds
            and len(kinds) > 1
            and (answers or bargaining or (money and (commits or not context)))
        )
        if _THEIRS.search(clause) or (_OWN_MONEY.search(clause) and not _saved(clause)):
            continue
        if not commits and not whole:
            own = [term for term in own if term.name not in ("full", "half", "rest")]
        question = clause.rstrip().endswith("?") and len(clause.split()) > 4
        if not money and not (answers or bargaining or not context):
            continue
        if (_OTHER_ACT.search(clause) or _OTHER_MATTER.search(clause) or _OTHER_MATTER.search(context)) and not money:
            continue
        if (
            (commits and (money or whole or _PAY.search(clause)))
            or (whole and not question)
            or ((carried or answers) and not question and len(clause.split()) <= 10 + 3 * len(own))
        ):
            kept += own
            words.append(clause)
            carried = True
    return tuple(kept), " ".join(words)


def _others_money(text: str, term: Term) -> bool:
    """Whether a cheque is one that the customer gets and not one that pays."""
    return (
        term.kind is TermKind.METHOD
        and term.name in ("cheque", "check")
        and bool(_ELSEWHERE_CHEQUE.search(text[: term.first]))
    )


def _saved(clause: str) -> bool:
    """Whether a clause commits in spite of a negation or a past in it ("I can't do 200 but I'll do 150")."""
    return bool(
        re.search(
            r"\b(?:i'll|i will|i can|i could|we'll|we can|let me|make it|put me|you'll have)\b(?! not|['’]t\b)(?!.*\b(?:can't|won't|not|don't)\b)",
            clause,
            re.IGNORECASE,
        )
    )


def strength_of(text: str) -> str:
    """How firmly a commitment is put: "weak" when hedged, "conditional" when it hangs on something, else "firm".

    Examples
    --------
    >>> strength_of("I'll send it Friday"), strength_of("Friday, if my client pays me"), strength_of("maybe Friday")
    ('firm', 'conditional', 'weak')
    """
    if _CONDITION.search(text):
        return "conditional"
    return "weak" if _WEAK.search(text) else "firm"

"""What a question is for: to learn, to check who is there, to confirm terms, or for show; and whether it is open."""

from __future__ import annotations

import re
from typing import Literal

from callscore.language.function_words import DAYS, DETERMINERS, OPENERS, PREPOSITIONS, SUBJECT_PRONOUNS, word_set
from callscore.turn import straight

__all__ = ["Kind", "is_open", "kind_of"]

Kind = Literal["information", "identity", "recap", "rhetorical", "backchannel", "social"]

_TITLE = r"(?:mr|mrs|ms|miss|dr|doctor|madam|mister)\b"
_IDENTITY = re.compile(
    r"\b(?:am i (?:speaking|talking|on|through)|(?:can|could|may|might) i (?:please )?(?:speak|talk) (?:to|"
    r"with)\b|speaking (?:to|with)\b|is (?:this|that|it) (?:the )?(?:right )?(?:(?:er|um) )*"
    + _TITLE
    + r"|who am i|who's (?:this|that|speaking|calling)|who is (?:this|that|speaking)|date of birth|"
    r"year you were born|(?:your|full|first|last|maiden) name\b|"
    r"last (?:four|4)|social security number|(?:zip|post|postal) ?code|postcode|security (?:question|word|number|"
    r"answer)|"
    r"(?:confirm|verify|check)\b.{0,30}\b(?:address|birth|name|number)|mother's maiden|account holder|"
    r"are you (?:his|her) (?:wife|husband|mother|father|son|daughter|partner)|last (?:three|two) digits|"
    r"^(?:and )?the zip$|who's the director|spell (?:your|that)|"
    r"(?:first|second) line of (?:your|the) address|(?:is|are) (?:you|he|she|"
    + _TITLE
    + r" \w+) (?:there|available|in)(?: please| now)?$|what's the address|your address was|"
    r"is (?:this|that) the (?:office|accounts department|accounts|accounts team|number|right|home|business|"
    r"company|household|owner)|(?:handles?|deals? with|in charge of|do any of) the (?:bills?|payments?|payables|"
    r"accounts?|invoices?)|^is \w+(?: \w+){0,2} (?:in|there|available|around|home)(?: now| please)?$|"
    r"have i got the right (?:person|number))"
)
_NAMED = re.compile(r"^is (?:this|that)\b")
_RECAP = re.compile(
    r"\b(?:(?:is|does|did|was) (?:that|it|this|everything|all)(?: all)? (?:sound |look |seem )?(?:right|correct|"
    r"okay|ok|alright|all right|good|about right|agreed|clear|fine)|"
    r"(?:have|did) i (?:got|get|gotten|miss|missed|understand|understood|hear|have)\b.{0,25}(?:right|everything|"
    r"anything|correct|correctly|down)|"
    r"have i (?:missed|left)|(?:is that|that's) (?:how|what) (?:you|we) (?:understand|agreed|understood)|"
    r"(?:anything|something) (?:i've|i have) (?:missed|got wrong)|"
    r"sounds? (?:right|about right|correct)|is that what you(?:'ve| have)|does that (?:all )?match|"
    r"is that (?:everything|the plan|a deal|our agreement)|are we agreed|do you agree)"
)
_CONFIRMS = re.compile(
    r"^(?:and |so |is that |that's |all |is it )*(?:right|correct|good|yeah|yes|okay|ok|alright|all right|agreed|"
    r"deal|clear|fine|sound good|sounds good|happy with that)$"
)
_TERMS = re.compile(
    r"\d|\b(?:hundred|thousand|pounds?|dollars?|euros?|rand|naira|rupees?|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|january|february|march|april|"
    r"june|july|august|september|october|november|december|tomorrow|today|transfer|card|debit|cheque|check|cash|"
    r"paypal|bank|eft|fortnight|week|month|first|second|third|\w+teenth|\w+tieth|\w+(?:fif|six|seven|nin|eigh|"
    r"ten)th)\b"
)
_SOCIAL = re.compile(
    r"\b(?:how (?:are|have) (?:you|things)(?: all)?(?: been)?(?: (?:doing|today|keeping|getting on|this|po|sir|"
    r"ma'am|feeling|holding up|going|after|then))*(?:$| (?:mr|mrs|ms)\b)|how's (?:it going|things|your day|the|"
    r"everything)|how is (?:he|she|your (?:day|family|wife|mum|husband))|you (?:alright|all right|ok|okay)\b|"
    r"you there|are you (?:there|still there|all safe)|"
    r"can you hear|hold on|hold (?:a|for|please|one)|bear with|(?:good|okay|ok|alright|bad|convenient) (?:time|"
    r"moment)|(?:can|could|may|do you mind if) i (?:just )?(?:ask|put you|explain|read|run through|go through|"
    r"recap)|"
    r"anything else|help you with (?:today|anything)|what can i do for you|where were we|is now (?:a|an|okay)|"
    r"have you got a (?:minute|moment|second)|got a (?:minute|moment|second)|"
    r"do you have a (?:minute|moment|second)|how was (?:your|the)|call(?:ing)? you back)\b"
)
_BACKCHANNEL = re.compile(
    r"^(?:oh |ah |god |yeah )*(?:really|seriously|is (?:it|that (?:so|right)|he|she)|are (?:you|they|we)|"
    r"did (?:he|she|they|you|it|i)|do (?:they|you)|does (?:he|she|it)|was (?:it|he|she)|were (?:you|they)|"
    r"has (?:he|she|it)|have (?:they|you)|would you|will (?:you|they)|can (?:you|they)|yeah|yes|no|oh|huh|pardon|"
    r"sorry|what|eh|right|okay)$"
)
_RHETORICAL = re.compile(
    r"\b(?:you know$|know what i mean|are you (?:kidding|joking|serious|telling me|taking the|deaf|listening|"
    r"stupid|trying to|calling me)|(?:do|did) you (?:really )?(?:think|expect) (?:i|we|i'd|i'm|we're|me|people|"
    r"money)\b|"
    r"^(?:you )?(?:think|you think)\b|did i (?:ask|say)|who (?:do|d'?) you think|what do you (?:expect|"
    r"want) (?:me|us)|what (?:am|are) (?:i|we) supposed|how (?:many times|else|dare|hard (?:can|is)|"
    r"am i supposed)|"
    r"have you ever (?:thought|heard|considered)|(?:isn't|wasn't|aren't) (?:that|it) (?:nice|funny|convenient|"
    r"great|lovely)|whose fault|what's (?:the harm|so hard|wrong with you)|why (?:would|should) (?:i|we|anyone|"
    r"it)|who cares|"
    r"am i(?: not)?$|do i look|(?:was|is) it$|was that so|so (?:hard|difficult)|what did you think|where(?:'d|"
    r" did| do) you think|do you understand|does that surprise|aren't you ashamed|no shame|you don't know (?:who|"
    r"what)|"
    r"you (?:need|want) (?:a|me to spell|your neighbou?rs)|you're not what|does your \w+ (?:have|owe|pay)|"
    r"that('s| is)n't (?:so|that)|have you(?: got)? (?:no|any) (?:shame|respect))\b"
)
_WH_OPEN = re.compile(r"^(?:what|when|where|why|how|who)(?:'?s|'?re|'?d|'ll|'ve)?\b")
_ASKS_TO_TELL = re.compile(
    r"\b(?:tell|ask|know|explain|share|walk|talk|wondering|wonder|remember)(?: me| you| us)?(?: a bit| a little|"
    r" more| through)? (?:about|what(?:'s)?|why|how|when|where|who|through)\b"
)
_IN_PLACE = re.compile(r"(?<!or )\b(?:when|how much|how many|where|what|what (?:time|day|date))$")


_NO_NAMES = word_set(
    "right okay ok correct all alright fair what how enough card cash cheque check transfer monthly weekly still "
    "done paid "
    "possible clear better easier gonna going because when where who why doable manageable cleared settled agreed"
)
"""Words after "is that" that are no names."""
_NAME_WORDS = 3
_EARLY_WORDS = 6
"""Words before "is that" in the turn up to which a plain word after it is taken for a name (nothing is capitalised)."""


def _plain(text: str) -> str:
    """Lower case, straight apostrophes, no marks, leading discourse markers and fillers off."""
    words = re.sub(r"[^\w'\- ]+", " ", straight(text.lower())).split()
    while len(words) > 1 and words[0] in OPENERS and words[0] not in {"really", "right", "okay", "good"}:
        words.pop(0)
    return " ".join(words)


def kind_of(text: str, form: str, *, before: str = "", after: str = "", next_reply: str = "") -> Kind:
    """Kind of the question `text`, from its own words and those around it in the turn.

    Parameters
    ----------
    text, form
        The question and how it is built (see `Question.form`).
    before, after
        What the speaker says before and after it in the same turn.
    next_reply
        What the other party says next; empty when it isn't known.

    Examples
    --------
    >>> kind_of("am I speaking with Mr Bell?", "inversion")
    'identity'
    >>> kind_of("is that correct", "inversion", before="200 on Friday by card")
    'recap'
    """
    plain = _plain(text)
    terms = len(_TERMS.findall(before.lower()[-160:]))
    if _BACKCHANNEL.match(plain) and terms < 2 and len(before.split()) <= 3:
        return "backchannel"
    if _IDENTITY.search(plain) or _bare_name(text, before) or (_NAMED.match(plain) and _names(text, plain, before)):
        return "identity"
    confirms = _CONFIRMS.match(plain) or _RECAP.search(plain)
    if confirms and (terms >= 2 or _RECAP.search(plain)) and (terms >= 1 or "right" in plain or "correct" in plain):
        return "recap"
    if form == "tag" and re.search(r"\b(?:right|correct|yeah|yes)$", plain) and len(_TERMS.findall(plain)) >= 2:
        return "recap"
    if _SOCIAL.search(plain):
        return "social"
    if _RHETORICAL.search(plain) or (form == "tag" and _answers_itself(plain)):
        return "rhetorical"
    return "information"


def _names(text: str, plain: str, before: str) -> bool:
    """Whether "is that …" asks for a person by name: a capital, or one to three plain words early in the turn."""
    rest = plain.split()[2:]
    if (
        not 1 <= len(rest) <= _NAME_WORDS
        or rest[0] in DETERMINERS | PREPOSITIONS | DAYS | OPENERS | SUBJECT_PRONOUNS | _NO_NAMES
    ):
        return False
    capital = re.search(r"\b(?:this|that|it)\W+(?:er\W+|um\W+)?[A-Z][a-z]+", text)
    return capital is not None or (len(before.split()) <= _EARLY_WORDS and text == text.lower())


def _bare_name(text: str, before: str) -> bool:
    """Whether a call's first words are a name put as a question: "Doris Hatcher?"."""
    return len(before.split()) <= 3 and re.fullmatch(r"(?:[A-Z][a-z]+\.? ){1,3}[A-Z][a-z]+\?", text.strip()) is not None


def _answers_itself(plain: str) -> bool:
    """Whether a tag closes a jibe or a remark about the speaker, and not a check."""
    return re.search(r"\b(?:am i|was i|aren't we|weren't you|have you|was it|is it)$", plain) is not None


def is_open(text: str, kind: Kind) -> bool:
    """Whether the question leaves the answer open: a wh-word other than "which", or a request to tell.

    Examples
    --------
    >>> is_open("What happened there?", "information"), is_open("Which one suits you?", "information")
    (True, False)
    """
    if kind in {"rhetorical", "backchannel", "recap"}:
        return False
    plain = _plain(text)
    if re.match(r"^who(?:'s)? am i\b", plain):
        return True
    return bool(
        _WH_OPEN.match(plain)
        or _ASKS_TO_TELL.search(plain)
        or _IN_PLACE.search(plain)
        or (
            re.search(
                r"\b(?:what|how|when|where|why)(?:'s| (?:do|did|can|could|would|will|are|is|have|much|many|about))\b",
                plain,
            )
            and " if " not in plain
        )
    )

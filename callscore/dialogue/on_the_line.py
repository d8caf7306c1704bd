"""Who is on the line, and when the account is first spoken of: asked for, confirmed, somebody else, a machine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from callscore.conversation import Conversation, Role
from callscore.dialogue.asking import asked_by_agent
from callscore.evidence import first_of_turns
from callscore.language.parsing import normal_words
from callscore.language.phrasing import Hit, hits
from callscore.language.terms import TermKind, find_terms
from callscore.phrases import said, shipped

__all__ = ["OnTheLine", "account_words", "on_the_line"]

LOOSE_TURNS = 3
"""First agent turns in which "is that Darren" asks for a person and "Jericho of Isla Mobile" is an introduction."""

LOOSE_FRAMES = frozenset({"introduction.bare", "right_party.name_asked"})
"""Frames that are sure only there."""

ASKING_TURNS = 8
"""First agent turns in which a question about a person asks for the right party."""

CONFIRMING_TURNS = 2
"""Customer turns after the question in which the answer is looked for."""

STRANGER_TURNS = 4
"""First customer turns in which somebody says that they are not the one who was asked for."""

STRANGER_SURE = 0.8
"""Confidence from which the classifier is believed that it is the wrong person: much hangs on it."""

BARE_WORDS = 6
"""Words up to which an agent's turn may be no more than the customer's name."""

MACHINE_TURNS = 3
"""First customer turns in which a recorded greeting is looked for."""

_DEBT = re.compile(
    r"\b(?:debts?(?! (?:solution|collect|recover|service|management|resol|relief|advi|help|line|agency))|arrears|"
    r"overdue|past[- ]due|outstanding|owe|owes|owed|owing|delinquent|in default|unpaid|"
    r"missed (?:payments?|instal?ments?)|collections? account|behind (?:on|with)|payments? (?:that )?(?:came back|"
    r"bounced|is pending|was missed)|"
    r"(?:haven't|have not|not|never|quit|stopped) (?:been )?(?:paid|paying))\b",
    re.IGNORECASE,
)
_CONFIRMS = re.compile(
    r"\b(?:yes|yeah|yep|yah|yup|aye|ja|opo|oo|sure|speaking|correct|that's me|thats me|it is|this is (?!not)|"
    r"i am (?!not)|"
    r"i'm (?!not)|himself|herself|myself|you've got (?:him|her|me)|that's right|thats right|mhm|mm-hm|uh-huh)\b|[\d•]",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"^(?:no|nope|nah)\b|\b(?:who's (?:this|that|calling|asking)|who is (?:this|that|calling)|who wants|wrong number|"
    r"what(?:'s| is) (?:this|it) (?:about|regarding))\b",
    re.IGNORECASE,
)
_SAYS_NO = re.compile(
    r"^\W*(?:no|nope|nah|sorry)\b[^.?!]{0,25}[,.!]?\s*(?:this is|it's|i'm|i am|my name is|you've got|you have|"
    r"there's no|he|she|they|wrong)\b",
    re.IGNORECASE,
)
"""A no to who was asked for, with somebody else's name or whereabouts."""
_PROOF = re.compile(
    r"\b(?:date of birth|birth ?date|year you were born|last (?:four|three|4|3)(?: digits)?(?: of)?|social security|"
    r"post ?code|zip code|postal code|"
    r"mother's maiden|security (?:question|word|answer)|first line of (?:your|the) address|"
    r"(?:confirm|verify|check|give me|provide|what's|tell me|have|get|take)\b.{0,25}\b(?:your|"
    r"the) (?:\w+ )?(?:address|identity|id number))\b",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(
    r"^\W*(?:\w+\W+){0,2}(?:who(?:'s| is)|who are|who wants)\b[^.?]*\??\W*(?:please)?\W*$", re.IGNORECASE
)
"""All that is said is a question who calls: that alone denies nothing."""
_NUMBERS = frozenset(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen twenty thirty forty fifty sixty"  # noqa: SIM905
    " seventy eighty ninety first second third fourth fifth sixth january february march april may june july august"
    " september october november december".split()
)
_NAME_ASKED = re.compile(
    r"^(?:\w+[ ,.!]+){0,6}?is (?:mr|mrs|ms|miss|dr|doctor|sir|madam)?\.? ?[\w'-]+(?: [\w'-]+)? (?:in|there|"
    r"available|about|around|home)\b|"
    r"^(?:[A-Z][\w'-]+ ){0,2}[A-Z][\w'-]+\?$|\bis (?:this|that|it) (?:ma'am|sir|mr|mrs|ms|miss|dr)\b|"
    r"\bwho am i (?:talking|speaking) (?:to|with)\b|\bput me through to\b|\bwho (?:signs|pays|handles|deals)\b",
)
_ITS_ME = re.compile(
    r"\b(?:speaking|(?:yes|yeah|yep|ya|yah|ja|ji|opo|aye|this is me|it's me|i am),? (?:\w+ ){0,5}?who(?:'s|"
    r" is)? (?:is )?(?:this|that|speaking|calling)|"
    r"(?:yes|yeah|yep),? (?:this is|that's|i am|i'm|it is))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class OnTheLine:
    """What a call shows about who was spoken to; indexes of turns, None where it didn't happen.

    Parameters
    ----------
    asked
        The agent asks for a person, or checks who it is.
    asked_by
        The hit that shows it, None where the form of the question does.
    confirmed
        The customer confirms it.
    account
        The agent first speaks of an amount or a debt; `account_chars` are the characters that say so.
    stranger
        Somebody says that they are not the one who was asked for.
    machine
        A recorded greeting answers.
    proof
        The agent first asks for what only the right person knows: date of birth, address, last digits.
    """

    asked: int | None
    asked_by: Hit | None
    confirmed: int | None
    account: int | None
    account_chars: tuple[int, int] | None
    stranger: int | None
    stranger_confidence: float
    machine: int | None
    proof: int | None = None

    @property
    def right_person(self) -> bool:
        """Whether nothing says that it was somebody else, or a machine, to the end of the call."""
        return self.machine is None and (
            self.stranger is None or (self.confirmed is not None and self.confirmed > self.stranger)
        )

    @property
    def instead(self) -> str:
        """Who was there in place of the right person, as a reason begins; empty where nothing says so."""
        if self.right_person:
            return ""
        return "a machine answered" if self.machine is not None else "the right person was not on the line"


def account_words(text: str) -> tuple[int, int] | None:
    """Characters of the first words in `text` that tell of a debt or an amount; None when nothing does.

    Examples
    --------
    >>> text = "So it's £400, and it's overdue."
    >>> text[slice(*account_words(text))]
    '£400'
    >>> account_words("Could I take your date of birth?")
    """
    debt = _DEBT.search(text)
    amount = next((t for t in find_terms(text) if t.kind is TermKind.AMOUNT and t.amounts), None)
    places = [(m.start(), m.end()) for m in (debt,) if m] + ([(amount.first, amount.last)] if amount else [])
    return min(places) if places else None


@lru_cache(maxsize=64)
def on_the_line(conversation: Conversation) -> OnTheLine:
    """Who was asked for, who answered, and when the account came up.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Is that Mrs Bell?", "customer: Speaking.", "agent: You have £400 overdue.")
    >>> line = on_the_line(call)
    >>> line.asked, line.confirmed, line.account
    (0, 1, 2)
    """
    asked, hit = _asked(conversation)
    account, chars = _account(conversation)
    confirmed = None if asked is None else _confirmed(conversation, asked)
    stranger, stranger_confidence = _stranger(conversation, asked, confirmed)
    machine = next((h.index for h in _heard(conversation, "machine")), None)
    early = [index for index, _ in conversation.turns_of(Role.CUSTOMER)][:MACHINE_TURNS]
    return OnTheLine(
        asked,
        hit,
        confirmed,
        account,
        chars,
        stranger,
        stranger_confidence,
        machine if machine in early else None,
        next((i for i, turn in conversation.turns_of(Role.AGENT) if _PROOF.search(turn.text)), None),
    )


def _heard(conversation: Conversation, *labels: str) -> list[Hit]:
    return list(said(conversation, Role.CUSTOMER, shipped("people"), *labels))


def _asked(conversation: Conversation) -> tuple[int | None, Hit | None]:
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    loose = set(order[:LOOSE_TURNS])
    checks = first_of_turns(
        [
            hit
            for hit in hits(conversation, Role.AGENT, "right_party_check")
            if hit.match.frame not in LOOSE_FRAMES or hit.index in loose
        ],
        "right_party_check",
    )
    first = checks[0] if checks else None
    early = set(order[:ASKING_TURNS])
    questions = [
        asked.turn
        for asked in asked_by_agent(conversation)
        if asked.turn in early and asked.question.kind == "identity"
    ]
    named = [
        index
        for index in loose
        if _NAME_ASKED.search(conversation.turns[index].text) or _bare_name(conversation, index)
    ]
    places = [*questions, *named, *([first.index] if first else [])]
    if not places:
        return None, None
    asked = min(places)
    return asked, first if first is not None and first.index == asked else None


def _bare_name(conversation: Conversation, index: int) -> bool:
    """Whether a few words of the agent's were taken to ask who is there: "Maricel Dizon", "Yes, who is this"."""
    answer = conversation.next_turn(index, Role.CUSTOMER)
    if answer is None or len(conversation.turns[index].text.split()) > BARE_WORDS:
        return False
    return bool(_ITS_ME.search(conversation.turns[answer].text))


def _confirmed(conversation: Conversation, asked: int) -> int | None:
    """The customer's turn that says yes, gives a name or a date of birth; None where it is denied or passed over."""
    answers = [(i, turn) for i, turn in conversation.turns_of(Role.CUSTOMER) if i > asked]
    for index, turn in answers[:CONFIRMING_TURNS]:
        if not turn.text.strip():
            continue
        positive = (
            _CONFIRMS.search(turn.text)
            or _NUMBERS & set(normal_words(turn.text))
            or _names(conversation, asked, turn.text)
        )
        negative = _DENIES.search(turn.text.strip())
        if positive and not (negative and negative.start() < 3):
            return index
    return None


def _names(conversation: Conversation, asked: int, answer: str) -> bool:
    """Whether the answer says a word of the question again that is a name: capitalised, and not its first word."""
    names = {word.strip(".,?!").lower() for word in conversation.turns[asked].text.split()[1:] if word[:1].isupper()}
    return bool((names - {"i", "i'm", "mr", "mrs", "ms"}) & {word.strip(".,?!").lower() for word in answer.split()})


def _account(conversation: Conversation) -> tuple[int | None, tuple[int, int] | None]:
    for index, turn in conversation.turns_of(Role.AGENT):
        chars = account_words(turn.text)
        if chars is not None:
            return index, chars
    return None, None


def _stranger(conversation: Conversation, asked: int | None, confirmed: int | None) -> tuple[int | None, float]:
    """The first turn in which the customer says that they are somebody else, and how surely.

    Looked for at the start only, before anybody confirmed that it was them: later "he's at work" is about others.
    """
    early = {index for index, _ in conversation.turns_of(Role.CUSTOMER)[:STRANGER_TURNS]}
    denied = first_of_turns(
        tuple(hits(conversation, Role.CUSTOMER, "wrong_party")), "wrong_party", at_least=STRANGER_SURE
    )
    told = [(hit.index, hit.match.confidence) for hit in (*denied, *_heard(conversation, "somebody_else"))]
    answer = None if asked is None else conversation.next_turn(asked, Role.CUSTOMER)
    if answer is not None and _SAYS_NO.search(conversation.turns[answer].text):
        told.append((answer, STRANGER_SURE))
    found = [
        (index, confidence)
        for index, confidence in told
        if index in early
        and (confirmed is None or index < confirmed)
        and not _ASKS_WHO.search(conversation.turns[index].text)
    ]
    return min(found) if found else (None, 0.0)

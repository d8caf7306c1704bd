"""Who was spoken to: the right person, somebody else, the wrong number, a machine; and the name that was said."""

from __future__ import annotations

import re
from dataclasses import dataclass

from callscore.conversation import Conversation, Role
from callscore.dialogue.identity_words import ASKS_NAME
from callscore.dialogue.on_the_line import STRANGER_TURNS, on_the_line

__all__ = ["Contact", "who_was_reached"]

_NAME = (
    r"(?:(?:[Mm](?:r|rs|s|iss|ister)|[Dd]r)\.? )?[A-Z](?=[\w'-]*[a-z])[\w'-]+(?: (?:(?:[Mm]c|[Oo]'|de |van "
    r"|la )?[A-Z][\w'-]+))*"
)
_ASKED_FOR = re.compile(
    r"\b(?:[Aa]m [Ii] (?:speaking|talking) (?:to|with)|[Cc](?:an|ould) [Ii] (?:please )?(?:speak|talk) (?:to|with)"
    r"|[Mm]ay [Ii] (?:please )?(?:speak|talk) (?:to|with)|[Ii]s (?:that|this|it)|[Ll]ooking for|[Tt]rying to reach"
    rf"|[Cc]alling for|[Ss]peak(?:ing)? (?:to|with)|[Mm]essage for),? (?P<name>{_NAME})"
)
_GREETED = re.compile(
    r"\b(?:[Hh]i|[Hh]iya|[Hh]ello|[Gg]ood (?:morning|afternoon|evening)|[Tt]hank you|[Tt]hanks),? "
    rf"(?P<name>{_NAME})\b(?! (?:speaking|here|from|calling|at|in)\b)"
)
_SAYS_OWN = re.compile(
    rf"\b(?:[Tt]his is|[Ii]t's|[Ii]t is|[Mm]y name is|[Mm]y name's|I'm|I am) (?P<name>{_NAME})"
    rf"|^(?P<lead>{_NAME}) speaking\b"
)
_ANSWERS_WITH = re.compile(rf"^(?P<name>{_NAME})(?=[.,])")
"""A name as the first thing said, after it was asked for."""
_NO_NAMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"  # noqa: SIM905
    " September October November December Yes No Okay Well Speaking Sorry God I The He She It That This There You"
    " Your One Two Three Four Five Six Seven Eight Nine Ten".split()
)

_WRONG = re.compile(
    r"\b(?:wrong (?:number|person|house)|(?:no|isn't any|not any|don't know (?:any|a|no)|never heard of)(?:one| one"
    r"|body)?(?: called| named| by that name"
    r"| of that name)\b|there(?:'s| is) no [A-Z]\w+ here|no [A-Z]\w+ (?:here|at this)|(?:doesn't|does not"
    r"|don't) (?:live|stay|work) here"
    r"|(?:had|have) (?:this|the) (?:number|phone)\b|(?:isn't|is not|not) (?:his|her|their) (?:number|phone)"
    r"|moved (?:out|away)"
    r"|not (?:here )?(?:again|anymore|any more)|(?:he|she) (?:left|moved)|no longer (?:lives|works|stays))\b"
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:(?:he|she|they)(?:'s| is|'re| are) (?:not (?:in|here|home|available|about|around)|out|away|at (?:work"
    r"|lunch|the|his|her)|asleep"
    r"|in a meeting|on (?:the floor|holiday|leave|site|another))|(?:i'm|i am|this is) (?:his|her|their|the) (?:wife"
    r"|husband|partner|mum|mom|mother|dad"
    r"|father|son|daughter|brother|sister|secretary|receptionist|assistant|pa|housemate|roommate|neighbou?r|carer)"
    r"|take a message"
    r"|(?:i'll|i will|i can|let me) (?:tell|let|give) (?:him|her|them)|pass (?:it|that|the message|this) on|(?:isn't"
    r"|not) (?:in|here)"
    r" (?:right now|at the moment|today))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who was spoken to.

    Parameters
    ----------
    who
        "right_party", "third_party" (somebody who knows them), "wrong_party" (nobody there knows them), "voicemail" or
        "unknown".
    name
        The name that was said, as it was said; None where none was.
    quote
        The words that show it, None where nothing does.
    turn
        Index of their turn, None without any.
    start
        Seconds, None without times.
    """

    who: str
    name: str | None = None
    quote: str | None = None
    turn: int | None = None
    start: float | None = None


def who_was_reached(conversation: Conversation) -> Contact:
    """Who was on the other side of a call, as far as what was said shows it.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> contact = who_was_reached(make_call("agent: Is that Mrs Bell?", "customer: Speaking."))
    >>> contact.who, contact.name
    ('right_party', 'Mrs Bell')
    >>> who_was_reached(make_call("agent: Is Tom there?", "customer: There's no Tom here, wrong number.")).who
    'wrong_party'
    """
    name = _name(conversation)
    line = on_the_line(conversation)
    for who, turn in (
        ("voicemail", line.left_with),
        ("wrong_party", _first(conversation, _WRONG, line.confirmed)),
        ("third_party", _first(conversation, _SOMEBODY_ELSE, line.confirmed)),
        ("third_party", line.stranger if not line.right_person else None),
        ("right_party", line.confirmed if line.asked is not None else None),
    ):
        if turn is not None:
            said = conversation.turns[turn]
            return Contact(who, name, said.text, turn, said.start)
    return Contact("unknown", name)


def _first(conversation: Conversation, pattern: re.Pattern[str], confirmed: int | None) -> int | None:
    """The customer's first turn that says so, before anybody confirmed to be the one asked for."""
    return next(
        (
            index
            for index, turn in conversation.turns_of(Role.CUSTOMER)[:STRANGER_TURNS]
            if pattern.search(turn.text) and (confirmed is None or index <= confirmed)
        ),
        None,
    )


def _name(conversation: Conversation) -> str | None:
    """The name that the customer gave, or that the agent asked for."""
    for index, turn in conversation.turns_of(Role.AGENT)[:4]:
        answer = conversation.next_turn(index, Role.CUSTOMER) if ASKS_NAME.search(turn.text) else None
        match = _ANSWERS_WITH.search(conversation.turns[answer].text) if answer is not None else None
        if match and match["name"].split()[0] not in _NO_NAMES:
            return match["name"]
    for role, pattern in ((Role.CUSTOMER, _SAYS_OWN), (Role.AGENT, _ASKED_FOR), (Role.AGENT, _GREETED)):
        for _, turn in conversation.turns_of(role)[:4]:
            for match in pattern.finditer(turn.text):
                name = next(value for value in match.groups() if value)
                if name.split()[0] not in _NO_NAMES:
                    return name
    return None

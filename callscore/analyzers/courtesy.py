"""Whether the call was courteous: a greeting, the customer's name, please, thanks or sorry, a pleasant close."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_an_agent
from callscore.dialogue.on_the_line import on_the_line
from callscore.dialogue.sentences import sentence_around
from callscore.dialogue.spite import PRESSURE, SPITE
from callscore.evidence import moment
from callscore.findings import Finding, Metric
from callscore.language.phrasing import hits

__all__ = ["courtesy"]

GREETING_TURNS = 2
"""First agent turns in which a greeting is looked for."""

CLOSING_TURNS = 3
"""Last agent turns in which a pleasant close is looked for."""

SHORTEST_CALL = 4
"""Agent turns below which a call is too short for a close to be missed."""

NAMING_TURNS = 8
"""First turns of the call in which names are looked for."""

UNKIND = frozenset((*SPITE, *PRESSURE))
"""Labels of a turn that no greeting, thanks or sorry makes courteous."""

_GREETING = re.compile(
    r"^\W*(?:(?:oh|ah|yes|yeah|okay|so|and|a|um|uh|er|very)\W+){0,2}(?:(?:[\w'-]+ ){0,2}[\w'-]+[,.?!] )?"
    r"(?:(?:good|gud) ?(?:morning|afternoon|evening|day)|morning|afternoon|evening|"
    r"hello|hallo|hi|hiya|hey|howdy|kia ora|g'day|namaste|assalam\w*|salaa?m\w*|walaikum \w+|sawubona|kumusta|bonjour|"
    r"how are you|how do you do|sorry to (?:bother|trouble|disturb))\b|\bgood (?:morning|afternoon|evening)\b",
    re.IGNORECASE,
)
_POLITE = re.compile(
    r"\b(?:please|thank you|thanks|thank god ma'am|cheers|much appreciated|appreciate (?:it|that|you)|grateful|"
    r"i'm (?:so |very |really |awfully )?sorry|"
    r"i do apologi[sz]e|i apologi[sz]e|apologies|sorry about|sorry to|sorry for|no worries|you're (?:very )?welcome|"
    r"no problem)\b",
    re.IGNORECASE,
)
_CLOSE = re.compile(
    r"\b(?:(?:have|enjoy) (?:a|an|the rest|your) \w+|take care|bye|goodbye|speak soon|speak to you|talk soon|"
    r"talk to you (?:then|soon)|"
    r"all the best|good luck|thank you|thanks|cheers|you're welcome|anything else|my pleasure|good (?:day|night|"
    r"evening)|look after yourself|"
    r"mind yourself|god bless|happy \w+|get some (?:rest|sleep)|safe (?:trip|travels|home)|pleasure (?:talking|"
    r"speaking)|salamat|kia pai)\b",
    re.IGNORECASE,
)
_SARCASM = re.compile(
    r"\b(?:thanks|thank you|cheers|sorry|pardon me) (?:for (?:nothing|wasting|that excuse)|to you|but|your highness)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|doctor|sir|madam|ma'am|señora?|oga|auntie|uncle)\b", re.IGNORECASE)
_NAME = r"((?:Mr|Mrs|Ms|Miss|Dr|mr|mrs|ms|miss|dr)\.? )?([A-Z][a-z'-]{2,})(?: ([A-Z][a-z'-]{2,}))?"
_ASKED_FOR = re.compile(
    r"\b(?:speaking (?:to|with)|speak (?:to|with)|talking (?:to|with)|[Ii]s (?:that|this|it)|on to|[Ll]ooking for|"
    rf"[Tt]rying to reach)\s+{_NAME}"
)
_OWN_NAME = re.compile(rf"\b(?:[Mm]y name is|[Mm]y name's|[Tt]his is|[Ii]t's|I'm|I am)\s+{_NAME}")
_HAILED = re.compile(
    r"\b(?:[Hh]i|[Hh]iya|[Hh]ey|[Hh]ello|[Mm]orning|[Aa]fternoon|[Ee]vening),? (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?"
    r"([A-Z][a-z'-]{2,})(?=[,.!?]|$| it's| this)"
)


@with_an_agent({"courtesy": "share"})
def courtesy(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`courtesy`: the share of greeting, name, please or thanks or sorry, and pleasant close that was heard.

    The name is left out of the count where the transcript doesn't show one, the close where the call was broken off
    after a few words. A bare "Hello" at the start greets.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Hello.", "customer: Hello.", "agent: Could you tell me your postcode, please?")
    >>> [round(item.value, 2) for item in courtesy(call) if isinstance(item, Metric)]
    [1.0]
    """
    turns = conversation.turns_of(Role.AGENT)
    unkind = {hit.index for hit in hits(conversation, Role.AGENT, *UNKIND)}
    order = [index for index, _ in turns]
    parts: dict[str, Finding | None] = {
        "courtesy.greeting": _first(
            conversation, order[:GREETING_TURNS], _GREETING, "courtesy.greeting", "A greeting before the business."
        ),
    }
    name = _name(conversation, [i for i in order if i not in unkind])
    if name is not None or _names(conversation):
        parts["courtesy.name"] = name
    kind = [i for i in order if i not in unkind]
    parts["courtesy.thanks"] = _first(
        conversation, kind, _POLITE, "courtesy.thanks", "Please, thanks and sorry cost nothing and are remembered."
    )
    if len(order) >= SHORTEST_CALL and on_the_line(conversation).machine is None:
        ending = [i for i in order[-CLOSING_TURNS:] if i not in unkind]
        parts["courtesy.close"] = _first(
            conversation, ending[::-1], _CLOSE, "courtesy.close", "The last thing heard is what stays."
        )
    done = [part for part in parts.values() if part is not None]
    missing = [name.removeprefix("courtesy.") for name, part in parts.items() if part is None]
    detail = f"not heard: {', '.join(missing)}" if missing else ""
    yield Metric("courtesy", len(done) / len(parts), "share", base=float(len(parts)), reason=detail)
    yield from done


def _first(
    conversation: Conversation, indexes: list[int], words: re.Pattern[str], rule: str, why: str
) -> Finding | None:
    """The first of the turns in which the words occur and are meant, or None."""
    for index in indexes:
        text = conversation.turns[index].text
        found = words.search(text)
        if found and not _SARCASM.search(text):
            return moment(
                conversation, "courtesy", rule, index, why, chars=sentence_around(text, *found.span()), confidence=0.9
            )
    return None


def _names(conversation: Conversation) -> set[str]:
    """The customer's names that the first turns show, in lower case; empty where the transcript shows none."""
    found: set[str] = set()
    own: set[str] = set()
    for turn in conversation.turns[:NAMING_TURNS]:
        if turn.role is Role.AGENT:
            own |= _parts(_OWN_NAME, turn.text)
            found |= _parts(_ASKED_FOR, turn.text) | {match[1].lower() for match in _HAILED.finditer(turn.text)}
        else:
            found |= _parts(_OWN_NAME, turn.text)
    return found - own


def _parts(pattern: re.Pattern[str], text: str) -> set[str]:
    return {part.lower() for match in pattern.finditer(text) for part in match.groups()[1:] if part}


def _name(conversation: Conversation, order: list[int]) -> Finding | None:
    """Where the customer was called by name or title, or None."""
    names = sorted(_names(conversation))
    why = "Called by name: a person, not a case."
    for index in order:
        text = conversation.turns[index].text
        found = _TITLE.search(text)
        if found is None:
            matches = (re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in names)
            found = next((match for match in matches if match and _addresses(text, match)), None)
        if found:
            chars = sentence_around(text, *found.span())
            return moment(conversation, "courtesy", "courtesy.name", index, why, chars=chars, confidence=0.7)
    return None


def _addresses(text: str, name: re.Match[str]) -> bool:
    """Whether the name is the one spoken to, not the speaker's own: "this is Dana" doesn't address Dana."""
    before = text[: name.start()].lower().rstrip(" ,")
    return not before.endswith(("it's", "this is", "name is", "name's", "i'm", "i am", "here's"))

"""Whether paying online was made easy where it came up: steps one at a time, its benefit, an offer of help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_an_agent
from callscore.evidence import abstain, credit, first_of_turns, moment
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit, hits

__all__ = ["online_help"]

_ONLINE = re.compile(r"\b(?:online|portal|website|web site|app|payment link|link|web ?page)\b", re.IGNORECASE)
_NOT_PAYING = re.compile(
    r"\b(?:online (?:banking|class|course|order|shop)|betting app|loan app|whatsapp|apply online|that app)\b",
    re.IGNORECASE,
)
_STRUGGLES = re.compile(
    r"\b(?:don't (?:know how|do online|have (?:the )?(?:app|internet|a computer))|can't (?:log|get) (?:in|on|into)|"
    r"doesn't work|not working|giving me (?:an )?error|"
    r"how do i|where do i|never (?:done|paid|used)|is it safe|don't trust|not good with|no good with)\b",
    re.IGNORECASE,
)
_SENT_OFF = re.compile(
    r"\b(?:just|you'll have to|you have to|you need to|you must) (?:go|do it|pay|use|log)[\w ]{0,20}\b(?:online|"
    r"portal|website|app|link)\b",
    re.IGNORECASE,
)
_GUIDES = re.compile(
    r"\b(?:(?:guide|walk|talk|take) you through|help you|stay on|(?:text|send|email) you (?:a|the|our))\b",
    re.IGNORECASE,
)
RULES = {"steps": "online.steps", "benefit": "online.benefit", "offer": "online.offer"}
_PARTS = {
    "steps": re.compile(
        r"\b(?:tap|click|press|scroll|select|choose|type|enter|log in|sign in|go to|open|find the|you'll see|then|"
        r"first|button|menu|link)\b",
        re.IGNORECASE,
    ),
    "benefit": re.compile(
        r"\b(?:safe|secure|receipt|quick\w*|easy|easier|minute|any time|day or night|encrypted|straight away|"
        r"instantly|convenient|no need|saves|so you can|padlock)\b",
        re.IGNORECASE,
    ),
    "offer": re.compile(
        r"\b(?:i can|i'll|i will|we can|let me|happy to|want me to|would you like|shall i|help|stay on|walk you|"
        r"talk you|take you|guide you|with you)\b",
        re.IGNORECASE,
    ),
}
"""What good help has: steps, its benefit, an offer to stay with the customer."""


@with_an_agent({"online_payment_help": "share"})
def online_help(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`online_payment_help`: the share of steps, benefit and offer that was heard where paying online came up.

    A way to pay that is only named in passing, and that nobody takes up, doesn't call for help.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Open the app and tap the blue button, I'll stay on the line.")
    >>> [round(item.value, 2) for item in online_help(call) if isinstance(item, Metric)]
    [0.67]
    """
    found = first_of_turns(tuple(hits(conversation, Role.AGENT, "online_help")), "online_help")
    mentioned = [i for i, turn in conversation.turns_of(Role.AGENT) if _is_online(turn.text)]
    struggles = [
        i for i, turn in conversation.turns_of(Role.CUSTOMER) if _is_online(turn.text) and _STRUGGLES.search(turn.text)
    ]
    wanted = [i for i, turn in conversation.turns_of(Role.CUSTOMER) if _is_online(turn.text)]
    sent_off = any(_SENT_OFF.search(conversation.turns[i].text) for i in mentioned)
    if not found and not struggles and not sent_off and not (mentioned and wanted):
        yield from abstain({"online_payment_help": "share"}, "paying online did not come up")
        return
    parts = {name: hit for name in _PARTS if (hit := _heard(name, found)) is not None}
    guided = next((i for i in mentioned if _GUIDES.search(conversation.turns[i].text)), None)
    if not parts and guided is not None:
        yield Metric("online_payment_help", 1 / len(_PARTS), "share", base=float(len(_PARTS)), reason="heard: offer")
        yield moment(conversation, "online_payment_help", RULES["offer"], guided, "Help is offered.", confidence=0.7)
        return
    missing = [name for name in _PARTS if name not in parts]
    detail = f"heard: {', '.join(parts) or 'nothing'}" + (f"; not heard: {', '.join(missing)}" if missing else "")
    yield Metric("online_payment_help", len(parts) / len(_PARTS), "share", base=float(len(_PARTS)), reason=detail)
    for hit in dict.fromkeys(parts.values()):
        names = [name for name, other in parts.items() if other is hit]
        yield credit("online_payment_help", hit, rule=RULES[names[0]])
    if not parts:
        answers = [conversation.next_turn(struggle, Role.AGENT) for struggle in struggles]
        index = next((i for i in (*mentioned, *answers) if i is not None), None)
        if index is not None:
            why = "Paying online came up, with no step, no benefit and no offer of help."
            instead = "I'll text you a secure link now and stay on the line while you open it."
            yield moment(
                conversation,
                "online_payment_help",
                "online.no_help",
                index,
                why,
                confidence=0.6,
                severity=1,
                instead=instead,
            )


def _is_online(text: str) -> bool:
    return bool(_ONLINE.search(_NOT_PAYING.sub(" ", text)))


def _heard(part: str, found: tuple[Hit, ...]) -> Hit | None:
    return next((hit for hit in found if _PARTS[part].search(hit.turn.text)), None)

"""Whether the agent listened to answers and gave them: asked again for what was told, left a question without one."""

from __future__ import annotations

from collections.abc import Iterator

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_a_person
from callscore.dialogue.exchanged import asked_again
from callscore.dialogue.unanswered import unanswered
from callscore.evidence import abstain, moment
from callscore.findings import Finding, Metric
from callscore.turn import shortened

__all__ = ["answers"]

UNITS = {"asked_again": "count", "unanswered_question": "count"}

QUOTED = 80
"""Characters of the customer's answer that a remark quotes."""

AGAIN_CONFIDENCE = 0.5
"""27 of 31 that were found in 146 calls with truth were asked again; in 48 calls that no rule was made on, 2 of 7."""

UNANSWERED_CONFIDENCE = 0.5
"""54 of 64 that were found in 146 calls with truth (114 true ones) were left without an answer; in 48 calls that no
rule was made on, 8 of 16 (34 true ones)."""


@with_a_person(UNITS)
def answers(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`asked_again`, with the place where it was told, and `unanswered_question`.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: What's your address?", "customer: Twelve Tanner Street.",
    ...                  "agent: Right.", "customer: Yes.", "agent: And what did you say your address was?")
    >>> {item.name: item.value for item in answers(call) if isinstance(item, Metric)}["asked_again"]
    1.0
    """
    if not conversation.turns_of(Role.AGENT) or not conversation.turns_of(Role.CUSTOMER):
        yield from abstain(UNITS, "one party was not heard, so nothing was asked and answered")
        return
    yield from _asked_again(conversation)
    yield from _unanswered(conversation)


def _asked_again(conversation: Conversation) -> Iterator[Finding | Metric]:
    found = asked_again(conversation)
    turns = float(len(conversation.turns_of(Role.AGENT)))
    yield Metric("asked_again", float(len(found)), "count", base=turns, confidence=AGAIN_CONFIDENCE)
    for again in found:
        told = conversation.turns[again.told]
        question = again.again.question
        why = "Told here, and asked for again later."
        yield Finding(
            "asked_again",
            "asked_again.told",
            Role.CUSTOMER,
            again.told,
            told.text,
            why,
            told.start,
            told.end,
            AGAIN_CONFIDENCE,
        )
        yield moment(
            conversation,
            "asked_again",
            "asked_again",
            again.again.turn,
            f"Asked before; the customer had said “{shortened(told.text, QUOTED)}”.",
            chars=(question.first, question.last),
            confidence=AGAIN_CONFIDENCE,
            severity=1,
            instead="Note the answer as it comes, and say it back: “You're at Tanner Street, thank you.”",
        )


def _unanswered(conversation: Conversation) -> Iterator[Finding | Metric]:
    found = tuple(unanswered(conversation))
    turns = float(len(conversation.turns_of(Role.CUSTOMER)))
    yield Metric("unanswered_question", float(len(found)), "count", base=turns, confidence=UNANSWERED_CONFIDENCE)
    for index, question, answer in found:
        chars = (question.first, question.last)
        yield moment(
            conversation, "unanswered_question", "unanswered.question", index, "Asked, and not answered.", chars=chars
        )
        yield moment(
            conversation,
            "unanswered_question",
            "unanswered_question",
            answer,
            f"The customer had asked “{question.text}”, and this goes past it.",
            confidence=UNANSWERED_CONFIDENCE,
            severity=1,
            instead="Answer first, or say when you will: “I don't know yet; I'll find out and ring you by four.”",
        )

"""Whether the right person was asked for, and was there, before the account was spoken of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from callscore.conversation import Conversation
from callscore.dialogue.answered import with_a_person, with_an_agent
from callscore.dialogue.on_the_line import OnTheLine, on_the_line
from callscore.evidence import credit, moment
from callscore.findings import Finding, Metric
from callscore.metadata import AccountKind

__all__ = ["RightParty"]

CONFIDENCE = 0.8
"""Of what the form of a question shows where no rule of the lexicons fired (a judgement)."""

PROVED_LATE = "right_party.proved_late"
"""Rule of a call in which the name was asked for first, and what proves it only after the account."""

SHORTLY = {
    "right_party.late": "the account came first",
    "right_party.same_breath": "asked and told in one breath",
    "right_party.unconfirmed": "asked, but nobody had confirmed it",
    PROVED_LATE: "the name was asked for first, the proof late",
}
"""What was amiss, as the scorecard says it."""

ASK_FIRST = "Before I go on, may I check that I'm speaking to the account holder?"


@dataclass(frozen=True)
class RightParty:
    """The order of two things: the person first, the account after.

    1.0 where the person was asked for and confirmed it before an amount, a debt or a creditor other than the own
    company was spoken of; 0.5 where nobody confirmed it, where it was asked and the debt told in one breath, or where
    date of birth or address were asked for only afterwards; 0.0 where the person was asked for late or not at all. With
    a consumer the halves are not enough, and count as 0.0; at a business asking first is enough, and counts as 1.0.

    Parameters
    ----------
    consumer
        Whether a profile says that the calls are to consumers; metadata about the account goes before it.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Is that Mrs Bell?", "customer: Speaking.", "agent: It's about the £400 overdue.")
    >>> [item.value for item in RightParty()(call) if isinstance(item, Metric)]
    [1.0]
    """

    consumer: bool | None = None
    rests_on_words: ClassVar[bool] = True

    def __call__(self, conversation: Conversation) -> Iterator[Finding | Metric]:
        """The metric ``right_party`` and its moments."""
        yield from _judged(conversation, self._consumer(conversation))

    def _consumer(self, conversation: Conversation) -> bool | None:
        kind = conversation.metadata.account_kind
        return kind is AccountKind.CONSUMER if kind is not None else self.consumer


@with_a_person({"right_party": "presence"})
@with_an_agent({"right_party": "presence"})
def _judged(conversation: Conversation, consumer: bool | None) -> Iterator[Finding | Metric]:
    line = on_the_line(conversation)
    if line.asked is None:
        yield Metric("right_party", 0.0, "presence", base=1.0)
        if line.account is not None:
            why = "The account was spoken of, and nobody had asked who was on the line."
            yield _fault(conversation, line, "right_party.never", why, 2 if consumer else 1)
        return
    value, rule, why = _order(conversation, line)
    if value == 0.5 and consumer is False:
        value = 1.0
    elif value == 0.5 and consumer:
        value = 0.0
    yield Metric("right_party", value, "presence", base=1.0, reason=SHORTLY.get(rule, "") if value < 1.0 else "")
    if value >= 0.5:
        yield _credit(conversation, line)
    if value < 1.0:
        yield _fault(conversation, line, rule, why, 2 if value == 0 else 1)


def _credit(conversation: Conversation, line: OnTheLine) -> Finding:
    if line.asked_by is not None:
        return credit("right_party", line.asked_by)
    why = "The right person is asked for before anything about the account is said."
    index = line.asked if line.asked is not None else 0
    return moment(conversation, "right_party", "right_party.asked", index, why, confidence=CONFIDENCE)


def _fault(conversation: Conversation, line: OnTheLine, rule: str, why: str, severity: int) -> Finding:
    index = line.account if line.account is not None else 0
    return moment(
        conversation,
        "right_party",
        rule,
        index,
        why,
        confidence=CONFIDENCE,
        severity=severity,
        instead=ASK_FIRST,
    )


def _order(conversation: Conversation, line: OnTheLine) -> tuple[float, str, str]:
    """Value, rule of the fault and its reason, before it is known whether a consumer is spoken to."""
    if line.account is None or line.asked is None:
        return 1.0, "", ""
    if line.asked > line.account:
        return 0.0, "right_party.late", "The account was spoken of before it was clear who was on the line."
    if line.asked == line.account:
        why = "The person was asked for and the account told in one breath, before anybody could answer."
        return 0.5, "right_party.same_breath", why
    proved_late = line.proof is not None and line.account <= line.proof < (line.confirmed or 0)
    if line.confirmed is None or (line.confirmed > line.account and not proved_late):
        return 0.5, "right_party.unconfirmed", "The account was spoken of before anybody had said that it was them."
    if line.proof is not None and line.proof >= line.account:
        return 0.5, PROVED_LATE, "The name was asked for first, but what proves it only once the account was spoken of."
    return 1.0, "", ""

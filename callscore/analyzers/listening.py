"""Whether the agent showed that the customer was heard: receives, paraphrases, or uses what was just said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callscore.conversation import Conversation, Role
from callscore.dialogue.on_the_line import on_the_line
from callscore.evidence import abstain, credit, first_of_turns, moment
from callscore.findings import Finding, Metric
from callscore.language.parsing import normal_words, tokenizer
from callscore.language.phrasing import hits

__all__ = ["listening"]

TELLING_WORDS = 8
"""Words from which a customer's turn tells something that can be shown to be heard."""

LEAST_TELLINGS = 2
"""Longer turns of the customer's below which a share of them says little."""

SHARED_WORDS = 2
"""Content words of the customer's that, said back, show that it was heard."""

LEAST_SHARE = 0.5
"""Share of the agent's next turn within which the words said back are no new business."""

PASSED_OVER_WORDS = 15
"""Words from which a telling that is passed over is shown: a short one may need no receipt."""

SHOWN = 3
"""Tellings passed over that are shown, the longest."""

UNFAIR = frozenset({"accusatory", "condescending", "threat", "profanity"})
"""Labels beside which words said back mock instead of listening."""


def listening(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`acknowledgement`: share of the customer's longer turns that the agent's next turn takes up.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: the pallets came in wet and two of them went straight back",
    ...                  "agent: Right, so two of the pallets went back wet.",
    ...                  "customer: yes and then nobody rang us for a fortnight about it", "agent: A fortnight, I see.")
    >>> [item.value for item in listening(call) if isinstance(item, Metric)]
    [1.0]
    """
    units = {"acknowledgement": "share"}
    if on_the_line(conversation).machine is not None:
        yield from abstain(units, "a machine answered")
        return
    shown = {
        h.index: h
        for h in first_of_turns(
            tuple(hits(conversation, Role.AGENT, "acknowledgement", "empathy")), "acknowledgement", "empathy"
        )
    }
    unfair = {hit.index for hit in hits(conversation, Role.AGENT, *UNFAIR)}
    tellings, heard = 0, 0
    missed: list[tuple[int, int]] = []
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        answer = conversation.next_turn(index, Role.AGENT)
        words = normal_words(turn.text)
        if answer is None or len(words) < TELLING_WORDS:
            continue
        tellings += 1
        if answer in shown:
            heard += 1
            yield credit("acknowledgement", shown[answer])
        elif answer not in unfair and _said_back(words, normal_words(conversation.turns[answer].text)):
            heard += 1
        elif len(words) >= PASSED_OVER_WORDS:
            missed.append((len(words), answer))
    if tellings < LEAST_TELLINGS:
        reason = "the customer said nothing long enough to take up" if not tellings else "the customer told too little"
        yield from abstain(units, reason)
        return
    detail = f"{heard} of {tellings} longer turns of the customer's"
    yield Metric("acknowledgement", heard / tellings, "share", base=float(tellings), reason=detail)
    if heard / tellings < LEAST_SHARE:
        yield from _passed_over(conversation, [answer for _, answer in sorted(missed, reverse=True)[:SHOWN]])


def _passed_over(conversation: Conversation, answers: Sequence[int]) -> Iterator[Finding]:
    for index in answers:
        why = "The customer had told something, and this goes past it."
        instead = "Say back the main word of what you heard first: “So two of them came in wet.” Then go on."
        yield moment(
            conversation,
            "acknowledgement",
            "acknowledgement.passed_over",
            index,
            why,
            confidence=0.6,
            severity=1,
            instead=instead,
        )


def _said_back(told: Sequence[str], answer: Sequence[str]) -> bool:
    return len(_content(told) & _content(answer)) >= SHARED_WORDS


def _content(words: Sequence[str]) -> set[str]:
    stops = tokenizer().Defaults.stop_words
    return {word for word in words if word not in stops and len(word) > 2}

"""Whether the agent showed that the customer was heard: receives, paraphrases, or uses what was just said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_a_person
from callscore.dialogue.requests import requests
from callscore.evidence import abstain, credit, first_of_turns, moment
from callscore.findings import Finding, Metric
from callscore.language.parsing import normal_words, tokenizer
from callscore.language.phrasing import hits

__all__ = ["listening"]

UNITS = {"acknowledgement": "share"}

TELLING_WORDS = 8
"""Words from which a customer's turn tells something that can be shown to be heard."""

LEAST_TELLINGS = 3
"""Longer turns of the customer's below which a share of them says little."""

SHARED_WORDS = 2
"""Content words of the customer's that, said back, show that it was heard."""

LEAST_SHARE = 0.5
"""Share of the agent's next turn within which the words said back are no new business."""

PASSED_OVER_WORDS = 15
"""Words from which a telling that is passed over is shown: a short one may need no receipt."""

SHOWN = 3
"""Tellings passed over that are shown, the longest."""

SAID_BACK, SAID_BACK_CONFIDENCE = "acknowledgement.said_back", 0.6
"""Rule of an answer that says the customer's words back, and how surely it shows that they were heard."""

MAIN_WORDS = 3
"""Words of a telling that are named for saying back, the longest."""

DULL = frozenset(
    "said say says told tell know mean think going want wants got need thing things really okay yeah yes like time pay "  # noqa: SIM905
    "paid paying money pounds pound dollars dollar week weeks month months year years day days today number call calls "
    "don can't won't didn't i've i'm it's that's what's there's he's she's they're we've".split()
)
"""Words that tell nothing of a telling's own."""

QUOTED = 100
"""Characters of the customer's that a remark quotes."""

UNFAIR = frozenset({"accusatory", "condescending", "threat", "profanity"})
"""Labels beside which words said back mock instead of listening."""


@with_a_person(UNITS)
def listening(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`acknowledgement`: share of the customer's longer turns that the agent's next turn takes up.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: the pallets came in wet and two of them went straight back",
    ...                  "agent: Right, so two of the pallets went back wet.",
    ...                  "customer: yes and then nobody rang us for a fortnight about it", "agent: A fortnight, I see.",
    ...                  "customer: my wife signed for them and she saw it", "agent: I see, your wife signed.")
    >>> [item.value for item in listening(call) if isinstance(item, Metric)]
    [1.0]
    """
    shown = {
        h.index: h
        for h in first_of_turns(
            tuple(hits(conversation, Role.AGENT, "acknowledgement", "empathy")), "acknowledgement", "empathy"
        )
    }
    granted = {each.answer.index for each in requests(conversation) if each.answer is not None and each.taken_up}
    unfair = {hit.index for hit in hits(conversation, Role.AGENT, *UNFAIR)}
    tellings, heard = 0, 0
    missed: list[tuple[int, int, int]] = []
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        answer = conversation.next_turn(index, Role.AGENT)
        words = normal_words(turn.text)
        if answer is None or len(words) < TELLING_WORDS:
            continue
        tellings += 1
        if answer in granted:
            heard += 1
        elif answer in shown:
            heard += 1
            yield credit("acknowledgement", shown[answer])
        elif answer not in unfair and (said := _said_back(words, normal_words(conversation.turns[answer].text))):
            heard += 1
            yield _credit(conversation, answer, said)
        elif len(words) >= PASSED_OVER_WORDS:
            missed.append((len(words), index, answer))
    if tellings < LEAST_TELLINGS:
        reason = "the customer said nothing long enough to take up" if not tellings else "the customer told too little"
        yield from abstain(UNITS, reason)
        return
    detail = f"{heard} of {tellings} longer turns of the customer's"
    yield Metric("acknowledgement", heard / tellings, "share", base=float(tellings), reason=detail)
    if heard / tellings < LEAST_SHARE:
        for _, told, answer in sorted(missed, reverse=True)[:SHOWN]:
            yield _passed_over(conversation, told, answer)


def _credit(conversation: Conversation, index: int, said: Sequence[str]) -> Finding:
    why = f"Says the customer's own words back: {_listed(said[:SHOWN])}."
    return moment(conversation, "acknowledgement", SAID_BACK, index, why, confidence=SAID_BACK_CONFIDENCE)


def _passed_over(conversation: Conversation, told: int, index: int) -> Finding:
    turn = conversation.turns[told]
    telling = {word for word in _content(normal_words(turn.text)) - DULL if not word.isdigit()}
    main = sorted(telling, key=lambda word: (-len(word), word))[:MAIN_WORDS]
    words = [word for word in dict.fromkeys(normal_words(turn.text)) if word in main]
    why = f"The customer had said “{_short(turn.text)}”, and this goes past it."
    instead = f"Say back what you heard first, in a few words (here: {_listed(words)}); then go on."
    return moment(
        conversation,
        "acknowledgement",
        "acknowledgement.passed_over",
        index,
        why,
        confidence=0.6,
        severity=1,
        instead=instead if words else "Say back what you heard first, in a few words; then go on.",
    )


def _said_back(told: Sequence[str], answer: Sequence[str]) -> list[str]:
    """Words of the customer's that the answer says again, in its order; empty where they are too few."""
    both = _content(told) & _content(answer)
    return [word for word in dict.fromkeys(answer) if word in both] if len(both) >= SHARED_WORDS else []


def _content(words: Sequence[str]) -> set[str]:
    stops = tokenizer().Defaults.stop_words
    return {word for word in words if word not in stops and len(word) > 2}


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _short(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rsplit(" ", 1)[0] + " …"

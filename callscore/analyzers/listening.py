"""Whether the agent showed that the customer was heard: receives, paraphrases, or uses what was just said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_a_person
from callscore.dialogue.requests import requests
from callscore.dialogue.spite import believable, is_spiteful, spiteful_turns
from callscore.evidence import abstain, credit, first_of_turns, moment
from callscore.findings import Finding, Metric
from callscore.language.parsing import normal_words, tokenizer
from callscore.language.phrasing import hits
from callscore.language.questions import find_questions
from callscore.turn import shortened

__all__ = ["listening"]

UNITS = {"acknowledgement": "share"}

TELLING_WORDS = 8
"""Words from which a customer's turn tells something that can be shown to be heard."""

LEAST_TELLINGS = 3
"""Longer turns of the customer's below which a share of them says little."""

SHARED_WORDS = 2
"""Content words of the customer's that, said back anywhere, show that it was heard."""

ECHO_WORDS, ECHOED_WORDS = 6, 20
"""First words of an answer, and last ones of a telling, in which a single word said back shows it: "Thursday it is".
With it .75 of the labelled receipts are found for .62 without, at a precision of .81 for .86 (86 calls)."""

AT_THE_END = 15
"""Characters after a question within which a turn ends with it."""

LEAST_SHARE = 0.5
"""Share of the tellings taken up below which those passed over are shown."""

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

NUMBERS = frozenset("one two three four five six eight nine ten eleven twelve fifteen twenty forty fifty sixty".split())  # noqa: SIM905
"""Numbers that the list of words of grammar holds, and that say a lot where money is spoken of."""

LEAST_STEM = 4
"""Letters up to which a word is left whole."""

_ENDING = re.compile(r"(?:'s|es|s|ed|ing)$")

QUOTED = 100
"""Characters of the customer's that a remark quotes."""


@with_a_person(UNITS)
def listening(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`acknowledgement`: share of the customer's longer turns that the agent's next turn takes up.

    A turn that ends with a question wants an answer and is left out: `unanswered_question` judges it. On a call where
    the agent is unkind again and again, words said back mostly mock, so only what is surely a receipt counts.

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
    receipts = tuple(hits(conversation, Role.AGENT, "acknowledgement", "empathy"))
    believed = believable(conversation, first_of_turns(receipts, "acknowledgement", "empathy"))
    unfair, mocks = spiteful_turns(conversation), is_spiteful(conversation)
    shown = {hit.index: hit for hit in believed if not mocks or hit.index not in unfair}
    granted = {each.answer.index for each in requests(conversation) if each.answer is not None and each.taken_up}
    tellings, heard = 0, 0
    missed: list[tuple[int, int, int]] = []
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        answer = conversation.next_turn(index, Role.AGENT)
        words = normal_words(turn.text)
        if answer is None or len(words) < TELLING_WORDS or _ends_with_a_question(turn.text):
            continue
        tellings += 1
        if answer in shown:
            heard += 1
            yield credit("acknowledgement", shown[answer])
        elif answer in granted and not mocks:
            heard += 1
        elif (
            not mocks
            and answer not in unfair
            and (said := _said_back(words, normal_words(conversation.turns[answer].text)))
        ):
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
    why = f"The customer had said “{shortened(turn.text, QUOTED)}”, and this goes past it."
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
    """Words of the customer's that the answer says again, in its order; empty where they are too few.

    One is enough where the answer begins with what the telling ended with.
    """
    both = _content(told) & _content(answer)
    if len(both) < SHARED_WORDS:
        ending = {_stem(word) for word in _content(told[-ECHOED_WORDS:]) - DULL}
        both = {word for word in _content(answer[:ECHO_WORDS]) if _stem(word) in ending}
    return [word for word in dict.fromkeys(answer) if word in both]


def _ends_with_a_question(text: str) -> bool:
    questions = find_questions(text)
    return bool(questions) and questions[-1].kind == "information" and len(text) - questions[-1].last <= AT_THE_END


def _content(words: Sequence[str]) -> set[str]:
    """Words that say something: numbers among them, short ones and those of grammar not."""
    stops = tokenizer().Defaults.stop_words - NUMBERS
    return {word for word in words if word not in stops and (len(word) > 2 or word.isdigit())}


def _stem(word: str) -> str:
    """A word without its commonest endings, so that "pallets" takes up "pallet"."""
    return _ENDING.sub("", word) if len(word) > LEAST_STEM else word


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)

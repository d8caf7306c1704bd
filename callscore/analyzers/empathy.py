"""Whether hardship and distress were answered: the person first, then the money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_a_person, with_an_agent
from callscore.dialogue.warmth import troubles, warm_words
from callscore.evidence import abstain, credit, moment, near_each_other
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit

__all__ = ["empathy"]

ANSWERING_TURNS = 3
"""Agent turns after a telling in which it is answered: the story may take a turn or two to finish."""

CREDITED = 0.65
"""Confidence from which kind words are credited; less is enough to have answered a telling, as nobody is to be
blamed on a guess. Of 209 words surer than `SURE`, the 24 below this were empathy in 7 cases (86 labelled calls)."""

EPISODE_TURNS = 6
"""Turns of the call within which tellings belong to one story."""


@with_a_person({"empathy": "share"})
@with_an_agent({"empathy": "share"})
def empathy(conversation: Conversation) -> Iterator[Finding | Metric]:
    """`empathy`: share of the customer's tellings of hardship or distress that the next agent turns answer.

    Tellings near each other are one story. None where the customer told of none; empathy shown is credited all the
    same.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: I lost my job in May.", "agent: I'm so sorry to hear that.")
    >>> [item.value for item in empathy(call) if isinstance(item, Metric)]
    [1.0]
    """
    shown = warm_words(conversation)
    told = troubles(conversation)
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    stories = [story for story in near_each_other(told, EPISODE_TURNS) if any(i > story[0].index for i in order)]
    for hit in shown:
        if hit.match.confidence >= CREDITED:
            yield credit("empathy", hit)
    if not stories:
        yield from abstain({"empathy": "share"}, "the customer told of no hardship or distress")
        return
    answered = [story for story in stories if _is_answered(story, {hit.index for hit in shown}, order)]
    detail = f"{len(answered)} of {len(stories)} tellings answered"
    yield Metric("empathy", len(answered) / len(stories), "share", base=float(len(stories)), reason=detail)
    for story in stories:
        if story not in answered:
            yield _passed_over(conversation, story, order)


def _is_answered(story: Sequence[Hit], shown: set[int], order: Sequence[int]) -> bool:
    """Whether the agent answers any telling of the story in the next turns."""
    return any(set([i for i in order if i > hit.index][:ANSWERING_TURNS]) & shown for hit in story)


def _passed_over(conversation: Conversation, story: Sequence[Hit], order: Sequence[int]) -> Finding:
    first = story[0]
    answer = next(i for i in order if i > first.index)
    why = f"The customer had said “{first.quote}”, and the answer goes on to the business."
    instead = "I'm sorry, that sounds hard. Let's see what would be manageable."
    return moment(
        conversation,
        "empathy",
        "empathy.passed_over",
        answer,
        why,
        confidence=first.match.confidence,
        severity=2,
        instead=instead,
    )

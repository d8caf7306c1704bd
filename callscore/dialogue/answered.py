"""What can be judged only where the agent was heard, a person answered, or the right one: elsewhere it abstains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

from callscore.conversation import Conversation, Role
from callscore.dialogue.on_the_line import on_the_line
from callscore.evidence import abstain
from callscore.findings import Finding, Metric

__all__ = ["with_a_person", "with_an_agent", "with_the_right_person"]

P = ParamSpec("P")
Judge: TypeAlias = Callable[Concatenate[Conversation, P], Iterator[Finding | Metric]]


def with_an_agent(units: Mapping[str, str]) -> Callable[[Judge[P]], Judge[P]]:
    """An analyzer, or a part of one, that yields its metrics without a value where no turn of the agent can be scored.

    Parameters
    ----------
    units
        Metrics that the analyzer yields, with their units.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> @with_an_agent({"warmth": "presence"})
    ... def warmth(conversation):
    ...     yield Metric("warmth", 1.0, "presence")
    >>> [(metric.value, metric.reason) for metric in warmth(make_call("customer: Hello?"))]
    [(None, 'no turn of the agent can be scored')]
    """
    return _judged_where(units, lambda call: "" if call.turns_of(Role.AGENT) else "no turn of the agent can be scored")


def with_a_person(units: Mapping[str, str]) -> Callable[[Judge[P]], Judge[P]]:
    """An analyzer, or a part of one, that yields its metrics without a value where a machine answered.

    Parameters
    ----------
    units
        Metrics that the analyzer yields, with their units.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> @with_a_person({"warmth": "presence"})
    ... def warmth(conversation):
    ...     yield Metric("warmth", 1.0, "presence")
    >>> call = make_call("customer: You've reached Dana's voicemail, leave a message.", "agent: It's Priya.")
    >>> [(metric.value, metric.reason) for metric in warmth(call)]
    [(None, 'a machine answered')]
    """
    return _judged_where(units, lambda call: "" if on_the_line(call).machine is None else "a machine answered")


def with_the_right_person(units: Mapping[str, str], so: str) -> Callable[[Judge[P]], Judge[P]]:
    """As `with_a_person`, for what is due only towards the one whom the call is for.

    Parameters
    ----------
    units
        Metrics that the analyzer yields, with their units.
    so
        What follows, as the reason ends: "so the balance was not due".
    """
    return _judged_where(units, lambda call: f"{instead}, {so}" if (instead := on_the_line(call).instead) else "")


def _judged_where(units: Mapping[str, str], why_not: Callable[[Conversation], str]) -> Callable[[Judge[P]], Judge[P]]:
    def wrap(judge: Judge[P]) -> Judge[P]:
        @wraps(judge)
        def judged(conversation: Conversation, /, *args: P.args, **kwargs: P.kwargs) -> Iterator[Finding | Metric]:
            reason = why_not(conversation)
            yield from abstain(units, reason) if reason else judge(conversation, *args, **kwargs)

        return judged

    return wrap

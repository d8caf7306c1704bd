"""Which voice is the agent's: several kinds of evidence, added up, with a confidence."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from callscore.conversation import Role, Turn
from callscore.errors import ConfigError
from callscore.leaning import leaning
from callscore.shipped import DATA
from callscore.toml_files import read_toml
from callscore.turn_taking.backchannels import words_of

__all__ = ["LOW_CONFIDENCE", "RoleDecision", "holds_both_sides", "named_role", "resolve_roles"]

LOW_CONFIDENCE = 0.8
"""Below this the report warns that agent and customer may be the wrong way round."""

AGENT_NAMES = frozenset(
    (
        "agent", "collector", "collections", "rep", "representative", "advisor", "adviser", "operator",
        "csr", "associate", "consultant", "specialist", "officer", "supervisor", "manager", "handler",
        "support", "employee", "staff",
    )
)  # fmt: skip
"""Words in a speaker label that name the agent outright ("caller" doesn't: the collector calls)."""

CUSTOMER_NAMES = frozenset(
    (
        "customer", "client", "debtor", "borrower", "consumer", "cardholder", "accountholder", "tenant",
        "payer", "payor", "patient", "member", "defendant", "obligor",
    )
)  # fmt: skip
"""Words in a speaker label that name the customer outright."""

SYSTEM_NAMES = frozenset(
    (
        "ivr", "system", "automated", "virtual", "recording", "recorder", "voicemail", "music",
        "robot", "bot", "chatbot", "voicebot", "machine", "dialer", "dialler", "prompt",
        "menu", "announcement", "announcer", "interpreter", "translator",
    )
)  # fmt: skip
"""Words in a speaker label that name neither party; they outweigh the others ("Virtual Agent")."""

_SERVICE = re.compile(
    r"\b(?:customer|client|member|patient)[ _-]*(?:service|services|care|support|rep|representative|agent)\b"
)

OPENING_TURNS = 6
"""Cues in a call's first turns, where people say who they are, weigh double."""


@dataclass(frozen=True, slots=True)
class RoleDecision:
    """Role of each speaker label, how surely (0-1), and on what evidence."""

    roles: Mapping[str, Role]
    confidence: float
    reason: str


SECOND_AGENT = 3.0
SECOND_AGENT_REASONS = 2
"""Score, and different kinds of evidence, from which a third voice that speaks more than once is a second agent: once
speaks a recorded announcement."""

BOTH_AGENT, BOTH_CUSTOMER = 3.0, -2.4
"""Scores of what a collector and of what a customer says from which lines are two people's: a company's name or two
other things, and two things that customers say."""

LEANING = 3.0
"""Score of one unit of `leaning`, which alone was wrong on 1 of 110 rendered calls that the demo recogniser heard."""

BY_WORDS = "says more of what collectors say, as 'you' and 'so', and less of 'I' and 'my'"
"""The reason where nothing tells the agent but everyday words."""

LEAST_SPOKEN = 0.15
"""Share of the most talkative other's words that somebody must say to be the customer."""


@dataclass(frozen=True, slots=True)
class _Cue:
    pattern: re.Pattern[str]
    weight: float
    most: int
    reason: str


@cache
def _cues() -> tuple[_Cue, ...]:
    return tuple(
        _Cue(re.compile(cue["pattern"]), float(cue["weight"]), int(cue["most"]), str(cue["reason"]))
        for cue in read_toml(DATA / "roles.toml")["cue"]
    )


def resolve_roles(turns: Sequence[Turn], *, agent: str | None = None) -> RoleDecision:
    """Decide which speaker label is the agent's.

    Parameters
    ----------
    turns
        Turns in order of time, with `speaker` labels; their roles are ignored.
    agent
        The label of the agent when the user knows it, or ``"first"`` for whoever speaks first.

    Raises
    ------
    ConfigError
        When `agent` is not a speaker of this call.

    Examples
    --------
    >>> from callscore.conversation import Role, Turn
    >>> turns = [Turn(Role.OTHER, "Hello?", speaker="right"),
    ...          Turn(Role.OTHER, "Hi, this is Dana calling from Northgate Finance.", speaker="left")]
    >>> resolve_roles(turns).roles["left"].value
    'agent'
    """
    labels = list(dict.fromkeys(turn.speaker for turn in turns))
    if agent is not None:
        return _as_told(labels, turns, agent)
    named = {label: role for label in labels if (role := named_role(label)) is not None}
    if Role.AGENT in named.values():
        rest = {label: named.get(label, Role.CUSTOMER if len(labels) == 2 else Role.OTHER) for label in labels}
        return RoleDecision(rest, 1.0, "the transcript names the speakers")
    if len(named) == len(labels) - 1 and len(labels) == 2:
        return RoleDecision(
            {label: named.get(label, Role.AGENT) for label in labels}, 0.95, "the transcript names the customer"
        )
    if not labels:
        return RoleDecision({}, 0.0, "nobody speaks")
    return _by_evidence(labels, turns)


def named_role(label: str) -> Role | None:
    """The role that a speaker label names outright, or None.

    Examples
    --------
    >>> named_role("Customer Service Rep").value, named_role("Virtual Agent").value, named_role("SPEAKER_00")
    ('agent', 'other', None)
    """
    lowered = label.lower().replace("account holder", "accountholder").replace("third party", "interpreter")
    if _SERVICE.search(lowered):
        return Role.AGENT
    words = set(re.findall(r"[a-z]+", lowered))
    for names, role in ((SYSTEM_NAMES, Role.OTHER), (CUSTOMER_NAMES, Role.CUSTOMER), (AGENT_NAMES, Role.AGENT)):
        if words & names:
            return role
    return Role.OTHER if lowered == "other" else None


def holds_both_sides(lines: Sequence[str]) -> bool:
    """Whether lines that are taken for one speaker's hold both what a collector says and what a customer says.

    Examples
    --------
    >>> ours = ["This is Dana calling from Northgate about your account.", "When could you pay?"]
    >>> holds_both_sides(ours), holds_both_sides([*ours, "Who is this?", "I lost my job, I'll pay on Friday."])
    (False, True)
    """
    ours = theirs = 0.0
    counts: dict[int, int] = {}
    for line in lines:
        text = " ".join(words_of(line))
        for number, cue in enumerate(_cues()):
            if counts.get(number, 0) >= cue.most or not cue.pattern.search(text):
                continue
            counts[number] = counts.get(number, 0) + 1
            ours += max(0.0, cue.weight)
            theirs += min(0.0, cue.weight)
    return ours >= BOTH_AGENT and theirs <= BOTH_CUSTOMER


def _as_told(labels: list[str], turns: Sequence[Turn], agent: str) -> RoleDecision:
    chosen = turns[0].speaker if agent == "first" and turns else agent
    matching = [label for label in labels if label.lower() == chosen.lower()]
    if not matching:
        raise ConfigError(
            f"agent {agent!r} is not a speaker of this call: its speakers are {', '.join(map(repr, labels))}; "
            "name one of them, or 'first'"
        )
    others = [label for label in labels if label != matching[0]]
    main = max(others, key=lambda label: sum(len(t.text) for t in turns if t.speaker == label), default=None)
    roles = {label: Role.CUSTOMER if label == main else Role.OTHER for label in others}
    return RoleDecision({matching[0]: Role.AGENT, **roles}, 1.0, "as you said")


def _by_evidence(labels: list[str], turns: Sequence[Turn]) -> RoleDecision:
    scores: dict[str, float] = dict.fromkeys(labels, 0.0)
    heard: dict[str, list[tuple[float, str]]] = {label: [] for label in labels}
    counts: dict[tuple[str, int], int] = {}
    for position, turn in enumerate(turns):
        text = " ".join(words_of(turn.text))
        for number, cue in enumerate(_cues()):
            if counts.get((turn.speaker, number), 0) >= cue.most or not cue.pattern.search(text):
                continue
            counts[turn.speaker, number] = counts.get((turn.speaker, number), 0) + 1
            weight = cue.weight * (2.0 if position < OPENING_TURNS else 1.0)
            scores[turn.speaker] += weight
            heard[turn.speaker].append((weight, cue.reason))
    said = {
        label: [word for turn in turns if turn.speaker == label for word in words_of(turn.text)] for label in labels
    }
    spoken = {label: len(words) for label, words in said.items()}
    inclined = {label: scores[label] + LEANING * leaning(words) for label, words in said.items()}
    ranked = sorted(labels, key=lambda label: (-inclined[label], labels.index(label)))
    best = ranked[0]
    if len(labels) == 1:
        role = Role.AGENT if inclined[best] >= 0 else Role.CUSTOMER
        confidence = 1 / (1 + math.exp(-abs(inclined[best]) / 2))
        reason = _reason(best, heard) if heard[best] else f"{best} is the only one heard"
        return RoleDecision({best: role}, confidence, reason)
    others = sorted(ranked[1:], key=lambda label: -spoken[label])
    customer = _customer(others, scores, spoken)
    margin = inclined[best] - inclined[customer]
    often = {label: sum(turn.speaker == label for turn in turns) > 1 for label in others}
    roles = {label: _third_party(scores[label], heard[label]) if often[label] else Role.OTHER for label in others}
    roles = {best: Role.AGENT, **roles, customer: Role.CUSTOMER}
    confidence = 1 / (1 + math.exp(-margin / 2))
    if margin <= 0:
        return RoleDecision(roles, confidence, "no evidence either way: the first to speak is taken as the agent")
    told = any(weight > 0 for weight, _ in heard[best]) or any(weight < 0 for weight, _ in heard[customer])
    return RoleDecision(roles, confidence, _reason(best, heard) if told else f"{best} {BY_WORDS}")


def _customer(others: Sequence[str], scores: Mapping[str, float], spoken: Mapping[str, int]) -> str:
    """Who of the others is the customer: who says most, unless that one plainly speaks as a collector does."""
    most = others[0]
    heard = [label for label in others if spoken[label] >= LEAST_SPOKEN * spoken[most]]
    least = min(heard, key=lambda label: scores[label])
    return least if scores[most] - scores[least] >= SECOND_AGENT else most


def _third_party(score: float, heard: Sequence[tuple[float, str]]) -> Role:
    """A third voice: a second agent (a transfer, a supervisor) where several things that it says show it."""
    reasons = {reason for weight, reason in heard if weight > 0}
    return Role.AGENT if score >= SECOND_AGENT and len(reasons) >= SECOND_AGENT_REASONS else Role.OTHER


def _reason(label: str, heard: Mapping[str, list[tuple[float, str]]]) -> str:
    reasons = [reason for weight, reason in sorted(heard[label], reverse=True) if weight > 0]
    if reasons:
        return f"{label} " + ", ".join(dict.fromkeys(reasons[:3]))
    others = [reason for other, found in heard.items() if other != label for weight, reason in found if weight < 0]
    return "the other party " + ", ".join(dict.fromkeys(others[:3])) if others else f"{label} spoke first"

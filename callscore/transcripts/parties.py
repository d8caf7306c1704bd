"""Which label is which party: by its name where the name says it, by evidence in the call otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from callscore.conversation import Role, Turn
from callscore.roles import named_role

__all__ = ["Roles", "roles_of", "shared_roles"]


@dataclass(frozen=True, slots=True)
class Roles:
    """Role of each label, 0-1 how surely, and why."""

    roles: Mapping[str, Role]
    confidence: float | None
    reason: str


def roles_of(turns: Sequence[Turn], given: Mapping[str, Role], *, agent: str | None = None) -> Roles:
    """Role of every speaker label of `turns`.

    Parameters
    ----------
    turns
        With labels; their roles don't matter yet.
    given
        Roles that the file itself states.
    agent
        The user's word on who the agent is (``"first"``, ``"left"``, a label); goes before everything else.
    """
    labels = tuple(dict.fromkeys(turn.speaker for turn in turns))
    if agent is not None:
        return _by_evidence(turns, agent)
    roles = {label: given.get(label) or named_role(label) for label in labels}
    known = {label: role for label, role in roles.items() if role is not None}
    open_labels = [label for label in labels if label not in known]
    if not open_labels:
        return Roles(known, 1.0, "named in the transcript")
    if labels == ("",):
        return Roles({"": Role.OTHER}, 0.0, "the transcript names no speakers")
    missing = {Role.AGENT, Role.CUSTOMER} - set(known.values())
    if len(missing) == 2:
        decided = _by_evidence(turns, None)
        return Roles({**decided.roles, **known}, decided.confidence, decided.reason)
    if missing:
        talk = {label: sum(len(turn.text) for turn in turns if turn.speaker == label) for label in open_labels}
        known[max(open_labels, key=lambda label: talk[label])] = missing.pop()
    for label in open_labels:
        known.setdefault(label, Role.OTHER)
    return Roles(known, 1.0, "one side is named in the transcript, so the other is its opposite")


def shared_roles(turns: Sequence[Turn]) -> tuple[str, ...]:
    """A warning for each side of the call that several speakers are on.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> shared_roles(make_call("agent: one moment", "customer: sure").turns)
    ()
    """
    notes: list[str] = []
    for role in (Role.AGENT, Role.CUSTOMER):
        labels = tuple(dict.fromkeys(turn.speaker for turn in turns if turn.role is role))
        if len(labels) > 1:
            notes.append(
                f"{len(labels)} speakers are named {role.value} ({', '.join(labels)}): they're scored together"
            )
    return tuple(notes)


def _by_evidence(turns: Sequence[Turn], agent: str | None) -> Roles:
    """What the evidence in the call says."""
    from callscore.roles import resolve_roles

    decision = resolve_roles(turns, agent=agent)
    return Roles(decision.roles, decision.confidence, decision.reason)

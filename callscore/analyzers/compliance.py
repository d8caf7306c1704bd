"""What a person should review under a jurisdiction's profile: notices, somebody else told, requests passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from callscore.conversation import Conversation, Role
from callscore.dialogue.answered import with_a_person
from callscore.dialogue.on_the_line import OnTheLine, on_the_line, speaks_of_account
from callscore.dialogue.requests import Request, requests
from callscore.dialogue.sentences import sentence_around
from callscore.evidence import abstain, credit, first_of_turns, moment
from callscore.findings import Finding, Metric
from callscore.language.phrasing import Hit, hits
from callscore.metadata import AccountKind
from callscore.phrases import said
from callscore.profiles import Notice, Profile, Rule

__all__ = ["Compliance"]

UNITS = {"disclosures": "share", "third_party": "count", "stop_request": "count"}

ASKED = {
    "stop_calling": "asked not to be called",
    "dispute": "disputed it",
    "lawyer": "named a lawyer or adviser",
}

RULES = {"stop_calling": "request.stop_calling", "dispute": "request.dispute", "lawyer": "request.lawyer"}


@dataclass(frozen=True)
class Compliance:
    """`disclosures`, `third_party` and `stop_request`, as flags for review and never as legal findings.

    Parameters
    ----------
    profile
        A profile, the name of one that callscore ships, or the path of a TOML file.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("customer: Stop calling me at work.", "agent: When will you pay?", "customer: I said stop.",
    ...                  "agent: Today?")
    >>> {item.name: item.value for item in Compliance()(call) if isinstance(item, Metric)}["stop_request"]
    1.0
    """

    profile: Profile | str = "none"
    rests_on_words: ClassVar[bool] = True

    def __call__(self, conversation: Conversation) -> Iterator[Finding | Metric]:
        """The three metrics and their moments."""
        if not conversation.turns_of(Role.AGENT):
            yield from abstain(UNITS, "no turn of the agent can be scored")
            return
        profile = self.profile if isinstance(self.profile, Profile) else Profile.load(self.profile)
        line = on_the_line(conversation)
        yield from _disclosures(conversation, profile, line)
        yield from _third_party(conversation, profile, line)
        yield from _requests(conversation, profile)


def _disclosures(conversation: Conversation, profile: Profile, line: OnTheLine) -> Iterator[Finding | Metric]:
    """Share of the notices due that were heard in time; notices that no profile asks for are credited all the same."""
    heard = first_of_turns(tuple(hits(conversation, Role.AGENT, "disclosure")), "disclosure")
    if not profile.notices:
        yield from abstain({"disclosures": "share"}, "no jurisdiction profile asks for a notice")
        for hit in heard:
            yield credit("disclosures", hit)
        return
    due = [
        notice
        for notice in profile.notices
        if notice.due == "from_the_start" or (line.account is not None and line.right_person)
    ]
    if not due:
        yield from abstain(
            {"disclosures": "share"}, "no notice was due: the account was not spoken of with the customer"
        )
        return
    in_time = 0
    found: list[Finding] = []
    for notice in due:
        given = next(iter(said(conversation, Role.AGENT, notice.phrases)), None)
        late = _lateness(conversation, notice, line, given)
        if given is not None and not late:
            in_time += 1
            found.append(credit("disclosures", given))
        else:
            found.append(_missing(conversation, notice, line, given, late))
    detail = f"{in_time} of {len(due)} notices of profile {profile.id} heard in time"
    yield Metric("disclosures", in_time / len(due), "share", base=float(len(due)), reason=detail)
    yield from found


def _lateness(conversation: Conversation, notice: Notice, line: OnTheLine, hit: Hit | None) -> str:
    """Why a notice came too late, in words; empty when it came in time, or not at all."""
    if hit is None:
        return ""
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    since = order[0] if notice.due == "from_the_start" else line.account if line.account is not None else order[0]
    began = conversation.turns[since].start
    if began is not None and hit.start is not None:
        return f"{hit.start - began:.0f} s after it was due" if hit.start - began > notice.within_s else ""
    turns = len([i for i in order if since <= i < hit.index])
    return f"{turns} turns after it was due" if turns > notice.within_turns else ""


def _missing(conversation: Conversation, notice: Notice, line: OnTheLine, hit: Hit | None, late: str) -> Finding:
    order = [index for index, _ in conversation.turns_of(Role.AGENT)]
    index = hit.index if hit is not None else order[0] if notice.due == "from_the_start" else line.account or order[0]
    timed = conversation.turns[order[0]].start is not None
    window = f"{notice.within_s:.0f} s" if timed else f"{notice.within_turns} turns"
    state = f"heard {late}" if late else f"not found in the first {window} nor later"
    why = f"For review: {notice.rule.title}: {state} ({notice.rule.basis}). {notice.rule.why}"
    rule = "disclosure.late" if late else "disclosure.not_found"
    return moment(
        conversation,
        "disclosures",
        rule,
        index,
        why,
        confidence=0.8,
        severity=1 if late else 2,
        instead=notice.rule.instead,
    )


def _third_party(conversation: Conversation, profile: Profile, line: OnTheLine) -> Iterator[Finding | Metric]:
    """Amounts or a debt, told to somebody who says, before or after, that they are not the customer; or a machine."""
    rule = profile.of("third_party")
    if conversation.metadata.account_kind is AccountKind.B2B:
        yield from abstain({"third_party": "count"}, "the account is a business's, whose people may speak for it")
        return
    if rule is None:
        yield from abstain({"third_party": "count"}, f"profile {profile.id} has no rule on third parties")
        return
    since = line.machine if line.machine is not None else line.stranger
    if since is None:
        yield Metric("third_party", 0.0, "count")
        return
    severity = 3 if profile.consumer or conversation.metadata.account_kind is AccountKind.CONSUMER else 2
    told: list[Finding] = []
    for index, turn in conversation.turns_of(Role.AGENT):
        if line.confirmed is not None and since < line.confirmed < index:
            break
        chars = speaks_of_account(conversation, turn.text)
        if chars is not None and not _hypothetical(turn.text):
            who = "a machine" if line.machine is not None else "somebody who is not the customer"
            why = f"For review: details of the debt, told to {who} ({rule.basis})."
            told.append(
                moment(
                    conversation,
                    "third_party",
                    "third_party.told",
                    index,
                    why,
                    chars=sentence_around(turn.text, *chars),
                    confidence=min(0.8, line.stranger_confidence or 0.8),
                    severity=severity,
                    instead=rule.instead,
                )
            )
    yield Metric("third_party", float(len(told)), "count", confidence=0.6 if told else None)
    yield from told


def _hypothetical(text: str) -> bool:
    """Whether the turn says that nothing is owed by the one who is there: "you don't owe us a penny"."""
    plain = text.lower()
    return any(words in plain for words in ("don't owe", "do not owe", "nothing to pay", "not your debt", "isn't your"))


@with_a_person({"stop_request": "count"})
def _requests(conversation: Conversation, profile: Profile) -> Iterator[Finding | Metric]:
    """How many disputes, wishes not to be called and lawyers were passed over; both turns are shown."""
    rule = profile.of("stop_request")
    if rule is None:
        yield from abstain({"stop_request": "count"}, f"profile {profile.id} has no rule on requests to stop")
        return
    judged = requests(conversation)
    if not judged:
        yield from abstain({"stop_request": "count"}, "the customer disputed nothing, and asked for nothing to stop")
        return
    missed = sum(not request.taken_up for request in judged)
    detail = f"{len(judged) - missed} of {len(judged)} requests or disputes answered"
    yield Metric("stop_request", float(missed), "count", base=float(len(judged)), reason=detail)
    passed_over = False
    for request in judged:
        yield _request(request.kind, request.hit)
        if request.answer is not None and request.taken_up:
            why = f"The customer had {ASKED[request.kind]}, and this takes it up."
            yield credit("stop_request", request.answer, why=why)
        else:
            again = passed_over and request.kind == "stop_calling"
            yield _passed_over(conversation, request, rule, again=again)
            passed_over = passed_over or request.kind == "stop_calling"


def _request(kind: str, hit: Hit) -> Finding:
    return credit("stop_request", hit, rule=RULES[kind], why=f"The customer {ASKED[kind]} here.")


def _passed_over(conversation: Conversation, request: Request, rule: Rule, *, again: bool) -> Finding:
    """What goes past a request, or refuses it; serious where it is refused, or a wish not to be called comes again."""
    asked, refused = request.hit, request.answer
    index = refused.index if refused is not None else conversation.next_turn(asked.index, Role.AGENT)
    after = "and it was refused" if refused is not None else "and nothing in the next turns takes it up"
    after += ", for the second time" if again else ""
    why = f"For review: the customer had {ASKED[request.kind]} (“{asked.quote}”), {after} ({rule.basis})."
    return moment(
        conversation,
        "stop_request",
        "request.refused_to" if refused is not None else "request.passed_over",
        index if index is not None else asked.index,
        why,
        confidence=min(0.7, asked.match.confidence),
        severity=3 if refused is not None or again else 2,
        instead=rule.instead,
    )

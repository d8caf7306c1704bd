"""What the agent did well or left out: opening, empathy, options, next step, courtesy, explanations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from callscore.conversation import Conversation, Role
from callscore.findings import Finding, Metric
from callscore.language.parsing import normal_words, tokenizer
from callscore.language.phrasing import Hit, hits
from callscore.language.terms import TermKind, find_terms

__all__ = ["manners"]

INTRODUCTION_TURNS = 5
"""Agent turns in which name and company count as early: on consumer calls the right party is asked for first."""

PURPOSE_TURNS = 7
"""Agent turns in which the reason for the call counts as early: it comes after the identity check."""

CLOSING_TURNS = 3
"""Last agent turns in which a pleasant close is looked for."""

ANSWERING_TURNS = 5
"""Agent turns after a disclosure in which it is taken up."""

TELLING_WORDS = 8
"""Words from which a customer's turn tells something that can be shown to be heard."""

LOOSE_TURNS = 3
"""First agent turns in which "is that Darren" asks for a person and "Jericho of Isla Mobile" is an introduction."""

LOOSE_FRAMES = frozenset({"introduction.bare", "right_party.name_asked"})
"""Frames that are sure only there."""

SHARED_WORDS = 2
"""Content words of the customer's that, said back, show that it was heard."""

DISTRESS = ("hardship", "vulnerable", "heated")
SURE = 0.5
"""Confidence from which a credit is given: more probably there than not."""

CANNOT_PAY = ("hardship", "vulnerable", "refusal")
ACCOUNT_WORDS = frozenset({"debt", "arrears", "overdue", "outstanding", "owe", "owing", "delinquent", "collections"})
ONLINE_WORDS = frozenset({"online", "portal", "website", "app", "link", "webpage"})


def manners(conversation: Conversation) -> Iterator[Finding | Metric]:
    """Credits with their quotes, and a value for each criterion: 1.0 done, 0.0 not done, None where it doesn't apply.

    Courtesy is the share of greeting, thanks and close; acknowledgement the share of the customer's longer turns that
    are taken up.

    Examples
    --------
    >>> from callscore.testing import make_call
    >>> call = make_call("agent: Good morning, it's Priya from Calder Timber, am I speaking to Mr Bell?")
    >>> {m.name: m.value for m in manners(call) if isinstance(m, Metric)}["introduction"]
    1.0
    """
    agent = conversation.turns_of(Role.AGENT)
    if not agent:
        for name in CRITERIA:
            yield Metric(name, None, "share", reason="no turn of the agent can be scored")
        return
    order = [index for index, _ in agent]
    first_turns = set(order[:LOOSE_TURNS])
    said = tuple(
        hit for hit in hits(conversation, Role.AGENT) if hit.match.frame not in LOOSE_FRAMES or hit.index in first_turns
    )
    told = tuple(hits(conversation, Role.CUSTOMER))
    yield from _opening(conversation, said, order)
    yield from _right_party(conversation, said)
    yield from _empathy(said, told, order)
    yield from _options(said, told)
    yield from _acknowledgement(conversation, said)
    yield from _courtesy(said, order)
    yield from _verdict("next_step", _of(said, "next_step"))
    yield from _verdict("balance_explained", _of(said, "balance_explained"))
    yield from _explanations(conversation, said)


CRITERIA = (
    "introduction",
    "purpose",
    "right_party",
    "empathy",
    "options",
    "acknowledgement",
    "courtesy",
    "next_step",
    "balance_explained",
    "consequences_explained",
    "online_payment_help",
    "disclosures",
)
"""Criteria of the rubric that this analyzer speaks on."""


def _of(said: Sequence[Hit], *labels: str) -> tuple[Hit, ...]:
    """Hits of these labels, the first of each turn."""
    first: dict[int, Hit] = {}
    for hit in said:
        if hit.match.label in labels:
            first.setdefault(hit.index, hit)
    return tuple(first.values())


def _credit(criterion: str, hit: Hit) -> Finding:
    match = hit.match
    return Finding(
        criterion, match.frame, Role.AGENT, hit.index, hit.quote, match.why, hit.start, hit.end, match.confidence
    )


def _verdict(name: str, found: Sequence[Hit], *, applies: bool = True, reason: str = "") -> Iterator[Finding | Metric]:
    """1.0 with the credits, 0.0 without, None with the reason where it doesn't apply and wasn't done."""
    found = [hit for hit in found if hit.match.confidence >= SURE]
    if not found and not applies:
        yield Metric(name, None, "presence", reason=reason)
        return
    yield Metric(name, float(bool(found)), "presence", base=1.0)
    for hit in found:
        yield _credit(name, hit)


def _opening(conversation: Conversation, said: Sequence[Hit], order: Sequence[int]) -> Iterator[Finding | Metric]:
    """Own name and company, and the reason for the call or the account itself, in the first agent turns."""
    early = set(order[:INTRODUCTION_TURNS])
    yield from _verdict("introduction", [hit for hit in _of(said, "introduction") if hit.index in early][:1])
    early = set(order[:PURPOSE_TURNS])
    stated = [hit for hit in _of(said, "purpose", "balance_explained") if hit.index in early][:1]
    if stated:
        yield from _verdict("purpose", stated)
        return
    spoken = any(_speaks_of_account(conversation.turns[index].text) for index in early)
    yield Metric("purpose", float(spoken), "presence", base=1.0)


def _right_party(conversation: Conversation, said: Sequence[Hit]) -> Iterator[Finding | Metric]:
    """The right person asked for or verified, before an amount or a debt is spoken of."""
    checks = _of(said, "right_party_check")
    account = next(
        (index for index, turn in conversation.turns_of(Role.AGENT) if _speaks_of_account(turn.text)),
        len(conversation.turns),
    )
    if not checks:
        yield Metric("right_party", 0.0, "presence", base=1.0)
        return
    first = checks[0]
    in_time = first.index <= account
    yield Metric("right_party", float(in_time), "presence", base=1.0)
    if in_time:
        yield _credit("right_party", first)
        return
    turn = conversation.turns[account]
    start, end = turn.time_of(0, len(turn.text))
    yield Finding(
        "right_party",
        "right_party.late",
        Role.AGENT,
        account,
        turn.text,
        "The account was spoken of before it was clear who was on the line.",
        start,
        end,
        first.match.confidence,
        2,
        "Before I go on, may I check that I'm speaking to the account holder?",
    )


def _speaks_of_account(text: str) -> bool:
    if ACCOUNT_WORDS & set(normal_words(text)):
        return True
    return any(term.kind is TermKind.AMOUNT and term.amounts for term in find_terms(text))


def _empathy(said: Sequence[Hit], told: Sequence[Hit], order: Sequence[int]) -> Iterator[Finding | Metric]:
    """Hardship, distress or anger of the customer's, answered with empathy in the next agent turns."""
    told_at = [hit.index for hit in _of(told, *DISTRESS)]
    kind = _of(said, "empathy")
    answers: list[Hit] = []
    for index in told_at:
        after = set([i for i in order if i > index][:ANSWERING_TURNS])
        answers += [hit for hit in kind if hit.index in after and hit not in answers]
    if not told_at:
        yield from _verdict("empathy", (), applies=False, reason="the customer told of no hardship or distress")
        for hit in kind:
            yield _credit("empathy", hit)
        return
    yield from _verdict("empathy", answers)


def _options(said: Sequence[Hit], told: Sequence[Hit]) -> Iterator[Finding | Metric]:
    """Other amounts, days, plans or methods, where the customer can't or won't pay in full."""
    applies = bool(_of(told, *CANNOT_PAY))
    yield from _verdict(
        "options", _of(said, "options"), applies=applies, reason="the customer did not say that paying is hard"
    )


def _acknowledgement(conversation: Conversation, said: Sequence[Hit]) -> Iterator[Finding | Metric]:
    """How many of the customer's longer turns the agent's next turn receives, paraphrases or uses."""
    shown = {hit.index: hit for hit in reversed(_of(said, "acknowledgement", "empathy"))}
    tellings = heard = 0
    for index, turn in conversation.turns_of(Role.CUSTOMER):
        answer = conversation.next_turn(index, Role.AGENT)
        words = normal_words(turn.text)
        if answer is None or len(words) < TELLING_WORDS:
            continue
        tellings += 1
        if answer in shown:
            heard += 1
            yield _credit("acknowledgement", shown[answer])
        elif len(_content(words) & _content(normal_words(conversation.turns[answer].text))) >= SHARED_WORDS:
            heard += 1
    if not tellings:
        yield Metric("acknowledgement", None, "share", reason="the customer said nothing long enough to take up")
        return
    yield Metric("acknowledgement", heard / tellings, "share", base=float(tellings))


def _content(words: Sequence[str]) -> set[str]:
    stops = tokenizer().Defaults.stop_words
    return {word for word in words if word not in stops and len(word) > 2}


def _courtesy(said: Sequence[Hit], order: Sequence[int]) -> Iterator[Finding | Metric]:
    """Greeting at the start, thanks or please on the way, a pleasant close: the share of the three."""
    kinds = {
        "courtesy.greeting": set(order[:2]),
        "courtesy.thanks": set(order),
        "courtesy.close": set(order[-CLOSING_TURNS:]),
    }
    done: list[Hit] = []
    for frame, where in kinds.items():
        done += [hit for hit in said if hit.match.frame == frame and hit.index in where][:1]
    yield Metric("courtesy", len(done) / len(kinds), "share", base=float(len(kinds)))
    for hit in done:
        yield _credit("courtesy", hit)


def _explanations(conversation: Conversation, said: Sequence[Hit]) -> Iterator[Finding | Metric]:
    """Consequences as information, help with paying online, notices: judged where they are called for."""
    yield from _verdict(
        "consequences_explained",
        _of(said, "consequence_explained"),
        applies=False,
        reason="fees and consequences did not come up",
    )
    online = any(ONLINE_WORDS & set(normal_words(turn.text)) for _, turn in conversation.turns_of(Role.AGENT))
    yield from _verdict(
        "online_payment_help", _of(said, "online_help"), applies=online, reason="paying online did not come up"
    )
    yield from _verdict(
        "disclosures", _of(said, "disclosure"), applies=False, reason="no jurisdiction profile asks for a notice"
    )

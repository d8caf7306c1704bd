"""What frames and classifier together say of a line: the labels that hold, and the words that carry each.

A frame that fires raises the classifier's probability by what the frame is worth; where the classifier is sure that a
label doesn't hold, the frame alone does not make it hold. What only the classifier sees is shown by the sentence, or
the clause of a long one, that carries most of it.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from threading import Lock

from callscore.conversation import Role
from callscore.language.classifier import classify, thresholds
from callscore.language.frames import Match
from callscore.language.lexicon import load_default
from callscore.language.line_pieces import Piece, pieces
from callscore.language.own_words import own_words, told_back
from callscore.language.parsing import Parsed, parse
from callscore.language.rewordings import better_words, reason
from callscore.language.severity import severity

__all__ = ["CLASSIFIER", "FIRM", "judge", "likeliest", "lines_heard", "prepare", "suspicion"]

CLASSIFIER = "classifier"
"""Rule of what the classifier found and no frame names."""

LEAST_TO_SPLIT = 14
"""Words of a turn below which it is judged whole only: the classifier was trained on lines of such length."""

FRAME_BONUS = 1.0
"""Added, in log odds, to a frame's own precision when it raises the classifier's probability: measured on held-out
lines, where frames with a precision near 0.8 shifted the odds by 2.5 to 3; kept below, as frames knew some of those."""

LEAST_SHIFT, MOST_SHIFT = 0.5, 2.3
"""Bounds of that shift in log odds."""

LEAST_OF_FRAMES = 0.75
"""Joint confidence that a grave label's frame needs at least: frames that the classifier half doubts were right in
too few of the lines that they were not written on."""

WHOLE_ONLY = Role.CUSTOMER
"""Whose turns are judged whole only: what a customer says is one act, and its parts alone mislead."""

CACHED = 16_384
"""Lines whose probabilities are kept: a day's worth of one agent."""

FIRM = frozenset({"accusatory", "condescending", "threat"})
"""Labels that hold for an agent's own words only, never for a paraphrase of the customer's."""
DISSENT, CERTAIN = 0.5, 0.99
"""A grave label of one sentence is dropped where the whole turn has it below the one, unless the sentence alone reaches
the other: in 48 complete calls, what a sentence says without its turn was more often innocent than not."""


_known: OrderedDict[tuple[str, Role, str], dict[str, float]] = OrderedDict()
_lock = Lock()


def prepare(lines: Iterable[tuple[str, Role, str]]) -> None:
    """Classify ``(text, role, context)`` lines and their pieces in one go, so that `judge` finds them done."""
    wanted: dict[tuple[str, Role, str], None] = {}
    for text, role, context in lines:
        wanted.update(dict.fromkeys(_asked(text, role, context)))
    _probabilities(tuple(wanted))


def lines_heard(lines: Sequence[tuple[str, Role, str]]) -> list[dict[str, float]]:
    """The classifier's probabilities of whole ``(text, role, context)`` lines; none for a line without a word.

    Examples
    --------
    >>> [heard] = lines_heard([("So that's £150 on Friday by card, is that right?", Role.AGENT, "")])
    >>> heard["recap"] > 0.5
    True
    """
    asked = [_asked(*line)[:1] for line in lines]
    found = iter(_probabilities(tuple(one[0] for one in asked if one)))
    return [next(found) if one else {} for one in asked]


def judge(text: str, role: Role, context: str = "") -> tuple[Match, ...]:
    """Labels that hold for a line, by place: frames with their joint confidence, and what only the classifier saw.

    Examples
    --------
    >>> judge("you people never open your letters", Role.AGENT)[0].label
    'absolute_assumption'
    >>> judge("", Role.AGENT)
    ()
    """
    if role not in (Role.AGENT, Role.CUSTOMER):
        return ()
    parsed = parse(text)
    whole, parts = _values(parsed, role, context)
    limits = thresholds()
    found = [
        replace(match, confidence=confidence)
        for match in load_default().match(parsed, role, context)
        if (confidence := _joint(match, whole, parts)) >= _needed(match.label, limits)
    ]
    for label, limit in limits.items():
        if label not in whole:
            continue
        named = [match for match in found if match.label == label]
        if label in FIRM and told_back(text):
            continue
        sure = [
            (piece, p[label])
            for piece, p in parts
            if p[label] >= limit and not (label in FIRM and _doubtful(piece, p[label], whole[label]))
        ]
        if not sure and whole[label] >= limit and not named:
            best = max(parts, key=lambda part: part[1][label])[0]
            sure = [(best, whole[label])]
        for piece, confidence in sure:
            if not any(match.first < piece.last and match.last > piece.first for match in named):
                found.append(_match(label, role, piece, confidence))
    return tuple(sorted(found, key=lambda match: (match.first, match.label)))


def suspicion(text: str, role: Role, context: str = "") -> Match | None:
    """The likeliest of blame, talking down and threat, however unlikely: for a line of which none of them is said.

    Its confidence is what the classifier gives it. None for everyone but the agent, and for what is not the agent's
    own words.

    Examples
    --------
    >>> suspicion("Thank you, Friday is fine.", Role.AGENT).confidence < 0.1
    True
    """
    if role is not Role.AGENT or told_back(text):
        return None
    _, parts = _values(parse(text), role, context)
    own = [(p[label], label, piece) for piece, p in parts for label in sorted(FIRM) if not told_back(piece.text)]
    if not own:
        return None
    confidence, label, piece = max(own, key=lambda one: one[0])
    return _match(label, role, piece, confidence)


def likeliest(label: str, text: str, role: Role, context: str = "") -> Match | None:
    """The part of a line that carries most of `label`, however little, for those who know more of the call.

    Its confidence is what the classifier gives the part or the whole line. None where the label is never the party's.

    Examples
    --------
    >>> likeliest("empathy", "So I won't ask you for all of it today.", Role.AGENT).label
    'empathy'
    >>> likeliest("empathy", "So I won't pay all of it today.", Role.CUSTOMER) is None
    True
    """
    whole, parts = _values(parse(text), role, context)
    if label not in whole:
        return None
    piece, values = max(parts, key=lambda part: part[1][label])
    return _match(label, role, piece, max(values[label], whole[label]))


def _values(
    parsed: Parsed, role: Role, context: str
) -> tuple[dict[str, float], tuple[tuple[Piece, dict[str, float]], ...]]:
    """Probabilities of a line as a whole, and of its pieces; the line is its own piece when it has no others."""
    values = _probabilities(_asked(parsed.text, role, context))
    if not values:
        return {}, ()
    if len(values) == 1:
        return values[0], ((Piece(0, len(parsed.text), parsed.text), values[0]),)
    return values[0], tuple(zip(pieces(parsed), values[1:], strict=True))


@lru_cache(maxsize=CACHED)
def _asked(text: str, role: Role, context: str) -> tuple[tuple[str, Role, str], ...]:
    """What is put to the classifier for a line: the whole, and its pieces when there are several."""
    if not text.strip():
        return ()
    whole = (own_words(text), role, context)
    if role is WHOLE_ONLY or len(text.split()) < LEAST_TO_SPLIT:
        return (whole,)
    parts = pieces(parse(text))
    return (whole, *((own_words(part.text), role, context) for part in parts)) if len(parts) > 1 else (whole,)


def _doubtful(piece: Piece, part: float, whole: float) -> bool:
    """Whether a grave label of one sentence is not borne out by its turn, or is a paraphrase of the customer's."""
    return (whole < DISSENT and part < CERTAIN) or told_back(piece.text)


def _probabilities(lines: tuple[tuple[str, Role, str], ...]) -> list[dict[str, float]]:
    """Probabilities of each line, new ones classified in one batch."""
    with _lock:
        missing = [line for line in dict.fromkeys(lines) if line not in _known]
    fresh = dict(zip(missing, classify(missing), strict=True)) if missing else {}
    with _lock:
        _known.update(fresh)
        found = [fresh[line] if line in fresh else _known[line] for line in lines]
        while len(_known) > CACHED:
            _known.popitem(last=False)
    return found


def _joint(match: Match, whole: dict[str, float], parts: tuple[tuple[Piece, dict[str, float]], ...]) -> float:
    """The frame's and the classifier's confidence in one."""
    near = [p[match.label] for piece, p in parts if piece.first < match.last and piece.last > match.first]
    probability = max([whole.get(match.label, 0.0), *near])
    shift = min(max(_log_odds(match.confidence) + FRAME_BONUS, LEAST_SHIFT), MOST_SHIFT)
    return 1 / (1 + math.exp(-(_log_odds(probability) + shift)))


def _needed(label: str, limits: Mapping[str, float]) -> float:
    """Joint confidence from which a frame holds."""
    limit = limits.get(label, 1.0)
    return max(limit, LEAST_OF_FRAMES) if label in FIRM else limit


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(bounded / (1 - bounded))


def _match(label: str, role: Role, piece: Piece, confidence: float) -> Match:
    return Match(
        CLASSIFIER,
        label,
        role,
        piece.first,
        piece.last,
        severity(label, piece.text),
        confidence,
        reason(label),
        better_words(label, piece.text),
    )

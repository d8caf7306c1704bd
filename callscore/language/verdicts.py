"""What frames and classifier together say of a line: the labels that hold, and the words that carry each.

A frame that fires raises the classifier's probability by what the frame is worth; where the classifier is sure that a
label doesn't hold, the frame alone does not make it hold. What only the classifier sees is shown by the sentence, or
the clause of a long one, that carries most of it.
"""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock

from callscore.conversation import Role
from callscore.language.classifier import classify, thresholds
from callscore.language.clauses import clauses
from callscore.language.lexicon import Match, load_default
from callscore.language.parsing import Parsed, parse
from callscore.language.rewordings import better_words, reason

__all__ = ["CLASSIFIER", "Piece", "judge", "pieces", "prepare"]

CLASSIFIER = "classifier"
"""Rule of what the classifier found and no frame names."""

LONGEST_PIECE = 26
"""Words from which a sentence is judged clause by clause: recognisers often leave the full stops out."""

LEAST_TO_SPLIT = 14
"""Words of a turn below which it is judged whole only: the classifier was trained on lines of such length."""

SHORTEST_PIECE = 3
"""Words below which a sentence is judged together with the next: "Right." says little alone."""

FRAME_BONUS = 1.0
"""Added, in log odds, to a frame's own precision when it raises the classifier's probability: measured on held-out
lines, where frames with a precision near 0.8 shifted the odds by 2.5 to 3; kept below, as frames knew some of those."""

LEAST_SHIFT, MOST_SHIFT = 0.5, 2.3
"""Bounds of that shift in log odds."""

WHOLE_ONLY = Role.CUSTOMER
"""Whose turns are judged whole only: what a customer says is one act, and its parts alone mislead."""

CACHED = 16_384
"""Lines whose probabilities are kept: a day's worth of one agent."""

_QUOTED = re.compile(r"[\"“][^\"“”]{3,}[\"”]")
_BARE = re.compile(
    r"\b(?:you(?:'ve| have| had)? (?:still |also |just )?(?:haven't|havent|have not|didn't|didnt|did not|never|missed|"
    r"skipped|owe|still owe|not)|you(?:'re| are) (?:behind|late|overdue))\b"
)
_DISHONEST = re.compile(
    r"\b(?:lie|lied|lies|lying|liars?|steal\w*|stole|theft|thie\w+|fraud\w*|scam\w*|con(?:ned|man)|crook\w*|cheat\w*)\b"
)
_INSULT = re.compile(r"\b(?:stupid|idiot\w*|moron\w*|dumb|thick|brain|illiterate|uneducated|shameless|imbecile)\b")
_PARAPHRASED = re.compile(
    r"\b(?:you (?:said|say|says|mentioned|feel|felt|think|thought|reckon|told me|were told|explained)|"
    r"(?:you're|you are|you were|are you) (?:saying|telling me|worried|afraid))"
    r"(?: that)? (?!(?:that )?you(?:'d|'ll| would| will| were going)\b)"
    r"(?=(?:you|we|i|it|it's|they|the|there|nobody|our|my|us)\b)"
    r"[^.,;!?]*?(?=\b(?:but|and yet|yet here)\b|[.,;!?]|$)"
)
"""What the customer said or felt, told back: not the agent's own words. What was promised is left in."""
_ABSOLVED = re.compile(
    r"^(?:\w+ ){0,3}?(?:nobody|no one|none of us)(?: here| there)?(?:'s| is)? "
    r"(?:thinks?|thought|saying|says|said|blames|blaming|calling|suggesting)\b(?!.*\b(?:but|except)\b)"
)
"""Blame that is denied: "nobody here thinks you were dodging us"."""
FIRM = frozenset({"accusatory", "condescending", "threat"})
"""Labels that hold for an agent's own words only, never for a paraphrase of the customer's."""
DISSENT, CERTAIN = 0.3, 0.97
"""A grave label of one sentence is dropped where the whole turn has it below the one, unless the sentence alone reaches
the other: of 19 such sentences in complete calls 15 were innocent."""
SEVERITY: Mapping[str, int] = {
    "accusatory": 2,
    "condescending": 2,
    "threat": 3,
    "absolute_assumption": 1,
    "false_urgency": 2,
    "overpromise": 2,
    "profanity": 3,
    "jargon": 1,
    "unprepared": 1,
}
"""Severity of a finding of the classifier's alone, 0 for labels that are no fault; the wording may change it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence or clause of a line; `first` and `last` are characters of the line, half-open."""

    first: int
    last: int
    text: str


_known: OrderedDict[tuple[str, Role, str], dict[str, float]] = OrderedDict()
_lock = Lock()


def prepare(lines: Iterable[tuple[str, Role, str]]) -> None:
    """Classify ``(text, role, context)`` lines and their pieces in one go, so that `judge` finds them done."""
    wanted: dict[tuple[str, Role, str], None] = {}
    for text, role, context in lines:
        wanted.update(dict.fromkeys(_asked(text, role, context)))
    _probabilities(tuple(wanted))


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
    asked = _asked(text, role, context)
    values = _probabilities(asked)
    if not values:
        return ()
    whole = values[0]
    parts = (
        tuple(zip(pieces(parsed), values[1:], strict=True))
        if len(values) > 1
        else ((Piece(0, len(text), text), whole),)
    )
    limits = thresholds()
    found = [
        replace(match, confidence=confidence)
        for match in load_default().match(parsed, role, context)
        if (confidence := _joint(match, whole, parts)) >= limits.get(match.label, 1.0)
    ]
    for label, limit in limits.items():
        if label not in whole:
            continue
        named = [match for match in found if match.label == label]
        if label in FIRM and _not_own_words(text):
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


def pieces(parsed: Parsed) -> tuple[Piece, ...]:
    """Sentences of a line, long ones by their clauses, very short ones with the next.

    Examples
    --------
    >>> [piece.text for piece in pieces(parse("Right. I see. You never called us back. Can you do Friday?"))]
    ['Right. I see.', 'You never called us back.', 'Can you do Friday?']
    """
    spans: list[tuple[int, int]] = []
    for number in dict.fromkeys(parsed.sentence):
        inside = [i for i, n in enumerate(parsed.sentence) if n == number]
        first, last = parsed.first[inside[0]], parsed.last[inside[-1]]
        if len(inside) > LONGEST_PIECE:
            spans += [(first + c.first, first + c.last) for c in clauses(parsed.text[first:last])]
        elif last > first:
            spans.append((first, last))
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        if merged and len(parsed.text[slice(*merged[-1])].split()) < SHORTEST_PIECE:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return tuple(Piece(first, last, parsed.text[first:last]) for first, last in merged)


@lru_cache(maxsize=CACHED)
def _asked(text: str, role: Role, context: str) -> tuple[tuple[str, Role, str], ...]:
    """What is put to the classifier for a line: the whole, and its pieces when there are several."""
    if not text.strip():
        return ()
    whole = (_own_words(text), role, context)
    if role is WHOLE_ONLY or len(text.split()) < LEAST_TO_SPLIT:
        return (whole,)
    parts = pieces(parse(text))
    return (whole, *((_own_words(part.text), role, context) for part in parts)) if len(parts) > 1 else (whole,)


def _own_words(text: str) -> str:
    """`text` with what it quotes left out, unless that leaves next to nothing."""
    bare = _QUOTED.sub(" ", text)
    return bare if len(bare.split()) >= SHORTEST_PIECE else text


def _doubtful(piece: Piece, part: float, whole: float) -> bool:
    """Whether a grave label of one sentence is not borne out by its turn, or is a paraphrase of the customer's."""
    return (whole < DISSENT and part < CERTAIN) or _not_own_words(piece.text)


@lru_cache(maxsize=CACHED)
def _not_own_words(text: str) -> bool:
    """Whether `text` denies blame, or next to nothing of it is left without what it tells back of the customer's."""
    plain = text.lower().replace("’", "'").strip()
    if _ABSOLVED.search(plain):
        return True
    left = _PARAPHRASED.sub(" ", plain)
    return left != plain and len(left.split()) < SHORTEST_PIECE


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
        _severity(label, piece.text.lower().replace("’", "'")),
        confidence,
        reason(label),
        better_words(label, piece.text),
    )


def _severity(label: str, text: str) -> int:
    """1 to 3 for a fault, 0 for what is none."""
    if label == "accusatory":
        return 3 if _DISHONEST.search(text) else 1 if _BARE.search(text) else 2
    if label == "condescending" and _INSULT.search(text):
        return 3
    return SEVERITY.get(label, 0)

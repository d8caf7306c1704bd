"""The labelled lines: reading, grouping of near-duplicates, the held-out part, and copies as recognisers write."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np

from callscore.language.ngrams import normal

HERE = Path(__file__).resolve().parent
CORPUS = HERE / "corpus"
HELD_OUT = CORPUS / "heldout.jsonl"
"""Lines that are never trained on, whole groups of near-duplicates at a time."""
SIMILAR = 0.72
"""Cosine of two lines' words and word pairs from which they count as near-duplicates."""
AGENT = (
    "accusatory", "condescending", "threat", "empathy", "acknowledgement", "recap", "options", "next_step",
    "absolute_assumption", "false_urgency", "profanity", "overpromise", "introduction", "purpose",
    "right_party_check", "jargon", "disclosure", "balance_explained", "consequence_explained", "online_help",
    "unprepared", "courtesy",
)  # fmt: skip
CUSTOMER = (
    "promise_to_pay", "dispute", "hardship", "refusal", "callback_request", "stop_calling", "already_paid",
    "wrong_party", "vulnerable", "heated",
)  # fmt: skip
LABELS = AGENT + CUSTOMER


@dataclass(frozen=True)
class Line:
    """One labelled line."""

    speaker: str
    text: str
    context: str
    labels: frozenset[str]
    imitates: frozenset[str] = frozenset()
    """Labels that the line looks like and does not carry."""
    source: str = ""
    """Name of its file."""
    unsure: frozenset[str] = frozenset()
    """Labels that a second reading left open: neither trained on nor counted."""


def read(path: Path) -> list[Line]:
    """Lines of one file; what is wrong is said with its place."""
    lines = []
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row.strip():
            continue
        try:
            data = json.loads(row)
            speaker, text = data["speaker"], data["text"]
            labels = frozenset(data["labels"])
        except (ValueError, KeyError, TypeError) as error:
            raise SystemExit(f"{path}:{number}: {error!r}; a line needs speaker, text and labels") from None
        known = set(AGENT if speaker == "agent" else CUSTOMER if speaker == "customer" else ())
        if not known:
            raise SystemExit(f"{path}:{number}: speaker {speaker!r}; give 'agent' or 'customer'")
        if labels - known:
            raise SystemExit(f"{path}:{number}: {sorted(labels - known)} are no labels of the {speaker}")
        imitates = frozenset(data.get("hard_negative_for", ()))
        unsure = frozenset(data.get("unsure", ())) - labels
        lines.append(Line(speaker, text, data.get("context") or "", labels, imitates, path.stem, unsure))
    return lines


def read_all(extra: Iterable[Path] = ()) -> list[Line]:
    """Every line that may be trained on."""
    files = [path for path in sorted(CORPUS.glob("*.jsonl")) if path != HELD_OUT]
    return [line for path in (*files, *extra) for line in read(path)]


def groups(lines: Sequence[Line]) -> np.ndarray:
    """Number of the group of near-duplicates that each line belongs to."""
    from scipy.sparse.csgraph import connected_components
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(analyzer=lambda line: _shingles(line.text), sublinear_tf=True).fit_transform(lines)
    near = None
    blocks = []
    for first in range(0, words.shape[0], 2000):
        product = words[first : first + 2000] @ words.T
        product.data[product.data < SIMILAR] = 0
        product.eliminate_zeros()
        blocks.append(product)
    from scipy.sparse import vstack

    near = vstack(blocks)
    return connected_components(near, directed=False)[1]


def _shingles(text: str) -> list[str]:
    words = normal(text)
    return words + [f"{a} {b}" for a, b in pairwise(words)] or ["(none)"]


def targets(lines: Sequence[Line]) -> tuple[np.ndarray, np.ndarray]:
    """``(labels, mask)`` of shape [n_lines, n_labels]; the mask leaves out the other party's labels and unsure ones."""
    truth = np.zeros((len(lines), len(LABELS)), np.float32)
    mask = np.zeros_like(truth)
    known = frozenset(LABELS)
    for i, line in enumerate(lines):
        for label in line.labels:
            truth[i, LABELS.index(label)] = 1
        part = slice(0, len(AGENT)) if line.speaker == "agent" else slice(len(AGENT), None)
        mask[i, part] = 1
        for label in line.unsure & known:
            mask[i, LABELS.index(label)] = 0
    return truth, mask


# Copies as a recogniser or a hurried speaker would have them.
_MISHEARD = {
    "you're": "your", "your": "you're", "their": "there", "there": "their", "paid": "pay", "have": "of", "to": "two",
    "four": "for", "for": "four", "won't": "want", "can't": "can", "an": "and", "it's": "its", "in": "and", "is": "as",
    "would": "will", "month": "months", "payment": "payments", "bill": "bills", "account": "a count", "due": "do",
    "than": "then", "know": "no", "we'll": "well", "i'll": "all", "been": "being", "our": "are", "week": "weak",
}  # fmt: skip
_FILLER = ("uh", "um", "er", "you know", "i mean", "like", "so", "well", "look", "okay", "right", "yeah")


def bare(text: str) -> str:
    """`text` in lower case without punctuation."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w'£$€₹%\s]+", " ", text.lower())).strip()


def spoken(text: str, rng: random.Random) -> str:
    """`text` with a filler, a restart, a mis-hearing or a dropped word."""
    words = text.split()
    if not words:
        return text
    if rng.random() < 0.5:
        words.insert(rng.choice((0, 0, rng.randrange(len(words) + 1))), rng.choice(_FILLER))
    if rng.random() < 0.25 and len(words) > 3:
        n = rng.choice((1, 2))
        at = rng.randrange(len(words) - n)
        words[at:at] = words[at : at + n]
    if rng.random() < 0.4:
        heard = [i for i, word in enumerate(words) if word.lower() in _MISHEARD]
        if heard:
            at = rng.choice(heard)
            words[at] = _MISHEARD[words[at].lower()]
    if rng.random() < 0.2 and len(words) > 6:
        del words[rng.randrange(len(words))]
    return " ".join(words)


def varied(line: Line, rng: random.Random, everyday: dict[str, list[Line]]) -> Line:
    """One random copy of `line`: as it is, stripped, spoken, without its context, or beside an everyday line."""
    text, context = line.text, line.context
    if rng.random() < 0.15:
        text = spoken(text, rng)
    if rng.random() < 0.12:
        other = rng.choice(everyday[line.speaker]).text
        text = f"{other} {text}" if rng.random() < 0.5 else f"{text} {other}"
    if rng.random() < 0.4:
        text, context = bare(text), bare(context)
    if context and rng.random() < 0.15 and "acknowledgement" not in line.labels:
        context = ""
    elif not context and rng.random() < 0.12:
        context = rng.choice(everyday["customer" if line.speaker == "agent" else "agent"]).text
    return replace(line, text=text, context=context)


def everyday_lines(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Per speaker the lines without any label, to stand beside others."""
    plain: dict[str, list[Line]] = {"agent": [], "customer": []}
    for line in lines:
        if not line.labels and not line.imitates and len(line.text.split()) < 14:
            plain[line.speaker].append(line)
    return plain

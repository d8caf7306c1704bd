"""The trained classifier of phrasing: calibrated probabilities of the labels for many lines at once.

Two halves look at each line together with the other party's line before it: a linear model on n-grams and a small
sentence encoder (ONNX, int8). What they say is joined and calibrated per label on lines that neither was trained on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from callscore.conversation import Role
from callscore.errors import ModelError
from callscore.language.ngrams import keys
from callscore.shipped import shipped_model
from callscore.threads import allowed_threads

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["PhrasingModel", "classify", "load", "model_folder", "read_model", "sha256", "thresholds", "worth_a_listen"]

FILES = ("encoder.onnx", "linear.npz", "settings.json", "tokenizer.json")
WINDOW_WORDS = 60
"""Words looked at in one piece; a longer line is judged piece by piece, the highest probability holds."""
WINDOW_STEP = 48
"""Words from one piece to the next, so that what stands on an edge is seen whole once."""
MAX_WINDOWS = 24
"""Pieces of one line that are looked at, the first ones: some 1,100 words, more than any turn of a call."""
MAX_WORD = 60
"""Characters of a word that are looked at: what is longer is noise."""
THREADS = 2
"""Threads of the encoder, fewer where the user or the batch that this process works for allows fewer."""


def model_folder() -> Path:
    """Folder of the shipped phrasing model, in a checkout and in an installed wheel alike.

    Raises
    ------
    ModelError
        When this copy of callscore came without it.

    Examples
    --------
    >>> (model_folder() / "settings.json").is_file()
    True
    """
    return shipped_model("phrasing", *FILES)


@dataclass(frozen=True, eq=False)
class PhrasingModel:
    """Both halves with what joins them; arrays are [n_keys, n_labels] or [n_labels]."""

    trained: str
    """Day of training, YYYY-MM-DD."""
    labels: tuple[str, ...]
    agent_labels: frozenset[str]
    thresholds: dict[str, float]
    listen: dict[str, float]
    slope: NDArray[np.float32]
    """Of the encoder's and the linear model's logit, shape [2, n_labels]."""
    offset: NDArray[np.float32]
    keys: NDArray[np.uint32]
    block: NDArray[np.uint8]
    idf: NDArray[np.float32]
    weights: NDArray[np.float16]
    bias: NDArray[np.float32]
    block_weights: tuple[float, ...]
    context_tokens: int
    text_tokens: int
    tokenizer: Tokenizer
    session: InferenceSession

    def probabilities(self, lines: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Calibrated probabilities of ``(text, context)`` lines, shape [n_lines, n_labels]."""
        if not lines:
            return np.empty((0, len(self.labels)), np.float32)
        joined = self.slope[0] * self._encoded(lines) + self.slope[1] * self._counted(lines) + self.offset
        probability: NDArray[np.float32] = (1 / (1 + np.exp(-np.clip(joined, -30, 30)))).astype(np.float32)
        return probability

    def _counted(self, lines: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Logits of the linear half."""
        logits = np.empty((len(lines), len(self.labels)), np.float32)
        for i, (text, context) in enumerate(lines):
            total = np.zeros(len(self.labels), np.float32)
            for number, found in enumerate(keys(text, context)):
                part, times = np.unique(found, return_counts=True)
                at: NDArray[np.intp] = np.asarray(np.searchsorted(self.keys, part))
                at[at == len(self.keys)] = 0
                known = (self.keys[at] == part) & (self.block[at] == number)
                at, times = at[known], times[known]
                value = ((1 + np.log(times)) * self.idf[at]).astype(np.float32)
                length = float(np.sqrt((value**2).sum()))
                if length > 0:
                    total += (value * (self.block_weights[number] / length)) @ self.weights[at].astype(np.float32)
            logits[i] = total + self.bias
        return logits

    def _encoded(self, lines: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Logits of the encoder, a line at a time: in a batch, int8 arithmetic lets a line's neighbours change it."""
        texts = self.tokenizer.encode_batch([text for text, _ in lines], add_special_tokens=False)
        befores = self.tokenizer.encode_batch([context for _, context in lines], add_special_tokens=False)
        start, end = (self.tokenizer.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]"))
        logits = np.empty((len(lines), len(self.labels)), np.float32)
        for i, (text, before) in enumerate(zip(texts, befores, strict=True)):
            head = [start, *before.ids[-self.context_tokens :], end]
            own = [*text.ids[: self.text_tokens], end]
            fed = {
                "input_ids": np.array([head + own], np.int64),
                "attention_mask": np.ones((1, len(head) + len(own)), np.int64),
                "token_type_ids": np.array([[0] * len(head) + [1] * len(own)], np.int64),
            }
            logits[i] = self.session.run(["logits"], fed)[0][0]
        return logits


@lru_cache(maxsize=1)
def load() -> PhrasingModel:
    """The shipped model, read once per process.

    Raises
    ------
    ModelError
        When a file is missing or can't be read.
    """
    return read_model(model_folder())


def read_model(folder: Path) -> PhrasingModel:
    """The model in `folder`, as `models/phrasing/train.py` writes it.

    Raises
    ------
    ModelError
        When a file is missing or can't be read.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    try:
        settings: dict[str, Any] = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
        with np.load(folder / "linear.npz", allow_pickle=False) as stored:
            linear = {name: stored[name] for name in stored.files}
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = allowed_threads(THREADS)
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        session = onnxruntime.InferenceSession(str(folder / "encoder.onnx"), options, ["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:
        raise ModelError(
            f"{folder} holds no phrasing model that can be read ({error}): install callscore again"
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    labels = settings["labels"]
    return PhrasingModel(
        trained=str(settings["trained"]),
        labels=tuple(entry["name"] for entry in labels),
        agent_labels=frozenset(entry["name"] for entry in labels if entry["role"] == "agent"),
        thresholds={entry["name"]: entry["threshold"] for entry in labels},
        listen={entry["name"]: entry["listen"] for entry in labels},
        slope=np.array([[entry["encoder"] for entry in labels], [entry["linear"] for entry in labels]], np.float32),
        offset=np.array([entry["offset"] for entry in labels], np.float32),
        keys=linear["keys"],
        block=linear["block"],
        idf=linear["idf"].astype(np.float32),
        weights=linear["weights"],
        bias=linear["bias"],
        block_weights=tuple(settings["block_weights"]),
        context_tokens=settings["context_tokens"],
        text_tokens=settings["text_tokens"],
        tokenizer=tokenizer,
        session=session,
    )


def version() -> str:
    """Day on which the shipped phrasing model was trained."""
    return load().trained


@lru_cache(maxsize=1)
def sha256() -> str:
    """Hex SHA-256 of the shipped phrasing model's files, one after the other in order of their names."""
    digest = hashlib.sha256()
    folder = model_folder()
    for name in sorted(FILES):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def classify(lines: Sequence[tuple[str, Role | str, str]]) -> list[dict[str, float]]:
    """Calibrated probability of every label that the speaker's role can have, for each line.

    Parameters
    ----------
    lines
        ``(text, role, context)``: what was said, by whom, and the other party's line before ("" when there is none).

    Returns
    -------
    list of dict
        Label to probability, 0-1, in the order of `lines`; all near 0 for a line without a word.

    Examples
    --------
    >>> [first] = classify([("you lied to us about that payment", "agent", "")])
    >>> first["accusatory"] > thresholds()["accusatory"]
    True
    """
    model = load()
    pieces: list[tuple[str, str]] = []
    owner: list[int] = []
    for i, (text, _, context) in enumerate(lines):
        before = " ".join(_clean(context).split()[-WINDOW_WORDS:])
        for piece in _windows(_clean(text)):
            pieces.append((piece, before))
            owner.append(i)
    unique = {pair: place for place, pair in enumerate(dict.fromkeys(pieces))}
    values = model.probabilities(list(unique))
    best = np.zeros((len(lines), len(model.labels)), np.float32)
    for i, pair in zip(owner, pieces, strict=True):
        np.maximum(best[i], values[unique[pair]], out=best[i])
    return [_of_role(model, best[i], Role(role)) for i, (_, role, _) in enumerate(lines)]


def thresholds() -> dict[str, float]:
    """Probability from which each label is said to hold, chosen for precision on lines that were not trained on."""
    return dict(load().thresholds)


def worth_a_listen() -> dict[str, float]:
    """Probability from which a label is worth a listen, below that from which it is said to hold."""
    return dict(load().listen)


def _of_role(model: PhrasingModel, values: NDArray[np.float32], role: Role) -> dict[str, float]:
    if role not in (Role.AGENT, Role.CUSTOMER):
        return {}
    own = role is Role.AGENT
    return {
        label: float(value)
        for label, value in zip(model.labels, values, strict=True)
        if (label in model.agent_labels) is own
    }


def _clean(text: str) -> str:
    """`text` without characters that can't be encoded or printed."""
    return "".join(c if c.isprintable() else " " for c in text).replace("�", " ")


def _windows(text: str) -> list[str]:
    """Pieces of at most `WINDOW_WORDS` words; none for a line without a word."""
    words = text.split()
    if not any(c.isalnum() for word in words for c in word):
        return []
    if len(words) <= WINDOW_WORDS and len(text) <= WINDOW_WORDS * 12:
        return [text]
    words = [word[:MAX_WORD] for word in words]
    starts = range(0, max(1, len(words) - WINDOW_WORDS + WINDOW_STEP), WINDOW_STEP)
    return [" ".join(words[i : i + WINDOW_WORDS]) for i in starts][:MAX_WINDOWS]

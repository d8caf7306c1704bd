"""Whisper models of true shape with random weights, for benchmarks: the work is that of real ones, the words are noise.

Every window decodes to the same number of tokens: the weights let ``<|endoftext|>`` win from one position on.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from callscore.audio.models import demo_model

N_TEXT, N_VOCABULARY, N_LANGUAGES = 50_256, 51_864, 99
"""Tokens of English text, all tokens, and language tokens of OpenAI's English-only models."""

N_FRAMES, N_POSITIONS, N_MELS = 1_500, 448, 80
"""Encoder frames of 30 s, decoder positions, and mel bands."""

STEER = 50.0
"""Length of the direction in a position's encoding that decides what can be said there; drowns the rest."""


@dataclass(frozen=True)
class Shape:
    """Width, heads and layers (encoder and decoder have as many), as OpenAI published them."""

    width: int
    heads: int
    layers: int


SHAPES = {"tiny.en": Shape(384, 6, 4), "base.en": Shape(512, 8, 6), "small.en": Shape(768, 12, 12)}


def write_random_whisper(folder: Path, name: str, *, n_tokens: int, seed: int = 0) -> Path:
    """Write a model of shape `name` into `folder`, int8, that says `n_tokens` tokens in every window."""
    from ctranslate2.specs import WhisperSpec

    shape, random = SHAPES[name], np.random.default_rng(seed)
    spec = WhisperSpec(shape.layers, shape.heads, shape.layers, shape.heads)
    _encoder(spec.encoder, shape, random)
    _decoder(spec.decoder, shape, random, n_tokens)
    tokens = _tokens()
    spec.register_vocabulary(tokens)
    half = range(shape.layers // 2, shape.layers)
    spec.config.alignment_heads = [[layer, head] for layer in half for head in range(0, shape.heads, 2)]
    spec.config.suppress_ids, spec.config.suppress_ids_begin = [], [220, N_TEXT]
    spec.config.lang_ids = [N_TEXT + 2 + number for number in range(N_LANGUAGES)]
    spec.validate()
    spec.optimize(quantization="int8")
    folder.mkdir(parents=True)
    spec.save(str(folder))
    _write_tokenizer(folder / "tokenizer.json", tokens)
    return folder


def _weight(random: np.random.Generator, *size: int) -> np.ndarray:
    return (random.standard_normal(size, dtype=np.float32) / np.float32(np.sqrt(np.prod(size[1:])))).astype(np.float32)


def _linear(spec: Any, random: np.random.Generator, n_out: int, n_in: int) -> None:
    spec.weight, spec.bias = _weight(random, n_out, n_in), np.zeros(n_out, np.float32)


def _norm(spec: Any, width: int) -> None:
    spec.gamma, spec.beta = np.ones(width, np.float32), np.zeros(width, np.float32)


def _attention(spec: Any, random: np.random.Generator, width: int, sizes: tuple[int, ...]) -> None:
    _norm(spec.layer_norm, width)
    for linear, n_out in zip(spec.linear, sizes, strict=True):
        _linear(linear, random, n_out * width, width)


def _layer(spec: Any, random: np.random.Generator, width: int) -> None:
    _attention(spec.self_attention, random, width, (3, 1))
    _norm(spec.ffn.layer_norm, width)
    _linear(spec.ffn.linear_0, random, 4 * width, width)
    _linear(spec.ffn.linear_1, random, width, 4 * width)


def _encoder(spec: Any, shape: Shape, random: np.random.Generator) -> None:
    width = shape.width
    spec.conv1.weight, spec.conv1.bias = _weight(random, width, N_MELS, 3), np.zeros(width, np.float32)
    spec.conv2.weight, spec.conv2.bias = _weight(random, width, width, 3), np.zeros(width, np.float32)
    spec.position_encodings.encodings = _weight(random, N_FRAMES, width)
    _norm(spec.layer_norm, width)
    for layer in spec.layer:
        _layer(layer, random, width)


def _decoder(spec: Any, shape: Shape, random: np.random.Generator, n_tokens: int) -> None:
    width = shape.width
    spec.embeddings.weight = _weight(random, N_VOCABULARY, width)
    positions = _weight(random, N_POSITIONS, width)
    ends, speaks = (vector / np.linalg.norm(vector) for vector in _weight(random, 2, width))
    positions += STEER * speaks
    positions[:n_tokens] -= STEER * ends
    positions[n_tokens:] += STEER * ends
    spec.position_encodings.encodings = positions.astype(np.float32)
    projection = _weight(random, N_VOCABULARY, width)
    projection[N_TEXT] = 2 * ends
    projection[N_TEXT + 1 :] = -2 * speaks
    spec.projection.weight, spec.projection.bias = projection, np.zeros(N_VOCABULARY, np.float32)
    _norm(spec.layer_norm, width)
    for layer in spec.layer:
        _layer(layer, random, width)
        _attention(layer.attention, random, width, (1, 2, 1))


def _tokens() -> list[str]:
    """The demo model's text tokens, made up words, special tokens and timestamps, in Whisper's order."""
    vocabulary = json.loads((demo_model() / "vocabulary.json").read_text(encoding="utf-8"))
    text = vocabulary[: vocabulary.index("<|endoftext|>")]
    text += [f"Ġmadeup{number}" for number in range(N_TEXT - len(text))]
    languages = ["<|en|>", *(f"<|x{number}|>" for number in range(N_LANGUAGES - 1))]
    tasks = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")
    tokens = [*text, "<|endoftext|>", "<|startoftranscript|>", *languages, *(f"<|{task}|>" for task in tasks)]
    return [*tokens, *(f"<|{0.02 * number:.2f}|>" for number in range(N_VOCABULARY - len(tokens)))]


def _write_tokenizer(path: Path, tokens: list[str]) -> None:
    tokenizer = json.loads((demo_model() / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["model"]["vocab"] = {token: number for number, token in enumerate(tokens[:N_TEXT])}
    pattern = tokenizer["added_tokens"][0]
    tokenizer["added_tokens"] = [
        pattern | {"id": N_TEXT + number, "content": token} for number, token in enumerate(tokens[N_TEXT:])
    ]
    path.write_text(json.dumps(tokenizer), encoding="utf-8")

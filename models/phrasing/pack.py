"""Writing what the run time reads: linear.npz, settings.json, tokenizer.json beside encoder.onnx."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import linear
import lines as corpus
import measure
import numpy as np


def write(
    folder: Path,
    model: linear.Linear,
    joined: measure.Joined,
    limits: dict[str, tuple[float, float]],
    about: dict[str, str],
) -> None:
    """Write everything but the encoder's weights."""
    import encoder

    folder.mkdir(parents=True, exist_ok=True)
    write_linear(folder, model)
    labels = [
        {
            "name": label,
            "role": "agent" if label in corpus.AGENT else "customer",
            "threshold": limits[label][0],
            "listen": limits[label][1],
            "encoder": round(float(joined.encoder[j]), 4),
            "linear": round(float(joined.linear[j]), 4),
            "offset": round(float(joined.offset[j]), 4),
        }
        for j, label in enumerate(corpus.LABELS)
    ]
    settings = about | {
        "context_tokens": encoder.CONTEXT_TOKENS,
        "text_tokens": encoder.TEXT_TOKENS,
        "block_weights": list(linear.BLOCK_WEIGHTS),
        "labels": labels,
    }
    (folder / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(encoder.base() / "tokenizer.json", folder / "tokenizer.json")


def write_linear(folder: Path, model: linear.Linear) -> None:
    """Write the linear half."""
    np.savez_compressed(
        folder / "linear.npz", keys=model.keys, block=model.block, idf=model.idf.astype(np.float16),
        weights=model.weights.astype(np.float16), bias=model.bias,
    )  # fmt: skip

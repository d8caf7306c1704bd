"""How hard the held-out lines are: the plainest recipe, trained on the first files alone and measured on them.

``python models/phrasing/yardstick.py`` from the root of the repository; needs ``pip install "callscore[train]"`` and
takes about five minutes on two cores. Three passes of the encoder at 8e-5, the plain mean of its probabilities with
those of the n-grams, one threshold of a half: no calibration, no further lines, no frames. What the shipped model is
worth shows in how much better it does on the same lines than this, which is known on other lines as well (`card.md`).
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import encoder  # noqa: E402
import linear  # noqa: E402
import lines as corpus  # noqa: E402
import measure  # noqa: E402
import numpy as np  # noqa: E402
import train  # noqa: E402

FIRST_FILES = ("borders", "ordinary", "sly", "uk_b2b", "us_consumer", "world")
"""The files that the corpus began with."""

EVEN_ODDS = 0.5
"""Probability from which the recipe gives a label."""

RECIPE = encoder.Options(epochs=3, encoder_rate=8e-5, seed=5)


def main() -> None:
    """Train, and print the figures on the held-out lines."""
    held = corpus.read(corpus.HELD_OUT)
    first = [line for name in FIRST_FILES for line in corpus.read(corpus.HELD_OUT.with_name(f"{name}.jsonl"))]
    lines = train.without_near(first, held)
    by_encoder = encoder.logits(encoder.train(lines, RECIPE), held)
    by_linear = linear.logits(linear.train(lines), held)
    mean = (1 / (1 + np.exp(-by_encoder)) + 1 / (1 + np.exp(-by_linear))) / 2
    print(f"{len(lines)} lines, {RECIPE.epochs} passes; {len(held)} held-out lines")
    print(measure.table(measure.figures((mean >= EVEN_ODDS).astype(float), held)))
    for name, value in (("encoder", by_encoder), ("n-grams", by_linear), ("mean of both", mean)):
        print(f"mean average precision, {name}: {measure.mean_average_precision(value, held):.3f}")


if __name__ == "__main__":
    main()

"""Train the phrasing classifier: ``python models/phrasing/train.py`` from the root of the repository.

Needs ``pip install "callscore[train]"``. Trains both halves twice: once without a tenth of the lines, on which they are
joined, calibrated and given their thresholds, and once on every line for what is shipped. Prints the figures on the
held-out lines, which no run has seen. About an hour on two cores; seeded, so that it can be repeated.

``--extra ours.jsonl`` adds a team's own lines, and shows the figures before and after on the held-out lines and on a
fifth of the team's, kept back for that. ``--linear-only`` retrains the n-gram half alone, in about a minute.
``--compare`` cross-validates n-grams, encoder and both joined, near-duplicates in one fold, and writes nothing; with
``--linear-only``, the n-grams alone. ``--sample 1000`` takes so many lines only, to try things out.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import time
from collections.abc import Sequence
from hashlib import md5
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

import compare  # noqa: E402
import linear  # noqa: E402
import lines as corpus  # noqa: E402
import measure  # noqa: E402
import numpy as np  # noqa: E402

if TYPE_CHECKING:
    import encoder

CALIBRATION_SHARE = 10
"""Percent of the lines, whole groups at a time, that join and calibrate the two halves."""
KEPT_BACK = 5
"""Every so many of a team's own lines is kept back to show what the rest has brought."""


def main() -> None:
    """Train, write, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--extra", type=Path, action="append", default=[], help="your own labelled lines (JSONL)")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to")
    parser.add_argument("--epochs", type=int, default=6, help="passes over the lines for the shipped encoder")
    parser.add_argument("--calibration-epochs", type=int, default=4, help="passes for the run that calibrates")
    parser.add_argument("--polish-epochs", type=int, default=3, help="further passes at a lower rate")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--linear-only", action="store_true", help="keep the encoder and the thresholds as they are")
    parser.add_argument("--compare", action="store_true", help="only cross-validate the candidates, and stop")
    parser.add_argument("--folds", type=int, default=3, help="parts that --compare cuts the lines into")
    parser.add_argument("--sample", type=int, help="take so many lines only, to try things out")
    args = parser.parse_args()
    own = [line for path in args.extra for line in corpus.read(path)]
    kept, added = own[::KEPT_BACK], [line for i, line in enumerate(own) if i % KEPT_BACK]
    lines = corpus.read_all() + added
    held = corpus.read(corpus.HELD_OUT)
    lines = without_near(lines, held + kept)
    if args.sample:
        lines = random.Random(args.seed).sample(lines, min(args.sample, len(lines)))
    print(f"{len(lines)} lines to train on, {len(held)} held out, {len(kept)} of your own kept back")
    if args.compare:
        compare.compare(lines, args.folds, None if args.linear_only else first_run(args))
        return
    tests = {"held-out lines": held} | ({"your own lines, kept back": kept} if kept else {})
    if own:
        for name, part in tests.items():
            show(f"Before, {name}", part, *shipped(HERE, part))
    started = time.time()
    args.out.mkdir(parents=True, exist_ok=True)
    train_linear(lines, args.out) if args.linear_only else train_both(lines, args)
    print(f"trained in {(time.time() - started) / 60:.0f} minutes, written to {args.out}")
    for name, part in tests.items():
        show(f"{'After, ' if own else ''}{name}", part, *shipped(args.out, part))


def without_near(lines: Sequence[corpus.Line], held: Sequence[corpus.Line]) -> list[corpus.Line]:
    """`lines` without near-duplicates of the held-out ones."""
    group = corpus.groups([*lines, *held])
    taken = set(group[len(lines) :])
    return [line for line, number in zip(lines, group, strict=False) if number not in taken]


def calibration_part(lines: Sequence[corpus.Line]) -> np.ndarray:
    """Which lines calibrate: chosen by a hash of their words, with all near-duplicates, so that it stays the same."""
    group = corpus.groups(lines)
    drawn = {
        number
        for number, line in zip(group, lines, strict=True)
        if int(md5(" ".join(corpus.normal(line.text)).encode()).hexdigest(), 16) % 100 < CALIBRATION_SHARE
    }
    return np.isin(group, list(drawn))


def first_run(args: argparse.Namespace) -> encoder.Options:
    """How the encoder is trained where some of the lines are left aside."""
    import encoder

    return encoder.Options(epochs=args.calibration_epochs, seed=args.seed - 1, threads=args.threads)


def train_both(lines: Sequence[corpus.Line], args: argparse.Namespace) -> None:
    """Both halves, their joining and their thresholds."""
    import encoder
    import pack

    aside = calibration_part(lines)
    part = [line for line, out in zip(lines, aside, strict=True) if not out]
    calibration = [line for line, out in zip(lines, aside, strict=True) if out]
    print(f"calibration run: {len(part)} lines, {len(calibration)} aside")
    by_encoder = encoder.logits(encoder.train(part, first_run(args)), calibration)
    by_linear = linear.logits(linear.train(part), calibration)
    joined = measure.join(by_encoder, by_linear, calibration)
    probability = joined(by_encoder, by_linear)
    limits = measure.thresholds(probability, calibration)
    for name, value in (
        ("encoder alone", 1 / (1 + np.exp(-by_encoder))),
        ("n-grams alone", 1 / (1 + np.exp(-by_linear))),
        ("joined", probability),
    ):
        print(f"  {name}: mean average precision {measure.mean_average_precision(value, calibration):.3f}")
    print("shipped run")
    options = encoder.Options(epochs=args.epochs, seed=args.seed, threads=args.threads)
    model = encoder.train(lines, options)
    if args.polish_epochs:
        model = encoder.train(lines, encoder.polishing(options, args.polish_epochs), start=model)
    encoder.export(model, args.out)
    pack.write(args.out, linear.train(lines), joined, limits, {"trained": time.strftime("%Y-%m-%d")})


def train_linear(lines: Sequence[corpus.Line], out: Path) -> None:
    """The linear half alone; everything else is taken over from the shipped model."""
    import pack

    for name in ("encoder.onnx", "settings.json", "tokenizer.json"):
        if out.resolve() != HERE:
            shutil.copyfile(HERE / name, out / name)
    pack.write_linear(out, linear.train(lines))


def shipped(folder: Path, lines: Sequence[corpus.Line]) -> tuple[np.ndarray, np.ndarray]:
    """``(probabilities, thresholds)`` as the run time has them, int8 encoder and all."""
    from callscore.language.classifier import read_model

    model = read_model(folder)
    order = [model.labels.index(label) for label in corpus.LABELS]
    probability = model.probabilities([(line.text, line.context) for line in lines])[:, order]
    return probability, np.array([model.thresholds[label] for label in corpus.LABELS])


def show(name: str, lines: Sequence[corpus.Line], probability: np.ndarray, limits: np.ndarray) -> None:
    """Print the figures."""
    said = (probability >= limits).astype(float)
    print(f"\n## {name}: {len(lines)} lines\n\n{measure.table(measure.figures(said, lines))}\n")
    alike = measure.look_alikes(said, lines)
    print("look-alikes flagged: " + ", ".join(f"{label} {n} of {of}" for label, (n, of) in alike.items()))


if __name__ == "__main__":
    main()

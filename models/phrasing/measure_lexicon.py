"""How often each frame of the shipped lexicons is right, on labelled lines that it was not written on.

    python models/phrasing/measure_lexicon.py CORPUS_FOLDER [--write]

CORPUS_FOLDER holds *.jsonl with speaker, text, context and labels. Only lines whose text hashes to 0 modulo 4 are used:
the frames were written with the others in view. A frame that fired seldom is drawn to its label's precision, as if it
had fired four times more at that rate; frames that are more often wrong than right don't
count for their label. --write stores the figures in measured.toml, where confidence is read from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from pathlib import Path

from callscore.conversation import Role
from callscore.language.lexicon import load_default

MIN_CONFIDENCE = 0.5
"""Precision below which a frame doesn't count for its label: more often wrong than right."""

PRIOR_LINES = 4
"""Weight of the label's precision, in lines."""

MEASURED = Path(__file__).parents[2] / "callscore" / "data" / "lexicons" / "en" / "measured.toml"


def held_out(text: str) -> bool:
    return int(hashlib.sha256(text.lower().encode()).hexdigest(), 16) % 4 == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    rows = [
        (row, load_default().match(row["text"], Role(row["speaker"]), row["context"]))
        for path in sorted(arguments.corpus.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if held_out(row["text"])
    ]
    by_frame: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    label_of: dict[str, str] = {}
    for row, found in rows:
        for match in found:
            label_of[match.frame] = match.label
            by_frame[match.frame][0 if match.label in row["labels"] else 1] += 1
    loose = {frame for frame, (right, wrong) in by_frame.items() if right < MIN_CONFIDENCE * (right + wrong)}
    by_label: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row, found in rows:
        labels = {match.label for match in found if match.frame not in loose}
        for label in labels:
            by_label[label][0 if label in row["labels"] else 1] += 1
        for label in set(row["labels"]) - labels:
            by_label[label][2] += 1
    print(f"{'label':24}{'precision':>10}{'recall':>8}{'F1':>6}   right wrong missed")
    rate: dict[str, float] = {}
    for label, (right, wrong, missed) in sorted(by_label.items()):
        rate[label] = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        f1 = 2 * rate[label] * recall / (rate[label] + recall) if right else 0.0
        print(f"{label:24}{rate[label]:10.2f}{recall:8.2f}{f1:6.2f}   {right:5} {wrong:5} {missed:6}")
    lines = [
        "# Share of labelled lines, not used for writing the frames, on which each frame was right.",
        "# Made by models/phrasing/measure_lexicon.py; don't edit.",
        "",
        "[precision]",
    ]
    for frame, (right, wrong) in sorted(by_frame.items()):
        precision = (right + PRIOR_LINES * rate[label_of[frame]]) / (right + wrong + PRIOR_LINES)
        lines.append(f'"{frame}" = {precision:.2f}  # {right} of {right + wrong}')
    if arguments.write:
        MEASURED.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""How many rows of the rubric come out as people judged them: opening, options, next step, empathy, answers, outcome.

Run ``python tests/benchmarks/measure_rows.py FOLDER... [--wrong]`` on folders of transcripts (``*.json``) that hold
``truth``: recap, outcome, introduction, purpose, right_party, label to turns, asked_again, unanswered questions;
what a truth doesn't speak of is passed over. Each folder is told apart, and within one every second call from the first
and from the second on: what holds in one half only was tuned to it. ``--wrong`` names what came out otherwise.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from callscore import Conversation, Pipeline, Report, read_transcript
from callscore.dialogue.exchanged import asked_again
from callscore.dialogue.on_the_line import on_the_line
from callscore.dialogue.unanswered import unanswered

Truth = Mapping[str, Any]


@dataclass
class Tally:
    """Calls that came out right, or turns said and true."""

    right: int = 0
    said: int = 0
    true: int = 0
    wrong: list[str] = field(default_factory=list)


def credited(report: Report, criterion: str) -> set[int]:
    """Turns of the agent that a criterion is credited for."""
    return {
        finding.turn
        for finding in report.findings
        if finding.criterion == criterion and finding.role is not None and finding.role.value == "agent"
        if not finding.severity
    }


def labelled(truth: Truth, label: str) -> set[int]:
    """Turns that carry a label, in either of the places where truths keep them."""
    return set(truth.get("turns_by_label", {}).get(label) or truth.get(label) or [])


def in_order(asked: int | None, verified: int | None, debt: int | None) -> bool | None:
    """Whether the person came before the account; None where nobody was asked for."""
    if asked is None:
        return None
    return debt is None or (verified is not None and verified <= debt and asked < debt)


def calls_judged(call: Conversation, report: Report, truth: Truth) -> Iterator[tuple[str, object, object]]:
    """``(row, ours, truth)`` of what is judged once a call; `call` as it was read, the report hides who somebody is."""
    if "recap" in truth:
        yield "recap", report.notes.recap["state"], truth["recap"]["state"]
    yield "outcome", report.notes.outcome, truth["outcome"]
    if "introduction" not in truth:
        return
    value = {name: metric.value for name, metric in report.metrics.items()}
    who = truth["introduction"]
    whole = 0.0 if not who else 1.0 if who.get("name") and who.get("company") else 0.5
    yield "introduction", value["introduction"] or 0.0, whole
    yield "purpose", bool(value["purpose"]), bool(truth["purpose"])
    line, party = on_the_line(call), truth["right_party"] or {}
    turns = (party.get("asked_turn"), party.get("verified_turn"), party.get("debt_mentioned_turn"))
    yield "right_party", in_order(line.asked, line.confirmed, line.account), in_order(*turns)
    for row in ("options", "next_step"):
        yield row, (value[row] or 0.0) >= 0.5, bool(labelled(truth, row))


def turns_judged(call: Conversation, report: Report, truth: Truth) -> Iterator[tuple[str, set[int], set[int]]]:
    """``(row, our turns, true turns)`` of what is judged turn by turn."""
    if "asked_again" not in truth:
        return
    yield "empathy", credited(report, "empathy"), labelled(truth, "empathy")
    again = {pair[1] for pair in truth["asked_again"]}
    yield "asked_again", {found.again.turn for found in asked_again(call)}, again
    yield "unanswered", {index for index, _, _ in unanswered(call)}, set(truth["unanswered_customer_questions"])


def measure(paths: Sequence[Path], score: Pipeline) -> dict[str, Tally]:
    rows: dict[str, Tally] = {}
    for path in paths:
        truth = json.loads(path.read_text(encoding="utf-8"))["truth"]
        call, report = read_transcript(path), score(path)
        for row, ours, theirs in calls_judged(call, report, truth):
            tally = rows.setdefault(row, Tally())
            tally.true += 1
            tally.right += ours == theirs
            if ours != theirs:
                tally.wrong.append(f"{path.stem}: {ours}, not {theirs}")
        for row, our_turns, true_turns in turns_judged(call, report, truth):
            tally = rows.setdefault(f"{row} turns", Tally())
            tally.right += len(our_turns & true_turns)
            tally.said += len(our_turns)
            tally.true += len(true_turns)
            tally.wrong += [f"{path.stem} {turn} too much" for turn in sorted(our_turns - true_turns)]
            tally.wrong += [f"{path.stem} {turn} missed" for turn in sorted(true_turns - our_turns)]
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--wrong", action="store_true", help="name what came out otherwise")
    options = parser.parse_args()
    score = Pipeline("default")
    for folder in options.folders:
        paths = sorted(folder.glob("*.json"))
        for name, half in (("one half", paths[::2]), ("other half", paths[1::2])):
            print(f"{folder.name}, {name}: {len(half)} calls")
            for row, tally in measure(half, score).items():
                of = f"{tally.right} right of {tally.said} said of" if row.endswith("turns") else f"{tally.right} of"
                print(f"  {row:20} {of} {tally.true}")
                for line in tally.wrong if options.wrong else ():
                    print(f"      {line}")


if __name__ == "__main__":
    main()

"""How near to the truth callscore comes on rendered calls: speech of each party, talk share, interruptions, questions.

Render calls with ``python tests/sound/make_calls.py OUT --n 24 --seed 77001 --voices held [--scripts FOLDER]``, then
run ``python tests/benchmarks/measure_calls.py OUT [--transcript words|turns|untimed]``. Speech error is without a
collar, overlaps counted (pyannote.metrics); an interruption is found when the same party cuts in within a second of it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from pathlib import Path
from typing import Any

from callscore import CallscoreError, Conversation, Finding, Role, listen
from callscore.analyzers.interruptions import cut_ins
from callscore.analyzers.mid_sentence import question_mid_sentence
from callscore.spans import Span, total

SAME_MOMENT = 1.0
"""Seconds within which two interruptions by one party are the same."""

LEFT_OUT = {"words": (), "turns": ("words",), "untimed": ("words", "start", "end")}
"""What each kind of transcript lacks."""


def hear(truth: Path, kind: str, folder: Path) -> Conversation:
    """The call beside a truth file, with a transcript of this kind."""
    name = truth.name.removesuffix(".truth.json")
    document = json.loads((truth.parent / f"{name}.json").read_text(encoding="utf-8"))
    for turn in document["turns"]:
        for field in LEFT_OUT[kind]:
            turn.pop(field, None)
    transcript = folder / "transcript.json"
    transcript.write_text(json.dumps(document), encoding="utf-8")
    return listen(truth.parent / f"{name}.wav", transcript=transcript)


def annotation(speech: dict[str, list[Span]]) -> Any:
    """Speech of each party as pyannote knows it."""
    from pyannote.core import Annotation, Segment

    found = Annotation()
    for role, spans in speech.items():
        for number, span in enumerate(spans):
            found[Segment(span.start, span.end), f"{role}{number}"] = role
    return found


def main() -> None:
    from pyannote.metrics.diarization import DiarizationErrorRate

    warnings.filterwarnings("ignore", category=UserWarning, module="pyannote")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--transcript", choices=tuple(LEFT_OUT), default="turns")
    options = parser.parse_args()
    error = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    shares: list[float] = []
    cuts = {"right": 0, "said": 0, "true": 0}
    asked = {"right": 0, "said": 0, "true": 0}
    refused = listened = 0
    with tempfile.TemporaryDirectory() as scratch:
        for path in sorted(options.folder.glob("*.truth.json")):
            truth = json.loads(path.read_text(encoding="utf-8"))
            try:
                call = hear(path, options.transcript, Path(scratch))
            except CallscoreError as problem:
                refused += 1
                print(problem)
                continue
            heard = {role.value: list(call.speech(role)) for role in (Role.AGENT, Role.CUSTOMER)}
            said = {role: [Span(*pair) for pair in pairs] for role, pairs in truth["speech"].items()}
            error(annotation(said), annotation(heard))
            agent, customer = total(heard["agent"]), total(heard["customer"])
            shares.append(100 * (agent / (agent + customer) - truth["agent_talk_share"]))
            true_cuts = [(cut["by"], cut["start"]) for cut in truth["interruptions"]]
            found = [(cut.role.value, cut.start) for cut in cut_ins(call) if cut.is_interruption]
            cuts["said"] += len(found)
            cuts["true"] += len(true_cuts)
            noises = [truth["turns"][index] for index in truth["backchannels"]]
            for who, start in found:
                listened += any(
                    noise["speaker"] == who and abs(noise["start"] - start) < SAME_MOMENT for noise in noises
                )
                match = next((c for c in true_cuts if c[0] == who and abs(c[1] - start) < SAME_MOMENT), None)
                if match is not None:
                    true_cuts.remove(match)
                    cuts["right"] += 1
            questions = {item.turn for item in question_mid_sentence(call) if isinstance(item, Finding)}
            asked["said"] += len(questions)
            asked["true"] += len(truth["mid_sentence_questions"])
            asked["right"] += len(questions & set(truth["mid_sentence_questions"]))
    parts = error[:]
    spoken = parts["total"]
    print(f"{len(shares)} calls with a transcript of kind {options.transcript!r}, {refused} refused")
    print(
        f"speech: DER {100 * abs(error):.1f} % (missed {100 * parts['missed detection'] / spoken:.1f}, "
        f"false {100 * parts['false alarm'] / spoken:.1f}, confused {100 * parts['confusion'] / spoken:.1f})"
    )
    errors = [abs(share) for share in shares]
    print(f"agent talk share: error {sum(errors) / len(errors):.2f} points mean, {max(errors):.2f} worst")
    print(
        f"interruptions: {cuts['right']} right of {cuts['said']} said, of {cuts['true']} true; "
        f"{listened} said near a listening noise"
    )
    print(f"questions in mid-sentence: {asked['right']} right of {asked['said']} said, of {asked['true']} true")


if __name__ == "__main__":
    main()

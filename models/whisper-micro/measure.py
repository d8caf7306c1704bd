"""Measure an exported model through faster-whisper: `python measure.py FOLDER sentences|figures|numbers|calls`.

Everything measured is held out: lines that no shard is made of, new numbers, and calls that `tests/sound/make_calls.py`
renders of scripts that training never saw.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import grammar
import numpy as np
from numpy.typing import NDArray
from text import read_lines, said, spoken_tokens, tidy, written

from channel import Channel, record  # isort: skip
from voices import VOICES, say  # isort: skip

__all__ = ["Heard", "figures_of", "main", "normal", "score"]

TRAINING_VOICES = ("slt", "rms", "awb", "kal", "us_m", "us_f", "gb_m", "gb_f")
"""Voices of `tests/sound/voices.py` that training speech is made with."""

SNR_DB = (30.0, 25.0, 20.0, 15.0)
"""Noise of the telephone line."""

Word = tuple[str, float, float]


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said and what was recognised: text, and words with start and end in seconds."""

    said: str
    said_words: tuple[Word, ...]
    heard: str
    heard_words: tuple[Word, ...]
    label: str = ""


def normal(text: str, *, as_words: bool = True) -> list[str]:
    """Words to compare: lower case, no punctuation, numbers as the words that say them, or as figures.

    >>> normal("So, that's four hundred and twelve pounds by March 3rd.")[2:]
    ['four', 'hundred', 'twelve', 'pounds', 'by', 'march', 'third']
    >>> normal("That's four hundred and twelve pounds.", as_words=False)
    ["that's", '£412']
    """
    line = tidy(re.sub(r"[^A-Za-z0-9 ,.?!'$£€₹%:;&/—–-]", " ", text).replace("/", " ")) or ""
    figured = written(said(line)) if line else ""
    if not as_words:
        return [w for word in figured.split() if (w := word.strip(",.?!").lower())]
    words = [word for token in spoken_tokens(figured) for word in token.words]
    return [w for word in words if (w := re.sub(r"[^a-z0-9']", "", word.lower()))]


def figures_of(text: str) -> list[str]:
    """Amounts and days of the month in `text`, as written: those that must be right.

    >>> figures_of("It's $1,250.50 by March 3rd, invoice 4410.")
    ['$1,250.50', '3rd']
    """
    tokens = (token.written.strip(",.?!") for token in said(tidy(text) or ""))
    return [token for token in tokens if re.fullmatch(r"[$£€][\d,]+(?:\.\d\d)?|\d+(?:st|nd|rd|th)", token)]


def score(heard: Sequence[Heard]) -> dict[str, float]:
    """Figures of a set: word error rates, shares of right amounts and dates, errors of word times."""
    import jiwer

    result: dict[str, float] = {"n": len(heard)}
    for name, as_words in (("wer", True), ("wer_as_written", False)):
        pairs = [[" ".join(normal(text, as_words=as_words)) for text in (h.said, h.heard)] for h in heard]
        kept = [(a, b) for a, b in pairs if a]
        result[name] = jiwer.wer([a for a, _ in kept], [b for _, b in kept])
        result[f"{name}_words"] = sum(len(a.split()) for a, _ in kept)
    wanted = right = 0
    for h in heard:
        got = figures_of(h.heard)
        for figure in figures_of(h.said):
            wanted += 1
            if figure in got:
                got.remove(figure)
                right += 1
    result |= {"figures": wanted, "figures_right": right / wanted if wanted else float("nan")}
    starts, ends = _time_errors(heard)
    if len(starts):
        result |= {
            "times": len(starts),
            "start_median_s": float(np.median(np.abs(starts))),
            "start_p90_s": float(np.percentile(np.abs(starts), 90)),
            "end_median_s": float(np.median(np.abs(ends))),
            "end_p90_s": float(np.percentile(np.abs(ends), 90)),
        }
    return result


def _time_errors(heard: Iterable[Heard]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Start and end of each rightly recognised word against the synthesiser's, seconds."""
    import jiwer

    starts, ends = [], []
    for h in heard:
        truth, found = ([(k, a, b) for w, a, b in words if (k := _key(w))] for words in (h.said_words, h.heard_words))
        if not truth or not found:
            continue
        aligned = jiwer.process_words(" ".join(w[0] for w in truth), " ".join(w[0] for w in found)).alignments[0]
        for chunk in aligned:
            if chunk.type == "equal":
                for i in range(chunk.ref_end_idx - chunk.ref_start_idx):
                    true, got = truth[chunk.ref_start_idx + i], found[chunk.hyp_start_idx + i]
                    starts.append(got[1] - true[1])
                    ends.append(got[2] - true[2])
    return np.array(starts), np.array(ends)


def _key(word: str) -> str:
    return re.sub(r"[^a-z0-9$£€%']", "", word.lower())


@cache
def _model(folder: Path, threads: int) -> Any:
    from faster_whisper import WhisperModel

    return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=threads)


def recognise(folder: Path, sound: NDArray[np.float32], *, threads: int = 1) -> tuple[str, tuple[Word, ...]]:
    """Text and words of 8 kHz `sound` [n_samples] by faster-whisper with its usual options."""
    import soxr

    wide = soxr.resample(sound, 8000, 16000).astype(np.float32)
    segments, _ = _model(folder, threads).transcribe(
        wide,
        language="en",
        beam_size=5,
        temperature=0.0,
        vad_filter=True,
        word_timestamps=True,
        condition_on_previous_text=False,
    )
    found = list(segments)
    words = tuple((w.word.strip(), float(w.start), float(w.end)) for s in found for w in s.words or ())
    return " ".join(s.text.strip() for s in found), words


def sentences(n: int, seed: int) -> list[str]:
    """Held-back lines of the corpus."""
    lines = [line for line in read_lines(held=True) if len(line.split()) > 2]
    return Random(f"held {seed}").sample(lines, n)


def sentences_with_figures(n: int, seed: int) -> list[str]:
    """Held-back lines of the corpus that hold an amount or a date, at most `n`."""
    lines = [line for line in read_lines(held=True) if figures_of(line)]
    return Random(f"held {seed}").sample(lines, min(n, len(lines)))


def numbers(n: int, seed: int) -> list[str]:
    """New sentences of the grammar that hold an amount or a date."""
    random = Random(f"numbers {seed}")
    made: list[str] = []
    while len(made) < n:
        line = written(grammar.sentence(random))
        if figures_of(line):
            made.append(line)
    return made


LINES = {"sentences": sentences, "figures": sentences_with_figures, "numbers": numbers}
"""Sets of lines by name."""


def hear_lines(folder: Path, lines: Sequence[str], seed: int, *, threads: int = 1) -> list[Heard]:
    """Lines by the training voices in turn over a telephone, half a second of line noise round each."""
    random, heard = np.random.default_rng(seed), []
    for line, name in zip(lines, cycle(TRAINING_VOICES)):
        utterance = say(line, VOICES[name])
        quiet = np.zeros(4000, np.float32)
        voice = np.concatenate([quiet, utterance.sound, quiet])
        channel = Channel(snr_db=float(random.choice(SNR_DB)), leakage_db=None)
        sound = record(voice, np.zeros_like(voice), channel, random)[0]
        text, words = recognise(folder, sound, threads=threads)
        spoken = tuple((w.text, w.start + 0.5, w.end + 0.5) for w in utterance.words)
        heard.append(Heard(line, spoken, text, words, name))
    return heard


def hear_calls(folder: Path, calls: Path, *, threads: int = 1) -> list[Heard]:
    """Each channel of every call in a folder that `make_calls.py` wrote."""
    import soundfile

    heard = []
    for path in sorted(calls.glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        recording = path.with_name(path.name.replace(".truth.json", ".wav"))
        sound, _ = soundfile.read(recording, dtype="float32", always_2d=True)
        for side, role in enumerate(("agent", "customer")):
            channel = 1 - side if truth["channel"]["swapped"] else side
            turns = [turn for turn in truth["turns"] if turn["speaker"] == role]
            words = tuple((w["text"], w["start"], w["end"]) for turn in turns for w in turn["words"])
            text, found = recognise(folder, sound[:, channel], threads=threads)
            voice = truth["voices"][role]
            label = next((name for name, known in VOICES.items() if asdict(known) == voice), voice["model"])
            heard.append(Heard(" ".join(turn["text"] for turn in turns), words, text, found, label))
    return heard


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: figures of one set as JSON lines, all of it and by voice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("what", choices=(*LINES, "calls"))
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calls", type=Path, help="folder that make_calls.py wrote")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="examples to print")
    options = parser.parse_args(arguments)
    if options.what == "calls":
        if options.calls is None:
            parser.error("calls are measured with --calls FOLDER; tests/sound/make_calls.py writes one")
        heard = hear_calls(options.model, options.calls, threads=options.threads)
    else:
        lines = LINES[options.what](options.n, options.seed)
        heard = hear_lines(options.model, lines, options.seed, threads=options.threads)
    for label in ("", *sorted({h.label for h in heard})):
        chosen = [h for h in heard if not label or h.label == label]
        print(
            json.dumps(
                {"set": options.what, "voice": label or "all", **{k: round(v, 4) for k, v in score(chosen).items()}}
            )
        )
    for h in heard[:: max(1, len(heard) // options.show)] if options.show else ():
        print(f"{h.label} | {h.said[:200]} | {h.heard[:200]}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

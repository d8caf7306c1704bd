"""Recognition through callscore against bare ``WhisperModel.transcribe``: time, memory, and where the time goes.

Run ``python tests/benchmarks/bench_recognition.py [--models demo tiny.en base.en small.en] [--minutes 3] [--runs 3]``.
The call is the sample "mixed" again and again, in stereo and mixed to mono. Both hear the same channels with the same
options (beam 5, temperature 0, word times, no time stamps, one thread); bare recognition hears all of each channel, as
it does by default. "hearing" is what callscore does before recognition: decoding, layout, voice activity, and on mono
telling the voices apart. Runs are interleaved and the median is given, in seconds of CPU, so that a busy machine counts
for little. Models other than "demo" have their true shape and random weights, which say as many tokens in every window
as people do (`random_whisper`). Goals: stereo 0.8 of the bare time, mono 1.05.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
import wave
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from random_whisper import SHAPES, write_random_whisper

from callscore.audio.recording import read_recording
from callscore.audio.transcription import Whisper
from callscore.listening.hearing import hear
from callscore.listening.recognition import recognise
from callscore.samples import sample
from callscore.spans import merge, total

TOKENS = 100
"""Tokens in 30 s of speech: about 75 words."""

REST = "decoder and the rest"
STAGES = ("hearing", "features", "encoder", "alignment", REST)


@dataclass(frozen=True)
class Job:
    """One way to recognise one recording."""

    way: str
    path: Path
    model: str
    tokens: int


def write_call(path: Path, minutes: float, *, mono: bool) -> Path:
    """The sample again and again."""
    recording = read_recording(sample("mixed")[0])
    sound = recording.samples.mean(axis=0, keepdims=True) if mono else recording.samples
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[0])
        file.setsampwidth(2)
        file.setframerate(recording.sample_rate)
        for _ in range(max(1, round(60 * minutes / recording.duration))):
            file.writeframes((sound.T.clip(-1, 1) * 32_767).astype("<i2").tobytes())
    return path


def recipe(model: str) -> Whisper:
    return Whisper(model, device="cpu", cpu_threads=1, local_files_only=True)


def through_callscore(job: Job, spent: Counter[str]) -> None:
    """All that callscore does from the file to the words."""
    with clocked(spent, "hearing"):
        heard = hear(job.path)
    with clocked(spent, "recognition"):
        recognise(heard, recipe(job.model))


def bare(job: Job, spent: Counter[str]) -> None:
    """Each channel through faster-whisper alone."""
    model = recipe(job.model).load()
    with clocked(spent, "hearing"):
        recording = read_recording(job.path)
        channels = [recording.channel(index) for index in range(recording.n_channels)]
    with clocked(spent, "recognition"):
        for channel in channels:
            segments, _ = model.transcribe(
                channel,
                language="en",
                beam_size=5,
                temperature=0.0,
                condition_on_previous_text=False,
                without_timestamps=True,
                word_timestamps=True,
                max_new_tokens=2 * job.tokens - 2 if job.tokens else None,  # CTranslate2 halves it, prompt included
                no_speech_threshold=None,
            )
            list(segments)


WAYS: dict[str, Callable[[Job, Counter[str]], None]] = {"callscore": through_callscore, "bare": bare}


@contextmanager
def clocked(spent: Counter[str], name: str) -> Iterator[None]:
    """Add the CPU seconds of the block to `spent`."""
    start = time.process_time()
    yield
    spent[name] += time.process_time() - start  # type: ignore[assignment]


@contextmanager
def stages(model: Any, spent: Counter[str]) -> Iterator[None]:
    """Clock the stages inside faster-whisper while the block runs."""
    extract, really = type(model.feature_extractor), {}

    def watch(owner: Any, method: str, name: str) -> None:
        inner = getattr(owner, method)
        really[owner, method] = inner

        def outer(*args: Any, **options: Any) -> Any:
            with clocked(spent, name):
                return inner(*args, **options)

        setattr(owner, method, outer)

    watch(extract, "__call__", "features")
    watch(type(model), "encode", "encoder")
    watch(type(model), "find_alignment", "alignment")
    try:
        yield
    finally:
        for (owner, method), inner in really.items():
            setattr(owner, method, inner)


def run(job: Job) -> Counter[str]:
    """CPU seconds of one run, by stage."""
    spent: Counter[str] = Counter()
    model = recipe(job.model).load()
    with stages(model, spent), clocked(spent, "all"):
        WAYS[job.way](job, spent)
    inside = spent["features"] + spent["encoder"] + spent["alignment"]
    spent[REST] = spent["recognition"] - inside
    return spent


def peak_mb(job: Job) -> float:
    """MB of memory at most, in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(_peak_mb, job).result()


def _peak_mb(job: Job) -> float:
    run(job)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def compare(model: str, name: str, path: Path, runs: int, *, memory: bool) -> None:
    """Run both ways in turn and print what they took."""
    heard = hear(path)
    seconds = heard.recording.duration
    tracks = heard.speech if heard.dual else [merge(span for spans in heard.speech for span in spans)]
    share = sum(total(spans) for spans in tracks) / len(tracks) / seconds
    tokens = 0 if name not in SHAPES else round(TOKENS * share)
    jobs = {way: Job(way, path, model, tokens) for way in WAYS}
    taken: dict[str, list[Counter[str]]] = {way: [] for way in WAYS}
    for _ in range(runs):
        for way, job in jobs.items():
            taken[way].append(run(job))
    ratio = median(a["all"] / b["all"] for a, b in zip(taken["callscore"], taken["bare"], strict=True))
    words = median(a["recognition"] / b["recognition"] for a, b in zip(taken["callscore"], taken["bare"], strict=True))
    print(f"\n{name}, {path.stem}, {seconds / 60:.1f} min, parties speak {share:.0%} of their channels")
    for way in WAYS:
        cost = {key: median(spent[key] for spent in taken[way]) for key in taken[way][0]}
        parts = ", ".join(f"{stage} {cost[stage]:.2f}" for stage in STAGES)
        held = f", peak {peak_mb(jobs[way]):.0f} MB" if memory else ""
        print(f"  {way:10} {cost['all']:7.2f} s ({seconds / cost['all']:.0f} x real time): {parts}{held}")
    print(f"  callscore / bare: {ratio:.2f} in all, {words:.2f} in recognition alone", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", nargs="+", default=["demo", *SHAPES])
    parser.add_argument("--kinds", nargs="+", choices=("stereo", "mono"), default=["stereo", "mono"])
    parser.add_argument("--minutes", type=float, default=3.0)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--memory", action="store_true", help="also the peak memory of each, in processes of their own")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        calls = [write_call(folder / f"{kind}.wav", wanted.minutes, mono=kind == "mono") for kind in wanted.kinds]
        for name in wanted.models:
            model = name
            if name in SHAPES:
                model = str(write_random_whisper(folder / name, name, n_tokens=TOKENS))
            for path in calls:
                compare(model, name, path, wanted.runs, memory=wanted.memory)


if __name__ == "__main__":
    main()

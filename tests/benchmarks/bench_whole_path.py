"""How fast is a call from recording and transcript to page, everything but recognition, with the memory it takes.

Run ``python tests/benchmarks/bench_whole_path.py [--minutes 65] [--channels 1]``. The call is the sample "mixed" again
and again. The yardstick is bare ``faster_whisper.vad.get_speech_timestamps`` on the same sound, run last so that it
can't hide our peak. Goals: 60 times real time on two cores, under 700 MB for 65 minutes of mono.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
import wave
from pathlib import Path

import numpy as np

from callscore import Pipeline
from callscore.audio.recording import read_recording
from callscore.samples import sample


def write_call(folder: Path, minutes: float, channels: int) -> tuple[Path, Path]:
    """A call of so many minutes and its transcript."""
    recording = read_recording(sample("mixed")[0])
    document = json.loads(sample("mixed")[1].read_text(encoding="utf-8"))
    sound = recording.samples if channels == 2 else recording.samples.mean(axis=0, keepdims=True)
    block = (np.clip(sound.T, -1, 1) * 32_767).astype("<i2").tobytes()
    length = recording.duration
    turns = []
    path = folder / "call.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(recording.sample_rate)
        for number in range(round(minutes * 60 / length)):
            file.writeframes(block)
            for turn in document["turns"]:
                start, end = turn["start"] + number * length, turn["end"] + number * length
                turns.append({"speaker": turn["speaker"], "start": start, "end": end, "text": turn["text"]})
    transcript = folder / "call.json"
    transcript.write_text(json.dumps({"turns": turns, "call_date": "2026-11-20"}), encoding="utf-8")
    return path, transcript


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=65.0)
    parser.add_argument("--channels", type=int, choices=(1, 2), default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path, transcript = write_call(Path(name), options.minutes, options.channels)
        started = time.perf_counter()
        report = Pipeline()(path, transcript=transcript)
        heard = time.perf_counter()
        report.save(Path(name) / "call.html", audio="none")
        paged = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        seconds = report.conversation.duration or 0.0
        from faster_whisper.vad import get_speech_timestamps

        sound = read_recording(path).channel(0)
        before = time.perf_counter()
        get_speech_timestamps(sound)
        bare = time.perf_counter() - before
    print(f"{seconds / 60:.1f} min, {options.channels} channel(s), {len(report.conversation.turns)} turns")
    print(
        f"to report: {heard - started:.1f} s, {seconds / (heard - started):.0f} x real time; page {paged - heard:.1f} s"
    )
    print(f"against bare Silero on one channel ({bare:.1f} s): {(heard - started) / bare:.1f} x its time")
    print(f"peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()

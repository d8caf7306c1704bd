"""How fast is everything before recognition: decode, layout, speech and leakage, in multiples of real time, with its memory.

Run ``python tests/benchmarks/bench_timing_path.py [--minutes 65] [--channels 1] [--rate 8000]``. The yardstick is bare
``faster_whisper.vad.get_speech_timestamps`` on the same decoded channels, run afterwards so that it can't hide our peak.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
import wave
from pathlib import Path

import numpy as np


def write_call(path: Path, *, minutes: float, channels: int, rate: int) -> None:
    """A call of speech-shaped noise bursts that change sides, written minute by minute."""
    rng = np.random.default_rng(7)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        seconds = round(minutes * 60)
        for start in range(0, seconds, 60):
            n = min(60, seconds - start) * rate
            time_axis = np.arange(n) / rate
            sound = rng.normal(0, 30, (channels, n))
            for channel in range(channels):
                burst = ((time_axis % 12 < 5.5) if channel == 0 else (time_axis % 12 > 6)) * np.abs(np.sin(12 * time_axis))
                sound[channel] += burst * sum(900 / k * np.sin(2 * np.pi * 140 * k * time_axis) for k in range(1, 20))
            file.writeframes(np.ascontiguousarray(sound.T).clip(-32768, 32767).astype("<i2").tobytes())


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=65.0)
    parser.add_argument("--channels", type=int, default=1)
    parser.add_argument("--rate", type=int, default=8000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.wav"
        write_call(path, minutes=wanted.minutes, channels=wanted.channels, rate=wanted.rate)
        before = peak_mb()

        from callscore.audio.layout import decide_layout
        from callscore.audio.recording import read_recording
        from callscore.audio.speech import measure_speech

        clock = [time.perf_counter()]
        recording = read_recording(path)
        clock.append(time.perf_counter())
        layout = decide_layout(recording)
        clock.append(time.perf_counter())
        measure_speech(recording, layout)
        clock.append(time.perf_counter())
        peak = peak_mb()

        from faster_whisper.vad import get_speech_timestamps

        for index in layout.channels:
            get_speech_timestamps(recording.channel(index), min_silence_duration_ms=300, speech_pad_ms=50)
        clock.append(time.perf_counter())
    stages = dict(zip(("decode", "layout", "speech + leakage", "bare VAD"), np.diff(clock), strict=True))
    ours = clock[3] - clock[0]
    print(f"{wanted.minutes:g} min, {wanted.channels} channel(s) at {wanted.rate} Hz, decided {layout.layout.value}")
    for name, seconds in stages.items():
        print(f"{name:18} {seconds:7.2f} s  {recording.duration / seconds:7.0f} x real time")
    print(f"{'timing path':18} {ours:7.2f} s  {recording.duration / ours:7.0f} x real time, ", end="")
    print(f"{ours / stages['bare VAD']:.2f} of the time of bare get_speech_timestamps on the same channels")
    print(f"peak memory {peak:.0f} MB ({before:.0f} MB before the imports)")


if __name__ == "__main__":
    main()

"""How fast is everything before recognition: decode, layout, speech and leakage, on mono the voices; and its memory.

Run ``python tests/benchmarks/bench_timing_path.py [--minutes 65] [--channels 1] [--rate 8000]``. The yardstick is bare
``faster_whisper.vad.get_speech_timestamps`` on the same decoded channels, run last so that it can't hide our peak.
"""

from __future__ import annotations

import argparse
import io
import resource
import subprocess
import tempfile
import time
import wave
from pathlib import Path

import numpy as np

LINES = {
    "en-us": "I am calling about the invoice that fell due in March, the one for four hundred pounds.",
    "en-gb": "Yes I know about that one, we were waiting for the credit note before we could pay it.",
}


def say(voice: str, text: str, rate: int) -> np.ndarray:
    """One line spoken by espeak-ng, float32 [n_samples] at `rate` Hz."""
    import soxr

    spoken = subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
    with wave.open(io.BytesIO(spoken)) as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float32) / 32_768
        return np.asarray(soxr.resample(samples, file.getframerate(), rate))


def write_call(path: Path, *, minutes: float, channels: int, rate: int) -> None:
    """A call of two voices in turn over noise and, on two channels, a leak of -20 dB; written minute by minute."""
    rng = np.random.default_rng(7)
    voices = [say(voice, text, rate) for voice, text in LINES.items()]
    minute = np.zeros((2, 60 * rate), np.float32)
    for at in range(0, 54, 6):
        voice = voices[at // 6 % 2][: 6 * rate]
        minute[at // 6 % 2, at * rate : at * rate + len(voice)] = voice
    minute = minute + 0.1 * minute[::-1] if channels == 2 else minute.sum(axis=0, keepdims=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        for start in range(0, round(minutes * 60), 60):
            n = min(60, round(minutes * 60) - start) * rate
            sound = minute[:, :n] + rng.normal(0, 0.001, (channels, n))
            file.writeframes((sound.T * 32_767).clip(-32_768, 32_767).astype("<i2").tobytes())


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=65.0)
    parser.add_argument("--channels", type=int, default=1, choices=(1, 2))
    parser.add_argument("--rate", type=int, default=8000)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "call.wav"
        write_call(path, minutes=wanted.minutes, channels=wanted.channels, rate=wanted.rate)
        before = peak_mb()

        from callscore.audio.diarization import diarize
        from callscore.audio.layout import decide_layout
        from callscore.audio.recording import read_recording
        from callscore.audio.speech import measure_speech

        clock = [time.perf_counter()]
        recording = read_recording(path)
        clock.append(time.perf_counter())
        layout = decide_layout(recording)
        clock.append(time.perf_counter())
        speech = measure_speech(recording, layout)
        clock.append(time.perf_counter())
        if len(layout.channels) == 1:
            diarize(recording.samples[layout.channels[0]], recording.sample_rate, speech.spans[0])
        clock.append(time.perf_counter())
        peak = peak_mb()

        from faster_whisper.vad import get_speech_timestamps

        for index in layout.channels:
            get_speech_timestamps(recording.channel(index), min_silence_duration_ms=300, speech_pad_ms=50)
        clock.append(time.perf_counter())
    stages = dict(zip(("decode", "layout", "speech + leakage", "voices", "bare VAD"), np.diff(clock), strict=True))
    ours = clock[4] - clock[0]
    print(f"{wanted.minutes:g} min, {wanted.channels} channel(s) at {wanted.rate} Hz, decided {layout.layout.value}")
    for name, seconds in stages.items():
        if name == "voices" and wanted.channels == 2:
            continue
        print(f"{name:18} {seconds:7.2f} s  {recording.duration / seconds:7.0f} x real time")
    print(f"{'timing path':18} {ours:7.2f} s  {recording.duration / ours:7.0f} x real time, ", end="")
    print(f"{ours / stages['bare VAD']:.2f} of the time of bare get_speech_timestamps on the same channels")
    print(f"peak memory {peak:.0f} MB ({before:.0f} MB before the imports)")


if __name__ == "__main__":
    main()

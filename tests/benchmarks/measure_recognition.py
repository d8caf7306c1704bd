"""How near recognition comes to the truth on the sample calls, and how sure it is of real ones.

Run ``python tests/benchmarks/measure_recognition.py [--model demo] [--calls FOLDER] [--real FILE…]``. It prints what
the bounds in ``tests/audio/test_recognition_path.py`` and ``MIN_DEMO_CONFIDENCE`` come from: run it when the demo model
has changed, and set them anew with room. FOLDER holds calls of ``tests/sound/make_calls.py`` (NAME.wav and
NAME.truth.json); real calls need no truth: only the confidence of their words is printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "audio"))

from accuracy import Accuracy, added, measure

from callscore import listen
from callscore.audio.recording import read_recording
from callscore.audio.transcription import Whisper
from callscore.listening import ListenOptions
from callscore.samples import sample, sample_names


def mono_mix(path: Path, folder: Path) -> Path:
    """Both parties on one channel."""
    recording = read_recording(path)
    mixed = folder / f"{path.stem}.wav"
    with wave.open(str(mixed), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(recording.sample_rate)
        file.writeframes((recording.samples.mean(axis=0).clip(-1, 1) * 32_767).astype("<i2").tobytes())
    return mixed


def pairs(folder: Path | None) -> Iterator[tuple[Path, Path]]:
    """Recordings with their truth files: a folder's, or the samples."""
    if folder is None:
        for name in sample_names():
            recording = sample(name)[0]
            yield recording, recording.with_name(f"{name}.truth.json")
        return
    for truth in sorted(folder.glob("*.truth.json")):
        yield truth.with_name(truth.name.replace(".truth.json", ".wav")), truth


def line(name: str, found: Accuracy) -> str:
    return (
        f"{name:24} WER {found.wer:5.1%} of {found.n_words:4} words, confidence {found.confidence:.2f}, word starts "
        f"{1000 * found.start_error:3.0f} ms off (90 %: {1000 * np.percentile(np.abs(found.starts), 90):.0f}), "
        f"DER {found.der:5.1%}, talk share {100 * found.share_error:+.1f} points off"
    )


def main() -> None:
    warnings.filterwarnings("ignore", category=UserWarning, module="pyannote")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="demo")
    parser.add_argument("--calls", type=Path, default=None, help="folder of rendered calls instead of the samples")
    parser.add_argument("--real", type=Path, nargs="*", default=(), help="real recordings, for confidence alone")
    wanted = parser.parse_args()
    options = ListenOptions(Whisper(wanted.model, device="cpu"))
    stereo: list[Accuracy] = []
    mono: list[Accuracy] = []
    with tempfile.TemporaryDirectory() as scratch:
        for recording, truth in pairs(wanted.calls):
            stereo.append(measure(listen(recording, options=options), truth))
            print(line(recording.stem, stereo[-1]), flush=True)
            mono.append(measure(listen(mono_mix(recording, Path(scratch)), options=options), truth))
            print(line(f"{recording.stem}, mono", mono[-1]), flush=True)
    print(line("all as recorded", added(stereo)))
    print(line("all mixed to mono", added(mono)))
    for path in wanted.real:
        call = listen(path, options=options)
        n_words = sum(len(turn.words) for turn in call.turns)
        print(f"{path.name:24} {n_words} words, confidence {call.word_confidence or 0:.2f}")


if __name__ == "__main__":
    main()

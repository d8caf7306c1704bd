"""Voices for the tests of the audio wing: two espeak-ng speakers in the telephone band, on a timeline that is known."""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import wav_files
from scipy.signal import butter, sosfiltfilt

from callscore.spans import Span

RATE = wav_files.RATE
AGENT = ("en-us", "I am calling about the invoice that fell due in March, the one for four hundred pounds.")
CUSTOMER = ("en-gb", "Yes I know about that one, we were waiting for the credit note before we could pay it.")

Sound = npt.NDArray[np.float32]


def say(voice: str, text: str) -> Sound:
    """One utterance, float32 [n_samples] at 8 kHz, telephone band, -23 dB, silence cut off at both ends."""
    if shutil.which("espeak-ng") is None:
        pytest.fail("these tests speak with espeak-ng: install it ('apt-get install espeak-ng')")
    spoken = subprocess.run(["espeak-ng", "-v", voice, "-s", "165", "--stdout", text], check=True, capture_output=True)
    with wave.open(io.BytesIO(spoken.stdout)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64) / 32_768
    import soxr

    sound = soxr.resample(samples, rate, RATE)
    sound = sosfiltfilt(butter(4, [300, 3400], "bandpass", fs=RATE, output="sos"), sound)
    loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
    sound = sound[loud[0] : loud[-1] + 1]
    return (0.07 * sound / np.sqrt(np.mean(sound**2))).astype(np.float32)


@pytest.fixture(scope="session")
def agent() -> Sound:
    return say(*AGENT)


@pytest.fixture(scope="session")
def customer() -> Sound:
    return say(*CUSTOMER)


class Timeline:
    """Two channels, 36 s at 8 kHz, on which utterances are put; the truth is where they were put."""

    def __init__(self, seconds: float = 36.0, seed: int = 0) -> None:
        self.channels = np.zeros((2, round(seconds * RATE)), np.float32)
        self.truth: tuple[list[Span], list[Span]] = ([], [])
        self.random = np.random.default_rng(seed)

    def put(self, channel: int, at: float, sound: Sound, gain_db: float = 0.0) -> Timeline:
        first = round(at * RATE)
        self.channels[channel, first : first + len(sound)] += np.float32(10 ** (gain_db / 20)) * sound
        self.truth[channel].append(Span(at, at + len(sound) / RATE))
        return self

    def leaking(self, gain_db: float, delay: float = 0.004) -> Sound:
        """Both channels, each with the other's sound `delay` seconds later at `gain_db`."""
        late = np.roll(self.channels[::-1], round(delay * RATE), axis=1)
        return self.channels + np.float32(10 ** (gain_db / 20)) * late

    def noise(self, level_db: float) -> Sound:
        """Noise of its own for each channel, at `level_db` of full scale."""
        return self.random.normal(0, 10 ** (level_db / 20), self.channels.shape).astype(np.float32)


@pytest.fixture
def dialogue(agent: Sound, customer: Sound) -> Timeline:
    """Agent at 1 s and 16 s, customer at 8 s and 25 s, and for one second at 18 s into the agent's second line."""
    call = Timeline()
    call.put(0, 1.0, agent).put(1, 8.0, customer).put(0, 16.0, agent).put(1, 18.0, customer[:8_000])
    return call.put(1, 25.0, customer)


@pytest.fixture
def write_wav(tmp_path: Path):
    """``write_wav(samples, rate)``: a 16-bit WAV of float32 [n_channels, n_samples]; returns its path."""

    def write(samples: Sound, rate: int = RATE, name: str = "call.wav") -> Path:
        return wav_files.write_wav(tmp_path / name, samples, rate)

    return write

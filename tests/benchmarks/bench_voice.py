"""How right and how fast are the voice features: pitch, pace, and raised turns found among calm ones.

Run ``python tests/benchmarks/bench_voice.py [--calls 12] [--condition telephone]``. Needs Debian's flite and espeak-ng.
Pitch is measured against the probabilistic tracker of librosa on the clean voice, pace against the length of the same
line said slower.
Raised turns are calm ones resampled upward (pitch moves exactly so), said faster and louder, over a telephone line.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "sound"))

from voices import VOICES, Voice, say

from callscore.audio.loudness import count_syllables, frame_levels, loud_frames
from callscore.audio.pitch import RATE, find_candidates, usual_pitch, voiced_pitch
from callscore.audio.recording import Recording
from callscore.audio.voice import with_voices
from callscore.conversation import Conversation, Party, Role, TimingSource, Turn
from callscore.dialogue.raised_voice import voice_heat
from callscore.spans import Span
from callscore.voice import RAISED

LINES = (
    "I understand that the invoice from March is still open and we need to find a way to settle it",
    "what I can do is split the remaining amount into two payments the first one on Friday",
    "could you tell me when the transfer was made and which reference you put on it",
    "you have told me this three times already and I am not going to accept another excuse",
    "we were waiting for the credit note before we could pay it and nobody called us back",
    "so that is the full amount on the twentieth by bank transfer and I will send you an email",
    "the balance on the account is four hundred and twelve pounds and it fell due in June",
    "there is no fee for that and you can change the date once if you let us know before",
)
CONDITIONS = {"clean": (0.0, None, False), "telephone": (300.0, None, True), "15 dB noise": (300.0, 15.0, True)}


def line(sound: np.ndarray, condition: str, rng: np.random.Generator) -> np.ndarray:
    """The voice over a line: band, noise, 8-bit steps; float32 [n_samples] at 8 kHz."""
    from scipy.signal import butter, sosfilt

    low, snr, coarse = CONDITIONS[condition]
    heard = sosfilt(butter(4, [low, 3400], "bandpass", fs=RATE, output="sos"), sound) if low else sound
    if snr is not None:
        power = float(np.mean(np.square(heard[np.abs(heard) > 0.01])))
        heard = heard + rng.normal(0, np.sqrt(power) * 10 ** (-snr / 20), len(heard))
    if coarse:
        heard = np.sign(heard) * (np.round(np.log1p(255 * np.abs(heard)) / np.log(256) * 127) / 127)
        heard = np.sign(heard) * np.expm1(np.abs(heard) * np.log(256)) / 255
    return np.asarray(heard, np.float32)


def median_pitch(sound: np.ndarray) -> float:
    track, loud = find_candidates(sound), loud_frames(frame_levels(sound))
    usual = usual_pitch([track], [loud])
    pitch = voiced_pitch(track, loud, usual or 100.0)
    return float(np.median(pitch[pitch > 0]))


def measure_pitch(condition: str, rng: np.random.Generator) -> tuple[float, float, int]:
    """Mean and worst error in semitones of the median pitch, over voices and lines."""
    import librosa

    errors = []
    for voice in list(VOICES.values())[::2]:
        for text in LINES[:2]:
            clean = say(text, voice).sound
            hertz, voiced, _ = librosa.pyin(clean, fmin=65, fmax=450, sr=RATE, frame_length=512, hop_length=80)
            truth = float(np.median(hertz[voiced]))
            errors.append(abs(12 * np.log2(median_pitch(line(clean, condition, rng)) / truth)))
    return float(np.mean(errors)), float(np.max(errors)), len(errors)


def measure_pace(condition: str, rng: np.random.Generator) -> tuple[float, int]:
    """Spread of the measured change of pace around the true one, as a share."""
    errors = []
    for voice in list(VOICES.values())[::3]:
        rates = {}
        for tempo in (0.85, 1.0, 1.15, 1.3):
            for text in LINES[:3]:
                sound = say(text, replace(voice, tempo=voice.tempo * tempo)).sound
                rates[tempo, text] = count_syllables(line(sound, condition, rng)) / (len(sound) / RATE), len(sound)
        for text in LINES[:3]:
            usual = np.mean([rates[1.0, other][0] for other in LINES[:3]])
            for tempo in (0.85, 1.15, 1.3):
                true = rates[1.0, text][1] / rates[tempo, text][1]
                errors.append(np.log(rates[tempo, text][0] / usual / true))
    return float(np.std(errors)), len(errors)


def make_call(voice: Voice, raised: set[int], step: float, condition: str, rng: np.random.Generator) -> Conversation:
    """A call of one party's 16 turns; those in `raised` are higher, faster, louder by `step` of a plain raise."""
    sounds, turns, at = [], [], 0.5
    for i in range(16):
        up = step if i in raised else 0.0
        pitch, tempo = 2 ** ((4 * up + rng.normal(0, 0.7)) / 12), 1 + 0.15 * up + rng.normal(0, 0.03)
        altered = replace(voice, size=voice.size * pitch, tempo=voice.tempo * tempo)
        sound = say(LINES[i % len(LINES)], altered).sound * 10 ** ((6 * up + rng.normal(0, 1.0) - 9) / 20)
        turns.append(Turn(Role.AGENT, LINES[i % len(LINES)], at, at + len(sound) / RATE, speaker="left"))
        sounds += [np.zeros(round(0.5 * RATE), np.float32), sound]
        at += len(sound) / RATE + 0.5
    heard = line(np.clip(np.concatenate(sounds), -1, 1), condition, rng)
    speech = tuple(Span(turn.start or 0.0, turn.end or 0.0) for turn in turns)
    call = Conversation(tuple(turns), (Party(Role.AGENT, "left", speech),), TimingSource.AUDIO)
    return with_voices(call, Recording(heard[None], RATE), (0,))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=12)
    parser.add_argument("--condition", choices=CONDITIONS, help="only this one; all by default")
    wanted = parser.parse_args()
    for condition in [wanted.condition] if wanted.condition else CONDITIONS:
        rng = np.random.default_rng(5)
        mean, worst, count = measure_pitch(condition, rng)
        print(f"{condition:12} pitch of a turn: error {mean:.2f} semitones mean, {worst:.2f} worst, {count} turns")
        spread, count = measure_pace(condition, rng)
        print(f"{condition:12} change of pace: off by {spread:.1%} (standard deviation), {count} turns")
        for step in (0.5, 0.75, 1.0):
            found = missed = false = calm = 0
            for number in range(wanted.calls):
                voice = list(VOICES.values())[number % len(VOICES)]
                raised = set(rng.choice(16, 3, replace=False).tolist())
                call = make_call(voice, raised, step, condition, rng)
                hot = {i for i in range(16) if (voice_heat(call, i) or 0.0) >= RAISED}
                found, missed = found + len(hot & raised), missed + len(raised - hot)
                false, calm = false + len(hot - raised), calm + 16 - len(raised)
            what = f"raised by {4 * step:g} semitones, {6 * step:g} dB, {15 * step:.0f} %"
            print(f"{condition:12} {what}: {found} of {found + missed} turns found, {false} of {calm} calm ones too")
    long = np.tile(np.random.default_rng(2).normal(0, 0.001, RATE).astype(np.float32), 600)
    voiced = np.concatenate([say(text, VOICES["rms"]).sound for text in LINES * 12])[: len(long) - RATE]
    long[: len(voiced)] += voiced
    spans = tuple(Span(at, at + 9.5) for at in range(0, len(voiced) // RATE - 10, 10))
    turns = tuple(Turn(Role.AGENT, "", span.start, span.end, speaker="left") for span in spans)
    call = Conversation(turns, (Party(Role.AGENT, "left", spans),), TimingSource.AUDIO)
    begun = time.process_time()
    with_voices(call, Recording(long[None], RATE), (0,))
    spent = time.process_time() - begun
    print(f"speed: {len(spans) * 10 / spent:.0f} times real time of speech, on one core")


if __name__ == "__main__":
    main()

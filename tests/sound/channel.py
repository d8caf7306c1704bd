"""What a telephone and a call recorder do to two clean voices: band, codec, noise, leakage, echo, levels."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from voices import RATE

__all__ = ["Channel", "decode_mu_law", "encode_mu_law", "hold_music", "record", "ring_back", "write_wav"]

Sound = NDArray[np.float32]

MU = 255.0


@dataclass(frozen=True, slots=True)
class Channel:
    """How a call reaches its recording. Levels in dB, delays in milliseconds; None switches an effect off."""

    mono: bool = False
    """Both parties on one channel, else agent left, customer right."""
    swapped: bool = False
    """Customer left, agent right."""
    band: tuple[float, float] | None = (300.0, 3400.0)
    """Hz."""
    mu_law: bool = True
    """8-bit companding there and back, as on the telephone network."""
    snr_db: float | None = 35.0
    """Each party's speech level over its own line noise."""
    babble: float = 0.0
    """Share of the noise that is office babble rather than line noise, 0-1."""
    gain_db: tuple[float, float] = (0.0, 0.0)
    """Level of agent and customer."""
    leakage_db: float | None = -35.0
    """Level of the other party on one's own channel, against its own (a speakerphone, a headset, a hybrid)."""
    leakage_delay_ms: float = 30.0
    echo_s: float | None = None
    """Reverberation time of the customer's room in seconds."""


def phone_band(sound: Sound, band: tuple[float, float]) -> Sound:
    """`sound` as a telephone passes it."""
    from scipy.signal import butter, sosfilt

    return np.asarray(sosfilt(butter(4, band, "bandpass", fs=RATE, output="sos"), sound), dtype=np.float32)


def encode_mu_law(sound: Sound) -> NDArray[np.uint8]:
    """G.711 mu-law bytes of `sound`."""
    samples = np.clip(np.round(sound * 32767), -32635, 32635).astype(np.int32)
    magnitude = np.abs(samples) + 132
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 15
    code = ~(np.where(samples < 0, 128, 0) | (exponent << 4) | mantissa) & 255
    return np.asarray(code, dtype=np.uint8)


def decode_mu_law(code: NDArray[np.uint8]) -> Sound:
    """`sound` of G.711 mu-law bytes."""
    bits = ~code.astype(np.int32) & 255
    magnitude = (((bits & 15) << 3) + 132 << ((bits >> 4) & 7)) - 132
    return np.asarray(np.where(bits & 128, -magnitude, magnitude) / 32767, dtype=np.float32)


def level_db(sound: Sound) -> float:
    """Level of the sounding samples of `sound`, dB against full scale."""
    sounding = sound[np.abs(sound) > 1e-3]
    return float(10 * np.log10((sounding**2).mean() + 1e-12)) if len(sounding) else -120.0


def delayed(sound: Sound, milliseconds: float) -> Sound:
    """`sound` later by `milliseconds`, at the same length."""
    n = round(milliseconds * RATE / 1000)
    return np.concatenate([np.zeros(n, np.float32), sound[: len(sound) - n]]) if n else sound


def in_a_room(sound: Sound, seconds: float, random: np.random.Generator) -> Sound:
    """`sound` with the reflections of a room whose reverberation time is `seconds`."""
    from scipy.signal import fftconvolve

    n = max(1, int(seconds * RATE))
    tail = random.standard_normal(n) * np.exp(-6.9 * np.arange(n) / n) * 0.04
    tail[: int(0.004 * RATE)] = 0
    tail[0] = 1.0
    return np.asarray(fftconvolve(sound, tail)[: len(sound)], dtype=np.float32)


def line_noise(n_samples: int, random: np.random.Generator) -> Sound:
    """Steady noise falling towards high frequencies, with a little mains hum; unit level."""
    from scipy.signal import lfilter

    noise = lfilter([1.0], [1.0, -0.7], random.standard_normal(n_samples))
    hum = 0.3 * np.sin(2 * np.pi * 150 * np.arange(n_samples) / RATE)
    noise = noise / noise.std() + hum
    return np.asarray(noise / noise.std(), dtype=np.float32)


def babble(n_samples: int, voice: Sound, random: np.random.Generator) -> Sound:
    """An office full of voices: `voice` backwards, laid over itself many times; unit level."""
    mixed = np.zeros(n_samples, np.float32)
    if len(voice) == 0 or not voice.any():
        return mixed
    for _ in range(12):
        at = int(random.integers(len(voice)))
        mixed += np.resize(np.roll(voice[::-1], at), n_samples) * float(random.uniform(0.4, 1.0))
    return np.asarray(mixed / (mixed.std() + 1e-9), dtype=np.float32)


def ring_back(seconds: float, country: str = "uk") -> Sound:
    """The tone a caller hears before the answer: UK double rings of 400 + 450 Hz, US rings of 440 + 480 Hz."""
    time = np.arange(int(seconds * RATE)) / RATE
    if country == "uk":
        tones, cycle = (400, 450), time % 3.0
        on = (cycle < 0.4) | ((cycle > 0.6) & (cycle < 1.0))
    else:
        tones, cycle = (440, 480), time % 6.0
        on = cycle < 2.0
    tone = sum(np.sin(2 * np.pi * f * time) for f in tones)
    return np.asarray(0.08 * tone * on, dtype=np.float32)


def hold_music(seconds: float, random: np.random.Generator) -> Sound:
    """Plucked chords round a four-bar loop, faded in and out."""
    n = int(seconds * RATE)
    music = np.zeros(n, np.float32)
    root = 220.0 * 2 ** (random.integers(-3, 4) / 12)
    chords = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (0, 4, 7))
    note = np.arange(int(0.9 * RATE)) / RATE
    for k, at in enumerate(range(0, n, int(0.3 * RATE))):
        chord = chords[(k // 8) % 4]
        frequency = root * 2 ** (chord[k % 3] / 12) * (2 if k % 4 == 3 else 1)
        pluck = sum(np.sin(2 * np.pi * frequency * h * note) / h for h in (1, 2, 3)) * np.exp(-4 * note)
        end = min(n, at + len(pluck))
        music[at:end] += np.asarray(0.05 * pluck[: end - at], dtype=np.float32)
    fade = min(n // 2, int(0.3 * RATE))
    music[:fade] *= np.linspace(0, 1, fade, dtype=np.float32)
    music[n - fade :] *= np.linspace(1, 0, fade, dtype=np.float32)
    return music


def record(agent: Sound, customer: Sound, channel: Channel, random: np.random.Generator) -> Sound:
    """The recording of two clean voices of equal length: float32 [n_channels, n_samples]."""
    clean = [agent * 10 ** (channel.gain_db[0] / 20), customer * 10 ** (channel.gain_db[1] / 20)]
    if channel.echo_s:
        clean[1] = in_a_room(clean[1], channel.echo_s, random)
    sides: list[Sound] = []
    for own, other in (clean, clean[::-1]):
        side = own.copy()
        if channel.leakage_db is not None:
            side += delayed(other, channel.leakage_delay_ms) * 10 ** (channel.leakage_db / 20)
        if channel.snr_db is not None:
            noise = (1 - channel.babble) * line_noise(len(own), random)
            noise = noise + channel.babble * babble(len(own), other, random)
            side += noise * 10 ** ((level_db(own) - channel.snr_db) / 20)
        sides.append(side.astype(np.float32))
    if channel.mono:
        sides = [(clean[0] + clean[1] + (sides[0] - clean[0]) + (sides[1] - clean[1])).astype(np.float32)]
    elif channel.swapped:
        sides.reverse()
    heard = np.stack([phone_band(side, channel.band) if channel.band else side for side in sides])
    peak = float(np.abs(heard).max())
    heard = heard * min(1.0, 0.95 / peak) if peak > 0 else heard
    return decode_mu_law(encode_mu_law(heard)) if channel.mu_law else np.asarray(heard, dtype=np.float32)


def write_wav(path: Path, sound: Sound, *, mu_law: bool = False) -> None:
    """Write float32 [n_channels, n_samples] at 8 kHz as 16-bit PCM, or as 8-bit mu-law."""
    interleaved = np.ascontiguousarray(sound.T)
    if mu_law:
        kind, width, data = 7, 1, encode_mu_law(interleaved).tobytes()
    else:
        kind, width, data = 1, 2, np.round(np.clip(interleaved, -1, 1) * 32767).astype("<i2").tobytes()
    channels = sound.shape[0]
    header = [b"RIFF", (36 + len(data)).to_bytes(4, "little"), b"WAVEfmt ", (16).to_bytes(4, "little")]
    header += [kind.to_bytes(2, "little"), channels.to_bytes(2, "little"), RATE.to_bytes(4, "little")]
    header += [(RATE * channels * width).to_bytes(4, "little"), (channels * width).to_bytes(2, "little")]
    header += [(8 * width).to_bytes(2, "little"), b"data", len(data).to_bytes(4, "little")]
    path.write_bytes(b"".join(header) + data + b"\0" * (len(data) % 2))

"""Dual channel is told from mono in all its disguises."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import fftconvolve

from callscore.audio.layout import decide_layout
from callscore.audio.recording import Recording, read_recording
from callscore.conversation import Layout

RATE = 8_000


def layout_of(samples, rate=RATE):
    return decide_layout(Recording(np.asarray(samples, np.float32), rate))


def mix(call):
    return 0.6 * call.channels.sum(axis=0)


def hum(call, level=0.01):
    return level * np.sin(2 * np.pi * 50 * np.arange(call.channels.shape[1]) / RATE)


def room(call):
    """Two microphones in one room: both voices on both, near levels, a few samples apart, reverberant."""
    random = np.random.default_rng(3)

    def path(late, gain_db):
        taps = random.normal(0, 0.05, 1_600) * np.exp(-np.arange(1_600) / 300)
        taps[:late], taps[late] = 0, 1
        return 10 ** (gain_db / 20) * taps

    one, two = call.channels
    length = len(one)
    return np.stack(
        [
            fftconvolve(one, path(5, 2))[:length] + fftconvolve(two, path(9, -2))[:length],
            fftconvolve(one, path(9, -2))[:length] + fftconvolve(two, path(4, 2))[:length],
        ]
    )


def quiet_second_party(call):
    """The customer only says one line of the call, of four seconds."""
    samples = call.channels.copy()
    samples[1, : 24 * RATE] = 0
    return samples


DUAL = {
    "clean": lambda call: call.channels + call.noise(-70),
    "digital silence between": lambda call: call.channels,
    "leak -20": lambda call: call.leaking(-20) + call.noise(-60),
    "leak -40": lambda call: call.leaking(-40) + call.noise(-60),
    "strong leak, parties 12 dB apart": lambda call: call.leaking(-15) * [[1], [0.25]] + call.noise(-65),
    "echo after 180 ms": lambda call: call.leaking(-20, delay=0.18) + call.noise(-60),
    "noise at 10 dB": lambda call: call.channels + call.noise(-33),
    "one party hardly speaks": lambda call: quiet_second_party(call) + call.noise(-65),
    "the same noise on both": lambda call: call.channels + call.noise(-40)[:1],
}


@pytest.mark.parametrize("case", DUAL)
def test_one_party_a_channel_is_dual(dialogue, case):
    layout = layout_of(DUAL[case](dialogue))
    assert (layout.layout, layout.channels) == (Layout.DUAL, (0, 1)), layout.reason
    assert layout.reason.startswith("one party a channel")


SAME = {
    "equal": lambda call: [mix(call), mix(call)],
    "inverted": lambda call: [mix(call), -mix(call)],
    "12 dB apart": lambda call: [mix(call), 0.25 * mix(call)],
    "20 dB apart with noise": lambda call: np.stack([mix(call), 0.1 * mix(call)]) + call.noise(-70),
    "small differences": lambda call: np.stack([mix(call), mix(call)]) + call.noise(-50),
    "room": lambda call: room(call) + call.noise(-60),
    "noisy room": lambda call: room(call) + call.noise(-42),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_sound_on_both_channels_is_mono_as_stereo(dialogue, case):
    layout = layout_of(SAME[case](dialogue))
    assert layout.layout is Layout.MONO_AS_STEREO, layout.reason
    assert len(layout.channels) == 1


def test_inverted_copies_are_called_that(dialogue):
    assert "inverted" in layout_of([mix(dialogue), -mix(dialogue)]).reason


def test_the_delay_between_copies_is_estimated(dialogue):
    sound = mix(dialogue)
    layout = layout_of([sound, np.roll(sound, 80)])
    assert layout.delay == pytest.approx(0.01, abs=0.0005)


def test_copies_through_joint_stereo_mp3_are_still_copies(dialogue, tmp_path):
    import av

    samples = np.stack([mix(dialogue), mix(dialogue)]).astype(np.float32) + dialogue.noise(-60)
    path = tmp_path / "copies.mp3"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame", rate=16_000, layout="stereo", bit_rate=32_000)
        frame = av.AudioFrame.from_ndarray(np.repeat(samples, 2, axis=1), format="fltp", layout="stereo")
        frame.rate = 16_000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    assert decide_layout(read_recording(path)).layout is Layout.MONO_AS_STEREO


DEAD = {
    "digital silence": lambda call: 0 * mix(call),
    "hum": lambda call: hum(call),
    "hum and noise": lambda call: hum(call) + call.noise(-70)[0],
    "loud noise": lambda call: call.noise(-35)[0],
    "clicks": lambda call: call.noise(-75)[0] + 0.3 * (np.random.default_rng(1).random(call.channels.shape[1]) < 2e-5),
}


@pytest.mark.parametrize("live", [0, 1])
@pytest.mark.parametrize("case", DEAD)
def test_a_dead_channel_leaves_mono(dialogue, case, live):
    samples = [mix(dialogue), DEAD[case](dialogue)]
    layout = layout_of(samples if live == 0 else samples[::-1])
    assert (layout.layout, layout.channels) == (Layout.MONO, (live,)), layout.reason
    assert f"channel {2 - live} " in layout.reason


def test_of_four_channels_the_two_whose_levels_differ_most_are_used(dialogue):
    one, two = dialogue.channels + dialogue.noise(-65)
    layout = layout_of([0 * one, one, 0.5 * one, two])
    assert layout.layout is Layout.DUAL
    assert layout.channels[1] == 3
    assert layout.channels[0] in (1, 2)
    assert "of 4 channels" in layout.reason


def test_one_channel_is_mono_for_sure(dialogue):
    layout = layout_of(mix(dialogue)[None])
    assert (layout.layout, layout.confidence, layout.channels) == (Layout.MONO, 1.0, (0,))

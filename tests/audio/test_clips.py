"""Speech is packed into clips that the model can hear at once, and clip time leads back to recording time."""

import numpy as np
import pytest

from callscore.audio.clips import PADDING, SAMPLE_RATE, Clip, pack_clips
from callscore.spans import Span, intersect, merge, total


def sound(seconds, seed=1):
    return np.random.default_rng(seed).normal(0, 0.1, round(seconds * SAMPLE_RATE)).astype(np.float32)


def test_silence_is_left_out_and_turns_share_a_clip():
    clips = pack_clips(sound(120), [Span(1, 3), Span(60, 65), Span(100, 102)], longest=30)
    assert len(clips) == 1
    assert clips[0].duration == pytest.approx(9 + 6 * PADDING)


def test_a_pause_inside_a_turn_is_heard():
    (clip,) = pack_clips(sound(10), [Span(1, 2), Span(2.7, 4)], longest=30)
    assert clip.pieces == (Span(1 - PADDING, 4 + PADDING),)


@pytest.mark.parametrize("longest", [10.0, 30.0])
def test_no_clip_is_longer_than_the_model_hears_and_no_speech_is_lost(longest):
    speech = [Span(0, 3), Span(5, 47), Span(50, 50.5), Span(55, 64.9), Span(70, 71), Span(80, 99)]
    clips = pack_clips(sound(100), speech, longest=longest)
    assert max(clip.duration for clip in clips) <= longest + 1e-6
    heard = [piece for clip in clips for piece in clip.pieces]
    assert total(intersect(heard, speech)) == pytest.approx(total(speech))
    assert sum(piece.duration for piece in heard) == pytest.approx(total(merge(heard)))


def test_long_speech_is_cut_in_its_pauses():
    first, second = pack_clips(sound(20), [Span(1, 8), Span(8.4, 15)], longest=10)
    assert first.pieces[-1].end == second.pieces[0].start == pytest.approx(8.2)


def test_speech_without_a_pause_is_cut_where_it_is_quietest():
    audio = sound(20)
    audio[round(8.5 * SAMPLE_RATE) : round(8.6 * SAMPLE_RATE)] = 0
    first, _ = pack_clips(audio, [Span(0, 15)], longest=10)
    assert 8.5 <= first.pieces[-1].end <= 8.6


def test_speech_beyond_the_recording_is_ignored():
    (clip,) = pack_clips(sound(5), [Span(4, 9), Span(20, 30)], longest=30)
    assert clip.pieces == (Span(4 - PADDING, 5.0),)
    assert pack_clips(sound(5), [Span(6, 9)], longest=30) == ()


def test_clip_sound_is_its_pieces_end_to_end():
    audio = np.arange(4 * SAMPLE_RATE, dtype=np.float32)
    cut = Clip((Span(0.5, 1.0), Span(3.0, 3.5))).cut(audio)
    assert len(cut) == SAMPLE_RATE
    assert cut[0] == 0.5 * SAMPLE_RATE
    assert cut[SAMPLE_RATE // 2] == 3.0 * SAMPLE_RATE


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (0.0, 0.4, Span(5.0, 5.4)),
        (0.9, 1.05, Span(5.9, 6.0)),
        (0.95, 1.5, Span(20.0, 20.5)),
        (2.5, 9.0, Span(21.5, 22.0)),
        (-0.5, 0.2, Span(5.0, 5.2)),
    ],
)
def test_times_lead_back_to_the_recording_without_reaching_over_a_join(start, end, span):
    found = Clip((Span(5.0, 6.0), Span(20.0, 22.0))).recording_span(start, end)
    assert (found.start, found.end) == (pytest.approx(span.start), pytest.approx(span.end))

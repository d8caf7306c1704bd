"""Scripts become recordings whose truth is exact; no synthesiser is needed: a fake one speaks a tone for every word."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from channel import Channel, decode_mu_law, encode_mu_law, record, write_wav
from make_samples import CALLS, SAMPLES
from render import Call, Line, render, rttm, transcript, truth
from script import SCRIPTS, read_script, shorten
from spoken import spoken_tokens
from voices import PEAK, RATE, VOICES, SpokenWord, Utterance, Voice, available, say

WORD, PAUSE = 0.25, 0.05
PAIR = {"agent": VOICES["slt"], "customer": VOICES["rms"]}


def speak_tones(text: str, voice: Voice, /, *, unfinished: bool) -> Utterance:
    """A quarter of a second of tone for every word, 0.05 s between words, 0.5 s after a full stop."""
    tone = PEAK * np.sin(2 * np.pi * 800 * np.arange(int(WORD * RATE)) / RATE).astype(np.float32)
    sounds: list[np.ndarray] = []
    words: list[SpokenWord] = []
    clock = 0.0
    for written in text.replace("|", "").split():
        words.append(SpokenWord(written, clock, clock + WORD))
        pause = 0.5 if written.endswith(".") else PAUSE
        sounds += [tone, np.zeros(int(pause * RATE), np.float32)]
        clock += WORD + pause
    return Utterance(np.concatenate(sounds[:-1]), tuple(words))


def call_of(*lines: Line) -> Call:
    return render(lines, PAIR, speak=speak_tones)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("£412.50", "four hundred twelve pounds fifty"),
        ("$286.40,", "two hundred eighty six dollars forty"),
        ("£1,", "one pound"),
        ("£0.45", "forty five p"),
        ("28th", "twenty eighth"),
        ("2nd.", "second"),
        ("8.30", "eight thirty"),
        ("INV-2041", "I N V twenty forty one"),
        ("286.40", "two hundred eighty six forty"),
        ("11407,", "one one four oh seven"),
        ("2026", "twenty twenty six"),
        ("10%", "ten percent"),
        ("VAT", "V A T"),
        ("NOT", "NOT"),
        ("can't", "can't"),
        ("Mm-hm.", "um hum"),
        ("on—", "on"),
    ],
)
def test_written_tokens_are_said_as_people_say_them(written: str, said: str) -> None:
    (token,) = spoken_tokens(written)
    assert " ".join(token.words) == said
    assert token.written == written


def test_turns_follow_each_other_at_their_gaps() -> None:
    call = call_of(Line("agent", "one two three", gap=0.5), Line("customer", "one", gap=0.7))
    first, second = call.turns
    assert second.start - first.end == pytest.approx(0.7, abs=1e-3)
    assert [text for text, *_ in first.words] == ["one", "two", "three"]


def test_speech_leaves_out_long_pauses_and_bridges_short_ones() -> None:
    call = call_of(Line("agent", "one two. three four"), Line("customer", "yes"))
    assert len(truth(call)["speech"]["agent"]) == 2


def test_talk_share_counts_overlap_for_both() -> None:
    call = call_of(Line("agent", "a b c d e f g h"), Line("customer", "a b c d e f g h", gap=-1.0, kind="interruption"))
    facts = truth(call)
    assert facts["agent_talk_share"] == pytest.approx(0.5, abs=0.01)
    assert facts["overlap_s"] == pytest.approx(1.0, abs=0.02)


def test_an_interruption_names_its_victim_and_whether_it_gave_way() -> None:
    call = call_of(
        Line("customer", "I was going to pay it on—"),
        Line("agent", "when are you going to pay", gap=-0.6, kind="interruption", mid_sentence_question=True),
        Line("customer", "let me finish what I was saying."),
        Line("agent", "no I will not let you", gap=-0.9, kind="interruption"),
    )
    facts = truth(call)
    first, second = facts["interruptions"]
    assert (first["by"], first["turn"], first["victim_turn"], first["successful"]) == ("agent", 1, 0, True)
    assert first["overlap"] == pytest.approx(0.6, abs=0.02)
    assert not second["successful"]
    assert facts["mid_sentence_questions"] == [1]


def test_a_short_interruption_still_outlasts_the_turn_that_it_cuts() -> None:
    call = call_of(Line("agent", "a b c d e f g h—"), Line("customer", "no no", gap=-2.0, kind="interruption"))
    cut, cutting = call.turns
    assert cutting.end - cut.end >= 0.3


def test_a_backchannel_lies_inside_the_turn_and_does_not_move_the_next_one() -> None:
    call = call_of(
        Line("agent", "there is a balance of forty pounds on it", gap=0.0),
        Line("customer", "okay", inside="balance", kind="backchannel"),
        Line("customer", "i know", gap=0.5),
    )
    host, backchannel, answer = call.turns
    assert host.start < backchannel.start < backchannel.end < host.end
    assert answer.start - host.end == pytest.approx(0.5, abs=1e-3)
    assert truth(call)["backchannels"] == [1]


def test_lines_of_one_party_never_overlap_each_other() -> None:
    call = call_of(Line("agent", "one two three"), Line("agent", "four", gap=-0.5))
    assert call.turns[1].start >= call.turns[0].end


def test_a_broken_word_is_written_as_far_as_it_was_said() -> None:
    call = call_of(Line("customer", "on Fri|day—"), Line("agent", "which friday is that", gap=-0.2))
    assert transcript(call)["turns"][0]["text"] == "on Fri—"


def test_rttm_holds_every_speech_span() -> None:
    call = call_of(Line("agent", "one two. three"), Line("customer", "yes"))
    rows = [row.split() for row in rttm(call).splitlines()]
    assert [row[7] for row in rows] == ["agent", "agent", "customer"]
    assert float(rows[0][4]) == pytest.approx(2 * WORD + PAUSE, abs=0.02)


def test_mu_law_there_and_back_is_close() -> None:
    sound = np.linspace(-0.95, 0.95, 999, dtype=np.float32)
    assert np.abs(decode_mu_law(encode_mu_law(sound)) - sound).max() < 0.03


@pytest.mark.parametrize(("mono", "swapped", "shape"), [(False, False, 2), (True, False, 1), (False, True, 2)])
def test_a_recording_has_the_channels_that_were_asked_for(mono: bool, swapped: bool, shape: int) -> None:
    call = call_of(Line("agent", "one two three four"), Line("customer", "one", gap=1.0))
    channel = Channel(mono=mono, swapped=swapped, snr_db=None, leakage_db=None, mu_law=False)
    heard = record(call.agent, call.customer, channel, np.random.default_rng(0))
    assert heard.shape == (shape, len(call.agent))
    if shape == 2:
        louder = int(np.argmax((heard**2).sum(axis=1)))
        assert louder == (1 if channel.swapped else 0)


def test_leakage_lies_at_its_level() -> None:
    call = call_of(Line("agent", "one two three four"), Line("customer", "one", gap=1.0))
    channel = Channel(band=None, snr_db=None, mu_law=False, leakage_db=-30.0, leakage_delay_ms=0.0)
    heard = record(call.agent, np.zeros_like(call.customer), channel, np.random.default_rng(0))
    assert 20 * np.log10(heard[1].std() / heard[0].std()) == pytest.approx(-30.0, abs=0.1)


@pytest.mark.parametrize("mu_law", [False, True])
def test_a_written_wav_reads_back(tmp_path: Path, mu_law: bool) -> None:
    import av

    sound = (np.stack([np.sin(np.arange(800) / 9), np.zeros(800)]) / 2).astype(np.float32)
    write_wav(tmp_path / "a.wav", sound, mu_law=mu_law)
    with av.open(str(tmp_path / "a.wav")) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    back = np.concatenate(frames, axis=1).astype(np.float32).reshape(-1, 2).T / 32768
    assert np.abs(back - sound).max() < 0.02


def test_a_timed_script_keeps_its_overlaps(tmp_path: Path) -> None:
    texts = (("agent", 0, 4, "this is about your bill and the"), ("customer", 3.4, 5, "not that again please"))
    turns = [{"speaker": who, "start": a, "end": b, "text": text} for who, a, b, text in texts]
    labels = {"interruptions": {"agent": [], "customer": [1]}, "backchannels": {"agent": [], "customer": []}}
    script = {"turns": turns, "truth": labels | {"terminal_overlaps": [], "mid_sentence_questions": []}}
    (tmp_path / "a.json").write_text(json.dumps(script), "utf-8")
    lines, _ = read_script(tmp_path / "a.json")
    assert lines[0].unfinished
    assert (lines[1].kind, round(lines[1].gap, 2)) == ("interruption", -0.6)


def test_a_shortened_script_is_cut_where_nobody_overlaps() -> None:
    lines = [Line("agent", f"line {i}", kind="interruption" if i % 2 else "turn") for i in range(40)]
    kept = shorten(lines, first=9, last=5)
    assert len(kept) < len(lines)
    assert kept[0].text == "line 0"
    assert kept[-1].text == "line 39"
    assert all(one.kind != other.kind for one, other in pairwise(kept))


@pytest.mark.parametrize("name", sorted(path.stem for path in SCRIPTS.glob("*.json")))
def test_every_committed_script_renders(name: str) -> None:
    lines, about = read_script(SCRIPTS / f"{name}.json")
    call = render(lines, PAIR, call_id=name, call_date=about["call_date"], speak=speak_tones)
    assert len(call.turns) == len(lines)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_shipped_samples_hold_the_words_of_their_script(name: str) -> None:
    lines, _ = read_script(SCRIPTS / f"{name}.json")
    shipped = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    said = sorted(line.text if "|" not in line.text else f"{line.text.split('|')[0]}—" for line in lines)
    assert sorted(turn["text"] for turn in shipped["turns"]) == said


@pytest.mark.parametrize("name", sorted(CALLS))
def test_shipped_samples_are_heard_where_their_truth_says(name: str) -> None:
    import av

    facts = json.loads((SAMPLES / f"{name}.truth.json").read_text("utf-8"))
    with av.open(str(SAMPLES / f"{name}.ogg")) as container:
        rate = container.streams.audio[0].rate
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert sound.shape[0] == 2
    assert sound.shape[1] / rate == pytest.approx(facts["duration"], abs=0.02)
    for channel, role in enumerate(("agent", "customer")):
        frames = sound[channel, : sound.shape[1] // (rate // 100) * (rate // 100)].reshape(-1, rate // 100)
        power = (frames**2).mean(axis=1)
        spoken = np.zeros(len(power), bool)
        for start, end in facts["speech"][role]:
            spoken[round(start * 100) : round(end * 100)] = True
        assert 10 * np.log10(power[spoken].mean() / power[~spoken].mean()) > 25
        first = np.flatnonzero(power > 0.1 * power[spoken].mean())[0] / 100
        assert first == pytest.approx(facts["speech"][role][0][0], abs=0.1)


def test_shipped_samples_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 2_000_000


ENGINES = [(name, VOICES[name]) for name in ("slt", "kal", "us_f", "ked") if available(VOICES[name].engine)]


@pytest.mark.parametrize(("name", "voice"), ENGINES)
def test_word_times_of_the_installed_engines_lie_on_the_sound(name: str, voice: Voice) -> None:
    spoken = say("Thank you. That is £40 today, goodbye.", voice, unfinished=False)
    assert [word.text for word in spoken.words] == ["Thank", "you.", "That", "is", "£40", "today,", "goodbye."]
    assert all(one.end <= other.start + 1e-6 for one, other in pairwise(spoken.words))
    pause = spoken.sound[int((spoken.words[1].end + 0.02) * RATE) : int((spoken.words[2].start - 0.02) * RATE)]
    assert np.abs(pause).max() < 0.2 * np.abs(spoken.sound).max()
    assert spoken.words[-1].end == pytest.approx(spoken.duration, abs=0.15)

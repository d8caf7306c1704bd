"""Files that lie, that are cut, or that mean harm: each gives a right result or one line, and never takes long."""

from __future__ import annotations

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from wav_files import RATE, write_wav

from callscore.audio.limits import DEMUXERS, MediaLimits
from callscore.audio.recording import read_recording
from callscore.errors import RecordingError

ODD_NAMES = ["two\nlines.wav", "with space .wav", "-rf.wav", "--help.wav", "\N{TELEPHONE RECEIVER}.wav", "100%d.wav"]
ODD_NAMES += ["http:call.wav", "concat:a|b.wav", "a'b\"c$(d).wav", "cafe\u0301.WAV", "nothing", "x" * 200 + ".wav"]


def tone(seconds: float = 1.0, rate: int = RATE, channels: int = 1) -> np.ndarray:
    at = np.arange(round(seconds * rate)) / rate
    return np.stack([0.4 * np.sin(2 * np.pi * 300 * (i % 4 + 1) * at) for i in range(channels)]).astype(np.float32)


def patched(path: Path, at: int, kind: str, value: int) -> Path:
    """The WAV with one field of its header overwritten."""
    content = bytearray(write_wav(path, tone(2.0)).read_bytes())
    struct.pack_into(kind, content, at, value)
    path.write_bytes(content)
    return path


def refused(path: Path, **limits: float) -> str:
    with pytest.raises(RecordingError) as caught:
        read_recording(path, limits=MediaLimits(**limits))  # type: ignore[arg-type]
    line = str(caught.value)
    assert line.startswith(str(path))
    assert ";" in line
    assert "Traceback" not in line
    return line


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_name_is_only_a_name(tmp_path, name, monkeypatch):
    write_wav(tmp_path / name, tone())
    assert read_recording(tmp_path / name).duration == pytest.approx(1.0, abs=0.01)
    monkeypatch.chdir(tmp_path)
    assert read_recording(name).duration == pytest.approx(1.0, abs=0.01)


def test_a_name_with_a_null_byte_is_one_line():
    with pytest.raises(RecordingError, match="null byte"):
        read_recording("a\0b.wav")


LIES = {
    "size of all, 4 GB": (4, "<I", 0xFFFFFFF0),
    "size of all, 0": (4, "<I", 0),
    "size of the sound, 3 GB": (40, "<I", 0xC0000000),
    "size of the format, 2 GB": (16, "<I", 0x7FFFFFFF),
    "no channels": (22, "<H", 0),
    "65,535 channels": (22, "<H", 65_535),
    "no rate": (24, "<I", 0),
    "a rate of 1 Hz": (24, "<I", 1),
    "a rate of 4 GHz": (24, "<I", 0xFFFFFFFF),
    "block of 0 bytes": (32, "<H", 0),
    "0 bits": (34, "<H", 0),
    "65,535 bits": (34, "<H", 65_535),
    "an unknown coding": (20, "<H", 0xABCD),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_header_gives_what_there_is_or_one_line(tmp_path, lie):
    path = patched(tmp_path / "lie.wav", *LIES[lie])
    try:
        recording = read_recording(path)
    except RecordingError as error:
        assert "\n" not in str(error)
        assert str(path) in str(error)
        return
    assert recording.samples.nbytes <= 4 * 16 * 40_000
    assert np.isfinite(recording.samples).all()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize(
    ("ending", "codec"), [("mp3", "libmp3lame"), ("ogg", "libopus"), ("flac", "flac"), ("m4a", "aac")]
)
def test_a_file_cut_anywhere_gives_what_there_is_or_one_line(tmp_path, ending, codec, share):
    path = tmp_path / f"cut.{ending}"
    rate = 48_000
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        samples = tone(4.0, rate)
        if codec == "flac":
            frame = av.AudioFrame.from_ndarray((samples * 32_000).astype(np.int16), format="s16", layout="mono")
        else:
            frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    try:
        assert 0 < read_recording(path).duration < 4.2
    except RecordingError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("rate", [2_000, 7_999, 11_127, 44_056, 96_000, 192_000])
def test_odd_rates_keep_their_length(tmp_path, rate):
    recording = read_recording(write_wav(tmp_path / "odd.wav", tone(1.0, rate), rate))
    assert recording.duration == pytest.approx(1.0, abs=0.02)
    assert recording.source.sample_rate == rate


def test_a_fifth_of_a_second(tmp_path):
    assert read_recording(write_wav(tmp_path / "short.wav", tone(0.2))).duration == pytest.approx(0.2, abs=0.001)


def test_a_constant_under_the_sound_and_clipping_leave_it_a_sound(tmp_path):
    assert read_recording(write_wav(tmp_path / "dc.wav", tone() * 0.1 + 0.8)).duration == pytest.approx(1.0, abs=0.001)
    loud = read_recording(write_wav(tmp_path / "clipped.wav", tone() * 50))
    assert float(np.abs(loud.samples).max()) <= 1.0


def test_a_constant_alone_is_silence(tmp_path):
    assert "silent throughout" in refused(write_wav(tmp_path / "constant.wav", np.full((1, RATE), 0.5, np.float32)))


@pytest.mark.parametrize("channels", [17, 50, 255])
def test_many_channels_are_refused(tmp_path, channels):
    path = write_wav(tmp_path / "many.wav", tone(0.5, channels=channels))
    assert f"{channels} channels, more than the 16" in refused(path)


def sparse_wav(path: Path, hours: float) -> Path:
    """A WAV of silence that takes no room on the disk."""
    size = int(hours * 3600) * RATE
    head = b"RIFF" + struct.pack("<I", 36 + size) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE, 1, 8)
    with path.open("wb") as file:
        file.write(head + b"data" + struct.pack("<I", size))
        file.truncate(44 + size)
    return path


def test_hours_of_nothing_are_refused_at_the_limit(tmp_path):
    line = refused(sparse_wav(tmp_path / "day.wav", 24.0), longest_seconds=360.0)
    assert "longer than 0.1 h; cut it" in line


def test_a_large_file_is_refused_unread(tmp_path):
    line = refused(sparse_wav(tmp_path / "large.wav", 24.0), largest_mib=100.0)
    assert "659 MiB, more than the 100 that are taken" in line


PLAYLISTS = {
    "call.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{there}\n#EXT-X-ENDLIST\n",
    "call.wav": "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://{there}\n#EXT-X-ENDLIST\n",
    "concat.txt": "ffconcat version 1.0\nfile {there}\n",
    "concat.wav": "ffconcat version 1.0\nfile '{there}'\n",
    "dash.mpd": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><Period><AdaptationSet><Representation'
    ' id="1" bandwidth="1"><BaseURL>{there}</BaseURL></Representation></AdaptationSet></Period></MPD>',
    "call.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n",
}


@pytest.mark.parametrize("name", PLAYLISTS)
def test_a_file_that_names_another_is_no_recording(tmp_path, name):
    there = write_wav(tmp_path / "other.wav", tone())
    path = tmp_path / name
    path.write_text(PLAYLISTS[name].format(there=there))
    assert "not a recording" in refused(path)


def test_no_reader_of_other_files_is_allowed():
    assert not {"hls", "concat", "concatf", "dash", "image2", "tty", "lavfi", "sdp", "rtsp", "imf", "webvtt"} & set(
        DEMUXERS
    )


def test_a_pipe_is_refused_at_once(tmp_path):
    import os

    path = tmp_path / "pipe.wav"
    os.mkfifo(path)
    assert "a pipe or a device" in refused(path)


def test_a_process_of_its_own_reads_the_same(tmp_path):
    path = write_wav(tmp_path / "-call.wav", tone(1.0, channels=2))
    here = read_recording(path)
    apart = read_recording(path, limits=MediaLimits(apart_seconds=60.0))
    np.testing.assert_array_equal(apart.samples, here.samples)
    assert (apart.source, apart.sample_rate, apart.warnings) == (here.source, here.sample_rate, here.warnings)
    text = tmp_path / "text.wav"
    text.write_text("hello " * 20)
    assert refused(text, apart_seconds=60.0) == refused(text)


@pytest.mark.slow
def test_a_decoder_that_hangs_or_wants_too_much_costs_one_line(tmp_path):
    path = write_wav(tmp_path / "call.wav", tone())
    assert "took more than 0.01 s and was stopped" in refused(path, apart_seconds=0.01)
    assert "MiB allowed" in refused(sparse_wav(tmp_path / "long.wav", 3.0), apart_seconds=60.0, apart_mib=420.0)


def test_speech_beside_a_constant_is_heard_as_without_it(tmp_path):
    from callscore.listening.hearing import hear
    from callscore.samples import sample

    whole = read_recording(sample("mixed")[0])
    some = whole.samples[:, : 8 * whole.sample_rate] * 0.2
    plain = hear(write_wav(tmp_path / "plain.wav", some, whole.sample_rate))
    lifted = hear(write_wav(tmp_path / "lifted.wav", some + 0.7, whole.sample_rate))
    assert any("+0.70 of full scale off zero" in line for line in lifted.recording.warnings)
    for one, other in zip(plain.speech, lifted.speech, strict=True):
        assert [round(span.start, 1) for span in one] == [round(span.start, 1) for span in other]
    assert any(plain.speech)


def test_a_name_moves_no_cursor_and_is_said_in_one_line(tmp_path, capsys):
    from callscore.cli import main

    path = tmp_path / "two\nlines \x1b[2J.wav"
    path.write_text("hello " * 20)
    with pytest.raises(SystemExit):
        main(["score", str(path)])
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "\x1b" not in said
    assert "two lines  [2J.wav: a text file" in said


def test_a_recording_that_lost_its_end_is_said_to_be_cut_off(tmp_path):
    from callscore import listen
    from callscore.errors import TranscriptError
    from callscore.samples import sample

    recording, transcript = sample("mixed")
    whole = read_recording(recording)
    path = write_wav(tmp_path / "call.wav", whole.samples, whole.sample_rate)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 4])
    with pytest.raises(TranscriptError, match=r"the recording is cut off \(truncated: "):
        listen(path, transcript=transcript)

"""Any recording comes out as float32 [n_channels, n_samples]; what can't be used says so in one line."""

from __future__ import annotations

import hashlib
import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from callscore.audio.recording import Recording, read_recording
from callscore.errors import RecordingError


def tones(rate: int, n_channels: int, seconds: float = 2.0) -> np.ndarray:
    """Channel 0 holds 500 Hz, channel 1 holds 1000 Hz at half the level, and so on."""
    at = np.arange(round(rate * seconds)) / rate
    return np.stack([0.5 / (i + 1) * np.sin(2 * np.pi * 500 * (i + 1) * at) for i in range(n_channels)]).astype(
        np.float32
    )


def encode(path: Path, codec: str, rate: int, n_channels: int, *, options: dict[str, str] | None = None) -> Path:
    """Two seconds of `tones`, encoded by PyAV."""
    layout = {1: "mono", 2: "stereo", 4: "quad"}[n_channels]
    samples = tones(rate, n_channels)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout, options=options or {})
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout=layout)
        frame.rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for packet in stream.encode(frame):
            container.mux(packet)
        for packet in stream.encode(None):
            container.mux(packet)
    return path


def pitch_of(channel: np.ndarray, rate: int) -> float:
    middle = channel[len(channel) // 4 : -len(channel) // 4]
    return float(np.abs(np.fft.rfft(middle * np.hanning(len(middle)))).argmax() * rate / len(middle))


FORMATS = [
    # name, codec, recorded rate, channels, rate that comes out
    ("pcm16.wav", "pcm_s16le", 8_000, 2, 8_000),
    ("pcm8.wav", "pcm_u8", 8_000, 1, 8_000),
    ("pcm24.wav", "pcm_s24le", 48_000, 2, 16_000),
    ("pcm32.wav", "pcm_s32le", 96_000, 2, 16_000),
    ("float.wav", "pcm_f32le", 11_025, 2, 11_025),
    ("double.wav", "pcm_f64le", 16_000, 1, 16_000),
    ("mulaw.wav", "pcm_mulaw", 8_000, 2, 8_000),
    ("alaw.wav", "pcm_alaw", 8_000, 2, 8_000),
    ("adpcm.wav", "adpcm_ms", 8_000, 2, 8_000),
    ("call.mp3", "libmp3lame", 44_100, 2, 16_000),
    ("call.m4a", "aac", 16_000, 2, 16_000),
    ("call.opus", "libopus", 48_000, 2, 16_000),
    ("call.ogg", "libopus", 16_000, 1, 16_000),
    ("call.flac", "flac", 22_050, 2, 16_000),
    ("call.webm", "libopus", 48_000, 2, 16_000),
    ("call.mp4", "aac", 44_100, 2, 16_000),
    ("call.amr", "libopencore_amrnb", 8_000, 1, 8_000),
    ("quad.wav", "pcm_s16le", 8_000, 4, 8_000),
]


@pytest.mark.parametrize(("name", "codec", "rate", "n_channels", "expected_rate"), FORMATS, ids=[f[0] for f in FORMATS])
def test_every_format_keeps_its_channels_apart(tmp_path, name, codec, rate, n_channels, expected_rate):
    bit_rate = {"b": "12200"} if codec == "libopencore_amrnb" else None
    recording = read_recording(encode(tmp_path / name, codec, rate, n_channels, options=bit_rate))
    assert recording.samples.dtype == np.float32
    assert recording.samples.shape[0] == recording.source.channels == n_channels
    assert recording.sample_rate == expected_rate
    assert recording.duration == pytest.approx(2.0, abs=0.15)
    for index, channel in enumerate(recording.samples):
        assert pitch_of(channel, expected_rate) == pytest.approx(500 * (index + 1), abs=4)
        if codec != "libopencore_amrnb":
            middle = channel[len(channel) // 4 : -len(channel) // 4]
            assert np.sqrt(np.mean(middle**2)) == pytest.approx(0.5 / (index + 1) / 2**0.5, rel=0.06)


def gsm_wav(path: Path) -> Path:
    """A WAV of 50 GSM 06.10 blocks (WAV49, 65 bytes for 40 ms): PyAV has the decoder and no encoder."""
    blocks = np.random.default_rng(0).integers(0, 256, 50 * 65, dtype=np.uint8).tobytes()
    form = struct.pack("<HHIIHHHH", 0x31, 1, 8_000, 1_625, 65, 0, 2, 320)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(blocks)) + blocks
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path


def test_gsm_in_wav(tmp_path):
    recording = read_recording(gsm_wav(tmp_path / "gsm.wav"))
    assert (recording.source.codec, recording.sample_rate, recording.duration) == ("gsm_ms", 8_000, 2.0)


def test_the_source_tells_what_was_recorded(tmp_path):
    path = encode(tmp_path / "call.flac", "flac", 48_000, 2)
    source = read_recording(path).source
    assert (source.path, source.sample_rate, source.codec, source.container) == (str(path), 48_000, "flac", "flac")
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.duration == pytest.approx(2.0, abs=0.01)


def test_the_second_audio_stream_is_left_out_and_named(tmp_path):
    path = tmp_path / "two.mka"
    with av.open(str(path), "w", format="matroska") as container:
        streams = [container.add_stream("pcm_s16le", rate=8_000, layout="mono") for _ in range(2)]
        for index, stream in enumerate(streams):
            frame = av.AudioFrame.from_ndarray(
                (tones(8_000, 2)[index : index + 1] * 30_000).astype("<i2"), format="s16", layout="mono"
            )
            frame.rate, frame.pts, frame.time_base = 8_000, 0, Fraction(1, 8_000)
            container.mux(stream.encode(frame))
    recording = read_recording(path)
    assert pitch_of(recording.samples[0], 8_000) == pytest.approx(500, abs=4)
    assert any("2 audio streams" in warning for warning in recording.warnings)


def test_a_truncated_wav_gives_what_there_is_with_a_warning(tmp_path, write_wav):
    path = write_wav(tones(8_000, 1, 10.0))
    path.write_bytes(path.read_bytes()[:64_044])
    recording = read_recording(path)
    assert recording.duration == pytest.approx(4.0, abs=0.01)
    assert recording.warnings == ("truncated: 4.0 s of 10.0 s could be decoded; figures cover that part only",)


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF])
def test_a_streamed_wav_header_is_not_truncation(write_wav, size):
    path = write_wav(tones(8_000, 1, 3.0))
    content = bytearray(path.read_bytes())
    content[40:44] = struct.pack("<I", size)
    path.write_bytes(content)
    recording = read_recording(path)
    assert (recording.duration, recording.warnings) == (pytest.approx(3.0), ())


def float_wav(path: Path, samples: np.ndarray) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_f32le", rate=8_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(samples[None].astype(np.float32), format="flt", layout="mono")
        frame.rate, frame.pts, frame.time_base = 8_000, 0, Fraction(1, 8_000)
        container.mux(stream.encode(frame))
    return path


def test_samples_that_are_no_numbers_become_silence_with_a_warning(tmp_path):
    samples = tones(8_000, 1)[0]
    samples[100:110], samples[200] = np.nan, np.inf
    recording = read_recording(float_wav(tmp_path / "nan.wav", samples))
    assert np.isfinite(recording.samples).all()
    assert (recording.samples[0, 100:110] == 0).all()
    assert any(warning.startswith("11 samples") for warning in recording.warnings)


def test_integers_written_as_floats_are_scaled_down(tmp_path):
    recording = read_recording(float_wav(tmp_path / "loud.wav", tones(8_000, 1)[0] * 32_768))
    assert np.abs(recording.samples).max() == pytest.approx(1.0)
    assert any("not scaled" in warning for warning in recording.warnings)


def video_only(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), format="rgb24")))
        container.mux(stream.encode(None))
    return path


def bad_inputs(folder: Path) -> dict[str, tuple[Path, str]]:
    """Name of the trouble: the file, and what its one line must say."""

    def wrote(name: str, content: bytes) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    whole = encode(folder / "whole.m4a", "aac", 16_000, 1).read_bytes()
    header = encode(folder / "whole.wav", "pcm_s16le", 8_000, 1).read_bytes()
    start = header.index(b"data") + 8
    return {
        "missing": (folder / "nope.wav", "no such file"),
        "folder": (folder, "is a folder"),
        "empty": (wrote("empty.wav", b""), "empty (0 bytes)"),
        "zero samples": (wrote("zero.wav", header[:start]), "0 samples"),
        "text named wav": (wrote("text.wav", b"Agent: hello, is that Mr Bell?\n" * 9), "a text file named .wav"),
        "text": (wrote("call.txt", b"Agent: hello, is that Mr Bell?\n" * 90), "a text file named .txt"),
        "noise of bytes": (wrote("bytes.wav", bytes(range(256)) * 20), "not a recording that can be decoded"),
        "cut before its index": (wrote("cut.m4a", whole[: len(whole) // 2]), "cut off before its index"),
        "video only": (video_only(folder / "film.mp4"), "no audio stream in it (found: video)"),
        "digital silence": (wrote("still.wav", header[:start] + bytes(len(header) - start)), "silent throughout"),
    }


TROUBLES = ["missing", "folder", "empty", "zero samples", "text named wav", "text", "noise of bytes"]
TROUBLES += ["cut before its index", "video only", "digital silence"]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_bad_input_is_one_line_with_path_and_advice(tmp_path, trouble):
    path, says = bad_inputs(tmp_path)[trouble]
    with pytest.raises(RecordingError) as caught:
        read_recording(path)
    line = str(caught.value)
    assert line.startswith(f"{path}: ")
    assert says in line
    assert "\n" not in line
    assert "Errno" not in line
    assert ";" in line


def test_a_playlist_never_reaches_the_network(tmp_path):
    path = tmp_path / "call.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(RecordingError):
        read_recording(path)


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000])
def test_blocks_joined_are_the_channel(rate):
    recording = Recording(tones(rate, 2, 7.3), rate)
    joined = np.concatenate(list(recording.blocks(1, seconds=1.7)))
    whole = recording.channel(1)
    common = min(len(joined), len(whole))
    assert abs(len(joined) - 7.3 * 16_000) <= 1
    assert abs(len(whole) - 7.3 * 16_000) <= 1
    np.testing.assert_allclose(joined[:common], whole[:common], atol=1e-4)


def test_a_channel_at_its_own_rate_is_no_copy():
    recording = Recording(tones(16_000, 2), 16_000)
    assert np.shares_memory(recording.channel(1), recording.samples)

"""What can't be read says so in one line: where, what, and what to do."""

import json

import pytest

from callscore.errors import TranscriptError
from callscore.transcripts import read_transcript


def one_line(file, **options):
    with pytest.raises(TranscriptError) as caught:
        read_transcript(file, **options)
    message = str(caught.value)
    assert "\n" not in message
    assert str(file) in message
    return message


def turn(**changes):
    item = {"speaker": "agent", "start": 1.0, "end": 2.0, "text": "Hello.", **changes}
    return {name: value for name, value in item.items() if value != "drop"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"speaker": "drop"}, "turn 1: 'speaker' is missing"),
        ({"speaker": None}, "turn 1: 'speaker' is missing"),
        ({"text": "drop"}, "turn 1: 'text' is missing"),
        ({"text": ["a"]}, "turn 1: 'text' is a list of 1"),
        ({"end": 0.5}, "ends at 0.5 s, before it starts at 1 s"),
        ({"start": -1}, "'start' is -1 s"),
        ({"start": "soon"}, "'start' is 'soon', not a number"),
        ({"start": float("nan")}, "'start' is nan, not a number"),
        ({"end": float("inf")}, "'end' is inf, not a number"),
        ({"start": True}, "'start' is True, not a number"),
        ({"start": {}}, "'start' is an object, not a number"),
        ({"start": 10**400}, "not a number"),
        ({"start": 440000, "end": 450000}, "more than a day into the call"),
        ({"words": "Hello"}, "'words' is 'Hello', not a list"),
        ({"words": [{"start": 1.0}]}, "turn 1, word 1: 'text' is missing"),
        ({"words": [{"text": "Hello", "start": 2, "end": 1}]}, "turn 1, word 1"),
        ({"words": [3]}, "turn 1, word 1: 3 is not a word"),
    ],
)
def test_a_broken_turn_is_named(tmp_path, changes, expected):
    file = tmp_path / "call.json"
    file.write_text(json.dumps({"turns": [turn(), turn(**changes)]}))
    assert expected in one_line(file)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "empty"),
        (" \n\n", "empty"),
        ('{"turns": [', "line 1, column 12: this is not valid JSON"),
        ('{"rows": []}', "unknown shape ('rows')"),
        ("{}", "unknown shape"),
        ('{"turns": []}', "no turns"),
        ('{"turns": 4}', "'turns' is 4, not a list"),
        ('{"turns": [4]}', "'turns', item 1: 4 is not an object"),
        ("[]", "no turns"),
        ("[1, 2]", "unknown shape"),
        ('{"segments": []}', "no turns"),
        ('{"segments": [{"start": 0}]}', "segment 0: 'text' is missing"),
        ('{"Transcript": [{"ParticipantRole": "AGENT", "Items": [3]}]}', "turn 0: 'Items', item 1"),
        ('{"results": {"channels": [{"alternatives": [{"transcript": "Hi"}]}]}}', "no 'words'"),
        ('{"turns": [{"speaker": "agent", "text": "Hi"}], "call_date": "12/03/26"}', "'call_date' is '12/03/26'"),
        ("just some prose, nobody named", "no transcript was recognised"),
        ("WEBVTT\n\n00:00 -> 00:02\nAgent: Hi", "no turns"),
        ("WEBVTT\n\n00:00.0 --> soon\nAgent: Hi", "line 3"),
        ("1\n00:00:05,000 --> 00:00:02,000\nAgent: Hi", "line 2: it ends at 2 s"),
        ("SPEAKER c 1 x 1.0 <NA> <NA> A <NA>", "line 1: 'onset' is 'x'"),
        ("SPEAKER c 1 0 1 <NA> <NA> A <NA>\nSPEAKER d 1 0 1 <NA> <NA> A <NA>", "2 recordings in one file"),
        ("[" * 100_000, "nested too deeply"),
        ('{"turns": ' + "[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_file_says_where(tmp_path, content, expected):
    file = tmp_path / "call.json"
    file.write_text(content)
    assert expected in one_line(file)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "this is sound (WAV)"),
        (b"ID3\x04\x00" + bytes(50), "this is sound (MP3)"),
        (bytes(range(256)) * 8, "Windows-1252|binary|not text"),
        (b"\x00" * 500, "binary"),
        (b"Agent: \x81\x8d\x8f", "not text"),
    ],
)
def test_binary_files(tmp_path, data, expected):
    file = tmp_path / "call.json"
    file.write_bytes(data)
    message = one_line(file)
    assert any(part in message for part in expected.split("|"))


def test_missing_file(tmp_path):
    assert "no such transcript" in one_line(tmp_path / "gone.json")


def test_folder(tmp_path):
    assert "a folder" in one_line(tmp_path)


def test_a_huge_file_is_refused_unread(tmp_path):
    file = tmp_path / "huge.json"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    assert "50 MB is too large" in one_line(file)


def test_unknown_format_lists_the_known(tmp_path):
    file = tmp_path / "call.txt"
    file.write_text("Agent: Hi")
    assert "webvtt" in one_line(file, format="docx")


def test_format_that_does_not_fit(tmp_path):
    file = tmp_path / "call.txt"
    file.write_text("Agent: Hi")
    assert "not a webvtt transcript" in one_line(file, format="webvtt")

"""What stands in a transcript's texts: half characters, controls, redacted words."""

import json

import pytest

from callscore.transcripts import read_transcript

STRANGE = "Hello\x00 there,\x07 half \ud83d\tof\nit \u202eback"
CLEAN = "Hello there, half � of it back"


def document(name, text):
    """The smallest file of a format with one turn saying `text`."""
    word = {"start": 0.5, "end": 1.0}
    aws = {"start_time": "0.5", "end_time": "1.0", "type": "pronunciation"}
    return {
        "callscore": {"turns": [{"speaker": "agent", "text": text, "start": 0, "end": 2}]},
        "whisper": {"segments": [{"speaker": "agent", "text": text, "start": 0, "end": 2}]},
        "deepgram": {"results": {"channels": [{"alternatives": [{"words": [word | {"word": text}]}]}]}},
        "aws_transcribe": {"results": {"items": [aws | {"alternatives": [{"content": text}]}]}},
        "aws_call_analytics": {"Transcript": [{"ParticipantRole": "AGENT", "Content": text}]},
        "aws_bedrock_data_automation": {"audio_segments": [{"text": text, "speaker": {"speaker_label": "spk_0"}}]},
    }[name]


@pytest.fixture
def read(tmp_path):
    def reader(content, name="call.json"):
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return read_transcript(file)

    return reader


@pytest.mark.parametrize(
    "name",
    ["callscore", "whisper", "deepgram", "aws_transcribe", "aws_call_analytics", "aws_bedrock_data_automation"],
)
def test_half_characters_and_controls_are_replaced(read, name):
    conversation = read(document(name, STRANGE))
    assert conversation.source.transcript_format == name
    assert conversation.turns[0].text == CLEAN
    for turn in conversation.turns:
        for word in turn.words:
            word.text.encode()


def test_strange_labels_and_names_can_be_written(read):
    conversation = read(
        {"call_id": "a\ud83d\x00b", "turns": [{"speaker": "age\ud83dnt", "text": "hi", "words": ["\ud83d"]}]}
    )
    assert conversation.call_id == "a� b"
    assert conversation.turns[0].speaker == "age�nt"
    assert conversation.turns[0].words[0].text == "�"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("call.txt", "Agent: " + "Good morning. " * 40 + "It's\x07 Dana."),
        ("call.srt", "1\n00:00:01,000 --> 00:00:02,000\nAgent: " + "Good morning. " * 40 + "It's\x07 Dana.\n"),
        ("call.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>" + "Good morning. " * 40 + "It's\x07 Dana.\n"),
    ],
)
def test_controls_in_text_files_become_spaces(read, name, content):
    assert read(content, name).turns[0].text.endswith("It's Dana.")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("call.txt", "Agent: Is that <redacted>?\nCustomer: Yes.\n[NAME] speaking.\nAgent: Hello."),
        (
            "call.srt",
            "1\n00:00:01,000 --> 00:00:02,000\nAgent: Is that <redacted>?\n\n2\n00:00:03,000 --> 00:00:04,000\n"
            "Customer: Yes.\n[NAME] speaking.\n",
        ),
        (
            "call.vtt",
            "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent><i>Is that</i> <redacted>?</v>\n\n00:03.000 --> 00:04.000\n"
            "<v Customer>Yes.\n[NAME] speaking.\n",
        ),
    ],
)
def test_redacted_words_are_words_and_no_speakers(read, name, content):
    conversation = read(content, name)
    assert [turn.text for turn in conversation.turns[:2]] == ["Is that <redacted>?", "Yes. [NAME] speaking."]
    assert {turn.speaker for turn in conversation.turns} == {"Agent", "Customer"}


def test_a_timed_redacted_word_is_found_in_its_turn(read):
    words = [
        {"text": text, "start": float(i), "end": i + 0.5}
        for i, text in enumerate(["I'm", "[NAME]", "and", "<redacted>."])
    ]
    turn = read([{"speaker": "agent", "text": "I'm [NAME] and <redacted>.", "words": words}]).turns[0]
    assert turn.time_of(4, 10) == (1.0, 1.5)
    assert turn.time_of(15, 26) == (3.0, 3.5)

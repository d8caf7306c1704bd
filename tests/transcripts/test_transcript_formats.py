"""Every format: a small file of the same shape as the vendor's, and what is read out of it."""

import json
from datetime import date
from pathlib import Path

import pytest

from callscore.conversation import Role, TimingSource
from callscore.spans import Span
from callscore.transcripts import read_transcript


@pytest.fixture
def call(tmp_path):
    """Writes a file and reads it as a transcript."""

    def read(content, name="call.json", **options):
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return read_transcript(file, **options)

    return read


def lines(conversation):
    return [(turn.role.value, turn.text) for turn in conversation.turns]


HELLO = {"speaker": "agent", "start": 0.5, "end": 2.0, "text": "Good morning, is that Mr Bell?"}
YES = {"speaker": "customer", "start": 2.4, "end": 3.0, "text": "It is."}


def test_own_format_with_unknown_keys(call):
    conversation = call({"id": "k7", "call_date": "2026-03-12", "truth": {"overall": 90}, "turns": [HELLO, YES]})
    assert lines(conversation) == [("agent", "Good morning, is that Mr Bell?"), ("customer", "It is.")]
    assert conversation.call_id == "k7"
    assert conversation.call_date == date(2026, 3, 12)
    assert conversation.timing_source is TimingSource.TURNS
    assert conversation.speech(Role.AGENT) == (Span(0.5, 2.0),)
    assert conversation.source.transcript_format == "callscore"


def test_bare_list_with_stime_and_etime(call):
    conversation = call([{"speaker": "Agent", "text": "Hello?", "stime": 0, "etime": "1.5"}])
    assert conversation.turns[0].end == 1.5
    assert conversation.call_id == "call"


def test_own_turns_keep_their_indexes_even_out_of_order(call):
    conversation = call({"turns": [YES, HELLO, {**HELLO, "start": 2.1, "end": 2.3, "text": "Sir?"}]})
    assert [turn.text for turn in conversation.turns] == ["It is.", "Good morning, is that Mr Bell?", "Sir?"]


def test_own_words_give_word_timing(call):
    words = [{"text": "It", "start": 2.4, "end": 2.6}, {"text": "is.", "start": 2.6, "end": 3.0, "confidence": 0.9}]
    conversation = call({"turns": [{**YES, "words": words}]})
    assert conversation.timing_source is TimingSource.WORDS
    assert conversation.turns[0].words[1].confidence == 0.9


def test_call_date_of_the_caller_goes_first(call):
    assert call({"call_date": "2026-03-12", "turns": [HELLO]}, call_date=date(2026, 1, 1)).call_date == date(2026, 1, 1)


def test_whisperx_words_with_speakers_and_a_number_without_time(call):
    words = [
        {"word": "We", "start": 0.0, "end": 0.2, "score": 0.9, "speaker": "AGENT"},
        {"word": "saw", "start": 0.2, "end": 0.4, "speaker": "AGENT"},
        {"word": "40", "speaker": "AGENT"},
        {"word": "pounds.", "start": 1.0, "end": 1.4, "speaker": "AGENT"},
        {"word": "Yes.", "start": 1.6, "end": 1.9, "speaker": "CUSTOMER"},
    ]
    conversation = call({"segments": [{"start": 0.0, "end": 1.9, "text": "We saw 40 pounds. Yes.", "words": words}]})
    assert lines(conversation) == [("agent", "We saw 40 pounds."), ("customer", "Yes.")]
    assert conversation.turns[0].words[2].span == Span(0.4, 1.0)


def test_openai_whisper_without_speakers_warns(call):
    conversation = call(
        {"text": "Hello", "language": "en", "segments": [{"id": 0, "start": 0, "end": 1, "text": " Hello"}]}
    )
    assert lines(conversation) == [("other", "Hello")]
    assert "only one speaker" in conversation.quality.warnings[0]


def test_a_segment_without_speaker_goes_to_the_one_before(call):
    segments = [
        {"start": 0, "end": 1, "text": "Hello.", "speaker": "AGENT"},
        {"start": 1.2, "end": 2, "text": "How are you?"},
        {"start": 2.2, "end": 3, "text": "Fine.", "speaker": "CUSTOMER"},
    ]
    conversation = call({"segments": segments})
    assert lines(conversation) == [("agent", "Hello. How are you?"), ("customer", "Fine.")]
    assert any("1 pieces without a speaker" in warning for warning in conversation.quality.warnings)


def analytics(role, begin, end, content, items):
    entries = [
        {"Type": "pronunciation", "Content": text, "Confidence": 0.9, "BeginOffsetMillis": a, "EndOffsetMillis": b}
        if a is not None
        else {"Type": "punctuation", "Content": text, "Confidence": 0.0}
        for text, a, b in items
    ]
    return {
        "ParticipantRole": role,
        "BeginOffsetMillis": begin,
        "EndOffsetMillis": end,
        "Content": content,
        "LoudnessScores": [70.1, None],
        "Items": entries,
    }


def test_call_analytics_in_milliseconds_with_punctuation_and_redaction(call):
    agent = analytics(
        "AGENT",
        440,
        1500,
        "This is [PII].",
        [("This", 440, 700), ("is", 700, 900), ("[PII]", 900, 1500), (".", None, None)],
    )
    customer = analytics("CUSTOMER", 1800, 2000, "Hi", [("Hi", 1800, 2000)])
    conversation = call(
        {"LanguageCode": "en-US", "Transcript": [agent, customer], "Participants": [{"ParticipantRole": "AGENT"}]}
    )
    assert lines(conversation) == [("agent", "This is [PII]."), ("customer", "Hi")]
    assert [word.text for word in conversation.turns[0].words] == ["This", "is", "[PII]."]
    assert conversation.turns[0].start == 0.44
    assert conversation.language == "en"


def test_bedrock_segments_point_at_items(call):
    document = {
        "metadata": {"duration_millis": 9000, "dominant_asset_language": "EN"},
        "audio_items": [
            {"item_index": 0, "content": "Hello", "start_timestamp_millis": 100, "end_timestamp_millis": 500},
            {"item_index": 1, "content": "?"},
        ],
        "audio_segments": [
            {
                "text": "Hello?",
                "start_timestamp_millis": 100,
                "end_timestamp_millis": 500,
                "speaker": {"speaker_label": "agent"},
                "audio_item_indices": [0, 1],
            }
        ],
    }
    conversation = call(document)
    assert conversation.turns[0].words[0].text == "Hello?"
    assert conversation.turns[0].words[0].span == Span(0.1, 0.5)
    assert conversation.duration == 9.0


def deepgram_word(text, start, end, **more):
    return {
        "word": text.lower().strip("."),
        "punctuated_word": text,
        "start": start,
        "end": end,
        "confidence": 0.9,
        **more,
    }


def test_deepgram_speaker_numbers(call):
    words = [
        deepgram_word("Hello,", 0, 0.4, speaker=0),
        deepgram_word("this is Dana calling from Northgate Finance about your account.", 0.4, 3.0, speaker=0),
        deepgram_word("Okay.", 3.2, 3.5, speaker=1),
    ]
    conversation = call(
        {"metadata": {"duration": 4.0}, "results": {"channels": [{"alternatives": [{"words": words}]}]}}
    )
    assert [turn.speaker for turn in conversation.turns] == ["0", "1"]
    assert [turn.role.value for turn in conversation.turns] == ["agent", "customer"]


def test_deepgram_channels_are_parties_and_keep_their_overlap(call):
    channels = [
        {"alternatives": [{"words": [deepgram_word("Let me finish.", 0, 2.0)]}]},
        {"alternatives": [{"words": [deepgram_word("No, wait.", 1.5, 2.5)]}]},
    ]
    conversation = call({"results": {"channels": channels}}, agent="ch_1")
    assert [(turn.speaker, turn.role.value, turn.start) for turn in conversation.turns] == [
        ("ch_0", "customer", 0.0),
        ("ch_1", "agent", 1.5),
    ]


def test_plain_transcribe_has_times_as_text(call):
    def item(text, start, end):
        kind = "pronunciation" if start else "punctuation"
        times = {"start_time": start, "end_time": end} if start else {}
        return {"type": kind, "alternatives": [{"content": text, "confidence": "0.9"}], **times}

    segments = [{"speaker_label": "agent_0", "items": [{"start_time": "0.1", "speaker_label": "agent_0"}]}]
    segments.append({"speaker_label": "customer_1", "items": [{"start_time": "0.9", "speaker_label": "customer_1"}]})
    items = [item("Hello", "0.1", "0.5"), item("?", None, None), item("Yes", "0.9", "1.2")]
    conversation = call({"results": {"items": items, "speaker_labels": {"segments": segments}}})
    assert lines(conversation) == [("agent", "Hello?"), ("customer", "Yes")]


def test_webvtt_voices_tags_and_entities(call):
    text = (
        "WEBVTT\n\nNOTE made by hand\n\n1\n00:00:00.500 --> 00:00:02.000 align:start\n"
        "<v Agent>Smith &amp; Sons here.</v>\n\n"
        "00:02.500 --> 00:03.000\nCustomer: Right.\n"
    )
    conversation = call(text, "call.vtt")
    assert lines(conversation) == [("agent", "Smith & Sons here."), ("customer", "Right.")]
    assert conversation.turns[1].start == 2.5


def test_srt_cues_go_on_with_the_last_speaker_and_merge(call):
    text = (
        "1\n00:00:00,000 --> 00:00:01,000\nAgent: I wanted\n\n2\n00:00:01,100 --> 00:00:02,000\nto ask you.\n\n"
        "3\n00:00:02,200 --> 00:00:04,200\nCustomer: Yes?\nAgent: When is it?\n"
    )
    conversation = call(text, "call.srt")
    assert lines(conversation) == [("agent", "I wanted to ask you."), ("customer", "Yes?"), ("agent", "When is it?")]
    assert conversation.turns[1].end == conversation.turns[2].start


def test_rttm_has_speech_and_no_words(call):
    rows = "SPEAKER c1 1 0.50 2.00 <NA> <NA> agent <NA> <NA>\nSPEAKER c1 1 3.00 1.00 <NA> <NA> customer <NA> <NA>\n"
    conversation = call(rows, "call.rttm")
    assert lines(conversation) == [("agent", ""), ("customer", "")]
    assert conversation.speech(Role.AGENT) == (Span(0.5, 2.5),)
    assert conversation.timing_source is TimingSource.TURNS


def test_plain_text_has_no_times(call):
    conversation = call(
        "Date: 2026-03-12\n\nAgent: Good day.\nMr Bell?\n\nCustomer: It is.\nAgent: Good.\nCustomer: So?",
        "call.txt",
    )
    assert lines(conversation)[0] == ("agent", "Good day. Mr Bell?")
    assert len(conversation.turns) == 4
    assert conversation.timing_source is TimingSource.NONE
    assert conversation.duration is None
    assert conversation.speech(Role.AGENT) == ()


@pytest.mark.parametrize(
    "line",
    [
        "[00:12] Agent: Good morning.",
        "Agent [00:12]: Good morning.",
        "00:00:12 Agent: Good morning.",
        "(0:12) Agent: Good morning.",
        "12.0 agent: Good morning.",
        "[00:12 - 00:14] **Agent:** Good morning.",
        "Agent 00:12\nGood morning.",
    ],
)
def test_plain_text_with_times(call, line):
    conversation = call(f"{line}\n", "call.txt")
    assert lines(conversation) == [("agent", "Good morning.")]
    assert conversation.turns[0].start == 12.0
    assert conversation.timing_source is TimingSource.TURNS


def test_a_sentence_with_a_colon_is_no_speaker(call):
    conversation = call("Agent: Two things.\nFirst: the bill.\nCustomer: Yes?\nAgent: And a date.", "call.txt")
    assert lines(conversation)[0] == ("agent", "Two things. First: the bill.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("name", ["call.json", "call.txt"])
def test_encodings(tmp_path, encoding, name):
    text = (
        json.dumps([{**YES, "text": "It’s £40."}], ensure_ascii=False)
        if name.endswith("json")
        else "Customer: It’s £40."
    )
    file = tmp_path / name
    file.write_bytes(text.encode(encoding))
    assert read_transcript(file).turns[0].text == "It's £40."


def test_words_are_the_same_with_typed_and_typographic_apostrophes(call):
    typed, typographic = (call(f"Agent: It{mark}s due.\nCustomer: I can{mark}t.", "call.txt") for mark in "'’")
    assert typed.turns == typographic.turns
    (word,) = call(json.dumps([{**YES, "words": [{"text": "that’s"}]}])).turns[0].words
    assert word.text == "that's"


def test_json_lines(call):
    assert len(call(json.dumps(HELLO) + "\n" + json.dumps(YES) + "\n", "call.jsonl").turns) == 2


def test_the_name_of_the_file_does_not_decide(call):
    assert call({"turns": [HELLO]}, "call.vtt").source.transcript_format == "callscore"


def test_format_by_name(call):
    assert call("Agent: Hello.", "call.txt", format="text").turns[0].text == "Hello."


def test_path_is_kept(call):
    assert Path(call({"turns": [HELLO]}).source.transcript_path).name == "call.json"

"""Pieces to turns, roles by name, doubtful times, and the way back to a file."""

import json
from dataclasses import replace
from datetime import date

import pytest

from callscore.conversation import Party, Role, Source, TimingSource, Turn
from callscore.roles import named_role
from callscore.spans import Span
from callscore.testing import make_call
from callscore.transcripts import read_transcript, to_document, write_transcript
from callscore.transcripts.merging import merge_pieces, own_overlaps_clipped
from callscore.transcripts.timing import TIMES


def say(speaker, text, start, end):
    return Turn(Role.OTHER, text, start, end, speaker=speaker)


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([say("a", "I wanted", 0, 1), say("a", "to ask.", 2.9, 4)], ["I wanted to ask."]),
        ([say("a", "I wanted", 0, 1), say("a", "to ask.", 3.0, 4)], ["I wanted", "to ask."]),
        (
            [say("a", "I wanted", 0, 1), say("b", "mm-hm", 0.8, 1.1), say("a", "to ask.", 1.2, 2)],
            ["I wanted to ask.", "mm-hm"],
        ),
        (
            [say("a", "I wanted", 0, 1), say("b", "Who is it?", 0.8, 1.1), say("a", "to ask.", 1.2, 2)],
            ["I wanted", "Who is it?", "to ask."],
        ),
        (
            [say("a", "Is that you?", 0, 1), say("b", "Yes.", 1.2, 1.5), say("a", "Good.", 1.6, 2)],
            ["Is that you?", "Yes.", "Good."],
        ),
        ([say("b", "Then", 2, 3), say("a", "First", 0, 1)], ["First", "Then"]),
        (
            [say("a", "No", None, None), say("a", "times", None, None), say("b", "Right", None, None)],
            ["No times", "Right"],
        ),
    ],
)
def test_pieces_become_turns(pieces, expected):
    assert [turn.text for turn in merge_pieces(pieces)] == expected


def test_own_turns_never_overlap_each_other_but_parties_may():
    turns, cut = own_overlaps_clipped([say("a", "one", 0, 5), say("b", "two", 1, 9), say("a", "three", 4, 6)])
    assert [turn.end for turn in turns] == [4, 9, 6]
    assert cut == 1


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Agent", "agent"),
        ("AGENT_1", "agent"),
        ("Collector", "agent"),
        ("Customer Service Rep", "agent"),
        ("Customer", "customer"),
        ("Debtor's wife", None),
        ("Account Holder", "customer"),
        ("IVR", "other"),
        ("Virtual Agent", "other"),
        ("Caller", None),
        ("Sarah", None),
        ("SPEAKER_00", None),
        ("agency", None),
    ],
)
def test_roles_by_name(label, role):
    found = named_role(label)
    if label == "Debtor's wife":
        assert found is Role.CUSTOMER
    else:
        assert (found.value if found else None) == role


@pytest.fixture
def read(tmp_path):
    def reader(turns, **options):
        file = tmp_path / "call.json"
        file.write_text(json.dumps(turns))
        return read_transcript(file, **options)

    return reader


def test_one_named_side_names_the_other(read):
    conversation = read([{"speaker": "Agent", "text": "Hello."}, {"speaker": "Sarah", "text": "Hi."}])
    assert [turn.role for turn in conversation.turns] == [Role.AGENT, Role.CUSTOMER]


def test_labels_without_names_are_resolved_by_evidence(read):
    said = [
        ("SPEAKER_01", "Hello?"),
        ("SPEAKER_00", "Hi, this is Dana calling from Northgate Finance about a payment."),
    ]
    conversation = read([{"speaker": speaker, "text": text} for speaker, text in said])
    assert [turn.role for turn in conversation.turns] == [Role.CUSTOMER, Role.AGENT]
    assert conversation.quality.role_confidence < 1.0
    assert conversation.quality.role_reason


def test_the_users_word_goes_first(read):
    conversation = read(
        [{"speaker": "agent", "text": "Hello."}, {"speaker": "customer", "text": "Hi."}], agent="customer"
    )
    assert [turn.role for turn in conversation.turns] == [Role.CUSTOMER, Role.AGENT]


def turns_every(step, length, count=10, **more):
    return [
        {"speaker": ("agent", "customer")[i % 2], "text": "So it goes.", "start": step * i, "end": step * i + length}
        | more
        for i in range(count)
    ]


@pytest.mark.parametrize(
    ("turns", "rough"),
    [
        (turns_every(3.1, 4.2), True),
        (turns_every(3.1, 2.4), False),
        (turns_every(3, 2), True),
        (turns_every(2.5, 3.5), True),
        (turns_every(2.5, 2.0), False),
        (turns_every(3.1, 0.2), True),
        (turns_every(3.1, 4.2, count=5), False),
        ([{**turn, "end": None} for turn in turns_every(3.1, 2.4)], True),
        ([{**turn, "speaker": "agent"} for turn in turns_every(3.1, 4.2)] + turns_every(50.1, 2.4), True),
    ],
    ids=[
        "overlapping",
        "measured",
        "whole seconds",
        "half seconds, overlapping",
        "half seconds",
        "too fast",
        "too few to tell",
        "no ends",
        "own turns overlap",
    ],
)
def test_rough_times_are_flagged(read, turns, rough):
    conversation = read(turns)
    assert conversation.timing_source is TimingSource.TURNS
    assert conversation.quality.rough_times is rough
    assert any("times of this transcript are rough" in w for w in conversation.quality.warnings) is rough
    assert (conversation.timing_confidence < 0.5) is rough


def test_word_times_are_never_rough(read):
    turns = turns_every(3, 4)
    for turn in turns:
        times = [turn["start"] + x for x in (0.0, 1.0, 2.0, 3.9)]
        turn["words"] = [
            {"text": text, "start": a, "end": b}
            for text, a, b in zip(["So", "it", "goes."], times, times[1:], strict=False)
        ]
    conversation = read(turns)
    assert conversation.timing_source is TimingSource.WORDS
    assert conversation.quality.rough_times is False


def test_measured_times_are_not_complained_of(read):
    assert read(turns_every(3.1, 2.4)).quality.warnings == ()


def test_doubts_about_times_can_be_told_from_others(read):
    turns = turns_every(3.1, 2.4)
    turns[3]["start"] = turns[3]["end"] = None
    turns[4]["speaker"] = "supervisor"
    warnings = read(turns).quality.warnings
    assert [warning.startswith(TIMES) for warning in warnings] == [True, False]


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        (("agent", "customer"), ()),
        (
            ("Agent 1", "Customer", "Agent 2"),
            ("2 speakers are named agent (Agent 1, Agent 2): they're scored together",),
        ),
        (
            ("Agent", "Customer", "Supervisor"),
            ("2 speakers are named agent (Agent, Supervisor): they're scored together",),
        ),
        (("Agent", "Debtor", "Client"), ("2 speakers are named customer (Debtor, Client): they're scored together",)),
        (("IVR", "Agent", "Customer", "Virtual Agent"), ()),
    ],
)
def test_several_speakers_on_one_side(read, speakers, expected):
    conversation = read([{"speaker": speaker, "text": "Well, yes."} for speaker in speakers])
    assert conversation.quality.warnings == expected


def test_the_system_is_no_party(read):
    conversation = read([{"speaker": who, "text": "Well, yes."} for who in ("IVR", "Agent", "Customer")])
    assert [turn.role for turn in conversation.turns] == [Role.OTHER, Role.AGENT, Role.CUSTOMER]


def test_a_few_missing_times_are_filled_and_many_drop_all(read):
    def turns(missing):
        return [
            {"speaker": ("agent", "customer")[i % 2], "text": "Well, yes."}
            | ({} if i < missing else {"start": 2.1 * i, "end": 2.1 * i + 1})
            for i in range(10)
        ]

    few, many = read(turns(1)), read(turns(5))
    assert few.timing_source is TimingSource.TURNS
    assert "1 of 10 turns have no times" in few.quality.warnings[0]
    assert many.timing_source is TimingSource.NONE
    assert many.turns[9].start is None


def test_a_start_without_end_ends_at_the_next_turn(read):
    conversation = read(
        [
            {"speaker": "agent", "text": "Hello there, sir.", "start": 0},
            {"speaker": "customer", "text": "Hi", "start": 0.5},
        ]
    )
    assert conversation.turns[0].end == 0.5


def test_round_trip_is_exact(tmp_path):
    call = make_call("agent: Good morning, £40?", "3.2 customer: Wait.", call_date=date(2026, 3, 12), call_id="k7")
    heard = (Party(Role.AGENT, "left", (Span(0.01, 1.7),)), Party(Role.CUSTOMER, "right", (Span(3.21, 3.6),)))
    turns = tuple(replace(turn, speaker=party.label) for turn, party in zip(call.turns, heard, strict=True))
    source = Source("call.wav", "ab", 5.0, 2, 8000, "pcm_s16le", "wav")
    call = replace(
        call, turns=turns, parties=heard, timing_source=TimingSource.AUDIO, source=source, recogniser="small.en"
    )
    call = call.warn("quiet recording")
    back = read_transcript(write_transcript(call, tmp_path / "call.json"))
    assert back.source.transcript_format == "callscore"
    assert replace(back, source=source) == call
    assert to_document(replace(back, source=source)) == to_document(call)


def test_round_trip_without_times(tmp_path):
    call = make_call("agent: Good morning.", "customer: Hello.", timed=False)
    back = read_transcript(write_transcript(call, tmp_path / "call.json"))
    assert back.turns == call.turns
    assert back.timing_source is TimingSource.NONE


def test_pauses_between_the_pieces_of_an_rttm_are_in_its_turns_and_not_in_its_speech(tmp_path):
    rows = [("A", 0.0, 2.0), ("A", 2.8, 1.2), ("B", 4.5, 3.0)]
    text = "".join(f"SPEAKER call 1 {start} {length} <NA> <NA> {who} <NA> <NA>\n" for who, start, length in rows)
    (tmp_path / "call.rttm").write_text(text, encoding="utf-8")
    call = read_transcript(tmp_path / "call.rttm")
    assert [(turn.start, turn.end) for turn in call.turns] == [(0.0, 4.0), (4.5, 7.5)]
    speech = {party.label: [(span.start, span.end) for span in party.speech] for party in call.parties}
    assert speech == {"A": [(0.0, 2.0), (2.8, 4.0)], "B": [(4.5, 7.5)]}
    assert {party.role.value for party in call.parties} == {"agent", "customer"}

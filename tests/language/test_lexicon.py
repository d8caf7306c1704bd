"""Lexicons: the shipped frames' own examples, the pattern language, blockers, and errors that name what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from callscore.conversation import Role
from callscore.errors import ConfigError
from callscore.language.frames import Frame
from callscore.language.lexicon import Lexicon, load_default
from callscore.language.parsing import normal_words, parse
from callscore.language.patterns import PatternError, Patterns, expand

FRAMES = load_default().frames

FILE = """
label = "accusatory"
why = "Blame."
{top}
[[frames]]
id = "ours.{name}"
severity = 1
patterns = {patterns}
unless = {unless}
{extra}
hits = {hits}
misses = ["good morning"]
"""


def write(folder: Path, patterns: list[str], *, unless: list[str] | None = None, extra: str = "", top: str = "",
          hits: list[str] | None = None, name: str = "one") -> Path:  # fmt: skip
    path = folder / "ours.toml"
    path.write_text(
        FILE.format(patterns=patterns, unless=unless or [], extra=extra, top=top, hits=hits or ["x"], name=name)
    )
    return path


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_a_shipped_frame_matches_its_hits_and_not_its_misses(frame: Frame) -> None:
    assert frame.hits and frame.misses
    assert Lexicon((frame,)).check() == ()


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_a_shipped_frame_does_not_depend_on_how_a_line_is_written(frame: Frame) -> None:
    plain = [hit for hit in frame.hits if not hit.startswith("[") and not any(mark in hit[:-1] for mark in ".?!—:-")]
    for hit in plain:
        spoken = hit.rstrip(".?!").replace("'", "’").upper()
        assert frame.match(parse(spoken)) is not None, spoken


def test_every_frame_says_why_and_every_fault_what_to_say_instead() -> None:
    assert all(frame.why for frame in FRAMES)
    assert [frame.id for frame in FRAMES if frame.severity > 0 and not frame.instead] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You HAVEN’T paid", "you have not paid"),
        ("you havent paid", "you have not paid"),
        ("you, uh, you have not paid", "you have not paid"),
        ("well, you know, he's late", "well he is late"),
        ("do you know what it is", "do you know what it is"),
        ("y'all can't", "you all can not"),
        ("thats Rs. 500", "that is rs 500"),
    ],
)
def test_a_line_has_one_normal_form(text: str, words: str) -> None:
    assert " ".join(normal_words(text)) == words


def test_offsets_point_into_the_text_as_given() -> None:
    text = "Uh… well,  you’ve   NEVER paid"
    match = load_default().match(text, "agent")[0]
    assert text[match.first : match.last] == "you’ve   NEVER paid"


def test_every_line_can_be_parsed() -> None:
    for text in ("", " ", "…", "?!", "\u200b", "İstanbul'da", "😀", "a" * 5000):
        parsed = parse(text)
        assert len(parsed.first) == len(parsed.doc) == len(parsed.sentence)
        assert load_default().match(text) == ()


@pytest.mark.parametrize(
    ("pattern", "line", "matches"),
    [
        ("never pays|paid", "he never paid", True),
        ("never pays|paid", "he never pay", False),
        ("you still? owe", "you owe", True),
        ("you still? owe", "you still owe", True),
        ("you ..2 owe", "you all still owe", True),
        ("you ..2 owe", "you have always known you'd have to", False),
        ("you ... owe", "you. We owe", False),
        ("(pay up|cough up) now", "cough up now", True),
        ("pay (the )?bill", "pay bill", True),
        ("promis* me", "you promised me", True),
        ("^ pay", "so pay", False),
        ("^ pay", "Fine. Pay", True),
        ("pay $", "will you pay?", True),
        ("pay $?", "you will pay.", False),
        ("pay _ now", "pay it now", True),
        ("haven't paid", "have not paid", True),
        ("<number> days", "thirty days", True),
    ],
)
def test_patterns_read_as_they_look(pattern: str, line: str, matches: bool) -> None:
    assert bool(Patterns(expand(pattern, {})).spans(parse(line))) is matches


@pytest.mark.parametrize("pattern", ["(pay", "pay)", "a|", "...", "<nobody> pays", "pay+"])
def test_a_pattern_that_makes_no_sense_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        expand(pattern, {})


def test_a_pattern_that_stands_for_too_much_is_refused() -> None:
    with pytest.raises(PatternError, match="word sequences"):
        expand("(a b|c d|e f g)? " * 8 + "x", {})


@pytest.mark.parametrize(
    ("unless", "line", "blocked"),
    [
        (["said @"], "they said you never paid", True),
        (["said @"], "they said that you never paid", False),
        (["said ..2 @"], "they said that you never paid", True),
        (["@ ..2 late"], "you never paid it late", True),
        (["@ ..2 late"], "late, you never paid", False),
        (["late"], "late, you never paid", True),
        (["late"], "Late again. You never paid", False),
    ],
)
def test_blockers_stand_before_after_or_near(tmp_path: Path, unless: list[str], line: str, blocked: bool) -> None:
    lexicon = Lexicon.load(write(tmp_path, ["you never paid"], unless=unless))
    assert (lexicon.match(line) == ()) is blocked


def test_a_second_hit_is_found_when_the_first_is_blocked(tmp_path: Path) -> None:
    lexicon = Lexicon.load(write(tmp_path, ["you never paid"], unless=["said @"]))
    assert len(lexicon.match("They said you never paid. And you never paid.")) == 1


def test_context_of_the_other_party_can_be_asked_for(tmp_path: Path) -> None:
    lexicon = Lexicon.load(write(tmp_path, ["and why is that"], extra='not_after = ["tell me"]'))
    assert lexicon.match("and why is that", context="I paid late")
    assert not lexicon.match("and why is that", context="tell me to go on")


def test_frames_of_one_party_never_match_the_other() -> None:
    assert load_default().match("you haven't paid", Role.AGENT)
    assert not load_default().match("you haven't paid", Role.CUSTOMER)


def test_check_names_frame_and_example(tmp_path: Path) -> None:
    problems = Lexicon.load(write(tmp_path, ["good morning"], hits=["you never paid"])).check()
    assert problems == (
        "ours.one: does not match its hit 'you never paid'",
        "ours.one: matches its miss 'good morning' at 'good morning'",
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"extra": 'instaed = "x"'}, "frame 'ours.one': unknown key 'instaed'; known keys are id, label"),
        ({"top": "sevrity = 2"}, "unknown key 'sevrity'; known keys are label, criterion, role"),
        ({"extra": 'label = "rude"'}, "label 'rude' is no label of the agent; known: accusatory"),
        ({"extra": 'use_blockers = ["quotes"]'}, "blockers 'quotes' are not known; known: absolving"),
        ({"extra": 'instead = "pay {sum}"'}, "slot {sum}"),
        ({"patterns": ["you <lot> pay"]}, "list '<lot>' is not known"),
        ({"name": "Bad Id"}, "id = 'ours.Bad Id'"),
    ],
)
def test_an_error_says_file_frame_key_and_what_is_known(tmp_path: Path, change: dict[str, object], said: str) -> None:
    arguments: dict[str, object] = {"patterns": ["you never paid"], **change}
    with pytest.raises(ConfigError) as error:
        Lexicon.load(write(tmp_path, **arguments))  # type: ignore[arg-type]
    assert said in str(error.value)
    assert "ours.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_hits_and_misses_are_required(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('label = "jargon"\nwhy = "x"\n[[frames]]\nid = "a.b"\npatterns = ["dpd"]\nhits = ["dpd"]\n')
    with pytest.raises(ConfigError, match=r"frame 'a\.b': key 'misses' is missing"):
        Lexicon.load(path)


def test_two_frames_must_not_share_an_id(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path, ["you never paid"]).rename(tmp_path / f"{name}.toml")
    with pytest.raises(ConfigError, match=r"two frames have the id 'ours\.one'"):
        Lexicon.load(tmp_path)


@pytest.mark.parametrize("content", [b"label = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ours.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"ours\.toml (is not valid TOML|can't be read)"):
        Lexicon.load(path)


def test_a_missing_lexicon_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="lexicon not found"):
        Lexicon.load(tmp_path / "none.toml")

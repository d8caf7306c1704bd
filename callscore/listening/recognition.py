"""A heard recording and a speech recogniser make a conversation: each channel of its own, or one shared by voices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from callscore.audio.unheard import heard_again
from callscore.conversation import Conversation, Word
from callscore.doubts import DEMO_WARNING, doubts
from callscore.errors import ConfigError
from callscore.listening.assembly import assemble
from callscore.listening.hearing import CHANNEL_NAMES, Heard, told_apart
from callscore.roles import holds_both_sides, resolve_roles
from callscore.spans import merge, total
from callscore.trust import DEMO_RECOGNISER
from callscore.turn_taking.turns import build_turns, fit_to_speech

if TYPE_CHECKING:
    from callscore.audio.transcription import Whisper

__all__ = ["recognise"]

DEFAULT_LANGUAGE = "en"
"""Language code of a call on which nothing was recognised that would tell it."""

LINE_PAUSE = 0.5
"""Seconds of silence between two words that may let the other party in."""

Progress = Callable[[float, float], None]


def recognise(
    heard: Heard,
    recogniser: Whisper,
    *,
    agent: str | None = None,
    call_date: date | None = None,
    progress: Progress | None = None,
) -> Conversation:
    """The conversation of a recording, its words from a recogniser.

    Parameters
    ----------
    heard
        What the sound alone told: layout, voices, speech.
    recogniser
        The recipe of the recogniser. Where it has no language, the language is heard from the voice that speaks most,
        once, so that both parties are recognised in one.
    agent
        Who the agent is, when that is known: ``"left"``, ``"right"``, ``"first"`` or a speaker's label.
    call_date
        Day of the call.
    progress
        Called with seconds recognised and seconds in all.

    Raises
    ------
    ConfigError
        When `agent` names nobody on this recording; before anything is recognised.
    ModelError
        When the model can't be had, loaded or run.
    """
    label = _agent_label(heard, agent)
    recogniser, language = _with_language(recogniser, heard)
    if heard.dual:
        words = _by_channel(heard, recogniser, progress)
    else:
        recognised = _of_one_track(heard, recogniser, progress)
        heard = _as_words_tell(heard, recognised)
        words = _by_voice(heard, recognised)
    fitted = [fit_to_speech(own, spans) for own, spans in zip(words, heard.speech, strict=True)]
    turns = build_turns(fitted, heard.labels, heard.speech)
    decision = resolve_roles([turn for turn in turns if turn.flag is None], agent=label)
    conversation = assemble(heard, turns, heard.labels, heard.speech, decision, call_date=call_date, language=language)
    conversation = replace(conversation, recogniser=recogniser.name)
    if recogniser.name == DEMO_RECOGNISER:
        quality = conversation.quality
        conversation = replace(conversation, quality=replace(quality, warnings=(DEMO_WARNING, *quality.warnings)))
    flagged = sum(1 for turn in turns for word in turn.words if word.flag)
    if flagged:
        conversation = conversation.warn(
            f"{flagged} recognised words are doubtful (outside speech, guesses, loops, stock phrases) and not scored"
        )
    return conversation.warn(*doubts(conversation))


def _with_language(recogniser: Whisper, heard: Heard) -> tuple[Whisper, str]:
    """The recipe with its language settled, and that language."""
    if recogniser.language is not None:
        return recogniser, recogniser.language.replace("_", "-")
    most = max(range(len(heard.speech)), key=lambda voice: total(heard.speech[voice]))
    audio = heard.recording.channel(heard.layout.channels[most if heard.dual else 0])
    language = recogniser.detect_language(audio, heard.speech[most])
    return replace(recogniser, model=recogniser.name, language=language), language or DEFAULT_LANGUAGE


def _by_channel(heard: Heard, recogniser: Whisper, progress: Progress | None) -> list[list[Word]]:
    """Words of each party on its own channel; the other's part of it is not listened to."""
    seconds = [total(spans) for spans in heard.speech]
    words: list[list[Word]] = []
    for voice, channel in enumerate(heard.layout.channels):
        of_the_call = _share(progress, sum(seconds[:voice]), seconds[voice], sum(seconds))
        audio = heard.recording.channel(channel)
        found = recogniser(audio, heard.speech[voice], progress=of_the_call)
        words.append(list(heard_again(recogniser, audio, heard.speech[voice], found)))
    return words


def _of_one_track(heard: Heard, recogniser: Whisper, progress: Progress | None) -> tuple[Word, ...]:
    """Words of the track that all voices share, recognised once."""
    every = merge(span for spans in heard.speech for span in spans)
    audio = heard.recording.channel(heard.layout.channels[0])
    return heard_again(recogniser, audio, every, recogniser(audio, every, progress=progress))


def _as_words_tell(heard: Heard, words: Sequence[Word]) -> Heard:
    """The recording with its one voice told apart into two where both parties' words are heard in it."""
    if len(heard.speech) != 1:
        return heard
    lines = [piece for piece in _lines(words) if piece]
    return told_apart(heard) if holds_both_sides(lines) else heard


def _lines(words: Sequence[Word]) -> list[str]:
    """Words that were said in one breath, as texts."""
    lines: list[list[str]] = [[]]
    last = None
    for word in words:
        if last is not None and word.start is not None and word.start - last >= LINE_PAUSE:
            lines.append([])
        if word.flag is None:
            lines[-1].append(word.text.strip())
        last = word.end if word.end is not None else last
    return [" ".join(line) for line in lines]


def _by_voice(heard: Heard, recognised: Sequence[Word]) -> list[list[Word]]:
    """Words of one track, given to the voices."""
    from callscore.audio.attribution import assign_words
    from callscore.language.clauses import is_unfinished

    words: list[list[Word]] = [[] for _ in heard.labels]
    owners = assign_words(recognised, heard.speech, unfinished=is_unfinished)
    for word, voice in zip(recognised, owners, strict=True):
        words[voice].append(word)
    return words


def _share(progress: Progress | None, before: float, own: float, seconds: float) -> Progress | None:
    """Progress of one channel as progress of the whole call; its clips hold a little more than its `own` speech."""
    if progress is None:
        return None
    return lambda done, of: progress(before + own * done / of, seconds)


def _agent_label(heard: Heard, agent: str | None) -> str | None:
    """The label that the user's word for the agent stands for."""
    if agent is None or agent == "first" or agent in heard.labels:
        return agent
    if agent in CHANNEL_NAMES and not heard.dual:
        raise ConfigError(
            f"agent {agent!r} names a channel, but {heard.recording.source.path} has one voice track "
            f"({heard.layout.reason}); name a speaker ({', '.join(heard.labels)}) or 'first'"
        )
    raise ConfigError(f"agent {agent!r} is not a speaker of this call: it has {', '.join(heard.labels)}, or 'first'")

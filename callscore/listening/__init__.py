"""From a recording, a transcript or both to a Conversation: the sound heard, the words recognised or given, joined."""

from __future__ import annotations

from callscore.listening.listen_to import TRANSCRIPT_SUFFIXES, ListenOptions, listen

__all__ = ["TRANSCRIPT_SUFFIXES", "ListenOptions", "listen"]

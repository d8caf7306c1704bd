"""The note that the collector should have written: who was reached, what it came to, what is left to do."""

from __future__ import annotations

from callscore.notes.note import Note, Notes
from callscore.notes.writing import take_notes

__all__ = ["Note", "Notes", "take_notes"]

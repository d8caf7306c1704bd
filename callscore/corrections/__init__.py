"""What a person put right after a call was scored: roles, words, findings; applied without hearing the call again."""

from callscore.corrections.applying import apply_corrections
from callscore.corrections.correction_file import (
    Corrections,
    Overrule,
    SetRole,
    SetText,
    SwapRoles,
    load_corrections,
    parse_corrections,
)
from callscore.corrections.overruling import overrule
from callscore.corrections.reading import overruled
from callscore.corrections.stored import stored_conversation

__all__ = [
    "Corrections",
    "Overrule",
    "SetRole",
    "SetText",
    "SwapRoles",
    "apply_corrections",
    "load_corrections",
    "overrule",
    "overruled",
    "parse_corrections",
    "stored_conversation",
]

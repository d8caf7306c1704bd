"""Other people's transcripts to and from a Conversation: one file per format, one reader that recognises them."""

from callscore.transcripts.reading import FORMATS, read_transcript
from callscore.transcripts.writing import to_document, write_transcript

__all__ = ["FORMATS", "read_transcript", "to_document", "write_transcript"]

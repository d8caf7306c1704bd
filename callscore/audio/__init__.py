"""Sound to speech and words: the only wing that knows arrays."""

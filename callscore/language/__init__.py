"""Text to what can be matched: the only wing that knows spaCy and the classifier's runtime."""

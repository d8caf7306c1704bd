"""The report for eyes: page and terminal, made from the report's dictionary alone."""

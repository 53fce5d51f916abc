"""``make corpora FOLDER=…``: ``loftdocs verify`` against others' verdicts, on files that others have made.

The folder with their files is the caller's own, and nothing of it is kept here.
"""

"""``make corpora FOLDER=…``: ``verify`` and ``review`` on files that others have made.

``verify`` stands against others' verdicts on signed PDFs, ``review`` against what LibreOffice reads of Word files. The
folder with the files is the caller's own, and nothing of it is kept here.
"""

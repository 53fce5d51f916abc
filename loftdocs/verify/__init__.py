"""What comes back: is it the agreement that was built, is it sealed, and have those who should signed it.

`verification` is the table of contents; `worker` runs it in a process of its own. Nothing is read in here, so that a
process takes only its own part.
"""

"""How much a file that is attached may be: more than a board is given, and less than what stops a computer."""

MOST_BYTES = 50_000_000
MOST_PAGES = 500
MOST_OBJECTS = 300_000
MOST_INSTRUCTIONS = 5_000_000  # drawing operators of all pages
MOST_CONTENT = 100_000_000  # bytes of drawing operators, unpacked
MOST_PIXELS = 100_000_000
LARGEST_SIDE = 3_400.0  # points: a page of A0 is 2384 times 3370
SMALLEST_SIDE = 20.0
A4 = (595.28, 841.89)
# What the process that looks at a file may use. A document of some pages takes a second and some 100 MB.
SECONDS, CPU_SECONDS, MEMORY = 120, 90, 2_000_000_000


class TooMuch(Exception):
    """A file is more than what may be attached; the text says of what, in Swedish."""

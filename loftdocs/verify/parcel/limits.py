"""How much of a parcel is opened: it is anyone's, and no size, count or name in it is believed."""

MAX_DEPTH = 3
"""Files within files: a ZIP with an evidence PDF with the agreement in a .p7m is as deep as services go."""
MAX_FILES = 200
"""Files in all: services send a handful; this leaves room for an archive of a whole matter."""
MAX_RECORDS = 1_000
"""Lines in one archive's list of contents, folders too: so far is it read at all."""
MAX_FILE = 100_000_000
"""Bytes in one file: many times a scanned agreement, and it fits in any office computer's memory."""
MAX_TOTAL = 200_000_000
"""Bytes unpacked in all, also of what is then refused: about a second's work."""
MAX_RATIO = 200
"""Unpacked to packed: office files and XML come to 5-50, Deflate can come to 1032, and only a bomb wants that."""
RATIO_FROM = 1_000_000
"""Bytes from which the ratio counts: a small file of blanks does no harm."""
MAX_NAME = 255
"""Characters in a name, folders too: what Windows and Linux take."""
MAX_FILTERS = 4
"""Filters on one attachment: one or two in honest files; each may be a bomb in the next."""
SMALL_RAW = 32_000
"""Bytes of an attachment that pikepdf may decode, which counts nothing on its way: LZW makes at most 80 MB of them."""
MAX_STRUCTURE = 50_000_000
"""Bytes in all that a PDF's object and cross-reference streams may come to; large honest ones come to 10 MB."""
MAX_STREAMS = 200_000
"""Streams in all PDFs: an archive of a thousand scanned pages has some thousands."""
MAX_TOKENS = 8_000_000
"""Blanks and delimiters in all PDFs, each of which may be an object of 130 bytes in memory; 100 MB of packed pictures
have by chance 6 million."""
MAX_OBJECTS = 500_000
"""Arrays and dictionaries walked in one PDF: a tagged agreement has a few thousand."""
MAX_SECONDS = 20.0
"""The last resort for a PDF made to be slow in a way that nothing above counts."""
MAX_SAID = 100
"""Sentences about what was not opened: more is not read by anyone, and the number of the rest is said."""

PIECE = 65_536
"""Bytes that are unpacked at a time, and counted before the next."""
BLANK = b"\0 \t\r\n\f"
"""Bytes that say nothing at the end of a file, and between the letters of one that is written as text."""

"""Makes the files of a case: `documents` is the table of contents. Nothing is read in here, as in `render`."""

"""Places to sign: found on the pages of a PDF, and given a signature field each, that any signing service can fill."""

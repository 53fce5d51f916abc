"""Rules about texts: the clerk's own in a case file, and those of any document."""

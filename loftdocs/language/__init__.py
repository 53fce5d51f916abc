"""How Swedish is written, whatever is written in it."""

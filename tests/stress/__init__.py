"""``make stress``: breaks everything that can be broken, seeded and bounded, and counts what did not hold."""

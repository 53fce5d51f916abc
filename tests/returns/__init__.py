"""What comes back: files as attackers and as honest signing services make them, for the tests of ``verify``."""

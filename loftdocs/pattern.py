"""Regular expressions that are compiled when they are first used: most commands use few of those that there are."""

import re
from typing import Any, cast


class _Pattern:
    """Stands for a pattern until it is used, and then has its methods."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern that ``re.compile`` gives, compiled the first time one of its methods is asked for.

    A fault in ``text`` shows first then: every pattern needs a test that uses it.
    """
    return cast(re.Pattern[str], _Pattern(text, flags))

"""One value as YAML has it."""

import math
import re

import yaml

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def quoted(value: str) -> str:
    """``value`` as YAML: bare where that is read back as the same text, else in quotes."""
    if not value or _DAY.fullmatch(value):
        return value  # PyYAML would quote a day, since it makes a date of it; loftdocs does not
    # A bare scalar is a whole document to PyYAML, which marks its end.
    return yaml.safe_dump(value, allow_unicode=True, width=math.inf).removesuffix("\n").removesuffix("\n...")

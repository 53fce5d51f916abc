"""What the desk's page asks, read from what came in: nothing that could not have come from it goes further."""

import json
from collections.abc import Mapping
from typing import Any

from loftdocs.desk.drafts import is_tab
from loftdocs.desk.edit import Change

TOO_DEEP = "Det som skickades har alltför många nivåer i varandra."
_NOT_UNDERSTOOD = "Sidan frågade efter något som inte går att svara på."
_MOST_CHANGES = 500  # each reads the whole text; a form has fewer fields
_MOST_STEPS = 20


class BadRequest(Exception):
    """The page asked for something in a way that it never should; what to say of it, in Swedish."""


def asked_for(body: bytes) -> dict[str, Any]:
    """The object that a page sent as JSON. Raises `BadRequest` if it is none, or has text that is no UTF-8."""
    try:
        asked = json.loads(body)
        json.dumps(asked, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise BadRequest(
            "Texten har halva tecken (U+D800 till U+DFFF) som inte går att spara. Skriv om dem."
        ) from error
    except RecursionError as error:
        raise BadRequest(TOO_DEEP) from error
    except ValueError as error:
        raise BadRequest(_NOT_UNDERSTOOD) from error
    if not isinstance(asked, dict):
        raise BadRequest(_NOT_UNDERSTOOD)
    return asked


def text_of(asked: Mapping[str, Any], key: str = "text") -> str:
    """A text that must be there. Raises `BadRequest`."""
    text = asked.get(key)
    if not isinstance(text, str):
        raise BadRequest(_NOT_UNDERSTOOD)
    return text


def tab_of(asked: Mapping[str, Any]) -> str:
    """The name of the tab that asks. Raises `BadRequest`."""
    if not is_tab(asked.get("flik")):
        raise BadRequest(_NOT_UNDERSTOOD)
    return text_of(asked, "flik")


def changes_of(asked: Mapping[str, Any]) -> tuple[Change, ...]:
    """The form's changes. Raises `BadRequest`."""
    changes = asked.get("ändringar", ())
    try:
        if len(changes) > _MOST_CHANGES or any(len(change["väg"]) > _MOST_STEPS for change in changes):
            raise BadRequest("Det är fler ändringar på en gång än vad formuläret kan göra.")
        return tuple(Change.of(change) for change in changes)
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise BadRequest(_NOT_UNDERSTOOD) from error

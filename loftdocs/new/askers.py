"""The two ways of asking: with completion in a terminal, and line by line where there is none."""

import os
import sys
from typing import TYPE_CHECKING

from loftdocs.failures import UsageFailure
from loftdocs.new.names import matches
from loftdocs.new.question import Question

if TYPE_CHECKING:
    from prompt_toolkit.completion import Completer


class Plain:
    """A line for each question and a line for each answer: for screen readers, simple terminals and files.

    What is said goes to stderr, so that it is seen also when the command's own answer goes to a file.
    """

    def ask(self, question: Question, suggestion: str, typed: str) -> str:
        """What is on the next line, or the suggestion if it is empty. Raises `EOFError` when no more will come."""
        shown = f" [{suggestion}]" if suggestion else ""
        print(_put(f"{question.text}{shown}"), end="", file=sys.stderr, flush=True)
        try:
            line = sys.stdin.readline() if sys.stdin else ""  # None if it was closed beforehand
        except UnicodeDecodeError as error:
            raise UsageFailure("Svaren är inte skrivna i UTF-8.", "Spara filen med teckenkodningen UTF-8.") from error
        if not line:
            print(file=sys.stderr)
            raise EOFError
        return line.strip() or suggestion

    def tell(self, message: str) -> None:
        """A line on stderr."""
        print(f"  {message}", file=sys.stderr, flush=True)


class Terminal:
    """Questions with the suggestion written out to be changed, and completion on Tab."""

    def __init__(self) -> None:
        from prompt_toolkit import PromptSession  # what it reads in, no other command should wait for
        from prompt_toolkit.completion import CompleteEvent
        from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

        keys = KeyBindings()

        @keys.add("tab")
        def complete(event: KeyPressEvent) -> None:
            """The only choice at once; of several the first, and with each Tab the next."""
            buffer = event.current_buffer
            found = list(buffer.completer.get_completions(buffer.document, CompleteEvent(completion_requested=True)))
            if buffer.complete_state:
                buffer.complete_next()
            elif len(found) == 1:
                buffer.apply_completion(found[0])
            else:
                buffer.start_completion(select_first=True)

        self.session: PromptSession[str] = PromptSession(key_bindings=keys, complete_while_typing=False)

    def ask(self, question: Question, suggestion: str, typed: str) -> str:
        """What stands on the line at Enter: first what was ``typed`` before and has to be mended, or the suggestion.

        Ctrl+C is a `KeyboardInterrupt`.
        """
        from prompt_toolkit.formatted_text import FormattedText

        completer = _completer(question.choices) if question.choices else None
        tab = FormattedText([("italic", "(Tab fyller i)")] if question.choices else [])
        written = typed or suggestion
        return self.session.prompt(_put(question.text), default=written, completer=completer, placeholder=tab)

    def tell(self, message: str) -> None:
        """A line below the question."""
        print(f"  {message}", flush=True)


Asker = Plain | Terminal


def best(*, plain: bool) -> Asker | None:
    """How to ask here; None if there is no one to ask. With ``plain`` line by line, wherever the lines come from."""
    if plain:
        return Plain()
    if not (sys.stdin and sys.stdin.isatty()):
        return None
    simple = os.environ.get("TERM", "dumb") in ("dumb", "") or not sys.stdout.isatty()
    return Plain() if simple else Terminal()


def _put(text: str) -> str:
    return f"{text} " if text.endswith("?") else f"{text}: "


def _completer(choices: tuple[str, ...]) -> "Completer":
    from prompt_toolkit.completion import Completer, Completion

    class Choices(Completer):
        def get_completions(self, document, event):  # type: ignore[no-untyped-def]
            typed = document.text_before_cursor
            for choice in matches(choices, typed):
                yield Completion(choice, start_position=-len(typed))

    return Choices()

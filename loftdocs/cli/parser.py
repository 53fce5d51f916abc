"""An argument parser that fails in Swedish.

argparse words its errors in English, and otherwise from one version of Python to the next. None of its sentences is
read here: what is wrong is told from what was declared, and from which argument argparse could not take.
"""

import argparse
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from loftdocs.failures import UsageFailure, meant


class Parser(argparse.ArgumentParser):
    """A command's arguments. Whatever is wrong with those that were typed raises `UsageFailure`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, add_help=False, exit_on_error=False, formatter_class=_Help, **options)
        self._positionals.title, self._optionals.title = "det som ska anges", "det som kan anges"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen")

    def add_choice(self, name: str, choices: Sequence[str], **options: Any) -> None:
        """An argument that is one of some words, which ``--help`` lists."""
        self.add_argument(name, type=self._one_of(choices), metavar=f"{{{','.join(choices)}}}", **options)

    def taken(self, words: Sequence[str]) -> argparse.Namespace:
        """The arguments that ``words`` give."""
        try:
            arguments, rest = self.parse_known_args(words)
        except argparse.ArgumentError as error:
            raise self._not_taken(error.argument_name, words) from error
        if rest:
            options = (name for action in self._actions for name in action.option_strings)
            raise self.failure(f"”{' '.join(rest)}” hör inte till kommandot.", rest[0], options)
        return arguments

    def failure(self, message: str, word: str = "", known: Iterable[str] = ()) -> UsageFailure:
        """That the command cannot be understood, with that of the ``known`` words that ``word`` is most like."""
        return UsageFailure(
            message + meant(word, known), f"Kör  {self.prog} --help  för att se vad som går att skriva."
        )

    def lacks(self, what: str) -> UsageFailure:
        """That something has to be added."""
        return self.failure(f"Det saknas något i kommandot: {what}.")

    def error(self, message: str) -> NoReturn:
        """What argparse calls when something that is required is not there, however it words it."""
        raise self._lacks_required()

    def _lacks_required(self) -> UsageFailure:
        return self.lacks(", ".join(_name(action) for action in self._actions if action.required))

    def _not_taken(self, name: str | None, words: Sequence[str]) -> UsageFailure:
        """An argument that argparse could not take: beside one that it excludes, or for a value too few or too many."""
        action = next((one for one in self._actions if one.option_strings and _name(one) == name), None)
        if action is None:  # so later versions of argparse tell of what is required
            return self._lacks_required()
        for group in self._mutually_exclusive_groups:
            given = [_name(one) for one in group._group_actions if set(one.option_strings) & set(words)]
            if action in group._group_actions and len(given) > 1:
                return self.failure(f"{' och '.join(given)} går inte att använda samtidigt.")
        return self.failure(
            f"{name} är utan värde: skriv bara {action.option_strings[0]}."
            if action.nargs == 0
            else f"Det saknas ett värde efter {name}."
        )

    def _one_of(self, choices: Sequence[str]) -> Callable[[str], str]:
        def chosen(word: str) -> str:
            if word not in choices:
                raise self.failure(f"”{word}” är inget av det som går att välja.", word, choices)
            return word

        return chosen

    def whole_number(self, word: str) -> int:
        """A number in digits, as the ``type`` of an argument."""
        try:
            return int(word)
        except ValueError:
            raise self.failure(f"”{word}” är inte ett helt tal.") from None


class _Help(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Så här: " if prefix is None else prefix)


def _name(action: argparse.Action) -> str:
    """An argument as argparse names it: by all that it may be written as, or by what stands for it in the help."""
    return "/".join(action.option_strings) or str(action.metavar or action.dest)

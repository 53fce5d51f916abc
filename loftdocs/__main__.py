"""``python -m loftdocs``, and the ``loftdocs`` that pip installs."""

import _signal  # type: ignore[import-not-found]  # built in; `signal` is milliseconds to read in

# Until there is somebody to hear it, Ctrl+C ends the process without a word.
if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)

import gc
from typing import NoReturn

from loftdocs import signals

signals.listen()

# A command is short: collecting what its imports leave behind takes longer than it is worth.
gc.disable()

from loftdocs.cli import finish, main  # noqa: E402


def command() -> NoReturn:
    """Runs the command that the process was started with, and ends the process."""
    gc.freeze()
    gc.set_threshold(100_000)  # a check stays below it, a run over many cases does not
    gc.enable()
    finish(main())


if __name__ == "__main__":
    command()

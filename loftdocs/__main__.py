"""``python -m loftdocs``."""

from loftdocs import signals

signals.listen()

import gc  # noqa: E402

# A command is short: collecting what its imports leave behind takes longer than it is worth.
gc.disable()

from loftdocs.cli import finish, main  # noqa: E402

gc.freeze()
gc.set_threshold(100_000)  # a check stays below it, a run over many cases does not
gc.enable()
finish(main())

"""``python -m loftdocs``."""

import gc

# A command is short: collecting what its imports leave behind takes longer than it is worth.
gc.disable()

from loftdocs.cli import finish, main  # noqa: E402

gc.freeze()
gc.enable()
finish(main())

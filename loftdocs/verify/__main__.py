"""``python -m loftdocs.verify``: the process that a returned file is looked at in; see `worker`."""

import sys

from loftdocs.verify.worker import serve

if __name__ == "__main__":
    serve(crypto="--crypto" in sys.argv)

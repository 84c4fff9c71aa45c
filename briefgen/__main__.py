"""Run the command line, so that ``python -m briefgen`` is the same program."""

import os
import sys


def main() -> None:
    """Run the program; whoever stops it while it is still loaded is answered as later."""
    try:
        from briefgen.cli.app import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; the site is as it was.\n")
        os._exit(130)
    run()


if __name__ == "__main__":
    main()

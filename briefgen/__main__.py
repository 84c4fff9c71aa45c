"""Run the command line, so that ``python -m briefgen`` is the same program."""

from briefgen.cli.app import main

if __name__ == "__main__":
    main()

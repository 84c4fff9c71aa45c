"""Turn the files of ``content/`` into what each of them says, one file at a time."""

"""Turn pasted text, pages, mails and documents into drafts, and show every decision."""

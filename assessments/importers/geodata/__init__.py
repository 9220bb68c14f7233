"""The police's own files of boundaries: what each area in them matches, what it changes, and writing it."""

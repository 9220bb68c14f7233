"""Refuses a wrong set-up (`manage.py check --deploy`)."""


def register_all() -> None:
    """Make the checks known. Called once, when the app is ready."""

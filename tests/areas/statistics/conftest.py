"""The whole system for the pages where numbers stand beside judgements."""

from tests.scenes import login, scene

__all__ = ["login", "scene"]

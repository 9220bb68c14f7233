"""The closed round and the folders that these tests start from."""

from tests.reports.closed import as_, closed, folders

__all__ = ["as_", "closed", "folders"]

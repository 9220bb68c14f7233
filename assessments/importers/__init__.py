"""Reading published lists."""

from assessments.importers.published_list import import_list

__all__ = ["import_list"]

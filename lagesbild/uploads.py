"""Keeps files that are sent in within the limit, without ever holding a larger one in memory or on disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class LimitedUpload(FileUploadHandler):
    """Stands before the other handlers. A file over the limit of all is read past piece by piece, and the form is told.

    A form whose own limit is lower holds the file against that itself.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        assert self.request is not None  # Django sets it before the first piece
        if start + len(raw_data) > limit_at(self.request.path_info):
            fields = self.request.META.setdefault("lagesbild.too_large", set())
            fields.add(self.field_name)
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def limit_at(address: str) -> int:
    """Return the largest file, in bytes, that an address receives."""
    return int(settings.UPLOAD_MAX_BYTES_AT.get(address, settings.UPLOAD_MAX_BYTES))


def was_too_large(request: Any, field: str) -> bool:
    """Answer whether the file of `field` was left out because of its size."""
    return request is not None and field in request.META.get("lagesbild.too_large", ())

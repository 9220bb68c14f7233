"""Refuses to start without a key."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register

from lagesbild.sealing.errors import SealError
from lagesbild.sealing.keyfile import key_ring


@register(Tags.security)
def there_is_a_key(**_kwargs: Any) -> list[CheckMessage]:
    """Answer with an error when no key can be read: nothing classified could be written."""
    try:
        key_ring()
    except SealError as error:
        return [Error(str(error), hint="Set KEY_FILE to a file with a line from `manage.py keys new`.", id="sealing.E001")]
    return []

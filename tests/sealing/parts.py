"""An answer with a value in every part."""

from decimal import Decimal
from typing import Any

PARTS: dict[str, Any] = {
    "rating": 3, "count": 1739182645, "share": Decimal("37.25"), "choice": "ja", "trend": "positiv", "text": "Åäö – ”citat”\nrad två",
    "dont_know": False, "evidence": "fakta", "comment": "Kommentar.",
}  # fmt: skip

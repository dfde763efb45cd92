"""How the bodies of requests are read: as JSON, however they were made up."""

from __future__ import annotations

from typing import Any

from flask.json.provider import DefaultJSONProvider


class Bodies(DefaultJSONProvider):
    """JSON as Flask reads it; nested too deep to read, it is malformed like any other that cannot be read."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        """Raises ValueError."""
        try:
            return super().loads(s, **kwargs)
        except RecursionError as error:
            raise ValueError("nested too deep") from error

"""Input is checked against its models before a route sees it.

As flask_openapi3's ``validate_request`` does, which however works out the JSON schema of the models anew for each
request: an eighth of what taking a ticket cost. The document is made from the same models, once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import request
from flask_openapi3.utils import parse_parameters

View = TypeVar("View", bound=Callable[..., Any])


def validated(view: View) -> View:
    """Gives a route its ``path``, ``query`` and ``body`` as the models that it names. Raises pydantic's error."""
    # flask_openapi3 then leaves the checking to us, so that it can come after the question who is asking.
    view.__delay_validate_request__ = True  # type: ignore[attr-defined]
    _, _, path, query, _, body, _ = parse_parameters(view, doc_ui=False)

    @wraps(view)
    def checked(*args: Any, **in_path: Any) -> Any:
        given: dict[str, Any] = {}
        if path is None:
            given.update(in_path)
        else:
            given["path"] = path.model_validate(in_path)
        if query is not None:
            given["query"] = query.model_validate(request.args.to_dict())
        if body is not None:
            given["body"] = body.model_validate(request.get_json(silent=True))
        return view(*args, **given)

    return checked  # type: ignore[return-value]

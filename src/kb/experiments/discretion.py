"""Takes out of what is about to be recorded what no record may hold: secrets, and characters that cannot be shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kb.text import secrets
from kb.text.addresses import E_MAIL
from kb.text.yaml_scalar import ESCAPED

INSTEAD: Final = "***"


def discreet(value: Any, where: str, remarks: list[str]) -> Any:
    """A value without secrets; each that was taken out is remarked on, with its place.

    Args:
        value: nested plain values.
        where: what it is called.
        remarks: gets the sentences.
    """
    if isinstance(value, str):
        return _text(value, where, remarks)
    if isinstance(value, Mapping):
        return {
            _text(str(key), where, remarks): discreet(inner, f"{where}.{key}".lstrip("."), remarks)
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [discreet(inner, where, remarks) for inner in value]
    return value


def _text(text: str, where: str, remarks: list[str]) -> str:
    text = ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)
    for seen in reversed(secrets.sightings(text)):
        if seen.kind == E_MAIL:
            remarks.append(f"`{where}` holds {seen.kind}, which is recorded")
        else:
            remarks.append(f"`{where}` held {seen.kind}; it is recorded as {INSTEAD}")
            text = text[: seen.span.start] + INSTEAD + text[seen.span.end :]
    return text

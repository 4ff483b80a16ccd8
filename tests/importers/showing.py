"""What an importer gives, as text for a golden file: one line a field, and nothing that is not set."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from kb.importers.run import Run, Trouble


def shown(found: Iterable[Run | Trouble]) -> str:
    """All runs and troubles, in their order."""
    blocks = []
    for one in found:
        fields = asdict(one) if isinstance(one, Run) else one._asdict()
        lines = [
            f"{name}: {json.dumps(value, ensure_ascii=False, default=said)}"
            for name, value in fields.items()
            if value not in (None, (), {}, "")
        ]
        blocks.append("\n".join([f"-- {type(one).__name__}", *lines, ""]))
    return "\n".join(blocks)


def said(value: object) -> str:
    """What JSON has no form for."""
    return value.isoformat() if isinstance(value, datetime) else str(value)

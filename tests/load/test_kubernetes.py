"""Manifests as resources."""

from __future__ import annotations

import time
from typing import Any

import pytest

from scanner.load.kubernetes import load_kubernetes
from scanner.model import Comment, Diagnostic, DiagnosticLevel, Loaded, Location, Origin, Resource
from scanner.project import Project

DEPLOYMENT = """\
# the web server
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0  # trueup:ignore some-rule known
          args: ["# checkov:skip=no comment"]
"""


def load(project: Project, *paths: str) -> Loaded:
    return load_kubernetes(paths, project)


def only(loaded: Loaded) -> Resource:
    assert loaded.diagnostics == ()
    (resource,) = loaded.resources
    return resource


def test_a_resource(project: Project, write: Any) -> None:
    loaded = load(project, write("apps/web.yaml", DEPLOYMENT))
    resource = only(loaded)
    assert resource.type == "Deployment"
    assert resource.address == "Deployment.apps/shop/web"
    assert resource.scope == "apps"
    assert resource.origin is Origin.CODE
    assert resource.attributes["metadata"] == {"name": "web", "namespace": "shop"}
    assert loaded.files == ("apps/web.yaml",)
    locate = resource.source.locate
    path = "apps/web.yaml"
    assert locate(()) == Location(path, 2, 1, 2, 20)
    assert locate(("kind",)) == Location(path, 3, 1, 3, 17)
    container: tuple[Any, ...] = ("spec", "template", "spec", "containers", 0)
    assert locate((*container, "image")) == Location(path, 12, 11, 12, 25)
    # What is not written is at the nearest thing that is: the container.
    assert locate((*container, "securityContext", "privileged")).start_line == 11
    assert locate(("status", "x")) == locate(())


def test_only_comments_are_comments(project: Project, write: Any) -> None:
    loaded = load(project, write("web.yaml", DEPLOYMENT))
    assert loaded.comments == (
        Comment("web.yaml", 12, "trueup:ignore some-rule known", own_line=False),
    )
    text = (
        "# kics-scan disable=a\napiVersion: v1\nkind: ConfigMap\ndata:\n"
        '  a: |\n    # trivy:ignore:b\n  c: "x # tfsec:ignore"\n  d: x#tfsec:ignore\n'
        "  # tfsec:ignore d\n"
    )
    loaded = load(project, write("config.yaml", text))
    assert [(c.line, c.text, c.own_line) for c in loaded.comments] == [
        (1, "kics-scan disable=a", True),
        (9, "tfsec:ignore d", True),
    ]


@pytest.mark.parametrize(
    ("head", "type_", "address"),
    [
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: a}", "Pod", "Pod/-/a"),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ns}", "Pod", "Pod/ns/a"),
        ("apiVersion: v1\nkind: Pod\nmetadata: {generateName: a-}", "Pod", "Pod/-/a-*"),
        ("apiVersion: v1\nkind: Pod", "Pod", "Pod/-/-"),
        ("apiVersion: v1\nkind: Pod\nmetadata: [x]", "Pod", "Pod/-/-"),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: 5}", "Pod", "Pod/-/-"),
        ("apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}", "CronJob",
         "CronJob.batch/-/a"),
        ("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}", "Ingress",
         "Ingress.networking.k8s.io/-/a"),
        ("apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: a}",
         "Issuer.cert-manager.io", "Issuer.cert-manager.io/-/a"),
        ("apiVersion: notk8s.io/v1\nkind: X\nmetadata: {name: a}", "X.notk8s.io",
         "X.notk8s.io/-/a"),
    ],
)  # fmt: skip
def test_types_and_addresses(
    project: Project, write: Any, head: str, type_: str, address: str
) -> None:
    resource = only(load(project, write("k.yaml", head + "\n")))
    assert (resource.type, resource.address) == (type_, address)


def test_lists_are_unpacked(project: Project, write: Any) -> None:
    text = (
        "apiVersion: v1\nkind: List\nitems:\n"
        "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n"
        "- apiVersion: apps/v1\n  kind: DeploymentList\n  items:\n"
        "  - metadata:\n      name: b\n"
        "- nothing\n- kind: Pod\n"
    )
    loaded = load(project, write("list.yaml", text))
    assert loaded.diagnostics == ()
    assert [r.address for r in loaded.resources] == ["Pod/-/a", "Deployment.apps/-/b"]
    first, second = (r.source for r in loaded.resources)
    assert first.locate(()) == Location("list.yaml", 4, 3, 4, 17)
    assert first.locate(("metadata", "name")).start_line == 7
    assert second.locate(()).start_line == 11
    assert second.locate(("metadata", "name")).start_line == 12


def test_json_manifests_may_have_tabs(project: Project, write: Any) -> None:
    text = '{\n\t"apiVersion": "v1",\n\t"kind": "Pod",\n\t"metadata": {"name": "a\\tb"}\n}\n'
    resource = only(load(project, write("pod.json", text)))
    assert resource.attributes["metadata"] == {"name": "a\tb"}
    assert resource.source.locate(("kind",)) == Location("pod.json", 3, 2, 3, 15)


def test_what_is_no_object_is_passed_over(project: Project, write: Any) -> None:
    text = "a: 1\n---\n[x]\n---\nkind: Pod\n---\napiVersion: 1\nkind: Pod\n---\nkind: x\n"
    loaded = load(project, write("k.yaml", text))
    assert loaded == Loaded(files=("k.yaml",))


def test_a_chart_is_noted(project: Project, write: Any) -> None:
    write("chart/Chart.yaml", "apiVersion: v2\nname: c\n")
    quoted = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: "{{ .Values.name }}"\n'
    paths = [
        write("chart/templates/pod.yaml", quoted),
        write("chart/templates/deep/pod.yaml", "apiVersion: v1\nkind: {{ .k }}\n"),
        write("chart/templates/static.yaml", "apiVersion: v1\nkind: Pod\n"),
        write("chart/crds/quoted.yaml", quoted),
        write("jinja.yaml", "apiVersion: v1\nkind: Pod\n---\n{% if x %}\na: b: c\n"),
    ]
    loaded = load(project, *paths)
    message = (
        "a template, not a manifest; scan what it renders to, for a chart the output of "
        "`helm template`"
    )
    note = DiagnosticLevel.NOTE
    assert loaded.diagnostics == (
        Diagnostic(note, "templated-yaml", message, "chart/templates/pod.yaml", 1),
        Diagnostic(note, "templated-yaml", message, "chart/templates/deep/pod.yaml", 1),
        Diagnostic(note, "templated-yaml", message, "jinja.yaml", 4),
    )
    assert [r.scope for r in loaded.resources] == ["chart/templates", "chart/crds", "."]


def test_broken_documents_cost_only_themselves(project: Project, write: Any) -> None:
    text = "apiVersion: v1\nkind: Pod\n---\nkind: [\n---\napiVersion: v1\nkind: Service\n"
    loaded = load(project, write("k.yaml", text))
    assert [r.type for r in loaded.resources] == ["Pod", "Service"]
    (diagnostic,) = loaded.diagnostics
    assert (diagnostic.level, diagnostic.code) == (DiagnosticLevel.ERROR, "yaml-syntax")
    assert diagnostic.path == "k.yaml"
    assert diagnostic.line in (4, 5)
    assert diagnostic.message.startswith("not valid YAML: ")


@pytest.mark.parametrize(
    ("content", "code", "message", "line"),
    [
        (b"apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n", "yaml-syntax",
         "not valid YAML: a tab where YAML allows only spaces; correct it", 4),
        (b"apiVersion: v1\nkind: Pod\nkind: Job\n", "yaml-duplicate-key",
         "the key `kind` is written twice and readers differ in which one counts; keep one", 3),
        (b"apiVersion: v1\nkind: " + b"[" * 500, "yaml-too-complex",
         "the document was not read: it is nested more than 200 levels deep; "
         "write it out plainly", 2),
        (b"apiVersion: v1\nkind: \xff\n", "not-text",
         "is not UTF-8; save it as UTF-8 or exclude the file", 2),
        (b"apiVersion: v1\n\0", "not-text", "holds NUL bytes, so it is not text; exclude it", 2),
        (b"x" * (20 * 1024 * 1024 + 1), "file-too-large",
         "is larger than 20 MB and was not read; split it or exclude the file", None),
    ],
    ids=["tab", "twice", "deep", "latin", "nul", "large"],
)  # fmt: skip
def test_messages(
    project: Project, write: Any, content: bytes, code: str, message: str, line: int | None
) -> None:
    loaded = load(project, write("k.yaml", content))
    assert loaded.diagnostics == (Diagnostic(DiagnosticLevel.ERROR, code, message, "k.yaml", line),)


def test_a_file_that_has_gone(project: Project, write: Any) -> None:
    path = write("k.yaml", DEPLOYMENT)
    loaded = load(project, path + "l")
    message = "cannot be read (No such file or directory); fix it or exclude the file"
    assert loaded.diagnostics == (
        Diagnostic(DiagnosticLevel.ERROR, "unreadable", message, "k.yamll"),
    )


def test_encodings(project: Project, write: Any) -> None:
    text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n"
    for data in (b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16"),
                 text.replace("\n", "\r\n").encode()):  # fmt: skip
        resource = only(load(project, write("k.yaml", data)))
        assert resource.address == "Pod/-/a"
        assert resource.source.locate(("kind",)) == Location("k.yaml", 2, 1, 2, 10)


def test_many_objects_take_linear_time(project: Project, write: Any) -> None:
    one = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a # tfsec:ignore\n---\n"
    started = time.process_time()
    loaded = load(project, write("k.yaml", one * 3000))
    assert len(loaded.resources) == len(loaded.comments) == 3000
    for resource in loaded.resources:
        resource.source.locate(("metadata", "name"))
    assert time.process_time() - started < 3

"""The guard: GET of kinds, objects and schemas, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.errors import RefusedCallError
from scanner.live.kubernetes.guard import METADATA, ReadGuard

GUARD = ReadGuard([("shop", "db")])


@pytest.mark.parametrize(
    ("path", "query", "accept"),
    [
        ("/api", "", ""),
        ("/apis", "", ""),
        ("/api/v1", "", ""),
        ("/apis/apps/v1", "", ""),
        ("/openapi/v3/apis/cert-manager.io/v1", "", ""),
        ("/api/v1/pods", "limit=500", ""),
        ("/api/v1/namespaces/shop/pods", "limit=500&continue=a.b%3D", ""),
        ("/apis/apps/v1/namespaces/shop/deployments/web", "", ""),
        ("/apis/apps/v1/namespaces/shop/deployments/web/scale", "", ""),
        ("/apis/apps/v1/namespaces/shop/deployments/web/status", "", ""),
        ("/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Aadmin", "", ""),
        ("/api/v1/namespaces/shop", "", ""),
        ("/api/v1/namespaces/shop/secrets", "limit=500", METADATA),
        ("/api/v1/namespaces/shop/secrets/db", "", "application/json"),
    ],
)
def test_reading(path: str, query: str, accept: str) -> None:
    GUARD.check(path, query, accept)


@pytest.mark.parametrize(
    ("path", "query", "accept"),
    [
        ("/api/v1/namespaces/shop/pods/web/exec", "command=id", ""),
        ("/api/v1/namespaces/shop/pods/web/exec", "", ""),
        ("/api/v1/namespaces/shop/pods/web/attach", "", ""),
        ("/api/v1/namespaces/shop/pods/web/portforward", "", ""),
        ("/api/v1/namespaces/shop/pods/web/proxy", "", ""),
        ("/api/v1/namespaces/shop/pods/web/log", "", ""),
        ("/api/v1/namespaces/shop/services/web/proxy/admin", "", ""),
        ("/api/v1/nodes/n1/proxy", "", ""),
        ("/api/v1/proxy/namespaces/shop/pods/web", "", ""),
        ("/api/v1/proxy/nodes", "", ""),
        ("/api/v1/redirect/nodes", "", ""),
        ("/api/v1/watch/pods", "", ""),
        ("/api/v1/pods", "watch=true", ""),
        ("/api/v1/pods", "limit=500&watch=1", ""),
        ("/api/v1/namespaces/shop/secrets", "limit=500", "application/json"),
        ("/api/v1/secrets", "limit=500", "application/json"),
        ("/api/v1/namespaces/shop/secrets/other", "", ""),
        ("/api/v1/namespaces/other/secrets/db", "", ""),
        ("/api/v1/secrets/db", "", ""),
        ("/api/v1/namespaces/shop/pods/..", "", ""),
        ("/api/v1/namespaces/shop/pods/../../../exec", "", ""),
        ("/api/v1//pods", "", ""),
        ("/logs", "", ""),
        ("/metrics", "", ""),
        ("/", "", ""),
        ("", "", ""),
    ],
)
def test_everything_else_is_refused(path: str, query: str, accept: str) -> None:
    with pytest.raises(RefusedCallError, match="refused and not sent"):
        GUARD.check(path, query, accept)


WORDS = st.sampled_from(
    ["api", "apis", "v1", "namespaces", "shop", "pods", "web", "exec", "proxy", "watch", "secrets",
     "db", "attach", "log", "..", "", "apps", "portforward", "nodes"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=10))
def test_no_path_does_more_than_read(words: list[str]) -> None:
    path = "/" + "/".join(words)
    try:
        GUARD.check(path)
    except RefusedCallError:
        return
    # A part by that name is the name of an object or a namespace, never a verb behind one.
    assert len(words) < 8 and ".." not in words and "" not in words
    assert not (len(words) > 4 and words[-1] in ("exec", "attach", "proxy", "portforward", "log")
                and words[-3] in ("pods", "nodes"))  # fmt: skip
    assert words[2:3] != ["watch"] and words[2:3] != ["proxy"]

"""The IAM policies of buckets, which Cloud Storage itself tells, one request for each bucket.

Those of an export are in the export.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from scanner.live.google.inventory import Asset
from scanner.live.google.kinds import Context, Request
from scanner.live.google.session import ExportSession, GoogleSession
from scanner.live.notread import NotRead, check

if TYPE_CHECKING:
    from collections.abc import Mapping

BUCKET: Final = "storage.googleapis.com/Bucket"
"""The asset type."""

LIST: Final = Request(r"/storage/v1/b", "storage.buckets.list")
GET: Final = Request(r"/storage/v1/b/[^/]+", "storage.buckets.get")
GET_POLICY: Final = Request(r"/storage/v1/b/[^/]+/iam", "storage.buckets.getIamPolicy")
"""https://cloud.google.com/storage/docs/json_api/v1/buckets/getIamPolicy"""

AT_ONCE: Final = 8
"""Requests for policies at a time."""

_NAMED: Final = (
    ("google_storage_bucket", "name"),
    *((f"google_storage_bucket_iam_{kind}", "bucket") for kind in ("member", "binding", "policy")),
)


def bucket_policies(context: Context) -> Iterator[Asset]:
    """What has a policy: the buckets that are managed, or on which a grant is; all of them where
    everything is wanted. Raises NotRead at the end, when some of them could not be read."""
    session = context.session
    if isinstance(session, ExportSession):
        yield from context.inventory.policies(BUCKET)
        return
    from concurrent.futures import ThreadPoolExecutor

    names = all_buckets(session) if context.everything else _managed(context)
    failed: dict[str, NotRead] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="trueup-buckets") as pool:
        found = pool.map(lambda name: _policy(session, name, context.deadline), names)
        for name, policy in zip(names, found, strict=True):
            if isinstance(policy, NotRead):
                failed[name] = policy
            elif policy is not None:
                yield Asset(f"//storage.googleapis.com/{name}", BUCKET, {}, policy)
    if failed:
        first = next(iter(failed.values()))
        denied = all(one.denied for one in failed.values())
        raise NotRead(f"{first} for {_some(list(failed))}", denied=denied)


def all_buckets(session: GoogleSession) -> list[str]:
    """The names of the project's buckets. Raises NotRead."""
    return [str(one.get("name")) for one in list_buckets(session)]


def list_buckets(session: GoogleSession) -> list[Mapping[str, Any]]:
    """What Cloud Storage answers of each of the project's buckets. Raises NotRead."""
    found = session.ask(
        "storage.buckets.list",
        lambda **options: [bucket._properties for bucket in session.client.list_buckets(**options)],
    )
    return found or []


def _managed(context: Context) -> list[str]:
    names = (
        one.attributes.get(argument)
        for type_name, argument in _NAMED
        for one in context.managed.get(type_name, ())
    )
    return sorted({one.removeprefix("b/") for one in names if isinstance(one, str) and one})


def _policy(
    session: GoogleSession, name: str, deadline: float | None
) -> Mapping[str, Any] | NotRead | None:
    """A bucket's policy with its conditions; None where there is no such bucket."""
    from urllib.parse import quote

    def request(**options: Any) -> Any:
        # The client's own method would turn the policy round, and lose what it does not know.
        return session.client._get_resource(
            f"/b/{quote(name, safe='')}/iam",
            query_params={"optionsRequestedPolicyVersion": 3},
            **options,
        )

    try:
        check(deadline)
        found = session.ask("storage.buckets.getIamPolicy", request)
    except NotRead as error:
        return error
    if found is not None and not isinstance(found, dict):
        return NotRead("storage.buckets.getIamPolicy: the answer is no policy")
    return found


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown

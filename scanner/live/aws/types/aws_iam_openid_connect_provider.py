"""Whose tokens the account takes instead of credentials of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scanner.compare import string_set, without_scheme
from scanner.live.aws.api import required
from scanner.live.aws.iam import NOBODY
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import computed, detail, field, listed, tabled, tagged

if TYPE_CHECKING:
    from scanner.model import Resource

PROVIDER = Operation("iam", "GetOpenIDConnectProvider", gone=NOBODY)


def _url(raw: Any) -> str:
    return required(raw, "Arn").partition(":oidc-provider/")[2]


def _key(resource: Resource) -> str | None:
    # The ARN is made of the address, so a declared provider joins without a state.
    url = resource.attributes.get("url")
    return url.removeprefix("https://") if isinstance(url, str) and url else resource.id


READER = tabled(
    "aws_iam_openid_connect_provider",
    listed(
        Operation("iam", "ListOpenIDConnectProviders"),
        "OpenIDConnectProviderList",
        _url,
    ),
    key=_key,
    fields=(field("url", _url, without_scheme), computed("arn", "Arn")),
    details=(
        detail(
            PROVIDER,
            {"OpenIDConnectProviderArn": "Arn"},
            (
                field("client_id_list", "ClientIDList", string_set, default=[]),
                field("thumbprint_list", "ThumbprintList", string_set),
                *tagged(),
            ),
        ),
    ),
    import_id="{arn}",
    regional=False,
)

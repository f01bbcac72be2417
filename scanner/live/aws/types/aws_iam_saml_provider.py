"""Whose SAML assertions the account takes instead of credentials of its own."""

from __future__ import annotations

from typing import Any

from scanner.compare import pem
from scanner.live.aws.api import required
from scanner.live.aws.iam import NOBODY
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by, computed, detail, field, listed, tabled, tagged


def _name(raw: Any) -> str:
    return required(raw, "Arn").partition(":saml-provider/")[2]


READER = tabled(
    "aws_iam_saml_provider",
    listed(Operation("iam", "ListSAMLProviders"), "SAMLProviderList", _name),
    key=by("name"),
    fields=(field("name", _name), computed("arn", "Arn")),
    details=(
        detail(
            Operation("iam", "GetSAMLProvider", gone=NOBODY),
            {"SAMLProviderArn": "Arn"},
            (field("saml_metadata_document", "SAMLMetadataDocument", pem), *tagged()),
        ),
    ),
    import_id="{arn}",
    regional=False,
)

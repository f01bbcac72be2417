"""A certificate of ACM: everything but its private key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import blocks, pem, set_of
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Detail, by_id, computed, detail, field, listed, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item
    from scanner.model import Value

NO_CERTIFICATE = frozenset({"ResourceNotFoundException"})
CERTIFICATES = Operation("acm", "ListCertificates")
CERTIFICATE = Operation("acm", "DescribeCertificate", gone=NO_CERTIFICATE)
BODY = Operation("acm", "GetCertificate", gone=NO_CERTIFICATE)
TAGS = Operation("acm", "ListTagsForCertificate", gone=NO_CERTIFICATE)

# Without this the list leaves out everything but RSA of 1024 and 2048 bits.
_KEY_TYPES = (
    "RSA_1024",
    "RSA_2048",
    "RSA_3072",
    "RSA_4096",
    "EC_prime256v1",
    "EC_secp384r1",
    "EC_secp521r1",
)


def _algorithm(raw: Any) -> str | None:
    # Asked for as RSA_2048, answered as RSA-2048.
    found = raw.get("KeyAlgorithm")
    return found.replace("-", "_") if isinstance(found, str) else None


def _method(raw: Any) -> str:
    for one in raw.get("DomainValidationOptions") or ():
        if one.get("ValidationMethod"):
            return str(one["ValidationMethod"])
    return "NONE"


def _validation(raw: Any) -> list[dict[str, Value]]:
    """The domains whose mails go to another domain than their own."""
    return [
        {"domain_name": one.get("DomainName"), "validation_domain": one["ValidationDomain"]}
        for one in raw.get("DomainValidationOptions") or ()
        if one.get("ValidationDomain", one.get("DomainName")) != one.get("DomainName")
    ]


def _body(api: Api, item: Item) -> Mapping[str, Any]:
    """The certificate itself, of those that were brought along; ACM renews its own."""
    if item.raw.get("Type") != "IMPORTED":
        return {}
    return api.call(BODY, CertificateArn=item.id) or {}


_domains = set_of(lambda name: name.casefold() if isinstance(name, str) else None)

READER = tabled(
    "aws_acm_certificate",
    listed(
        CERTIFICATES,
        "CertificateSummaryList",
        "CertificateArn",
        Includes={"keyTypes": list(_KEY_TYPES)},
    ),
    key=by_id,
    fields=(computed("arn", "CertificateArn"),),
    details=(
        detail(
            CERTIFICATE,
            {"CertificateArn": "."},
            (
                field("domain_name", "DomainName"),
                field("subject_alternative_names", "SubjectAlternativeNames", _domains),
                field("certificate_authority_arn", "CertificateAuthorityArn", default=""),
                field("key_algorithm", _algorithm),
                field("validation_method", _method),
                field(
                    "options.certificate_transparency_logging_preference",
                    "Options.CertificateTransparencyLoggingPreference",
                    default="ENABLED",
                ),
                field("validation_option", _validation, blocks(key=("domain_name",)), default=[]),
            ),
            result="Certificate",
        ),
        Detail(
            (BODY,),
            _body,
            (
                field("certificate_body", "Certificate", pem),
                field("certificate_chain", "CertificateChain", pem, default=""),
            ),
        ),
        detail(TAGS, {"CertificateArn": "."}, tagged()),
    ),
    apply_only=("early_renewal_duration",),
    write_only=("private_key",),
    import_id="{arn}",
    everywhere=lambda item, attributes: bool(item.raw.get("ManagedBy")),
)

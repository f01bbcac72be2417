"""A public key to log in with."""

from __future__ import annotations

from scanner.compare import ssh_public_key
from scanner.live.aws.ec2 import describe
from scanner.live.aws.table import by, computed, field, listed, tabled, tagged

READER = tabled(
    "aws_key_pair",
    listed(describe("KeyPairs"), "KeyPairs", "KeyName", IncludePublicKey=True),
    key=by("key_name"),
    fields=(
        field("key_name", "KeyName"),
        field("public_key", "PublicKey", ssh_public_key),
        computed("fingerprint", "KeyFingerprint"),
        computed("key_pair_id", "KeyPairId"),
        computed("key_type", "KeyType"),
        *tagged(),
    ),
    apply_only=("key_name_prefix",),
)

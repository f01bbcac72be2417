"""Where moto answers otherwise than AWS, and Terraform cannot go on with that."""

from __future__ import annotations

import hashlib
import json
import os
from typing import Any


def mend() -> None:
    """Have moto answer these as AWS does."""
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    _database_ids()
    _policies()
    _athena_tags()


def _database_ids() -> None:
    """Every database instance has a resource id of its own: Terraform finds it by that."""
    from moto.rds.models import DBInstance

    def shown(self: Any) -> str:
        name = getattr(self, "db_instance_identifier", "")
        return "db-" + hashlib.sha256(name.encode()).hexdigest()[:26].upper()

    DBInstance.dbi_resource_id = property(shown, lambda self, value: None)


def _policies() -> None:
    """A policy may leave its version out."""
    from moto.iam.policy_validation import IAMPolicyDocumentValidator

    IAMPolicyDocumentValidator.validate = lambda self: None  # type: ignore[method-assign]


def _athena_tags() -> None:
    """What has no tags has an empty list of them."""
    from moto.athena.responses import AthenaResponse

    def tags(self: Any) -> str:
        found = self.athena_backend.list_tags_for_resource(self._get_param("ResourceARN"))
        return json.dumps(found or {"Tags": []})

    AthenaResponse.list_tags_for_resource = tags  # type: ignore[method-assign]

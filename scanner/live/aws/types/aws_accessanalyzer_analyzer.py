"""An analyzer of IAM Access Analyzer."""

from __future__ import annotations

from scanner.compare import blocks, string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import block, by, computed, field, listed, nested, tabled, tagged

ANALYZERS = Operation("accessanalyzer", "ListAnalyzers", ("access-analyzer:ListAnalyzers",))

READER = tabled(
    "aws_accessanalyzer_analyzer",
    listed(ANALYZERS, "analyzers", "name"),
    key=by("analyzer_name"),
    fields=(
        field("analyzer_name", "name"),
        field("type", "type", default="ACCOUNT"),
        block(
            "configuration",
            "configuration",
            {
                "unused_access": nested(
                    "unusedAccess",
                    {
                        "unused_access_age": "unusedAccessAge",
                        "analysis_rule": nested(
                            "analysisRule",
                            {
                                "exclusion": nested(
                                    "exclusions",
                                    {
                                        "account_ids": "accountIds",
                                        "resource_tags": "resourceTags",
                                    },
                                )
                            },
                        ),
                    },
                )
            },
            same={
                "unused_access": blocks(
                    defaults={"unused_access_age": 90},
                    same={
                        "analysis_rule": blocks(
                            same={
                                "exclusion": blocks(
                                    same={"account_ids": string_set, "resource_tags": string_set}
                                )
                            }
                        )
                    },
                )
            },
            default=[],
        ),
        computed("arn", "arn"),
        *tagged("tags"),
    ),
    import_id="{analyzer_name}",
    # Security Hub makes one of its own.
    everywhere=lambda item, attributes: bool(item.raw.get("managedBy")),
)

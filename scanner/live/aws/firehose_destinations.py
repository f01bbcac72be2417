"""The destinations that a Firehose stream may have, each a block of its own."""

from __future__ import annotations

from typing import Final

from scanner.compare import arn_or_name, blocks, string_set
from scanner.live.aws.firehose import (
    ANY,
    BUFFERED,
    CONVERTED,
    DELIVERED,
    HINTS,
    INSIDE,
    S3,
    SAME_CONVERSION,
    SEARCHED,
    SECRET,
    SWITCH,
    processing,
    to,
)
from scanner.live.aws.table import nested

BLOCKS: Final = (
    to(
        "extended_s3",
        {
            **S3,
            "custom_time_zone": "CustomTimeZone",
            "data_format_conversion_configuration": CONVERTED,
            "dynamic_partitioning_configuration": nested(
                "DynamicPartitioningConfiguration",
                {"enabled": "Enabled", "retry_duration": "RetryOptions.DurationInSeconds"},
            ),
            "file_extension": "FileExtension",
            "processing_configuration": processing,
            "s3_backup_configuration": nested("S3BackupDescription", S3),
            "s3_backup_mode": "S3BackupMode",
        },
        defaults={
            **HINTS,
            "compression_format": "UNCOMPRESSED",
            "custom_time_zone": "UTC",
            "s3_backup_mode": "Disabled",
            "data_format_conversion_configuration": [{"enabled": False}],
            "dynamic_partitioning_configuration": [{"enabled": False}],
        },
        same={
            "kms_key_arn": arn_or_name,
            "data_format_conversion_configuration": SAME_CONVERSION,
            "dynamic_partitioning_configuration": blocks(
                defaults={"enabled": False, "retry_duration": 300}
            ),
        },
    ),
    to(
        "redshift",
        {
            **DELIVERED,
            **SECRET,
            "cluster_jdbcurl": "ClusterJDBCURL",
            "copy_options": "CopyCommand.CopyOptions",
            "data_table_columns": "CopyCommand.DataTableColumns",
            "data_table_name": "CopyCommand.DataTableName",
            "s3_backup_configuration": nested("S3BackupDescription", S3),
            "username": "Username",
        },
        defaults={"retry_duration": 3600, "s3_backup_mode": "Disabled"},
        ignore=("password",),
    ),
    to(
        "elasticsearch",
        SEARCHED,
        defaults={
            **HINTS,
            "index_rotation_period": "OneDay",
            "retry_duration": 300,
            "s3_backup_mode": "FailedDocumentsOnly",
        },
    ),
    to(
        "opensearch",
        {
            **SEARCHED,
            "document_id_options": nested(
                "DocumentIdOptions", {"default_document_id_format": "DefaultDocumentIdFormat"}
            ),
        },
        defaults={
            **HINTS,
            "document_id_options": [{"default_document_id_format": "FIREHOSE_DEFAULT"}],
            "index_rotation_period": "OneDay",
            "retry_duration": 300,
            "s3_backup_mode": "FailedDocumentsOnly",
        },
        same={"document_id_options": ANY},
    ),
    to(
        "opensearchserverless",
        {
            **BUFFERED,
            **DELIVERED,
            **INSIDE,
            "collection_endpoint": "CollectionEndpoint",
            "index_name": "IndexName",
        },
        defaults={**HINTS, "retry_duration": 300, "s3_backup_mode": "FailedDocumentsOnly"},
    ),
    to(
        "splunk",
        {
            **{name: one for name, one in DELIVERED.items() if name != "role_arn"},
            **BUFFERED,
            **SECRET,
            "hec_acknowledgment_timeout": "HECAcknowledgmentTimeoutInSeconds",
            "hec_endpoint": "HECEndpoint",
            "hec_endpoint_type": "HECEndpointType",
        },
        defaults={
            "buffering_interval": 60,
            "buffering_size": 5,
            "hec_acknowledgment_timeout": 180,
            "hec_endpoint_type": "Raw",
            "retry_duration": 3600,
            "s3_backup_mode": "FailedEventsOnly",
        },
        ignore=("hec_token",),
    ),
    to(
        "http_endpoint",
        {
            **BUFFERED,
            **DELIVERED,
            **SECRET,
            "name": "EndpointConfiguration.Name",
            "url": "EndpointConfiguration.Url",
            "request_configuration": nested(
                "RequestConfiguration",
                {
                    "content_encoding": "ContentEncoding",
                    "common_attributes": nested(
                        "CommonAttributes", {"name": "AttributeName", "value": "AttributeValue"}
                    ),
                },
            ),
        },
        defaults={
            **HINTS,
            "request_configuration": [{"content_encoding": "NONE"}],
            "retry_duration": 300,
            "s3_backup_mode": "FailedDataOnly",
        },
        same={
            "request_configuration": blocks(
                defaults={"content_encoding": "NONE"},
                same={"common_attributes": blocks(key=("name",))},
            )
        },
        ignore=("access_key",),
    ),
    to(
        "snowflake",
        {
            **BUFFERED,
            **DELIVERED,
            **SECRET,
            "account_url": "AccountUrl",
            "content_column_name": "ContentColumnName",
            "data_loading_option": "DataLoadingOption",
            "database": "Database",
            "metadata_column_name": "MetaDataColumnName",
            "schema": "Schema",
            "snowflake_role_configuration": nested(
                "SnowflakeRoleConfiguration",
                {"enabled": "Enabled", "snowflake_role": "SnowflakeRole"},
            ),
            "snowflake_vpc_configuration": nested(
                "SnowflakeVpcConfiguration", {"private_link_vpce_id": "PrivateLinkVpceId"}
            ),
            "table": "Table",
            "user": "User",
        },
        defaults={
            "buffering_interval": 0,
            "buffering_size": 1,
            "data_loading_option": "JSON_MAPPING",
            "retry_duration": 60,
            "s3_backup_mode": "FailedDataOnly",
            "snowflake_role_configuration": [{"enabled": False}],
        },
        same={"snowflake_role_configuration": SWITCH, "snowflake_vpc_configuration": ANY},
        ignore=("key_passphrase", "private_key"),
    ),
    to(
        "iceberg",
        {
            **BUFFERED,
            **DELIVERED,
            "catalog_arn": "CatalogConfiguration.CatalogARN",
            "destination_table_configuration": nested(
                "DestinationTableConfigurationList",
                {
                    "database_name": "DestinationDatabaseName",
                    "s3_error_output_prefix": "S3ErrorOutputPrefix",
                    "table_name": "DestinationTableName",
                    "unique_keys": "UniqueKeys",
                },
            ),
        },
        defaults={**HINTS, "retry_duration": 300, "s3_backup_mode": "FailedDataOnly"},
        same={
            "destination_table_configuration": blocks(
                ordered=True, same={"unique_keys": string_set}
            )
        },
    ),
)
"""One row for each destination that a stream can have."""

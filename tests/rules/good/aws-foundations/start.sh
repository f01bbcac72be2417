#!/bin/bash
set -euo pipefail
DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id shop/db --query SecretString --output text)
export DB_PASSWORD
systemctl start worker

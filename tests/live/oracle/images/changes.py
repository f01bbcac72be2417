"""What happens to images outside of Terraform: see constructed.py."""

CHANGES: dict = {}

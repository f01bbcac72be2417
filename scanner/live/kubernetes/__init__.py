"""Kubernetes, read through GET alone."""

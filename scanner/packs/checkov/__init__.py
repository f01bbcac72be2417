"""Checkov's checks on our resources.

environment: where Checkov is installed. worker: the program that runs there, which imports nothing
of ours. conf: a resource as Checkov's checks expect it. client: talks with the worker. catalogue:
what checks there are. verdicts: their answers as findings. verify: the same tree by Checkov's own
command line.
"""

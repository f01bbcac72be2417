"""SARIF 2.1.0, as GitHub code scanning accepts and shows it.

`sarif` makes the log, `rules` what a rule is, `results` what a finding is, `locations` and
`line_hash` the parts GitHub is strict about, `notifications` what went wrong, `walk` the JSON.
"""

"""One file per resource type; `scanner.live.aws.kinds` finds them by name."""

"""One file per resource type; `scanner.live.google.kinds` finds them by name."""

"""`python3 -m emulated_aws.event_patterns`: which patterns of EventBridge match which events.

Reads `{"patterns": {NAME: PATTERN}, "events": {NAME: EVENT}}` from standard input, asks moto's matcher, and writes
`{EVENT_NAME: [PATTERN_NAME]}`.
"""

from __future__ import annotations

import json
import sys

from moto.events.models import EventPattern


def main() -> None:
    question = json.load(sys.stdin)
    patterns = {name: EventPattern.load(json.dumps(pattern)) for name, pattern in question["patterns"].items()}
    answer = {
        event_name: [name for name, pattern in patterns.items() if pattern.matches_event(event)]
        for event_name, event in question["events"].items()
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()

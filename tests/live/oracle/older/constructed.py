"""What the local server answers wrongly: it knows a reserved capacity of every load balancer."""

from __future__ import annotations

from typing import Any

from family import World


def amend(world: World, answers: dict[str, Any]) -> None:
    """No capacity is reserved."""
    for key, one in answers.items():
        if "DescribeCapacityReservation" in key:
            body = (
                '<DescribeCapacityReservationResponse xmlns="http://elasticloadbalancing.'
                'amazonaws.com/doc/2015-12-01/"><DescribeCapacityReservationResult/>'
                "</DescribeCapacityReservationResponse>"
            )
            answers[key] = {**one, "status": "200 OK", "body": body}

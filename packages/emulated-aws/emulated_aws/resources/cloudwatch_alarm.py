from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import PhysicalResource, Request, ResourceType

LONGEST_NAME = 255
NUMBERS = {"DatapointsToAlarm": int, "EvaluationPeriods": int, "Period": int, "Threshold": float}


class CloudWatchAlarm(ResourceType):
    name = "AWS::CloudWatch::Alarm"
    name_property = "AlarmName"
    required = frozenset({"ComparisonOperator", "EvaluationPeriods"})
    replaced_by = frozenset({"AlarmName"})
    known = frozenset(
        {
            *NUMBERS,
            "ActionsEnabled",
            "AlarmActions",
            "AlarmDescription",
            "AlarmName",
            "ComparisonOperator",
            "Dimensions",
            "InsufficientDataActions",
            "MetricName",
            "Namespace",
            "OKActions",
            "Statistic",
            "Tags",
            "TreatMissingData",
            "Unit",
            "WarmUpConfiguration",
        }
    )

    def create(self, request: Request) -> PhysicalResource:
        name = request.properties.get("AlarmName") or request.generated_name(LONGEST_NAME)
        return self._put(request, name)

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        return self._put(request, physical.id)

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("cloudwatch").delete_alarms(AlarmNames=[physical.id])

    def _put(self, request: Request, name: str) -> PhysicalResource:
        # moto's alarms evaluate nothing, so that nothing has to warm up.
        given = {key: value for key, value in request.properties.items() if key != "WarmUpConfiguration"}
        parameters = {key: NUMBERS.get(key, lambda same: same)(value) for key, value in given.items()}
        parameters["AlarmName"] = name
        if "ActionsEnabled" in parameters:
            parameters["ActionsEnabled"] = parameters["ActionsEnabled"] in (True, "true")
        parameters["Tags"] = request.tag_list()
        request.client("cloudwatch").put_metric_alarm(**parameters)
        place = request.place
        return PhysicalResource(
            name, {"Arn": f"arn:{place.partition}:cloudwatch:{place.region}:{place.account}:alarm:{name}"}
        )

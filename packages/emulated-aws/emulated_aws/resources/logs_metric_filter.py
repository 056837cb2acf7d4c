from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import PhysicalResource, Request, ResourceType

LONGEST_NAME = 512


class LogsMetricFilter(ResourceType):
    name = "AWS::Logs::MetricFilter"
    name_property = "FilterName"
    required = frozenset({"FilterPattern", "LogGroupName", "MetricTransformations"})
    replaced_by = frozenset({"FilterName", "LogGroupName"})
    known = frozenset({"FilterName", "FilterPattern", "LogGroupName", "MetricTransformations"})

    def create(self, request: Request) -> PhysicalResource:
        return self._put(request, request.properties.get("FilterName") or request.generated_name(LONGEST_NAME))

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        return self._put(request, physical.id)

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("logs").delete_metric_filter(
            logGroupName=request.properties["LogGroupName"], filterName=physical.id
        )

    def _put(self, request: Request, name: str) -> PhysicalResource:
        properties = request.properties
        request.client("logs").put_metric_filter(
            logGroupName=properties["LogGroupName"],
            filterName=name,
            filterPattern=properties["FilterPattern"],
            metricTransformations=[_transformation(each) for each in properties["MetricTransformations"]],
        )
        return PhysicalResource(name)


def _transformation(given: Mapping[str, Any]) -> dict[str, Any]:
    parameters = {key[0].lower() + key[1:]: value for key, value in given.items()}
    parameters["metricValue"] = str(parameters["metricValue"])
    if "defaultValue" in parameters:
        parameters["defaultValue"] = float(parameters["defaultValue"])
    return parameters

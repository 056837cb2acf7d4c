"""Types that moto makes well enough by itself, behind the same interface as the emulator's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from moto.cloudformation.parsing import generate_resource_name
from moto.core.common_models import CloudFormationModel

from ..errors import ResourceFailure
from .resource_type import PhysicalResource, Request, ResourceType


@dataclass(frozen=True)
class MotoPhysicalResource(PhysicalResource):
    """Keeps moto's object, which knows the attributes."""

    resource: Any = field(default=None, compare=False)

    def attribute(self, name: str) -> Any:
        try:
            return self.resource.get_cfn_attribute(name)
        except Exception as error:
            raise ResourceFailure(f"moto does not give the attribute {name} of {self.id}") from error


class MotoType(ResourceType):
    known = frozenset()

    def __init__(self, type_name: str, model: type[CloudFormationModel]) -> None:
        self.type_name = type_name
        self._model = model

    def check(self, properties: Mapping[str, Any]) -> None:
        """moto reads the properties that it knows."""

    def create(self, request: Request) -> PhysicalResource:
        resource = self._model.create_from_cloudformation_json(
            self._name(request),
            self._json(request),
            request.place.account,
            request.place.region,
            LogicalId=request.logical_id,
            StackId=request.stack_id,
            ResourceType=self.type_name,
        )
        return _physical(resource)

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        if hasattr(self._model.update_from_cloudformation_json, "__isabstractmethod__"):
            raise ResourceFailure(f"moto cannot update {self.type_name}")
        return _physical(
            self._model.update_from_cloudformation_json(
                original_resource=_resource(physical),
                new_resource_name=self._name(request) if self._given_name(request) else physical.id,
                cloudformation_json=self._json(request),
                account_id=request.place.account,
                region_name=request.place.region,
            )
        )

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        """moto's models are deleted by themselves or by their class; the parser of moto tries both as well."""
        resource = _resource(physical)
        if hasattr(resource, "delete"):
            resource.delete(request.place.account, request.place.region)
        elif hasattr(self._model.delete_from_cloudformation_json, "__isabstractmethod__"):
            raise ResourceFailure(f"moto cannot delete {self.type_name}")
        else:
            self._model.delete_from_cloudformation_json(
                physical.id, self._json(request), request.place.account, request.place.region
            )

    def _given_name(self, request: Request) -> str | None:
        name_property = self._model.cloudformation_name_type()
        return request.properties.get(name_property) if name_property else None

    def _name(self, request: Request) -> str:
        return self._given_name(request) or generate_resource_name(
            self.type_name, request.stack_name, request.logical_id
        )

    def _json(self, request: Request) -> dict[str, Any]:
        properties = dict(request.properties)
        if request.stack_tags and "Tags" in properties:
            properties["Tags"] = request.tag_list()
        return {"Type": self.type_name, "Properties": properties}


def _physical(resource: Any) -> MotoPhysicalResource:
    return MotoPhysicalResource(str(resource.physical_resource_id), resource=resource)


def _resource(physical: PhysicalResource) -> Any:
    assert isinstance(physical, MotoPhysicalResource)
    return physical.resource

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .resource_type import PhysicalResource, Request, ResourceType, changed

NO_THUMBPRINT = "0" * 40
"""AWS fetches a thumbprint when none is given; nothing here leaves the machine."""


class IamOidcProvider(ResourceType):
    name = "AWS::IAM::OIDCProvider"
    replaced_by = frozenset({"Url"})
    required = frozenset({"Url"})
    known = frozenset({"ClientIdList", "Tags", "ThumbprintList", "Url"})

    def create(self, request: Request) -> PhysicalResource:
        properties = request.properties
        arn = request.client("iam").create_open_id_connect_provider(
            Url=properties["Url"],
            ClientIDList=properties.get("ClientIdList", []),
            ThumbprintList=properties.get("ThumbprintList") or [NO_THUMBPRINT],
            Tags=request.tag_list(),
        )["OpenIDConnectProviderArn"]
        return PhysicalResource(arn, {"Arn": arn})

    def update(self, request: Request, physical: PhysicalResource, before: Mapping[str, Any]) -> PhysicalResource:
        """moto cannot change the client ids in place, so they are changed by making the provider anew."""
        if changed(before, request.properties, "ClientIdList"):
            self.delete(request, physical)
            return self.create(request)
        if changed(before, request.properties, "ThumbprintList"):
            request.client("iam").update_open_id_connect_provider_thumbprint(
                OpenIDConnectProviderArn=physical.id,
                ThumbprintList=request.properties.get("ThumbprintList") or [NO_THUMBPRINT],
            )
        return physical

    def delete(self, request: Request, physical: PhysicalResource) -> None:
        request.client("iam").delete_open_id_connect_provider(OpenIDConnectProviderArn=physical.id)

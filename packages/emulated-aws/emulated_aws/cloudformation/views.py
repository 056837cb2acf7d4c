"""Stacks and change sets as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .change_set import ChangeSet
from .stack import Resource, Stack
from .template import Template


def stack_summary(stack: Stack) -> dict[str, Any]:
    return {
        "StackId": stack.id,
        "StackName": stack.name,
        "TemplateDescription": stack.template.description if stack.template else None,
        "CreationTime": stack.created,
        "LastUpdatedTime": stack.updated,
        "DeletionTime": stack.deleted,
        "StackStatus": stack.status,
        "StackStatusReason": stack.reason,
        "DriftInformation": {"StackDriftStatus": "NOT_CHECKED"},
    }


def stack_view(stack: Stack) -> dict[str, Any]:
    parameters = stack.template.parameters if stack.template else {}
    shown = {
        name: "****" if parameters[name].get("NoEcho") else _shown(value)
        for name, value in stack.parameters.items()
        if name in parameters
    }
    return {
        **stack_summary(stack),
        "Description": stack.template.description if stack.template else None,
        "Parameters": pairs(shown),
        "DisableRollback": False,
        "NotificationARNs": [],
        "Capabilities": stack.template.required_capabilities() if stack.template else [],
        "RoleARN": stack.role_arn,
        "Outputs": [
            {
                "OutputKey": each.key,
                "OutputValue": each.value,
                "Description": each.description,
                "ExportName": each.export,
            }
            for each in stack.outputs
        ],
        "Tags": tags(stack.tags),
        "EnableTerminationProtection": stack.termination_protection,
    }


def _shown(value: Any) -> str:
    return ",".join(str(item) for item in value) if isinstance(value, list) else str(value)


def resource_view(stack: Stack, resource: Resource) -> dict[str, Any]:
    return {
        "StackName": stack.name,
        "StackId": stack.id,
        "LogicalResourceId": resource.logical_id,
        "PhysicalResourceId": resource.physical.id,
        "ResourceType": resource.type,
        "Timestamp": resource.changed,
        "LastUpdatedTimestamp": resource.changed,
        "ResourceStatus": resource.status,
        "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"},
    }


def change_set_view(change_set: ChangeSet) -> dict[str, Any]:
    return {
        "ChangeSetName": change_set.name,
        "ChangeSetId": change_set.id,
        "StackId": change_set.stack.id,
        "StackName": change_set.stack.name,
        "Description": change_set.description,
        "CreationTime": change_set.created,
        "ExecutionStatus": change_set.execution_status,
        "Status": change_set.status,
        "StatusReason": change_set.reason,
        "IncludeNestedStacks": False,
    }


def declared_parameters(template: Template) -> list[dict[str, Any]]:
    return [
        {
            "ParameterKey": name,
            "DefaultValue": declared.get("Default"),
            "ParameterType": declared.get("Type", "String"),
            "NoEcho": bool(declared.get("NoEcho", False)),
            "Description": declared.get("Description"),
        }
        for name, declared in template.parameters.items()
    ]


def pairs(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]


def tags(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in values.items()]

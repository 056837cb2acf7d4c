"""Stack sets as the API shows them."""

from __future__ import annotations

from typing import Any

from .stack_set import Operation, StackInstance, StackSet


def stack_set_summary(stack_set: StackSet) -> dict[str, Any]:
    return {
        "StackSetName": stack_set.name,
        "StackSetId": stack_set.id,
        "Description": stack_set.description,
        "Status": stack_set.status,
        "PermissionModel": "SERVICE_MANAGED",
        "AutoDeployment": {
            "Enabled": stack_set.auto_deployment,
            "RetainStacksOnAccountRemoval": stack_set.retain_on_account_removal,
            "DependsOn": stack_set.depends_on,
        },
        "ManagedExecution": {"Active": stack_set.managed_execution},
    }


def instance_view(stack_set: StackSet, instance: StackInstance) -> dict[str, Any]:
    return {
        "StackSetId": stack_set.id,
        "Region": instance.place.region,
        "Account": instance.place.account,
        "StackId": instance.stack.id if instance.stack else None,
        "ParameterOverrides": [
            {"ParameterKey": key, "ParameterValue": value} for key, value in instance.overrides.items()
        ],
        "Status": instance.status,
        "StackInstanceStatus": {"DetailedStatus": instance.detailed_status},
        "StatusReason": instance.reason,
        "OrganizationalUnitId": instance.organizational_unit,
        "DriftStatus": "NOT_CHECKED",
        "LastOperationId": instance.operation,
    }


def operation_view(stack_set: StackSet, operation: Operation) -> dict[str, Any]:
    return {
        "OperationId": operation.id,
        "StackSetId": stack_set.id,
        "Action": operation.action,
        "Status": operation.status,
        "RetainStacks": operation.retain_stacks,
        "CreationTimestamp": operation.created,
        "EndTimestamp": operation.ended,
        "StatusDetails": {"FailedStackInstancesCount": len(operation.failures())},
    }

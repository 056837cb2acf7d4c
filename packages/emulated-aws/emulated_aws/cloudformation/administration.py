"""Who may administer service-managed stack sets, and what such a set may hold."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import ValidationError
from ..organization import STACK_SETS_PRINCIPAL, Organization, organization_of
from ..place import Place
from ..trusted_access import has_trusted_access
from .quotas import require_few_dependencies
from .stack_set import StackSet, stack_sets_in
from .template import Template

MANAGEMENT_OR_DELEGATED = (
    "You must be the management account or delegated admin account of an organization "
    "before operating a SERVICE_MANAGED stack set"
)


def administered(caller: Place, call_as: str) -> Organization:
    """The organization for which this account acts; refused in AWS's words if it may not."""
    organization = organization_of(caller.account, caller.partition)
    if call_as not in ("SELF", "DELEGATED_ADMIN"):
        raise ValidationError(
            f"Value '{call_as}' at 'callAs' failed to satisfy constraint: "
            "Member must satisfy enum value set: [SELF, DELEGATED_ADMIN]"
        )
    if call_as == "DELEGATED_ADMIN":
        if organization is None or not organization.is_delegated_administrator(caller.account, STACK_SETS_PRINCIPAL):
            raise ValidationError("Account used is not a delegated administrator")
    elif organization is None or organization.management_account != caller.account:
        raise ValidationError(MANAGEMENT_OR_DELEGATED)
    return organization


def require_trusted_access(organization: Organization) -> None:
    if not has_trusted_access(organization.management_account):
        raise ValidationError("You must enable organizations access to operate a service managed stack set")


def check_dependencies(arns: Sequence[str], home: Place, of: StackSet | None = None) -> list[str]:
    """The sets that auto-deployment must do before this one: not too many, and all of them must exist."""
    require_few_dependencies(arns, home, of)
    known = {stack_set.arn for stack_set in stack_sets_in(home)}
    for arn in arns:
        if arn not in known:
            raise ValidationError(f"StackSet {arn} in AutoDeployment.DependsOn does not exist")
    return list(arns)


def check_member_template(template: Template) -> None:
    check_nested(template)
    if "Transform" in template.document:
        raise ValidationError(
            "StackSets with SERVICE_MANAGED permission model do not support templates with a Transform"
        )


def check_nested(template: Template) -> None:
    """What the handler of the resource looks at before it does anything."""
    for nested in ("AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet"):
        if nested in template.resource_types:
            raise ValidationError(
                f"StackSets with SERVICE_MANAGED permission model do not support {nested} in their template"
            )

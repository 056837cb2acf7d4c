"""An organization with IAM Identity Center, and a stack set that puts policies into every account of dev."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from emulated import ALLOW_ALL, DEV, DEV_ACCOUNT, MANAGEMENT, ORGANIZATION, EmulatedOrganization, stack_set

INSTANCE = "arn:aws:sso:::instance/ssoins-1234567890abcdef"
DEVELOPERS = "2f2e3d4c-aaaa-4bbb-8ccc-0123456789ab"
AUDITORS = "3f2e3d4c-aaaa-4bbb-8ccc-0123456789ab"
PATH = "/orgstrap/"
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
AUDIT = "arn:aws:iam::aws:policy/SecurityAudit"


def policy(name: str) -> dict[str, Any]:
    return {
        "Type": "AWS::IAM::ManagedPolicy",
        "Properties": {"ManagedPolicyName": name, "Path": PATH, "PolicyDocument": ALLOW_ALL},
    }


def policies(*names: str) -> dict[str, Any]:
    """The stack set of a template with these policies, in the accounts of dev."""
    return {"Set": stack_set(DEV, member={"Resources": {name.title(): policy(name) for name in names}})}


def permission_set(*names: str, boundary: str | None = None, **properties: Any) -> dict[str, Any]:
    """One whose role wears these policies of the account."""
    given: dict[str, Any] = {"InstanceArn": INSTANCE, "Name": "work", "SessionDuration": "PT4H", **properties}
    if names:
        given["CustomerManagedPolicyReferences"] = [{"Name": name, "Path": PATH} for name in names]
    if boundary:
        given["PermissionsBoundary"] = {"CustomerManagedPolicyReference": {"Name": boundary, "Path": PATH}}
    return {"Type": "AWS::SSO::PermissionSet", "Properties": given}


class WithIdentityCenter(EmulatedOrganization):
    organization: Mapping[str, Any] = {**ORGANIZATION, "identityCenter": {"instance": INSTANCE, "region": "eu-west-1"}}

    def deploy_set(self, *names: str, **properties: Any) -> str:
        """The ARN of the permission set, in a stack of its own."""
        outputs = {"Arn": {"Value": {"Fn::GetAtt": ["Work", "PermissionSetArn"]}}}
        resources = {"Work": permission_set(*names, **properties)}
        return self.outputs(self.succeed(resources, stack="sets", Outputs=outputs))["Arn"]

    def set_with(self, *names: str) -> dict[str, Any]:
        return permission_set(*names)

    def stack_of_dev(self) -> dict[str, Any]:
        """The stack of the set in the account of dev."""
        (found,) = self.aws(DEV_ACCOUNT, "cloudformation").describe_stacks()["Stacks"]
        return dict(found)

    def assignment(self, arn: str, account: str = DEV_ACCOUNT, group: str = DEVELOPERS) -> dict[str, Any]:
        properties = {
            "InstanceArn": INSTANCE,
            "PermissionSetArn": arn,
            "PrincipalType": "GROUP",
            "PrincipalId": group,
            "TargetType": "AWS_ACCOUNT",
            "TargetId": account,
        }
        return {"Type": "AWS::SSO::Assignment", "Properties": properties}

    def assign(self, arn: str, account: str = DEV_ACCOUNT) -> dict[str, Any]:
        return self.deploy({"Developers": self.assignment(arn, account)}, stack="assignments")

    def reserved(self, account: str = DEV_ACCOUNT) -> list[Mapping[str, Any]]:
        """The roles that Identity Center has made in an account."""
        iam = self.aws(account, "iam")
        names = [each["RoleName"] for each in iam.list_roles(PathPrefix="/aws-reserved/")["Roles"]]
        return [iam.get_role(RoleName=name)["Role"] for name in names]

    def worn(self, account: str = DEV_ACCOUNT) -> set[str]:
        """The names of the policies of the one reserved role."""
        (role,) = self.reserved(account)
        attached = self.aws(account, "iam").list_attached_role_policies(RoleName=role["RoleName"])
        return {each["PolicyName"] for each in attached["AttachedPolicies"]}

    def policy_names(self, account: str = DEV_ACCOUNT) -> set[str]:
        listed = self.aws(account, "iam").list_policies(Scope="Local")["Policies"]
        return {each["PolicyName"] for each in listed}

    def make_policy(self, name: str, account: str = DEV_ACCOUNT) -> str:
        made = self.aws(account, "iam").create_policy(PolicyName=name, Path=PATH, PolicyDocument=json.dumps(ALLOW_ALL))
        return str(made["Policy"]["Arn"])

    @property
    def sso(self) -> Any:
        return self.aws(MANAGEMENT, "sso-admin")

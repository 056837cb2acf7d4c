"""An organization to test on: management, Terraform and Ops accounts, and product accounts in nested units."""

from __future__ import annotations

import json
import unittest
from collections.abc import Mapping
from typing import Any

from emulated_aws import calls, control, organization_control
from emulated_aws.emulator import install, reset
from emulated_aws.organization import STACK_SETS_PRINCIPAL
from emulated_aws.place import Place

install()

REGION = "eu-west-1"
ROOT = "r-abcd"
DEV = "ou-abcd-11111111"
DEEP = "ou-abcd-12121212"
PROD = "ou-abcd-33333333"
MANAGEMENT = "111111111111"
TERRAFORM = "222222222222"
OPS = "333333333333"
DEV_ACCOUNT = "444444444444"
DEEP_ACCOUNT = "555555555555"
PROD_ACCOUNT = "666666666666"

ORGANIZATION: Mapping[str, Any] = {
    "organizationId": "o-exampleorgid",
    "rootId": ROOT,
    "managementAccount": MANAGEMENT,
    "units": [
        {"id": DEEP, "name": "deep", "parent": DEV},
        {"id": DEV, "name": "dev"},
        {"id": PROD, "name": "prod"},
    ],
    "accounts": [
        {"id": TERRAFORM, "name": "terraform", "parent": ROOT},
        {"id": OPS, "name": "ops", "parent": ROOT},
        {"id": DEV_ACCOUNT, "name": "dev", "parent": DEV},
        {"id": DEEP_ACCOUNT, "name": "deep", "parent": DEEP},
        {"id": PROD_ACCOUNT, "name": "prod", "parent": PROD},
    ],
}

ALLOW_ALL: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}


def trust(account: str) -> dict[str, Any]:
    principal = {"AWS": f"arn:aws:iam::{account}:root"}
    statement = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    return {"Version": "2012-10-17", "Statement": [statement]}


def role(name: str = "member", **properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {"RoleName": name, "AssumeRolePolicyDocument": trust(TERRAFORM), **properties},
    }


def bucket(name: str, **properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name, **properties}}


def stack_set(*units: str, member: Mapping[str, Any] | None = None, **properties: Any) -> dict[str, Any]:
    """A stack set as orgstrap makes them; a property that is None is left out."""
    given = {
        "StackSetName": "dev",
        "PermissionModel": "SERVICE_MANAGED",
        "AutoDeployment": {"Enabled": True, "RetainStacksOnAccountRemoval": False},
        "Capabilities": ["CAPABILITY_NAMED_IAM"],
        "StackInstancesGroup": [{"DeploymentTargets": {"OrganizationalUnitIds": list(units)}, "Regions": [REGION]}],
        "OperationPreferences": {
            "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE",
            "FailureToleranceCount": 0,
            "MaxConcurrentPercentage": 100,
        },
        "TemplateBody": json.dumps(member or {"Resources": {"Role": role()}}),
        **properties,
    }
    return {
        "Type": "AWS::CloudFormation::StackSet",
        "Properties": {name: value for name, value in given.items() if value is not None},
    }


def denial(name: str) -> dict[str, Any]:
    """Refuses requests without TLS to the objects of a bucket."""
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": f"arn:aws:s3:::{name}/*",
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {"Version": "2012-10-17", "Statement": [statement]}


def for_trails(name: str, *trails: str) -> dict[str, Any]:
    """The policy of a bucket that takes the files of trails with these ARNs, as CloudTrail's guide has it."""
    accounts = [arn.split(":")[4] for arn in trails]
    service = {"Service": "cloudtrail.amazonaws.com"}
    look = {
        "Effect": "Allow",
        "Principal": service,
        "Action": "s3:GetBucketAcl",
        "Resource": f"arn:aws:s3:::{name}",
        "Condition": {"StringEquals": {"aws:SourceArn": list(trails)}},
    }
    write = {
        "Effect": "Allow",
        "Principal": service,
        "Action": "s3:PutObject",
        "Resource": [f"arn:aws:s3:::{name}/AWSLogs/{each}/*" for each in (*accounts, ORGANIZATION["organizationId"])],
        "Condition": {
            "StringEquals": {"aws:SourceArn": list(trails), "s3:x-amz-acl": "bucket-owner-full-control"},
        },
    }
    return {"Version": "2012-10-17", "Statement": [look, write]}


def trail_arn(account: str, name: str = "trail", region: str = REGION) -> str:
    return f"arn:aws:cloudtrail:{region}:{account}:trail/{name}"


class EmulatedOrganization(unittest.TestCase):
    organization: Mapping[str, Any] = ORGANIZATION

    def setUp(self) -> None:
        reset()
        organization_control.put_organization(self.organization)

    def aws(self, account: str, service: str, region: str = REGION) -> Any:
        return calls.client(Place(account, region), service)

    def bucket_for_trails(self, *trails: str, name: str = "trails", account: str = TERRAFORM) -> None:
        s3 = self.aws(account, "s3")
        if name not in [each["Name"] for each in s3.list_buckets()["Buckets"]]:
            s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_policy(Bucket=name, Policy=json.dumps(for_trails(name, *trails)))

    def record(
        self,
        account: str = MANAGEMENT,
        region: str = REGION,
        selectors: Mapping[str, Any] | None = None,
        **trail: Any,
    ) -> None:
        """A trail that logs; without more, one of the whole organization and of every Region."""
        self.bucket_for_trails(trail_arn(account, region=region))
        whole = {"IsMultiRegionTrail": True, "IsOrganizationTrail": account == MANAGEMENT}
        trails = self.aws(account, "cloudtrail", region)
        trails.create_trail(Name="trail", S3BucketName="trails", **{**whole, **trail})
        if selectors:
            trails.put_event_selectors(TrailName="trail", **selectors)
        trails.start_logging(Name="trail")

    def move(self, account: str, source: str, destination: str) -> None:
        self.aws(MANAGEMENT, "organizations").move_account(
            AccountId=account, SourceParentId=source, DestinationParentId=destination
        )

    def delegate(self, account: str = OPS) -> None:
        self.aws(MANAGEMENT, "organizations").register_delegated_administrator(
            AccountId=account, ServicePrincipal=STACK_SETS_PRINCIPAL
        )

    def deploy(
        self,
        resources: Mapping[str, Any],
        account: str = MANAGEMENT,
        stack: str = "stack",
        region: str = REGION,
        **template: Any,
    ) -> dict[str, Any]:
        """Creates or updates a stack as the CDK CLI does, with a change set, and tells how it ended."""
        given = template.pop("given", {})
        cloudformation = self.aws(account, "cloudformation", region)
        existing = [each for each in cloudformation.describe_stacks()["Stacks"] if each["StackName"] == stack]
        kind = "UPDATE" if existing and existing[0]["StackStatus"] != "REVIEW_IN_PROGRESS" else "CREATE"
        cloudformation.create_change_set(
            StackName=stack,
            ChangeSetName="change",
            ChangeSetType=kind,
            TemplateBody=json.dumps({"Resources": resources, **template}),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in given.items()],
            Capabilities=["CAPABILITY_NAMED_IAM"],
        )
        cloudformation.execute_change_set(StackName=stack, ChangeSetName="change")
        return self.stack(account, stack, region)

    def stack(self, account: str = MANAGEMENT, stack: str = "stack", region: str = REGION) -> dict[str, Any]:
        described = self.aws(account, "cloudformation", region).describe_stacks(StackName=stack)
        return dict(described["Stacks"][0])

    def reasons(self, account: str = MANAGEMENT, stack: str = "stack") -> str:
        """Why resources of the stack failed, as `cdk deploy` shows it."""
        events = self.aws(account, "cloudformation").describe_stack_events(StackName=stack)["StackEvents"]
        return "\n".join(each.get("ResourceStatusReason", "") for each in events if "FAILED" in each["ResourceStatus"])

    def succeed(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        deployed = self.deploy(*args, **kwargs)
        account, stack = kwargs.get("account", MANAGEMENT), kwargs.get("stack", "stack")
        self.assertRegex(deployed["StackStatus"], "^(CREATE|UPDATE)_COMPLETE$", self.reasons(account, stack))
        return deployed

    def outputs(self, deployed: Mapping[str, Any]) -> dict[str, str]:
        return {output["OutputKey"]: output["OutputValue"] for output in deployed.get("Outputs", [])}

    def instances(self, name: str = "dev") -> dict[str, str]:
        """The accounts that have an instance of the set, and its status."""
        (found,) = [each for each in control.get_report()["stackSets"] if each["name"] == name]
        return {instance["account"]: instance["status"] for instance in found["instances"]}

    def detailed(self, account: str, name: str = "dev") -> str:
        """The detailed status of the set's instance in an account."""
        described = self.aws(MANAGEMENT, "cloudformation").describe_stack_instance(
            StackSetName=name, StackInstanceAccount=account, StackInstanceRegion=REGION
        )
        return str(described["StackInstance"]["StackInstanceStatus"]["DetailedStatus"])

    def set_operations(self, name: str = "dev") -> list[tuple[str, str]]:
        """What was done to a set, oldest first, and how it ended."""
        done = self.aws(MANAGEMENT, "cloudformation").list_stack_set_operations(StackSetName=name)["Summaries"]
        return [(each["Action"], each["Status"]) for each in reversed(done)]

    def role_names(self, account: str) -> set[str]:
        roles = self.aws(account, "iam").list_roles()["Roles"]
        return {each["RoleName"] for each in roles} - {"OrganizationAccountAccessRole"}

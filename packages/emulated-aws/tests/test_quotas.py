"""What CloudFormation refuses because there is too much of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from unittest.mock import patch

from emulated import (
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    OPS,
    ORGANIZATION,
    PROD,
    PROD_ACCOUNT,
    REGION,
    ROOT,
    EmulatedOrganization,
    bucket,
    role,
    stack_set,
)

from emulated_aws.cloudformation import quotas

MANY = [f"ou-abcd-{number:08}" for number in range(51)]
PARAMETER = {"Type": "String", "Default": "x"}


class OneCall(EmulatedOrganization):
    organization: Mapping[str, Any] = {
        **ORGANIZATION,
        "units": [*ORGANIZATION["units"], *({"id": each, "name": each} for each in MANY)],
    }

    def test_takes_fifty_units(self) -> None:
        self.succeed({"Set": stack_set(*MANY[:50])})

    def test_takes_no_more_of_one_entry_of_a_group(self) -> None:
        self.deploy({"Set": stack_set(*MANY)})
        self.assertIn("supported by a CreateStackInstances operation is 50", self.reasons())

    def test_takes_no_more_of_two_entries_for_the_handler_puts_them_together(self) -> None:
        group = [
            {"DeploymentTargets": {"OrganizationalUnitIds": units}, "Regions": [REGION]}
            for units in (MANY[:25], MANY[25:])
        ]
        self.deploy({"Set": stack_set(StackInstancesGroup=group)})
        self.assertIn("supported by a CreateStackInstances operation is 50", self.reasons())

    def test_takes_no_more_with_accounts_of_them(self) -> None:
        targets = {"OrganizationalUnitIds": MANY, "Accounts": [DEV_ACCOUNT], "AccountFilterType": "INTERSECTION"}
        self.deploy({"Set": stack_set(StackInstancesGroup=[{"DeploymentTargets": targets, "Regions": [REGION]}])})
        self.assertIn("supported by a CreateStackInstances operation is 50", self.reasons())

    def test_takes_one_more_in_an_update_which_then_cannot_be_deleted_in_one(self) -> None:
        self.succeed({"Set": stack_set(*MANY[:50])})
        self.succeed({"Set": stack_set(*MANY)})
        self.assertEqual(self.deploy({"Other": role("other")})["StackStatus"], "UPDATE_COMPLETE")
        events = self.aws(MANAGEMENT, "cloudformation").describe_stack_events(StackName="stack")["StackEvents"]
        reasons = [each.get("ResourceStatusReason", "") for each in events if each["ResourceStatus"] == "DELETE_FAILED"]
        self.assertIn("supported by a DeleteStackInstances operation is 50", " ".join(reasons))


class Dependencies(EmulatedOrganization):
    def first(self, count: int) -> list[str]:
        """The ARNs of sets on which others may depend."""
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        return [self.made(cloudformation, f"first-{number}") for number in range(count)]

    def made(self, cloudformation: Any, name: str, depends_on: list[str] | None = None) -> str:
        cloudformation.create_stack_set(
            StackSetName=name,
            PermissionModel="SERVICE_MANAGED",
            AutoDeployment={"Enabled": True, "DependsOn": depends_on or []},
            Capabilities=["CAPABILITY_NAMED_IAM"],
            TemplateBody=json.dumps({"Resources": {"Role": role(name)}}),
        )
        return str(cloudformation.describe_stack_set(StackSetName=name)["StackSet"]["StackSetARN"])

    def test_of_a_set_are_ten_at_most(self) -> None:
        first = self.first(11)
        self.succeed({"Set": stack_set(DEV, AutoDeployment={"Enabled": True, "DependsOn": first[:10]})})
        self.deploy(
            {"Set": stack_set(PROD, StackSetName="other", AutoDeployment={"Enabled": True, "DependsOn": first})},
            stack="other",
        )
        self.assertIn("at most 10 entries", self.reasons(stack="other"))

    def test_of_an_account_are_a_hundred_at_most_and_a_set_may_have_its_own_again(self) -> None:
        first = self.first(10)
        for number in range(9):
            self.made(self.aws(MANAGEMENT, "cloudformation"), f"later-{number}", first)
        full = {"Enabled": True, "DependsOn": first}
        self.succeed({"Set": stack_set(DEV, AutoDeployment=full)})
        self.succeed({"Set": stack_set(DEV, AutoDeployment=full, Description="again")})
        one = {"Enabled": True, "DependsOn": first[:1]}
        self.deploy({"Set": stack_set(PROD, StackSetName="more", AutoDeployment=one)}, stack="more")
        self.assertIn("at most 100 StackSet dependencies", self.reasons(stack="more"))
        self.assertEqual(self.stack(stack="more")["StackStatus"], "ROLLBACK_COMPLETE")


class HowMany(EmulatedOrganization):
    def test_stack_sets_an_administrator_has_is_counted_also_in_the_management_account(self) -> None:
        self.delegate()
        with patch.object(quotas, "MOST_STACK_SETS", 1):
            self.succeed({"Set": stack_set(DEV)})
            self.succeed({"Set": stack_set(PROD, StackSetName="own", CallAs="DELEGATED_ADMIN")}, account=OPS)
            self.deploy({"Set": stack_set(PROD, StackSetName="more", CallAs="DELEGATED_ADMIN")}, OPS, "more")
            self.assertIn("Limit for stack sets has been exceeded", self.reasons(OPS, "more"))
            with self.assertRaisesRegex(Exception, "LimitExceededException"):
                self.aws(MANAGEMENT, "cloudformation").create_stack_set(
                    StackSetName="more",
                    PermissionModel="SERVICE_MANAGED",
                    AutoDeployment={"Enabled": False},
                    TemplateBody=json.dumps({"Resources": {"Bucket": bucket("bucket")}}),
                )

    def test_stacks_an_account_has_in_a_region_and_a_deleted_one_is_none(self) -> None:
        with patch.object(quotas, "MOST_STACKS", 1):
            self.succeed({"Bucket": bucket("one")}, account=OPS, stack="one")
            with self.assertRaisesRegex(Exception, "LimitExceededException.*Limit for stack has been exceeded"):
                self.deploy({"Bucket": bucket("two")}, account=OPS, stack="two")
            elsewhere = self.deploy({"Bucket": bucket("two")}, account=OPS, stack="two", region="eu-central-1")
            self.assertEqual(elsewhere["StackStatus"], "CREATE_COMPLETE")
            self.aws(OPS, "cloudformation").delete_stack(StackName="one")
            self.succeed({"Bucket": bucket("three")}, account=OPS, stack="three")

    def test_stacks_keep_an_instance_out_of_an_account_and_out_of_no_other(self) -> None:
        with patch.object(quotas, "MOST_STACKS", 1):
            self.succeed({"Bucket": bucket("one")}, account=DEV_ACCOUNT, stack="one")
            tolerant = {"FailureTolerancePercentage": 50, "MaxConcurrentPercentage": 100}
            self.succeed({"Set": stack_set(ROOT, OperationPreferences=tolerant)})
            self.assertEqual(self.detailed(DEV_ACCOUNT), "FAILED")
            self.assertEqual(self.instances()[PROD_ACCOUNT], "CURRENT")


class ATemplate(EmulatedOrganization):
    def refused(self, expected: str, **parts: Any) -> None:
        body = json.dumps({"Resources": {"One": bucket("one")}, **parts})
        with self.assertRaisesRegex(Exception, f"ValidationError.*{expected}"):
            self.aws(MANAGEMENT, "cloudformation").create_stack(StackName="large", TemplateBody=body)

    def test_has_five_hundred_resources_at_most(self) -> None:
        handle = {"Type": "AWS::CloudFormation::WaitConditionHandle"}
        self.succeed({f"R{number}": handle for number in range(500)})
        many = {f"R{number}": handle for number in range(501)}
        self.refused("Number of resources, 501, is greater than maximum allowed, 500", Resources=many)

    def test_has_two_hundred_parameters_and_outputs_at_most(self) -> None:
        parameters = {f"P{number}": PARAMETER for number in range(201)}
        outputs = {f"O{number}": {"Value": "x"} for number in range(201)}
        self.refused("Parameters count 201 is greater than max allowed 200", Parameters=parameters)
        self.refused("Outputs count 201 is greater than max allowed 200", Outputs=outputs)

    def test_has_a_megabyte_at_most_in_a_bucket(self) -> None:
        s3 = self.aws(MANAGEMENT, "s3")
        s3.create_bucket(Bucket="templates", CreateBucketConfiguration={"LocationConstraint": REGION})
        for size, stack in ((999_000, "fits"), (1_000_001, "large")):
            text = json.dumps({"Description": "x", "Resources": {"One": bucket(stack)}})
            s3.put_object(Bucket="templates", Key="template", Body=text + " " * (size - len(text)))
            made = {"StackName": stack, "TemplateURL": f"https://templates.s3.{REGION}.amazonaws.com/template"}
            if stack == "fits":
                self.aws(MANAGEMENT, "cloudformation").create_stack(**made)
                continue
            with self.assertRaisesRegex(Exception, "Template may not exceed 1000000 bytes in size"):
                self.aws(MANAGEMENT, "cloudformation").create_stack(**made)

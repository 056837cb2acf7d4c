from __future__ import annotations

import json

from emulated import (
    DEEP_ACCOUNT,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    OPS,
    PROD,
    PROD_ACCOUNT,
    REGION,
    ROOT,
    TERRAFORM,
    EmulatedOrganization,
    bucket,
    role,
    stack_set,
    trust,
)

from emulated_aws import control


def targets(**deployment_targets: object) -> list[dict[str, object]]:
    return [{"DeploymentTargets": deployment_targets, "Regions": [REGION]}]


class AStackSetInATemplate(EmulatedOrganization):
    def test_makes_its_template_in_every_account_under_the_unit_at_any_depth(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.assertEqual(self.instances(), {DEV_ACCOUNT: "CURRENT", DEEP_ACCOUNT: "CURRENT"})
        self.assertEqual(self.role_names(DEV_ACCOUNT), {"member"})
        self.assertEqual(self.role_names(DEEP_ACCOUNT), {"member"})
        self.assertEqual(self.role_names(PROD_ACCOUNT), set())

    def test_reaches_every_account_but_management_from_the_root(self) -> None:
        self.succeed({"Set": stack_set(ROOT)})
        self.assertEqual(set(self.instances()), {TERRAFORM, OPS, DEV_ACCOUNT, DEEP_ACCOUNT, PROD_ACCOUNT})
        self.assertEqual(self.role_names(MANAGEMENT), set())

    def test_reaches_one_account_by_an_intersection_with_the_root(self) -> None:
        group = targets(OrganizationalUnitIds=[ROOT], Accounts=[TERRAFORM], AccountFilterType="INTERSECTION")
        self.succeed({"Set": stack_set(StackInstancesGroup=group)})
        self.assertEqual(set(self.instances()), {TERRAFORM})

    def test_leaves_out_the_accounts_of_a_difference(self) -> None:
        group = targets(OrganizationalUnitIds=[DEV], Accounts=[DEEP_ACCOUNT], AccountFilterType="DIFFERENCE")
        self.succeed({"Set": stack_set(StackInstancesGroup=group)})
        self.assertEqual(set(self.instances()), {DEV_ACCOUNT})

    def test_names_the_stacks_of_its_instances_after_itself(self) -> None:
        self.succeed({"Set": stack_set(PROD)})
        (made,) = self.aws(PROD_ACCOUNT, "cloudformation").describe_stacks()["Stacks"]
        self.assertRegex(made["StackName"], r"^StackSet-dev-[0-9a-f-]{36}$")
        self.assertEqual(made["StackStatus"], "CREATE_COMPLETE")

    def test_evaluates_pseudo_parameters_for_the_member_account(self) -> None:
        text = "${AWS::Partition} ${AWS::AccountId} ${AWS::Region} ${AWS::URLSuffix}"
        self.succeed({"Set": stack_set(PROD, member={"Resources": {"Role": role(Description={"Fn::Sub": text})}})})
        made = self.aws(PROD_ACCOUNT, "iam").get_role(RoleName="member")["Role"]
        self.assertEqual(made["Description"], f"aws {PROD_ACCOUNT} {REGION} amazonaws.com")

    def test_passes_set_level_parameters_to_every_instance_and_their_changes_too(self) -> None:
        document = trust(TERRAFORM)
        document["Statement"][0]["Condition"] = {"ArnEquals": {"aws:PrincipalArn": {"Ref": "Roles"}}}
        member = {
            "Parameters": {"Roles": {"Type": "CommaDelimitedList"}},
            "Resources": {"Role": role(AssumeRolePolicyDocument=document)},
        }
        for value in (
            "arn:aws:iam::222222222222:role/a,arn:aws:iam::222222222222:role/b",
            "arn:aws:iam::222222222222:role/c",
        ):
            parameters = [{"ParameterKey": "Roles", "ParameterValue": value}]
            self.succeed({"Set": stack_set(DEV, member=member, Parameters=parameters)})
            for account in (DEV_ACCOUNT, DEEP_ACCOUNT):
                made = self.aws(account, "iam").get_role(RoleName="member")["Role"]["AssumeRolePolicyDocument"]
                self.assertEqual(made["Statement"][0]["Condition"]["ArnEquals"]["aws:PrincipalArn"], value.split(","))

    def test_brings_a_changed_template_to_every_instance(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.succeed({"Set": stack_set(DEV, member={"Resources": {"Role": role(Description="new")}})})
        for account in (DEV_ACCOUNT, DEEP_ACCOUNT):
            self.assertEqual(self.aws(account, "iam").get_role(RoleName="member")["Role"]["Description"], "new")

    def test_follows_its_targets(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.succeed({"Set": stack_set(PROD)})
        self.assertEqual(self.instances(), {PROD_ACCOUNT: "CURRENT"})
        self.assertEqual(self.role_names(DEV_ACCOUNT), set())
        self.assertEqual(self.role_names(PROD_ACCOUNT), {"member"})

    def test_takes_everything_away_when_it_is_deleted(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(control.get_report()["stackSets"], [])
        self.assertEqual(self.role_names(DEV_ACCOUNT), set())

    def test_fails_and_is_rolled_back_when_one_instance_fails(self) -> None:
        self.aws(DEEP_ACCOUNT, "iam").create_role(RoleName="member", AssumeRolePolicyDocument=json.dumps(trust(OPS)))
        self.assertEqual(self.deploy({"Set": stack_set(DEV)})["StackStatus"], "ROLLBACK_COMPLETE")
        self.assertIn("Role with name member already exists", self.reasons())
        self.assertEqual(self.role_names(DEV_ACCOUNT), set())
        self.assertEqual(control.get_report()["stackSets"], [])

    def test_stops_after_the_tolerated_failures_when_it_does_one_account_at_a_time(self) -> None:
        self.aws(DEV_ACCOUNT, "iam").create_role(RoleName="member", AssumeRolePolicyDocument=json.dumps(trust(OPS)))
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        cloudformation.create_stack_set(
            StackSetName="dev",
            PermissionModel="SERVICE_MANAGED",
            AutoDeployment={"Enabled": True, "RetainStacksOnAccountRemoval": False},
            Capabilities=["CAPABILITY_NAMED_IAM"],
            TemplateBody=json.dumps({"Resources": {"Role": role()}}),
        )
        operation = cloudformation.create_stack_instances(
            StackSetName="dev", DeploymentTargets={"OrganizationalUnitIds": [DEV]}, Regions=[REGION]
        )["OperationId"]
        results = cloudformation.list_stack_set_operation_results(StackSetName="dev", OperationId=operation)[
            "Summaries"
        ]
        self.assertEqual(
            [(each["Account"], each["Status"]) for each in results],
            [(DEV_ACCOUNT, "FAILED"), (DEEP_ACCOUNT, "CANCELLED")],
        )
        described = cloudformation.describe_stack_set_operation(StackSetName="dev", OperationId=operation)
        self.assertEqual(described["StackSetOperation"]["Status"], "FAILED")

    def test_keeps_the_old_template_everywhere_when_a_change_fails_in_one_account(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.aws(DEEP_ACCOUNT, "s3").create_bucket(
            Bucket="taken", CreateBucketConfiguration={"LocationConstraint": REGION}
        )
        member = {"Resources": {"Role": role(Description="new"), "Bucket": bucket("taken")}}
        self.assertEqual(self.deploy({"Set": stack_set(DEV, member=member)})["StackStatus"], "UPDATE_ROLLBACK_COMPLETE")
        for account in (DEV_ACCOUNT, DEEP_ACCOUNT):
            self.assertEqual(self.aws(account, "iam").get_role(RoleName="member")["Role"].get("Description", ""), "")
        self.assertEqual(self.instances(), {DEV_ACCOUNT: "CURRENT", DEEP_ACCOUNT: "CURRENT"})


class ADelegatedAdministrator(EmulatedOrganization):
    def test_deploys_into_the_organization(self) -> None:
        self.delegate()
        self.succeed({"Set": stack_set(PROD, CallAs="DELEGATED_ADMIN")}, account=OPS)
        self.assertEqual(self.role_names(PROD_ACCOUNT), {"member"})
        (found,) = control.get_report()["stackSets"]
        self.assertEqual((found["administrator"], found["callAs"]), (OPS, "DELEGATED_ADMIN"))

    def test_is_refused_before_it_is_registered(self) -> None:
        self.deploy({"Set": stack_set(PROD, CallAs="DELEGATED_ADMIN")}, account=OPS)
        self.assertIn("Account used is not a delegated administrator", self.reasons(OPS))

    def test_is_refused_when_registered_for_another_service(self) -> None:
        self.aws(MANAGEMENT, "organizations").register_delegated_administrator(
            AccountId=OPS, ServicePrincipal="ssm.amazonaws.com"
        )
        self.deploy({"Set": stack_set(PROD, CallAs="DELEGATED_ADMIN")}, account=OPS)
        self.assertIn("Account used is not a delegated administrator", self.reasons(OPS))

    def test_cannot_act_as_itself_in_the_organization(self) -> None:
        self.delegate()
        self.deploy({"Set": stack_set(PROD)}, account=OPS)
        self.assertIn("You must be the management account or delegated admin account", self.reasons(OPS))

    def test_is_not_what_the_management_account_is(self) -> None:
        self.delegate()
        self.deploy({"Set": stack_set(PROD, CallAs="DELEGATED_ADMIN")})
        self.assertIn("Account used is not a delegated administrator", self.reasons())

    def test_finds_the_set_that_management_made_and_management_finds_its_own(self) -> None:
        self.delegate()
        self.succeed({"Set": stack_set(PROD)})
        self.succeed(
            {
                "Set": stack_set(
                    PROD, StackSetName="ops", CallAs="DELEGATED_ADMIN", member={"Resources": {"Role": role("other")}}
                )
            },
            account=OPS,
        )
        from_ops = self.aws(OPS, "cloudformation").list_stack_sets(CallAs="DELEGATED_ADMIN")["Summaries"]
        from_management = self.aws(MANAGEMENT, "cloudformation").list_stack_sets()["Summaries"]
        for found in (from_ops, from_management):
            self.assertEqual({each["StackSetName"] for each in found}, {"dev", "ops"})

    def test_owns_no_set_the_arn_of_each_is_in_the_management_account(self) -> None:
        self.delegate()
        self.succeed({"Set": stack_set(PROD, CallAs="DELEGATED_ADMIN")}, account=OPS)
        described = self.aws(OPS, "cloudformation").describe_stack_set(StackSetName="dev", CallAs="DELEGATED_ADMIN")
        self.assertRegex(
            described["StackSet"]["StackSetARN"], f"^arn:aws:cloudformation:{REGION}:{MANAGEMENT}:stackset/dev:"
        )


class TheApiOfStackSets(EmulatedOrganization):
    def test_gives_instances_in_pages(self) -> None:
        self.succeed({"Set": stack_set(ROOT)})
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        token: dict[str, str] = {}
        seen: list[str] = []
        while True:
            page = cloudformation.list_stack_instances(StackSetName="dev", MaxResults=2, **token)
            self.assertLessEqual(len(page["Summaries"]), 2)
            seen += [each["Account"] for each in page["Summaries"]]
            if "NextToken" not in page:
                break
            token = {"NextToken": page["NextToken"]}
        self.assertEqual(seen, [TERRAFORM, OPS, DEV_ACCOUNT, DEEP_ACCOUNT, PROD_ACCOUNT])

    def test_describes_an_instance_and_its_stack(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        instance = self.aws(MANAGEMENT, "cloudformation").describe_stack_instance(
            StackSetName="dev", StackInstanceAccount=DEEP_ACCOUNT, StackInstanceRegion=REGION
        )["StackInstance"]
        self.assertEqual((instance["Status"], instance["OrganizationalUnitId"]), ("CURRENT", DEV))
        self.assertIn(f":{DEEP_ACCOUNT}:stack/StackSet-dev-", instance["StackId"])

    def test_describes_what_the_set_is(self) -> None:
        self.succeed({"Set": stack_set(DEV, Description="for dev")})
        described = self.aws(MANAGEMENT, "cloudformation").describe_stack_set(StackSetName="dev")["StackSet"]
        self.assertEqual(
            described["AutoDeployment"], {"Enabled": True, "RetainStacksOnAccountRemoval": False, "DependsOn": []}
        )
        self.assertEqual(described["OrganizationalUnitIds"], [DEV])
        self.assertEqual(described["Description"], "for dev")
        self.assertEqual(json.loads(described["TemplateBody"]), {"Resources": {"Role": role()}})

    def test_does_not_delete_a_set_that_has_instances(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        cloudformation = self.aws(MANAGEMENT, "cloudformation")
        with self.assertRaises(cloudformation.exceptions.StackSetNotEmptyException):
            cloudformation.delete_stack_set(StackSetName="dev")

    def test_keeps_the_stacks_of_instances_that_are_deleted_with_retention(self) -> None:
        self.succeed({"Set": stack_set(DEV)})
        self.aws(MANAGEMENT, "cloudformation").delete_stack_instances(
            StackSetName="dev", DeploymentTargets={"OrganizationalUnitIds": [DEV]}, Regions=[REGION], RetainStacks=True
        )
        self.assertEqual(self.instances(), {})
        self.assertEqual(self.role_names(DEV_ACCOUNT), {"member"})

    def test_leaves_an_instance_inoperable_whose_stack_is_protected(self) -> None:
        self.succeed({"Set": stack_set(PROD)})
        member = self.aws(PROD_ACCOUNT, "cloudformation")
        member.update_termination_protection(
            StackName=member.describe_stacks()["Stacks"][0]["StackName"], EnableTerminationProtection=True
        )
        self.aws(MANAGEMENT, "cloudformation").delete_stack_instances(
            StackSetName="dev",
            DeploymentTargets={"OrganizationalUnitIds": [PROD]},
            Regions=[REGION],
            RetainStacks=False,
        )
        self.assertEqual(self.instances(), {PROD_ACCOUNT: "INOPERABLE"})

    def test_skips_a_suspended_account(self) -> None:
        self.aws(MANAGEMENT, "organizations").close_account(AccountId=DEEP_ACCOUNT)
        self.succeed({"Set": stack_set(DEV)})
        self.assertEqual(self.role_names(DEEP_ACCOUNT), set())
        self.assertEqual(self.role_names(DEV_ACCOUNT), {"member"})

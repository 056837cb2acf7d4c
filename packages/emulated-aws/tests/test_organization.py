from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError
from emulated import (
    ALLOW_ALL,
    DEEP,
    DEEP_ACCOUNT,
    DEV,
    DEV_ACCOUNT,
    MANAGEMENT,
    OPS,
    ORGANIZATION,
    PROD,
    PROD_ACCOUNT,
    ROOT,
    TERRAFORM,
    EmulatedOrganization,
    role,
    stack_set,
)

from emulated_aws import control, organization_control
from emulated_aws.emulator import reset


class TheOrganization(EmulatedOrganization):
    def test_has_exactly_the_ids_that_were_given(self) -> None:
        organizations = self.aws(MANAGEMENT, "organizations")
        described = organizations.describe_organization()["Organization"]
        self.assertEqual((described["Id"], described["MasterAccountId"]), ("o-exampleorgid", MANAGEMENT))
        self.assertEqual([each["Id"] for each in organizations.list_roots()["Roots"]], [ROOT])
        units = organizations.list_organizational_units_for_parent(ParentId=ROOT)["OrganizationalUnits"]
        self.assertEqual({(each["Id"], each["Name"]) for each in units}, {(DEV, "dev"), (PROD, "prod")})
        below = organizations.list_organizational_units_for_parent(ParentId=DEV)["OrganizationalUnits"]
        self.assertEqual([each["Id"] for each in below], [DEEP])
        accounts = organizations.list_accounts_for_parent(ParentId=PROD)["Accounts"]
        self.assertEqual([(each["Id"], each["Name"]) for each in accounts], [(PROD_ACCOUNT, "prod")])
        self.assertEqual(len(organizations.list_accounts()["Accounts"]), 6)

    def test_is_described_to_every_member(self) -> None:
        described = self.aws(DEV_ACCOUNT, "organizations").describe_organization()["Organization"]
        self.assertEqual(described["Id"], "o-exampleorgid")

    def test_is_listed_to_a_delegated_administrator_only(self) -> None:
        ops = self.aws(OPS, "organizations")
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            ops.list_accounts()
        self.delegate()
        self.assertEqual(len(ops.list_accounts()["Accounts"]), 6)
        administrators = ops.list_delegated_administrators()["DelegatedAdministrators"]
        self.assertEqual([each["Id"] for each in administrators], [OPS])
        self.assertEqual(ops.list_parents(ChildId=DEV_ACCOUNT)["Parents"][0]["Id"], DEV)

    def test_is_changed_by_management_only(self) -> None:
        self.delegate()
        with self.assertRaisesRegex(ClientError, "AccessDenied"):
            self.aws(OPS, "organizations").move_account(
                AccountId=DEV_ACCOUNT, SourceParentId=DEV, DestinationParentId=PROD
            )

    def test_has_no_control_policies_before_their_type_is_enabled(self) -> None:
        organizations = self.aws(MANAGEMENT, "organizations")
        self.assertEqual(organizations.list_roots()["Roots"][0].get("PolicyTypes", []), [])
        organizations.enable_policy_type(RootId=ROOT, PolicyType="SERVICE_CONTROL_POLICY")
        types = organizations.list_roots()["Roots"][0]["PolicyTypes"]
        self.assertEqual(types, [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}])
        with self.assertRaisesRegex(ClientError, "PolicyTypeAlreadyEnabledException"):
            organizations.enable_policy_type(RootId=ROOT, PolicyType="SERVICE_CONTROL_POLICY")

    def test_tells_management_alone_that_root_access_is_not_centralized(self) -> None:
        with self.assertRaisesRegex(ClientError, "ServiceAccessNotEnabled"):
            self.aws(MANAGEMENT, "iam").list_organizations_features()
        with self.assertRaisesRegex(ClientError, "AccountNotManagementOrDelegatedAdministrator"):
            self.aws(DEV_ACCOUNT, "iam").list_organizations_features()

    def test_is_not_made_of_bad_input(self) -> None:
        good = dict(self.organization, managementAccount="999999999999")
        unit = {"id": "ou-abcd-55555555", "name": "x"}
        cases = {
            "managementAccount is missing": {key: value for key, value in good.items() if key != "managementAccount"},
            "organizationId is 'nonsense'": {**good, "organizationId": "nonsense"},
            "account id is '12'": {**good, "managementAccount": "12"},
            "which does not exist": {**good, "units": [{**unit, "parent": "ou-abcd-99999999"}]},
            "listed twice": {**good, "units": [unit, unit]},
            "already manages an organization": self.organization,
        }
        for reason, body in cases.items():
            with self.subTest(reason):
                status, answer = control.answer("PUT", "organization", {}, body)
                self.assertEqual(status, 400)
                self.assertIn(reason, answer["error"])

    def test_takes_no_account_twice_or_under_nothing(self) -> None:
        for account, reason in (
            ({"id": DEV_ACCOUNT, "parent": DEV}, "exists already"),
            ({"id": "777777777777", "parent": "ou-abcd-99999999"}, "does not exist"),
        ):
            status, answer = control.answer("POST", "accounts", {}, {"name": "x", **account})
            self.assertEqual(status, 400)
            self.assertIn(reason, answer["error"])

    def test_is_read_from_the_top_to_every_account(self) -> None:
        self.delegate()
        for account in (MANAGEMENT, OPS):
            organizations = self.aws(account, "organizations")
            units = organizations.list_children(ParentId=DEV, ChildType="ORGANIZATIONAL_UNIT")["Children"]
            self.assertEqual(units, [{"Id": DEEP, "Type": "ORGANIZATIONAL_UNIT"}])
            accounts = organizations.list_children(ParentId=DEEP, ChildType="ACCOUNT")["Children"]
            self.assertEqual(accounts, [{"Id": DEEP_ACCOUNT, "Type": "ACCOUNT"}])
            parents = [organizations.list_parents(ChildId=each)["Parents"] for each in (DEEP_ACCOUNT, DEEP, DEV)]
            self.assertEqual(
                parents,
                [
                    [{"Id": DEEP, "Type": "ORGANIZATIONAL_UNIT"}],
                    [{"Id": DEV, "Type": "ORGANIZATIONAL_UNIT"}],
                    [{"Id": ROOT, "Type": "ROOT"}],
                ],
            )

    def test_keeps_a_unit_that_is_not_empty(self) -> None:
        organizations = self.aws(MANAGEMENT, "organizations")
        for unit in (DEV, DEEP):
            with self.assertRaisesRegex(ClientError, "OrganizationalUnitNotEmpty"):
                organizations.delete_organizational_unit(OrganizationalUnitId=unit)
        self.move(DEEP_ACCOUNT, DEEP, DEV)
        organizations.delete_organizational_unit(OrganizationalUnitId=DEEP)

    def test_moves_no_account_to_nowhere_or_to_where_it_is(self) -> None:
        with self.assertRaisesRegex(ClientError, "DestinationParentNotFound"):
            self.move(DEV_ACCOUNT, DEV, "ou-abcd-99999999")
        with self.assertRaisesRegex(ClientError, "DuplicateAccount"):
            self.move(DEV_ACCOUNT, DEV, DEV)


class AnOrganizationWithIdsOfEachLength(EmulatedOrganization):
    def test_is_whole_and_takes_policies_everywhere(self) -> None:
        for length in (4, 5, 17, 32):
            with self.subTest(length):
                reset()
                root = "a1b2" * 8
                root, unit = f"r-{root[:length]}", f"ou-{root[:length]}-{'x' * min(32, 4 + length)}"
                account = {"id": DEV_ACCOUNT, "name": "dev", "parent": unit}
                organization_control.put_organization(
                    {**ORGANIZATION, "rootId": root, "units": [{"id": unit, "name": "dev"}], "accounts": [account]}
                )
                organizations = self.aws(MANAGEMENT, "organizations")
                organizations.enable_policy_type(RootId=root, PolicyType="SERVICE_CONTROL_POLICY")
                policy = organizations.create_policy(
                    Name="x", Description="", Type="SERVICE_CONTROL_POLICY", Content=json.dumps(ALLOW_ALL)
                )["Policy"]["PolicySummary"]["Id"]
                for target in (root, unit, DEV_ACCOUNT):
                    organizations.attach_policy(PolicyId=policy, TargetId=target)
                    attached = organizations.list_policies_for_target(TargetId=target, Filter="SERVICE_CONTROL_POLICY")
                    self.assertIn(policy, [each["Id"] for each in attached["Policies"]])
                    organizations.detach_policy(PolicyId=policy, TargetId=target)

    def test_is_not_left_behind_in_part(self) -> None:
        reset()
        unit = {"id": DEV, "name": "dev"}
        account = {"id": DEV_ACCOUNT, "name": "dev", "parent": DEV}
        halves: dict[str, Any] = {**ORGANIZATION, "units": [unit], "accounts": [account, account]}
        self.assertEqual(control.answer("PUT", "organization", {}, halves)[0], 400)
        self.assertEqual(control.answer("PUT", "organization", {}, ORGANIZATION)[0], 204)


class AnOrganizationInChina(EmulatedOrganization):
    organization: Mapping[str, Any] = {**EmulatedOrganization.organization, "partition": "aws-cn"}

    def test_has_resources_of_its_partition(self) -> None:
        group = [{"DeploymentTargets": {"OrganizationalUnitIds": [PROD]}, "Regions": ["cn-north-1"]}]
        member = {
            "Resources": {
                "Role": role(
                    Description={"Fn::Sub": "${AWS::Partition} ${AWS::URLSuffix}"},
                    AssumeRolePolicyDocument={
                        "Version": "2012-10-17",
                        "Statement": [
                            {
                                "Effect": "Allow",
                                "Principal": {"AWS": {"Fn::Sub": "arn:${AWS::Partition}:iam::" + TERRAFORM + ":root"}},
                                "Action": "sts:AssumeRole",
                            }
                        ],
                    },
                )
            }
        }
        self.succeed({"Set": stack_set(member=member, StackInstancesGroup=group)}, region="cn-north-1")
        made = self.aws(PROD_ACCOUNT, "iam", "cn-north-1").get_role(RoleName="member")["Role"]
        self.assertEqual(made["Arn"], f"arn:aws-cn:iam::{PROD_ACCOUNT}:role/member")
        self.assertEqual(made["Description"], "aws-cn amazonaws.com.cn")
        assumed = self.aws(TERRAFORM, "sts", "cn-north-1").assume_role(RoleArn=made["Arn"], RoleSessionName="test")
        self.assertEqual(assumed["AssumedRoleUser"]["Arn"], f"arn:aws-cn:sts::{PROD_ACCOUNT}:assumed-role/member/test")

    def succeed(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        deployed = self.deploy(*args, **kwargs)
        self.assertEqual(deployed["StackStatus"], "CREATE_COMPLETE")
        return deployed

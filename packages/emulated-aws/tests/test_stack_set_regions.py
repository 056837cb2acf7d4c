from __future__ import annotations

from typing import Any

from emulated import DEV, DEV_ACCOUNT, MANAGEMENT, PROD, PROD_ACCOUNT, REGION, EmulatedOrganization, stack_set

from emulated_aws import control

GLOBAL = "us-east-1"


class AStackSetInTwoRegions(EmulatedOrganization):
    def in_regions(self, *regions: str, description: str = "old") -> dict[str, Any]:
        properties = {
            "Name": "rule",
            "Description": description,
            "EventPattern": {"source": ["aws.iam"]},
            "Targets": [{"Id": "bus", "Arn": f"arn:aws:events:{REGION}:{MANAGEMENT}:event-bus/bus"}],
        }
        member = {"Resources": {"Rule": {"Type": "AWS::Events::Rule", "Properties": properties}}}
        targets = {"OrganizationalUnitIds": [PROD]}
        return stack_set(
            PROD, member=member, StackInstancesGroup=[{"DeploymentTargets": targets, "Regions": list(regions)}]
        )

    def rules(self, account: str = PROD_ACCOUNT) -> dict[str, list[str]]:
        """The descriptions of the rules, Region by Region."""
        return {
            region: [each["Description"] for each in self.aws(account, "events", region).list_rules()["Rules"]]
            for region in (REGION, GLOBAL)
        }

    def test_is_made_changed_and_removed_in_both(self) -> None:
        self.succeed({"Set": self.in_regions(REGION, GLOBAL)})
        self.assertEqual(self.rules(), {REGION: ["old"], GLOBAL: ["old"]})
        (found,) = control.get_report()["stackSets"]
        self.assertEqual(
            [(each["account"], each["region"], each["status"]) for each in found["instances"]],
            [(PROD_ACCOUNT, REGION, "CURRENT"), (PROD_ACCOUNT, GLOBAL, "CURRENT")],
        )
        self.succeed({"Set": self.in_regions(REGION, GLOBAL, description="new")})
        self.assertEqual(self.rules(), {REGION: ["new"], GLOBAL: ["new"]})
        self.aws(MANAGEMENT, "cloudformation").delete_stack(StackName="stack")
        self.assertEqual(self.rules(), {REGION: [], GLOBAL: []})

    def test_gains_and_loses_a_region(self) -> None:
        self.succeed({"Set": self.in_regions(REGION)})
        self.assertEqual(self.rules(), {REGION: ["old"], GLOBAL: []})
        self.succeed({"Set": self.in_regions(REGION, GLOBAL)})
        self.assertEqual(self.rules(), {REGION: ["old"], GLOBAL: ["old"]})
        self.succeed({"Set": self.in_regions(GLOBAL)})
        self.assertEqual(self.rules(), {REGION: [], GLOBAL: ["old"]})

    def test_comes_to_both_of_an_account_that_enters(self) -> None:
        self.succeed({"Set": self.in_regions(REGION, GLOBAL)})
        self.aws(MANAGEMENT, "organizations").move_account(
            AccountId=DEV_ACCOUNT, SourceParentId=DEV, DestinationParentId=PROD
        )
        self.assertEqual(self.rules(DEV_ACCOUNT), {REGION: ["old"], GLOBAL: ["old"]})

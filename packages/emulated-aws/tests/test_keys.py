from __future__ import annotations

from emulated import TERRAFORM, EmulatedOrganization


class AKey(EmulatedOrganization):
    def test_is_disabled_enabled_and_kept_by_its_arn(self) -> None:
        kms = self.aws(TERRAFORM, "kms")
        arn = kms.create_key()["KeyMetadata"]["Arn"]
        states = []
        for act in (
            lambda: kms.disable_key(KeyId=arn),
            lambda: kms.enable_key(KeyId=arn),
            lambda: kms.schedule_key_deletion(KeyId=arn.split("/")[-1], PendingWindowInDays=7),
            lambda: kms.cancel_key_deletion(KeyId=arn),
        ):
            act()
            states.append(kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"])
        self.assertEqual(states, ["Disabled", "Enabled", "PendingDeletion", "Disabled"])

from __future__ import annotations

from emulated import TERRAFORM, EmulatedOrganization


class AKey(EmulatedOrganization):
    def test_is_enabled_and_kept_by_its_arn(self) -> None:
        kms = self.aws(TERRAFORM, "kms")
        arn = kms.create_key()["KeyMetadata"]["Arn"]
        kms.disable_key(KeyId=arn.split("/")[-1])
        self.assertEqual(self.state_of(arn), "Disabled")
        kms.enable_key(KeyId=arn)
        self.assertEqual(self.state_of(arn), "Enabled")
        kms.schedule_key_deletion(KeyId=arn, PendingWindowInDays=7)
        kms.cancel_key_deletion(KeyId=arn)
        self.assertEqual(self.state_of(arn), "Disabled")

    def state_of(self, arn: str) -> str:
        return str(self.aws(TERRAFORM, "kms").describe_key(KeyId=arn)["KeyMetadata"]["KeyState"])

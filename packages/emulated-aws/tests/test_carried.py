"""The table that the gateway reads calls by is what moto and botocore say."""

from __future__ import annotations

import json
import unittest
from importlib.metadata import version
from pathlib import Path

from emulated_aws.carried import BY_HAND, carried

TABLE = Path(__file__).parents[2] / "iam-gateway" / "requests" / "carried.json"


class CarriedTest(unittest.TestCase):
    def setUp(self) -> None:
        self.written = json.loads(TABLE.read_text(encoding="utf-8"))

    def test_it_is_of_this_version_of_moto(self) -> None:
        self.assertEqual(self.written["moto"], version("moto"))

    def test_each_operation_is_where_botocore_has_it(self) -> None:
        found = carried()
        for service, entry in self.written["services"].items():
            for protocol in ("json", "query"):
                self.assertLessEqual(set(entry.get(protocol, [])), set(found[service].get(protocol, [])), service)
            self.assertLessEqual(entry.get("rest", {}).items(), found[service].get("rest", {}).items(), service)
            self.assertEqual(entry.get("targets"), found[service].get("targets"), service)

    def test_it_leaves_out_what_decides_who_may_do_what(self) -> None:
        self.assertEqual(BY_HAND & self.written["services"].keys(), set())

    def test_it_knows_what_moto_has_not_got(self) -> None:
        states = self.written["services"]["states"]["json"]
        self.assertIn("CreateStateMachine", states)
        self.assertNotIn("ValidateStateMachineDefinition", states)


if __name__ == "__main__":
    unittest.main()

from __future__ import annotations

from botocore.exceptions import ClientError
from emulated import ALLOW_ALL, MANAGEMENT, REGION, EmulatedOrganization, bucket, role


class TheFunctionsOfATemplate(EmulatedOrganization):
    def test_give_what_cloudformation_gives(self) -> None:
        cases = [
            ({"Ref": "AWS::AccountId"}, MANAGEMENT),
            ({"Fn::Sub": "${First} ${First.Arn} ${!Literal}"}, "first arn:aws:s3:::first ${Literal}"),
            ({"Fn::Sub": ["${Own}-${AWS::Region}", {"Own": {"Ref": "First"}}]}, f"first-{REGION}"),
            ({"Fn::Join": [":", ["a", {"Ref": "First"}]]}, "a:first"),
            ({"Fn::Select": [1, {"Fn::Split": [",", "a,b,c"]}]}, "b"),
            ({"Fn::If": ["Yes", "then", "else"]}, "then"),
            ({"Fn::If": ["No", "then", "else"]}, "else"),
            ({"Fn::FindInMap": ["Map", {"Ref": "AWS::Region"}, "Key"]}, "mapped"),
            ({"Fn::Base64": "text"}, "dGV4dA=="),
        ]
        conditions = {
            "Yes": {"Fn::Equals": [{"Ref": "AWS::Region"}, REGION]},
            "No": {"Fn::Not": [{"Condition": "Yes"}]},
        }
        outputs = {f"Out{index}": {"Value": value} for index, (value, _) in enumerate(cases)}
        deployed = self.succeed(
            {"First": bucket("first")},
            Outputs=outputs,
            Conditions=conditions,
            Mappings={"Map": {REGION: {"Key": "mapped"}}},
        )
        given = self.outputs(deployed)
        for index, (value, expected) in enumerate(cases):
            with self.subTest(value=value):
                self.assertEqual(given[f"Out{index}"], expected)

    def test_leave_out_an_item_without_a_value(self) -> None:
        item = {"Fn::If": ["Never", "left out", {"Ref": "AWS::NoValue"}]}
        document = {**ALLOW_ALL, "Statement": [{**ALLOW_ALL["Statement"][0], "Action": ["s3:*", item]}]}
        policy = {
            "Type": "AWS::IAM::ManagedPolicy",
            "Properties": {"ManagedPolicyName": "p", "PolicyDocument": document},
        }
        self.succeed({"Policy": policy}, Conditions={"Never": {"Fn::Equals": ["a", "b"]}})
        version = self.aws(MANAGEMENT, "iam").get_policy_version(
            PolicyArn=f"arn:aws:iam::{MANAGEMENT}:policy/p", VersionId="v1"
        )["PolicyVersion"]
        self.assertEqual(version["Document"]["Statement"][0]["Action"], ["s3:*"])

    def test_leave_out_a_property_without_a_value_and_a_resource_without_its_condition(self) -> None:
        conditions = {"Never": {"Fn::Equals": ["a", "b"]}}
        first = role(Description={"Fn::If": ["Never", "text", {"Ref": "AWS::NoValue"}]})
        self.succeed({"First": first, "Second": {**role("other"), "Condition": "Never"}}, Conditions=conditions)
        self.assertEqual(self.role_names(MANAGEMENT), {"member"})

    def test_read_yaml_with_short_forms_and_dates_as_texts(self) -> None:
        body = """
        Resources:
          Role:
            Type: AWS::IAM::Role
            Properties:
              RoleName: !Sub "role-${AWS::Region}"
              AssumeRolePolicyDocument:
                Version: 2012-10-17
                Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: sts:AssumeRole}]
        Outputs:
          Arn: {Value: !GetAtt Role.Arn}
        """
        self.aws(MANAGEMENT, "cloudformation").create_stack(
            StackName="stack", TemplateBody=body, Capabilities=["CAPABILITY_NAMED_IAM"]
        )
        self.assertEqual(self.outputs(self.stack()), {"Arn": f"arn:aws:iam::{MANAGEMENT}:role/role-{REGION}"})

    def test_refuse_a_dynamic_reference(self) -> None:
        self.deploy({"First": role(Description="{{resolve:ssm:/a}}")})
        self.assertIn("does not do dynamic references", self.reasons())

    def test_use_the_default_of_a_parameter_and_refuse_what_is_not_allowed(self) -> None:
        parameters = {"Name": {"Type": "String", "Default": "one", "AllowedValues": ["one", "two"]}}
        resources = {"First": role(Description={"Ref": "Name"})}
        self.succeed(resources, Parameters=parameters)
        self.assertEqual(self.stack()["Parameters"], [{"ParameterKey": "Name", "ParameterValue": "one"}])
        with self.assertRaisesRegex(ClientError, "must be one of AllowedValues"):
            self.deploy(resources, Parameters=parameters, given={"Name": "three"})
        self.succeed(resources, Parameters=parameters, given={"Name": "two"})
        self.assertEqual(self.aws(MANAGEMENT, "iam").get_role(RoleName="member")["Role"]["Description"], "two")

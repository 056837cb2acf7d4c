/** An `org.yaml` with so many product accounts, half of them behind each of two pipelines. */
export function largeOrganization(accounts: number): string {
  const half = Math.ceil(accounts / 2);
  return `organization: { id: o-exampleorgid, rootId: r-abcd, managementAccount: "111111111111" }
homeRegion: eu-west-1
deployFrom: ops
accounts: { terraform: "333333333333", ops: "333333333333" }
environments:
  dev:
    organizationalUnits: [ou-abcd-11111111]
    accounts:
${accountLines('dev', 400_000_000_000, half)}
  prod:
    organizationalUnits: [ou-abcd-22222222]
    accounts:
${accountLines('prod', 500_000_000_000, accounts - half)}
terraform: { services: [s3, ec2, rds, lambda, logs, iam, ssm] }
pipelines:
  development: { identity: { iamUser: {} }, environments: [dev] }
  production: { identity: { iamUser: {} }, environments: [prod] }
`;
}

function accountLines(environment: string, firstId: number, count: number): string {
  return Array.from({ length: count }, (_, index) => `      team${index}-${environment}: "${firstId + index}"`).join(
    '\n',
  );
}

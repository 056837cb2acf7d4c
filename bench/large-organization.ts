/** The accounts of an environment fit into one pipeline with room to spare. */
const ENVIRONMENTS = ['dev', 'test', 'stage', 'prod'];

/** An `org.yaml` with so many product accounts, a quarter of them behind each of four pipelines. */
export function largeOrganization(accounts: number): string {
  const quarter = Math.ceil(accounts / ENVIRONMENTS.length);
  return `organization: { id: o-exampleorgid, rootId: r-abcd, managementAccount: "111111111111" }
homeRegion: eu-west-1
bucketNamespace: account-regional
deployFrom: ops
accounts: { terraform: "333333333333", ops: "333333333333" }
environments:
${ENVIRONMENTS.map((name, index) => environmentOf(name, index, Math.min(quarter, accounts - index * quarter))).join('\n')}
terraform: { services: [s3, ec2, rds, lambda, logs, iam, ssm] }
pipelines:
${ENVIRONMENTS.map((name) => `  ${name}: { identity: { iamUser: {} }, environments: [${name}] }`).join('\n')}
`;
}

function environmentOf(name: string, index: number, accounts: number): string {
  const lines = Array.from(
    { length: Math.max(accounts, 0) },
    (_, account) => `      team${account}-${name}: "${(index + 4) * 100_000_000_000 + account}"`,
  );
  return [
    `  ${name}:`,
    `    organizationalUnits: [ou-abcd-${String(index + 1).repeat(8)}]`,
    lines.length === 0 ? '    accounts: {}' : '    accounts:',
    ...lines,
  ].join('\n');
}

const ENVIRONMENTS = ['dev', 'test', 'stage', 'prod'];

/** Nine at most; the accounts of each must fit into one pipeline. */
export const MANY_ENVIRONMENTS = ['sandbox', ...ENVIRONMENTS, 'dev2', 'test2', 'prod2'];

/** An `org.yaml` with so many product accounts, as many of them in each environment, which has a pipeline. */
export function largeOrganization(accounts: number, environments: readonly string[] = ENVIRONMENTS): string {
  const share = Math.ceil(accounts / environments.length);
  return `organization: { id: o-exampleorgid, rootId: r-abcd, managementAccount: "111111111111" }
homeRegion: eu-west-1
deployFrom: ops
accounts: { terraform: "333333333333", ops: "333333333333" }
environments:
${environments.map((name, index) => environmentOf(name, index, Math.min(share, accounts - index * share))).join('\n')}
terraform: { services: [s3, ec2, rds, lambda, logs, iam, ssm] }
pipelines:
${environments.map((name) => `  ${name}: { identity: { iamUser: {} }, environments: [${name}] }`).join('\n')}
`;
}

function environmentOf(name: string, index: number, accounts: number): string {
  const lines = Array.from(
    { length: Math.max(accounts, 0) },
    (_, account) => `      team${account}-${name}: "${(index + 1) * 100_000_000_000 + account}"`,
  );
  return [
    `  ${name}:`,
    `    organizationalUnits: [ou-abcd-${String(index + 1).repeat(8)}]`,
    lines.length === 0 ? '    accounts: {}' : '    accounts:',
    ...lines,
  ].join('\n');
}

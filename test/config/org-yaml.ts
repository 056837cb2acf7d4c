import { parseOrgConfig } from '../../lib/config/parse-org-config';

export const SERVICES = ['ec2', 'lambda', 's3'];

/** A valid file; every test changes the one thing that it is about. */
export const VALID = `organization:
  id: o-exampleorgid
  rootId: r-abcd
  managementAccount: "111111111111"
homeRegion: eu-west-1
deployFrom: management
accounts:
  terraform: "222222222222"
  ops: "333333333333"
environments:
  dev:
    organizationalUnits: [ou-abcd-11111111]
    accounts: { dev: "444444444444" }
  prod:
    organizationalUnits: [ou-abcd-33333333]
    accounts: { prod: "666666666666" }
terraform:
  services: [s3, ec2]
pipelines:
  delivery:
    identity: { iamUser: {} }
    environments: [dev, prod]
managementAccount:
  workspace: management
  pipelines: [delivery]
`;

/** The valid file with one text exchanged, which must be there once. */
export function changed(from: string, to: string): string {
  const parts = VALID.split(from);
  if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} is ${parts.length - 1} times in the valid file`);
  return parts.join(to);
}

/** The problems of a text, a line each, as a person would read them. */
export function problemsOf(text: string, services: readonly string[] = SERVICES): readonly string[] {
  const result = parseOrgConfig(text, 'org.yaml', services);
  if (result.ok) return [];
  return result.problems.map(
    ({ line, column, path, found, expected, fix }) =>
      `${line}:${column} ${path}: found ${found}, expected ${expected}; ${fix}`,
  );
}

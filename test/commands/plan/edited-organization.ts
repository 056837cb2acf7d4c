import { type Plan, plan, type SynthesizedStack } from '../../../lib/commands/plan/plan';
import { parseOrgConfig } from '../../../lib/config/parse-org-config';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { serviceNames } from '../../../lib/policies/policies-folder';
import { type Deployed, deployed, deploymentAccountWith, stacksOf, synthesizing } from './fake-deployment-account';

/** An organization with everything that an edit may touch: Terraform in Ops, three environments, keys and tokens, people, an audit. */
export const ORG_YAML = `organization:
  id: o-exampleorgid
  rootId: r-abcd
  managementAccount: "111111111111"
homeRegion: eu-west-1
deployFrom: ops
accounts:
  terraform: "333333333333"
  ops: "333333333333"
environments:
  dev:
    organizationalUnits: [ou-abcd-11111111]
    accounts: { dev: "444444444444" }
  stage:
    organizationalUnits: [ou-abcd-22222222]
    accounts: { stage: "555555555555" }
  prod:
    organizationalUnits: [ou-abcd-33333333, ou-abcd-44444444]
    accounts: { prod: "666666666666" }
terraform:
  services: [s3, rds, logs, iam]
pipelines:
  delivery:
    identity: { iamUser: {} }
    environments: [dev, stage, prod]
  data:
    identity: { iamUser: {} }
    environments: [dev]
people:
  groups:
    operators: { access: { dev: admin, stage: admin, prod: admin } }
    developers: { access: { dev: developer } }
  users:
    first-operator: [operators]
    first-developer: [developers]
operators:
  - arn:aws:iam::333333333333:user/platform-operator
guardrails:
  deployers: [arn:aws:iam::333333333333:role/platform-deployer]
audit:
  trail: own
  email: [security@example.com]
  regions: [eu-central-1]
`;

function configOf(text: string): OrgConfig {
  const result = parseOrgConfig(text, 'org.yaml', serviceNames());
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.config;
}

/** A text with one part of it exchanged, which must be there. */
export function exchanged(text: string, ...exchanges: readonly (readonly [string, string])[]): string {
  return exchanges.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`${JSON.stringify(from)} is not in the file`);
    return all.replaceAll(from, to);
  }, text);
}

const synthesized = new Map<string, readonly SynthesizedStack[]>();

function stacksFor(text: string): readonly SynthesizedStack[] {
  const known = synthesized.get(text) ?? stacksOf(configOf(text));
  synthesized.set(text, known);
  return known;
}

/** What is deployed once an `org.yaml` is; stacks of another Region are where they belong. */
export function deployedFrom(text: string, changes: Partial<Deployed> = {}): Deployed {
  return { ...deployed(configOf(text), stacksFor(text)), ...changes };
}

/** What `orgstrap plan` makes of an `org.yaml`, where another one is deployed. */
export function plannedEdit(before: Deployed, text: string): Promise<Plan> {
  const config = configOf(text);
  // The organization is as the new file says: what differs there is another check.
  const { units, atRoot } = deployed(config, []);
  return plan(config, synthesizing(stacksFor(text)), deploymentAccountWith({ ...before, units, atRoot }));
}

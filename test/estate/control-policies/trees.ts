import type { AttachedPolicy, ControlTree } from '../../../lib/aws/control-policies';
import type { Json } from '../../../lib/domain/json';

const ROOT = 'r-abcd';
const SHARED = 'ou-abcd-99999999';
const UNITS = { dev: 'ou-abcd-11111111', stage: 'ou-abcd-22222222', prod: 'ou-abcd-33333333' };

/** Allows everything, everywhere, as an organization has it until somebody takes it off. */
export const FULL_ACCESS: AttachedPolicy = {
  type: 'SERVICE_CONTROL_POLICY',
  id: 'p-FullAWSAccess',
  name: 'FullAWSAccess',
  content: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
  targets: [
    ROOT,
    SHARED,
    ...Object.values(UNITS),
    ...['111111111111', '222222222222', '333333333333', '444444444444', '555555555555', '666666666666'],
  ],
};

/** The tree of `orgConfig()`: the Terraform account and Ops in one OU, and one OU for each environment. */
export function treeWith(...policies: readonly AttachedPolicy[]): ControlTree {
  return {
    enabled: ['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY'],
    above: new Map([
      ['111111111111', [ROOT]],
      ['222222222222', [ROOT, SHARED]],
      ['333333333333', [ROOT, SHARED]],
      ['444444444444', [ROOT, UNITS.dev]],
      ['555555555555', [ROOT, UNITS.stage]],
      ['666666666666', [ROOT, UNITS.prod]],
    ]),
    names: new Map([
      [ROOT, 'Root'],
      [SHARED, 'Shared'],
      ...Object.entries(UNITS).map(([name, id]) => [id, name] as const),
    ]),
    policies: [FULL_ACCESS, ...policies],
  };
}

/** A service control policy that is attached to the root. */
export function scp(
  name: string,
  statement: Readonly<Record<string, Json>>,
  targets: readonly string[] = [ROOT],
): AttachedPolicy {
  const document = {
    Version: '2012-10-17',
    Statement: [{ Sid: name, Effect: 'Deny', Resource: '*', Action: '*', ...statement }],
  };
  return {
    type: 'SERVICE_CONTROL_POLICY',
    id: `p-${name.toLowerCase()}`,
    name,
    content: JSON.stringify(document),
    targets,
  };
}

/** A resource control policy that is attached to the root. */
export function rcp(name: string, statement: Readonly<Record<string, Json>>): AttachedPolicy {
  return { ...scp(name, { Principal: '*', ...statement }), type: 'RESOURCE_CONTROL_POLICY' };
}

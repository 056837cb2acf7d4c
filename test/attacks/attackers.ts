import { namesOf } from '../../lib/domain/names-of';
import type { Caller } from '../../packages/iam-gateway/iam/caller';
import { EVERYTHING } from '../../packages/iam-gateway/iam/question';
import type { Identity, Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { OPS } from '../support/org-config';
import { EVERY_SERVICE } from './every-service';
import {
  ACCOUNT,
  accessRoleArn,
  DEVELOPING_PERSON,
  filledIn,
  OPERATING_PERSON,
  TERRAFORM_PLAN_ROLE,
  TERRAFORM_ROLE,
} from './places';

const ADMINISTRATOR_ACCESS = { name: 'AdministratorAccess', document: EVERYTHING };

type Attacker = (snapshot: Snapshot) => Caller;

/** Who takes the steps of an attack. */
const ATTACKERS: ReadonlyMap<string, Attacker> = new Map<string, Attacker>([
  ['Terraform role', () => ({ kind: 'role', arn: TERRAFORM_ROLE })],
  ['Terraform plan role', () => ({ kind: 'role', arn: TERRAFORM_PLAN_ROLE })],
  ['CI Terraform role', () => ci('apply', 'delivery')],
  ['CI plan role', () => ci('plan', 'delivery')],
  ['CI Terraform role of dev', () => ci('apply', 'sandbox')],
  ['CI user', () => ({ kind: 'user', arn: namesOf(EVERY_SERVICE).ciUserArn('apply', 'delivery') })],
  ['CI plan user', () => ({ kind: 'user', arn: namesOf(EVERY_SERVICE).ciUserArn('plan', 'delivery') })],
  ['administrator with the boundary', (snapshot) => invented(snapshot, '${workloadRole}', boundaryOf(snapshot))],
  [
    'administrator without the boundary',
    (snapshot) => invented(snapshot, 'arn:aws:iam::${account}:role/administrator'),
  ],
  [
    'administrator of the Ops account',
    (snapshot) => invented(snapshot, 'arn:aws:iam::${opsAccount}:role/administrator'),
  ],
  ['deployer', (snapshot) => invented(snapshot, '${deployer}')],
  ['StackSets', (snapshot) => invented(snapshot, 'arn:aws:iam::${account}:role/stacksets-exec-0123456789abcdef')],
  [
    'StackSets of the Terraform account',
    (snapshot) => invented(snapshot, 'arn:aws:iam::${terraformAccount}:role/stacksets-exec-0123456789abcdef'),
  ],
  ['person who operates', () => ({ kind: 'user', arn: OPERATING_PERSON })],
  ['person who develops', () => ({ kind: 'user', arn: DEVELOPING_PERSON })],
  ['people operator', () => ({ kind: 'role', arn: namesOf(EVERY_SERVICE).peopleOperatorRoleArn(ACCOUNT) })],
  ['jobs that deploy', () => ({ kind: 'role', arn: namesOf(EVERY_SERVICE).deployerRoleArn(OPS) })],
  ['jobs that plan a deployment', () => ({ kind: 'role', arn: namesOf(EVERY_SERVICE).plannerRoleArn(OPS) })],
  [
    'jobs that deploy from the management account',
    () => ({
      kind: 'role',
      arn: namesOf(EVERY_SERVICE).deployerRoleArn(EVERY_SERVICE.organization.managementAccount),
    }),
  ],
  ['outsider', (snapshot) => invented(snapshot, 'arn:aws:iam::999999999999:role/administrator')],
  ['anonymous', () => ({ kind: 'anonymous' })],
  ['S3', () => ({ kind: 'service', name: 'logging.s3.amazonaws.com' })],
  [
    'administrator of the Terraform account',
    (snapshot) => invented(snapshot, 'arn:aws:iam::${terraformAccount}:role/administrator'),
  ],
]);

/** @throws Error where nobody is called so. */
export function attacker(snapshot: Snapshot, name: string): Caller {
  const [, accessRole] = /^access role (\S+)$/.exec(name) ?? [];
  if (accessRole !== undefined) return { kind: 'role', arn: accessRoleArn(ACCOUNT, accessRole) };
  const known = ATTACKERS.get(name);
  if (known === undefined) throw new Error(`nobody is called ${name}`);
  return known(snapshot);
}

function ci(access: 'apply' | 'plan', pipeline: string): Caller {
  return { kind: 'role', arn: namesOf(EVERY_SERVICE).ciRoleArn(access, pipeline) };
}

/** A role that is not orgstrap's, with AdministratorAccess and perhaps the boundary. */
function invented(snapshot: Snapshot, place: string, boundary?: Identity['boundary']): Caller {
  const [arn = place] = filledIn(snapshot, place);
  return { kind: 'role', arn, identity: { policies: [ADMINISTRATOR_ACCESS], ...(boundary && { boundary }) } };
}

/** What every role that Terraform makes wears: the same as the Terraform role itself. */
function boundaryOf({ roles }: Snapshot): Identity['boundary'] {
  const boundary = roles.get(TERRAFORM_ROLE)?.boundary;
  if (boundary === undefined) throw new Error('the Terraform role wears no boundary');
  return boundary;
}

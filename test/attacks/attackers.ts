import { namesOf } from '../../lib/domain/names-of';
import type { Caller } from '../../rehearsal/iam/caller';
import { EVERYTHING } from '../../rehearsal/iam/question';
import type { Identity, World } from '../../rehearsal/iam/world';
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

type Attacker = (world: World) => Caller;

/** Who takes the steps of an attack. */
const ATTACKERS: ReadonlyMap<string, Attacker> = new Map<string, Attacker>([
  ['Terraform role', () => ({ kind: 'role', arn: TERRAFORM_ROLE })],
  ['Terraform plan role', () => ({ kind: 'role', arn: TERRAFORM_PLAN_ROLE })],
  ['CI Terraform role', () => ci('apply', 'delivery')],
  ['CI plan role', () => ci('plan', 'delivery')],
  ['CI Terraform role of dev', () => ci('apply', 'sandbox')],
  ['CI user', () => ({ kind: 'user', arn: namesOf(EVERY_SERVICE).ciUserArn('apply', 'delivery') })],
  ['CI plan user', () => ({ kind: 'user', arn: namesOf(EVERY_SERVICE).ciUserArn('plan', 'delivery') })],
  ['administrator with the boundary', (world) => invented(world, '${workloadRole}', boundaryOf(world))],
  ['administrator without the boundary', (world) => invented(world, 'arn:aws:iam::${account}:role/administrator')],
  ['administrator of the Ops account', (world) => invented(world, 'arn:aws:iam::${opsAccount}:role/administrator')],
  ['deployer', (world) => invented(world, '${deployer}')],
  ['StackSets', (world) => invented(world, 'arn:aws:iam::${account}:role/stacksets-exec-0123456789abcdef')],
  [
    'StackSets of the Terraform account',
    (world) => invented(world, 'arn:aws:iam::${terraformAccount}:role/stacksets-exec-0123456789abcdef'),
  ],
  ['person who operates', () => ({ kind: 'user', arn: OPERATING_PERSON })],
  ['person who develops', () => ({ kind: 'user', arn: DEVELOPING_PERSON })],
  ['access role admin', () => ({ kind: 'role', arn: accessRoleArn(ACCOUNT, 'admin') })],
  ['access role developer', () => ({ kind: 'role', arn: accessRoleArn(ACCOUNT, 'developer') })],
  ['people operator', () => ({ kind: 'role', arn: namesOf(EVERY_SERVICE).peopleOperatorRoleArn(ACCOUNT) })],
  ['outsider', (world) => invented(world, 'arn:aws:iam::999999999999:role/administrator')],
  ['anonymous', () => ({ kind: 'anonymous' })],
  ['S3', () => ({ kind: 'service', name: 'logging.s3.amazonaws.com' })],
  [
    'administrator of the Terraform account',
    (world) => invented(world, 'arn:aws:iam::${terraformAccount}:role/administrator'),
  ],
]);

/** @throws Error where nobody is called so. */
export function attacker(world: World, name: string): Caller {
  const known = ATTACKERS.get(name);
  if (known === undefined) throw new Error(`nobody is called ${name}`);
  return known(world);
}

function ci(access: 'apply' | 'plan', pipeline: string): Caller {
  return { kind: 'role', arn: namesOf(EVERY_SERVICE).ciRoleArn(access, pipeline) };
}

/** A role that is not orgstrap's, with AdministratorAccess and perhaps the boundary. */
function invented(world: World, place: string, boundary?: Identity['boundary']): Caller {
  const [arn = place] = filledIn(world, place);
  return { kind: 'role', arn, identity: { policies: [ADMINISTRATOR_ACCESS], ...(boundary && { boundary }) } };
}

/** What every role that Terraform makes wears: the same as the Terraform role itself. */
function boundaryOf({ roles }: World): Identity['boundary'] {
  const boundary = roles.get(TERRAFORM_ROLE)?.boundary;
  if (boundary === undefined) throw new Error('the Terraform role wears no boundary');
  return boundary;
}

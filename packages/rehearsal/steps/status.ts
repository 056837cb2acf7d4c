import type { Fleet } from '../../../lib/commands/status/fleet';
import { type Access, isOidc } from '../../../lib/domain/ci-identity';
import { deploymentAccountOf, type Pipeline } from '../../../lib/domain/org-config';
import { type OrgYaml, orgstrapAsOperator, type Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';

/**
 * Looks at the fleet as the operator that `org.yaml` names. In the Ops account it sees all where that deploys; else what StackSets and
 * `doctor` know is for the deployment account to see, and the command says so.
 *
 * @param ran - pipelines whose CI has worked
 */
export async function showStatus(rehearsal: Rehearsal, orgYaml: OrgYaml, ran: readonly Pipeline[]): Promise<void> {
  const { config } = orgYaml;
  // `additions.ts` has said so.
  if (config.operators === undefined) return;
  const deploys = deploymentAccountOf(config) === config.accounts.ops;
  await rehearsal.ledger.prove(
    'orgstrap status shows what was delivered, which CI ran, and how old its keys are',
    async () => {
      const fleet: Fleet = JSON.parse(await shown(rehearsal, orgYaml, deploys, '--json'));
      const wrong = [...(deploys ? wavesOf(fleet) : unseenWaves(fleet)), ...runsOf(fleet, ran), ...keysOf(fleet, ran)];
      if (wrong.length > 0) throw new NotProved(wrong.join('\n'));
      return (await shown(rehearsal, orgYaml, deploys)).trimEnd();
    },
  );
}

/**
 * Buckets of another account answer nobody of this one, and `doctor` knows by that whose they are.
 *
 * @throws NotProved where anything else is refused meanwhile
 */
async function shown(
  rehearsal: Rehearsal,
  orgYaml: OrgYaml,
  deploys: boolean,
  ...options: readonly string[]
): Promise<string> {
  const written: string[] = [];
  const denials = await rehearsal.gateway.journal.denialsOf(async () => {
    written.push(await orgstrapAsOperator(rehearsal, orgYaml, ['status', ...options], deploys ? [0] : [3]));
  });
  const others = deploys ? denials.filter(({ asked }) => !asked.startsWith('s3 HEAD ')) : [];
  if (others.length > 0) throw new NotProved(others.map(({ asked, reason }) => `${asked}: ${reason}`).join('\n'));
  return written.join('');
}

function wavesOf({ waves }: Fleet): readonly string[] {
  if (!('seen' in waves)) return [`waves: ${waves.notSeen}`];
  return waves.seen.flatMap(({ environment, stackSets, instances }) => {
    const others = Object.keys(instances).filter((state) => state !== 'CURRENT');
    if (stackSets.length > 0 && others.length === 0) return [];
    return [`${environment}: ${stackSets.length} StackSets, ${others.join(', ')}`];
  });
}

function unseenWaves({ waves }: Fleet): readonly string[] {
  return 'seen' in waves ? ['it saw StackSets of an account that is not its own'] : [];
}

function runsOf({ pipelines }: Fleet, ran: readonly Pipeline[]): readonly string[] {
  if (!('seen' in pipelines)) return [`pipelines: ${pipelines.notSeen}`];
  const last = new Map(pipelines.seen.map(({ pipeline, lastRun }) => [pipeline, lastRun]));
  return ran.flatMap(({ name }) => (last.get(name)?.apply === undefined ? [`${name} ran, and nobody knows`] : []));
}

function keysOf({ keys }: Fleet, ran: readonly Pipeline[]): readonly string[] {
  if (!('seen' in keys)) return [`keys: ${keys.notSeen}`];
  const access: Access = 'apply';
  return ran
    .filter(({ identity }) => !isOidc(identity))
    .flatMap(({ name }) => {
      const report = keys.seen.find((one) => one.pipeline === name && one.access === access);
      return report?.keys.some(({ ageInDays }) => ageInDays === 0) ? [] : [`${name} has no key of today`];
    });
}

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { planJson } from '../../../lib/commands/plan/plan.text';
import { CI_ROLE_ARNS_PARAMETERS, ciRoleName, stackName } from '../../../lib/domain/names';
import type { Environment, OrgConfig } from '../../../lib/domain/org-config';
import { deploymentAccountOf } from '../../../lib/domain/org-config';
import { serviceNames } from '../../../lib/policies/policies-folder';
import { type OrgYaml, processEnvironment, type Rehearsal } from '../context/rehearsal';
import { NotProved } from '../report/ledger';

/** `orgstrap plan --json`, as its reader gets it. */
type PlanJson = ReturnType<typeof planJson>;
type Wave = PlanJson['waves'][number];

const PIPELINE = 'planned';

/**
 * Runs the real `orgstrap plan` after a deployment: nothing changes; then with a service and a pipeline more in a copy of
 * `org.yaml`, which is never deployed: it names what that widens, where, and in how many accounts.
 */
export async function proveThePlan(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<void> {
  const pending = pendingStacks(orgYaml.config);
  await rehearsal.ledger.prove(
    `orgstrap plan finds nothing to change after the deployment${pending.length > 0 ? ', but the guardrails to install' : ''}`,
    () => unchanged(rehearsal, orgYaml, pending),
  );
  const [environment, ...others] = orgYaml.config.environments;
  const service = serviceNames().find((name) => !orgYaml.config.terraform.services.includes(name));
  if (environment === undefined || service === undefined) return;
  const changed = changedOrgYaml(rehearsal, orgYaml, environment, service);
  await rehearsal.ledger.prove(
    `orgstrap plan --fail-on widening stops a pipeline more in ${environment.name} and the service ${service}, and names both`,
    async () => {
      const plan = await planned(rehearsal, orgYaml.config, changed, 1, '--fail-on', 'widening');
      return [
        trustWidens(plan, environment),
        ...others.map((other) => permissionsWiden(plan, other)),
        boundaryWidens(plan, orgYaml.config, service),
      ].join('; ');
    },
  );
}

/** What is not deployed at that moment. The guardrails come last, and are of this account where it is the management account. */
function pendingStacks({ deployFrom }: OrgConfig): readonly string[] {
  return deployFrom === 'management' ? [stackName('Guardrails')] : [];
}

async function unchanged(rehearsal: Rehearsal, { file, config }: OrgYaml, pending: readonly string[]): Promise<string> {
  const changed = pending.length > 0;
  const { waves, widens, changes } = await planned(rehearsal, config, file, changed ? 1 : 0, '--fail-on', 'change');
  const found = waves.filter(({ state }) => state !== 'unchanged').map(({ stack }) => stack);
  if (changes !== changed || widens || found.join() !== pending.join()) {
    throw new NotProved(`it says that ${found.join(', ')} would change, expected ${pending.join(', ') || 'nothing'}`);
  }
  return `${waves.length} stacks compared with what is deployed`;
}

/** The templates that are deployed are validated when they are; a plan of others need not spend eight seconds of CPU on it. */
const NOT_VALIDATED = { CDK_VALIDATION: 'false' };

/** Runs it as its user does, with credentials of the deployment account. */
async function planned(
  rehearsal: Rehearsal,
  config: OrgConfig,
  file: string,
  expected: number,
  ...options: readonly string[]
): Promise<PlanJson> {
  const credentials = await rehearsal.control.administratorOf(deploymentAccountOf(config));
  const { status, output, stdout } = await rehearsal.children.run(
    process.execPath,
    [...rehearsal.program, 'plan', '--json', '--config', file, ...options],
    { cwd: rehearsal.root, env: { ...processEnvironment(rehearsal, config, credentials), ...NOT_VALIDATED } },
  );
  if (status !== expected) throw new NotProved(`orgstrap plan ended with ${status}, expected ${expected}\n${output}`);
  return JSON.parse(stdout);
}

function changedOrgYaml(rehearsal: Rehearsal, { file }: OrgYaml, environment: Environment, service: string): string {
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.addIn(['terraform', 'services'], service);
  document.setIn(['pipelines', PIPELINE], { identity: { iamUser: {} }, environments: [environment.name] });
  const copy = join(rehearsal.work, 'org.planned.yaml');
  writeFileSync(copy, document.toString());
  return copy;
}

/** Both roles of the environment would trust the CI roles of the new pipeline: that is in the StackSet's parameters alone. */
function trustWidens(plan: PlanJson, environment: Environment): string {
  const wave = waveOf(plan, `ProductAccounts-${environment.deployedAs}`);
  for (const access of ['apply', 'plan'] as const) {
    const role = ciRoleName(access, PIPELINE);
    if (!isNamed(wave, (value) => value.endsWith(`/${role}`))) {
      throw new NotProved(
        `${wave.stack}: ${CI_ROLE_ARNS_PARAMETERS[access]} gets ${role}, and the plan does not say so`,
      );
    }
  }
  return `${wave.stack} widens trust in ${reachOf(wave, environment.accounts.length)}`;
}

function permissionsWiden(plan: PlanJson, environment: Environment): string {
  const wave = waveOf(plan, `ProductAccounts-${environment.deployedAs}`);
  if (!wave.findings.some(({ direction }) => direction === 'widens')) {
    throw new NotProved(`${wave.stack}: the plan does not say that the new service widens it`);
  }
  if (isNamed(wave, (value) => value.includes(PIPELINE))) {
    throw new NotProved(`${wave.stack}: the plan names a pipeline that does not reach it`);
  }
  return `${wave.stack} widens permissions in ${reachOf(wave, environment.accounts.length)}`;
}

function boundaryWidens(plan: PlanJson, { environments }: OrgConfig, service: string): string {
  const wave = waveOf(plan, `ProductAccounts-${environments[0]?.deployedAs}`);
  if (!wave.findings.some(({ direction }) => direction === 'widens')) {
    throw new NotProved(`${wave.stack}: the plan does not say that ${service} widens the boundary`);
  }
  return `${wave.stack} widens the boundary in ${reachOf(wave, environments[0]?.accounts.length ?? 0)}`;
}

function waveOf({ waves }: PlanJson, name: string): Wave {
  const wave = waves.find(({ stack }) => stack === stackName(name));
  if (wave === undefined) throw new NotProved(`the plan has no wave ${stackName(name)}`);
  return wave;
}

function isNamed({ findings }: Wave, isMeant: (value: string) => boolean): boolean {
  return findings.some(({ direction, values }) => direction === 'widens' && values.some(isMeant));
}

/** At least the accounts of `org.yaml`: others may have joined since. */
function reachOf({ stack, reach }: Wave, least: number): string {
  if (reach.accounts.length < least || reach.missing.length > 0) {
    throw new NotProved(`${stack}: the plan says ${reach.accounts.length} accounts, expected at least ${least}`);
  }
  return `${reach.accounts.length} accounts`;
}

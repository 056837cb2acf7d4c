import type { OrgConfig } from '../../lib/domain/org-config';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { decideCase } from '../access/decide-case';
import { readTables, type Table } from '../access/table';
import { AUDIT, CATALOGUE, EXEMPTIONS, limitsOf, PEOPLE, type Step } from '../attacks/attack';
import { EVERY_SERVICE } from '../attacks/every-service';
import { type Trial, trialsOf } from '../attacks/trial';
import { type Answer, type Case, caseOf } from './case';

/**
 * What the attack catalogue asks: of all layers together, then of each that is said to deny it alone.
 *
 * Of the many roles that a step is tried against one will do here: it is the same statement that decides.
 */
export function casesOfAttacks(snapshot: Snapshot): readonly Case[] {
  const steps = [
    ...[...CATALOGUE]
      .flatMap(([theme, attacks]) => ([PEOPLE, AUDIT].includes(theme) ? [] : attacks))
      .flatMap(({ steps }) => steps),
    ...limitsOf('administrator with the boundary'),
    ...limitsOf('administrator without the boundary'),
  ];
  return distinct(steps).flatMap((step) =>
    fewOf(trialsOf(snapshot, step)).flatMap(({ name, action, requestIn, denied }) => [
      caseOf(name, action, requestIn),
      ...[...new Set(denied.map(({ layer }) => layer))].map((layer) =>
        caseOf(`${name}, by the ${layer} alone`, action, requestIn, [layer]),
      ),
    ]),
  );
}

/** What the guardrails leave alone. */
export function casesOfExemptions(snapshot: Snapshot): readonly Case[] {
  return EXEMPTIONS.flatMap(({ only, ...step }) =>
    trialsOf(snapshot, step).map(({ action, requestIn }) => caseOf(step.name, action, requestIn, only)),
  );
}

function fewOf(trials: readonly Trial[]): readonly Trial[] {
  return trials.length > MANY ? trials.slice(0, 1) : trials;
}

const MANY = 5;

/** Many attacks begin with the same step. */
function distinct(steps: readonly Step[]): readonly Step[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}

/** What the decision tables ask, but for those below, whatever organization they ask it in. */
export function casesOfTables(): readonly Case[] {
  return casesIn(
    EVERY_SERVICE,
    (table) =>
      ![
        isOfSystems,
        isOfProject,
        isOfRepository,
        isOfPeople,
        isOfAudit,
        isOfPlatforms,
        isOfDeployment,
        isOfIdentityCenter,
        isOfWorkloads,
        isOfReplicas,
      ].some((isOf) => isOf(table)),
  );
}

/** The one that has CI systems with tokens, and keys that work from some networks alone. */
export const EVERY_SYSTEM = 'seven-systems';

/** What the decision tables ask of it. */
export function casesOfSystems(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfSystems);
}

/** What they ask where several pipelines are of one repository, and of gitlab.com. */
export function casesOfRepository(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfRepository);
}

/** What the decision tables ask where there are people who are IAM users, and operators who handle them. */
export function casesOfPeople(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfPeople);
}

/** What they ask where the Terraform account has a trail and alarms. */
export function casesOfAudit(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfAudit);
}

/** What they ask where accounts of the platform lend. */
export function casesOfPlatforms(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfPlatforms);
}

/** What they ask where Ops administers Identity Center. */
export function casesOfIdentityCenter(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfIdentityCenter);
}

/** Where jobs deploy. */
export const DEPLOYED = 'deployed';

/** What they ask there. */
export function casesOfDeployment(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfDeployment);
}

function isOfDeployment({ organizations }: Table): boolean {
  return organizations.includes(DEPLOYED);
}

function isOfIdentityCenter({ file }: Table): boolean {
  return file.startsWith('identity-center-');
}

/** Where `org.yaml` chooses what workloads use. */
export const CHOSEN_WORKLOADS = 'chosen-workloads';

/** What the decision tables ask of it. */
export function casesOfWorkloads(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfWorkloads);
}

function isOfWorkloads({ organizations }: Table): boolean {
  return organizations.includes(CHOSEN_WORKLOADS);
}

/** Where states are copied to a second Region, and locked. */
export const REPLICATED = 'replicated';

/** What the decision tables ask of it. */
export function casesOfReplicas(config: OrgConfig): readonly Case[] {
  return casesIn(config, isOfReplicas);
}

function isOfReplicas({ organizations }: Table): boolean {
  return organizations.includes(REPLICATED);
}

function isOfPlatforms({ file }: Table): boolean {
  return file.startsWith('platform-');
}

function isOfSystems({ organizations }: Table): boolean {
  return organizations.includes(EVERY_SYSTEM);
}

/** Its trust has the statement of other systems, which decide about that one. */
function isOfProject({ organizations }: Table): boolean {
  return organizations.includes('whole-project');
}

function isOfRepository({ organizations }: Table): boolean {
  return organizations.includes('one-repository');
}

function isOfPeople({ file }: Table): boolean {
  return file.startsWith('people-');
}

function isOfAudit({ file }: Table): boolean {
  return file.startsWith('audit');
}

function casesIn(config: OrgConfig, isAsked: (table: Table) => boolean): readonly Case[] {
  const tables = readTables().filter(isAsked);
  return tables.flatMap(({ cases }) =>
    cases.map(
      (asked): Case => ({
        name: asked.name,
        action: asked.action,
        only: asked.only,
        answerIn: async (snapshot) => shortened(await decideCase({ config, snapshot }, asked)),
      }),
    ),
  );
}

type TableAnswer = Awaited<ReturnType<typeof decideCase>>;

function shortened(answer: TableAnswer): Answer {
  return { outcome: answer.expect, sids: answer.expect === 'ImplicitlyDenied' ? [] : answer.by };
}

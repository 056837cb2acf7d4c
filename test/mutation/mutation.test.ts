import { readdirSync } from 'node:fs';
import { deploymentRoles } from '../../lib/domain/deployment';
import { listOf } from '../../lib/domain/json';
import { readPolicy } from '../../lib/policies/load-policy';
import { policiesFolder } from '../../lib/policies/policies-folder';
import type { Statement } from '../../packages/iam-gateway/iam/policy-document';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { synthesisedSnapshot } from '../../packages/rehearsal/access/synthesised-snapshot';
import { accessSnapshot, guardedSnapshot } from '../access/organizations';
import { snapshotWithEveryService, snapshotWithout } from '../attacks/every-service';
import {
  CHOSEN_WORKLOADS,
  casesOfAttacks,
  casesOfAudit,
  casesOfDeployment,
  casesOfExemptions,
  casesOfIdentityCenter,
  casesOfPeople,
  casesOfPlatforms,
  casesOfReplicas,
  casesOfRepository,
  casesOfSystems,
  casesOfTables,
  casesOfWorkloads,
  DEPLOYED,
  EVERY_SYSTEM,
  REPLICATED,
} from './cases';
import { changed, documentsOf } from './documents';
import { type Mutant, mutantsOf } from './mutants';
import { casesOfGrants, casesOfGrantsTo } from './service-grants';
import { survivorsOf } from './survivors';

const snapshot = snapshotWithEveryService();

/**
 * What a mutant leaves out may be doubled where Terraform is given `iam`, and hold everything where it is not. Batch hands roles to what ECS
 * and EC2 do, too: each does so alone where Terraform is not given the other.
 */
const snapshots = [snapshot, ...['iam', 'batch', 'ecs', 'ec2'].map(snapshotWithout)];

test('no statement and no condition can go without a case that notices', async () => {
  const survivors = await survivorsIn(snapshots);
  expect(survivors).toEqual([]);
}, 240_000);

/** Where there is a trail, and alarms. */
const audited = accessSnapshot('audited');

/** Where CI has tokens, and keys that work from some networks alone. */
const systems = accessSnapshot(EVERY_SYSTEM);

test('nor can one of the statements that only some identities of CI have', async () => {
  const elsewhere = sidsIn(snapshot, audited.snapshot);
  const missing = new Set<string | undefined>(sidsOfPolicies().filter((sid) => !elsewhere.has(sid)));
  const mutants = mutantsOf(systems.snapshot).filter(({ statement }) => missing.has(statement.Sid));
  expect(mutants.length).toBeGreaterThan(0);
  const survivors = await survivorsOf(systems.snapshot, mutants, casesOfSystems(systems.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Where the tokens are of gitlab.com. */
const repository = accessSnapshot('one-repository');

test('nor can what is asked of gitlab.com alone', async () => {
  const elsewhere = sidsIn(snapshot, systems.snapshot);
  const mutants = mutantsOf(repository.snapshot).filter(
    ({ of, statement: { Sid } }) => of.layer === 'resource' && Sid !== undefined && !elsewhere.has(Sid),
  );
  expect(mutants.length).toBeGreaterThan(0);
  const survivors = await survivorsOf(repository.snapshot, mutants, casesOfRepository(repository.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Those that give roles to services are joined where they share a managed policy, and differ with the services. */
const JOINED: readonly unknown[] = ['iam:CreateServiceLinkedRole', 'iam:PassRole'];

/** Where people sign in. Of their documents, what others have in theirs is tried in those. */
const people = accessSnapshot('people');

test('nor can what is about people', async () => {
  const elsewhere = new Set(mutantsOf(snapshot).map(({ what }) => what));
  const parts = sidsIn(snapshot);
  const mutants = mutantsOf(people.snapshot).filter(
    ({ what, statement: { Action } }) =>
      !elsewhere.has(what) && !parts.has(what.replace(/AndOthers$/, '')) && !JOINED.includes(Action),
  );
  expect(mutants.length).toBeGreaterThan(0);
  const survivors = await survivorsOf(people.snapshot, mutants, casesOfPeople(people.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

test('nor can what the audit adds', async () => {
  const { audit: _, ...unaudited } = audited.config;
  const elsewhere = new Set(mutantsOf(synthesisedSnapshot(unaudited)).map(({ name }) => name));
  const mutants = mutantsOf(audited.snapshot).filter(({ name }) => !elsewhere.has(name));
  expect(mutants.length).toBeGreaterThan(0);
  const survivors = await survivorsOf(audited.snapshot, mutants, casesOfAudit(audited.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Where an account of the platform lends. */
const platform = accessSnapshot('platform');

test('nor can what platform accounts lend', async () => {
  const none = synthesisedSnapshot({ ...platform.config, platformAccounts: [] });
  const elsewhere = new Set([snapshot, none].flatMap((place) => mutantsOf(place).map(({ what }) => what)));
  const parts = sidsIn(snapshot);
  const mutants = mutantsOf(platform.snapshot).filter(
    ({ what, statement: { Action } }) =>
      !elsewhere.has(what) && !parts.has(what.replace(/AndOthers$/, '')) && !JOINED.includes(Action),
  );
  expect(mutants.length).toBeGreaterThan(5);
  const survivors = await survivorsOf(platform.snapshot, mutants, casesOfPlatforms(platform.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Where workloads may use all that there is a document for. */
const workloads = accessSnapshot(CHOSEN_WORKLOADS);

test('nor can what workloads are given by choice', async () => {
  const elsewhere = sidsIn(snapshot, people.snapshot);
  const mutants = mutantsOf(workloads.snapshot).filter(
    ({ of, statement: { Sid } }) => of.layer === 'boundary' && !elsewhere.has(Sid),
  );
  expect(mutants.length).toBeGreaterThan(5);
  const survivors = await survivorsOf(workloads.snapshot, mutants, casesOfWorkloads(workloads.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Where states are copied to a second Region, and locked. */
const replicated = accessSnapshot(REPLICATED);

test('nor can what copies of states add', async () => {
  const { state: _, ...uncopied } = replicated.config;
  const elsewhere = new Set(mutantsOf(synthesisedSnapshot(uncopied)).map(({ what }) => what));
  const mutants = mutantsOf(replicated.snapshot).filter(({ what }) => !elsewhere.has(what));
  expect(mutants.length).toBeGreaterThan(20);
  const survivors = await survivorsOf(replicated.snapshot, mutants, casesOfReplicas(replicated.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Where the guardrails protect it, too; Ops is the Terraform account, so that one deployer is exempt from everything. */
const guarded = accessSnapshot('audited-and-guarded-in-ops');

test('nor can what the guardrails keep of the audit', async () => {
  const { audit: _, ...unaudited } = guarded.config;
  const elsewhere = new Set(
    [guardedSnapshot(unaudited), audited].flatMap(({ snapshot }) => mutantsOf(snapshot).map(({ name }) => name)),
  );
  const mutants = mutantsOf(guarded.snapshot).filter(({ name, of }) => of.layer === 'scp' && !elsewhere.has(name));
  expect(mutants.length).toBeGreaterThan(10);
  const survivors = await survivorsOf(guarded.snapshot, mutants, casesOfAudit(guarded.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Where the guardrails protect Identity Center. */
const identityCenter = accessSnapshot('identity-center-in-ops');

test('nor can what the guardrails keep of Identity Center', async () => {
  const elsewhere = new Set(mutantsOf(snapshot).map(({ what }) => what));
  const mutants = mutantsOf(identityCenter.snapshot).filter(
    ({ what, of }) => of.layer === 'scp' && !elsewhere.has(what) && /IdentityCenter/.test(what),
  );
  expect(mutants.length).toBeGreaterThan(3);
  const survivors = await survivorsOf(identityCenter.snapshot, mutants, casesOfIdentityCenter(identityCenter.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/**
 * What the CDK CLI asks about its own stack, which somebody who sees all stacks is allowed anyway. And what no reference of requests has: the
 * types of what CloudFormation makes, policies of AWS, and rules of another bus.
 */
const NOT_MISSED =
  /^(?:LetTheCdkCliSeeWhetherAnythingIsBootstrapped|resource 3 of (?:ChangeTheStackSetsOfOrgstrapThroughCloudFormation|LetGoOfWhatSuspendedAccountsHave)|resource 2 of (?:ReadControlPoliciesAndWhatTheyAreAttachedTo|MakeTheRulesOfAlarmsThroughCloudFormation))$/;

/** Where jobs deploy. */
const deploying = accessSnapshot(DEPLOYED);

test('nor can what who deploys has', async () => {
  const roles = deploymentRoles(deploying.config);
  const { deployment: _, ...undeployed } = deploying.config;
  const elsewhere = new Set(mutantsOf(guardedSnapshot(undeployed).snapshot).map(({ name }) => name));
  const mutants = mutantsOf(deploying.snapshot).filter(({ name, of }) => of.layer !== 'scp' && !elsewhere.has(name));
  expect(mutants.length).toBeGreaterThan(50);
  const survivors = await survivorsOf(deploying.snapshot, mutants, [
    ...casesOfDeployment(deploying.config),
    ...(await casesOfGrantsTo(deploying.snapshot, roles)),
  ]);
  expect(survivors.filter(({ what }) => !NOT_MISSED.test(what)).map(({ name }) => name)).toEqual([]);
}, 120_000);

/** No template attaches them: a people operator does, and the tables ask what is left of a role then. */
const WORN_BY_NOBODY = [
  'NobodyWorksAsThisRoleUntilItIsOpenedAgain',
  'SessionsThatSomebodyHadBeforeTheyWereShutOutDoNothing',
];

test('every other statement of policies/ is worn by somebody in one of those worlds', () => {
  const worlds = [
    snapshot,
    ...[systems, repository, people, audited, guarded, identityCenter, platform, workloads, replicated, deploying].map(
      (one) => one.snapshot,
    ),
  ];
  const deployed = sidsIn(...worlds);
  expect(sidsOfPolicies().filter((sid) => !deployed.has(sid))).toEqual(WORN_BY_NOBODY);
});

describe('a document with too much in it', () => {
  const repeated: Statement = {
    Sid: 'RepeatsAnotherStatement',
    Effect: 'Deny',
    Action: 'iam:CreateRole',
    Resource: 'arn:aws:iam::*:role/orgstrap/*',
  };

  test('is found where a statement denies what another denies, too', async () => {
    const planted = withStatements(snapshot, (statements) => [...statements, repeated]);
    expect(await survivorsOfPlanted(planted, repeated.Sid)).toEqual([
      'boundary OnlyTheServicesOfOrgYamlAndOthers … RepeatsAnotherStatement: RepeatsAnotherStatement',
    ]);
  });

  test('is found where a condition always holds', async () => {
    const planted = withStatements(snapshot, (statements) =>
      statements.map((statement) =>
        statement.Sid === 'NobodyTakesABoundaryOff'
          ? { ...statement, Condition: { Null: { 'aws:PrincipalArn': 'false' } } }
          : statement,
      ),
    );
    expect(await survivorsOfPlanted(planted, 'NobodyTakesABoundaryOff')).toEqual([
      'boundary OnlyTheServicesOfOrgYamlAndOthers … NobodyHoldsUpStackSets: Null aws:PrincipalArn of NobodyTakesABoundaryOff',
    ]);
  });
});

/** The names of the mutants that nobody notices in any of the snapshots. */
async function survivorsIn(
  [first, ...others]: readonly Snapshot[],
  left?: ReadonlySet<string>,
): Promise<readonly string[]> {
  if (first === undefined) return [...(left ?? [])];
  const mutants = mutantsOf(first).filter(({ name }) => left?.has(name) ?? true);
  const survivors = await survivorsOf(first, mutants, [
    ...casesOfTables(),
    ...casesOfExemptions(first),
    ...casesOfAttacks(first),
    ...(await casesOfGrants(first)),
  ]);
  return survivors.length === 0 ? [] : survivorsIn(others, new Set(survivors.map(({ name }) => name)));
}

/** The names of statements that are deployed, by themselves or as parts of one that several documents share. */
function sidsIn(...places: readonly Snapshot[]): ReadonlySet<string | undefined> {
  const deployed = places.flatMap(documentsOf).flatMap(({ document }) => document.Statement);
  const shared = deployed.filter(({ Effect, Sid }) => Effect === 'Allow' && Sid?.endsWith('AndOthers'));
  const parts = statementsOfPolicies().filter(
    ({ Effect, Action }) =>
      Effect === 'Allow' && shared.some((one) => listOf(Action).every((action) => listOf(one.Action).includes(action))),
  );
  return new Set([...deployed, ...parts].map(({ Sid }) => Sid));
}

function sidsOfPolicies(): readonly string[] {
  return statementsOfPolicies().map(({ Sid }) => Sid);
}

function statementsOfPolicies() {
  const files = readdirSync(policiesFolder(), { recursive: true, encoding: 'utf8' });
  return (
    files
      // What orgstrap rights prints is deployed by nobody: a drill runs every command with it.
      .filter((file) => file.endsWith('.json') && !file.endsWith('.reasons.json') && !file.startsWith('commands'))
      .flatMap((file) => readPolicy(file.replace(/\.json$/, '')).document.Statement)
      .filter(({ Action }) => !JOINED.includes(Action))
  );
}

async function survivorsOfPlanted(planted: Snapshot, sid: string | undefined): Promise<readonly string[]> {
  const mutants = mutantsOf(planted).filter(({ statement }: Mutant) => statement.Sid === sid);
  const survivors = await survivorsOf(planted, mutants, casesOfAttacks(planted));
  return survivors.map(({ name }) => name);
}

/** The snapshot with other statements in the boundary of the Terraform role. */
function withStatements(
  original: Snapshot,
  change: (statements: readonly Statement[]) => readonly Statement[],
): Snapshot {
  return changed(original, (document, layer) =>
    layer === 'boundary' && document.Statement.some(({ Sid }) => Sid === 'NobodyTakesABoundaryOff')
      ? { ...document, Statement: change(document.Statement) }
      : document,
  );
}

import { readdirSync } from 'node:fs';
import { policiesFolder } from '../../lib/policies/policies-folder';
import { readPolicy } from '../../lib/policies/read-policy';
import type { Statement } from '../../packages/iam-gateway/iam/policy-document';
import type { World } from '../../packages/iam-gateway/iam/snapshot';
import { synthesisedWorld } from '../../packages/rehearsal/access/synthesised-snapshot';
import { accessWorld, guardedWorld } from '../access/organizations';
import { worldWithEveryService, worldWithout } from '../attacks/every-service';
import {
  casesOfAttacks,
  casesOfAudit,
  casesOfExemptions,
  casesOfPeople,
  casesOfSystems,
  casesOfTables,
  EVERY_SYSTEM,
} from './cases';
import { changed, documentsOf } from './documents';
import { type Mutant, mutantsOf } from './mutants';
import { casesOfGrants } from './service-grants';
import { survivorsOf } from './survivors';

const world = worldWithEveryService();

/** What a mutant leaves out may be doubled where Terraform is given `iam`, and hold everything where it is not. */
const worlds = [world, worldWithout('iam')];

test('no statement and no condition can go without a case that notices', async () => {
  const survivors = await survivorsIn(worlds);
  expect(survivors).toEqual([]);
}, 120_000);

/** Where there is a trail, and alarms. */
const audited = accessWorld('audited');

/** Where CI has tokens, and keys that work from some networks alone. */
const systems = accessWorld(EVERY_SYSTEM);

test('nor can one of the statements that only some identities of CI have', async () => {
  const elsewhere = sidsIn(world, audited.world);
  const missing = new Set<string | undefined>(sidsOfPolicies().filter((sid) => !elsewhere.has(sid)));
  const mutants = mutantsOf(systems.world).filter(({ statement }) => missing.has(statement.Sid));
  expect(mutants.length).toBeGreaterThan(0);
  const survivors = await survivorsOf(systems.world, mutants, casesOfSystems(systems.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Those that give roles to services are joined where they share a managed policy, and differ with the services. */
const JOINED: readonly unknown[] = ['iam:CreateServiceLinkedRole', 'iam:PassRole'];

/** Where people sign in. Of their documents, what others have in theirs is tried in those. */
const people = accessWorld('people');

test('nor can what is about people', async () => {
  const elsewhere = new Set(mutantsOf(world).map(({ what }) => what));
  const mutants = mutantsOf(people.world).filter(
    ({ what, statement: { Action } }) => !elsewhere.has(what) && !JOINED.includes(Action),
  );
  expect(mutants.length).toBeGreaterThan(0);
  const survivors = await survivorsOf(people.world, mutants, casesOfPeople(people.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

test('nor can what the audit adds', async () => {
  const { audit: _, ...unaudited } = audited.config;
  const elsewhere = new Set(mutantsOf(synthesisedWorld(unaudited)).map(({ name }) => name));
  const mutants = mutantsOf(audited.world).filter(({ name }) => !elsewhere.has(name));
  expect(mutants.length).toBeGreaterThan(0);
  const survivors = await survivorsOf(audited.world, mutants, casesOfAudit(audited.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** Where the guardrails protect it, too; Ops is the Terraform account, so that one deployer is exempt from everything. */
const guarded = accessWorld('audited-and-guarded-in-ops');

test('nor can what the guardrails keep of the audit', async () => {
  const { audit: _, ...unaudited } = guarded.config;
  const elsewhere = new Set(
    [guardedWorld(unaudited), audited].flatMap(({ world }) => mutantsOf(world).map(({ name }) => name)),
  );
  const mutants = mutantsOf(guarded.world).filter(({ name, of }) => of.layer === 'scp' && !elsewhere.has(name));
  expect(mutants.length).toBeGreaterThan(10);
  const survivors = await survivorsOf(guarded.world, mutants, casesOfAudit(guarded.config));
  expect(survivors.map(({ name }) => name)).toEqual([]);
}, 120_000);

/** No template attaches it: a people operator does, and the tables ask what is left of a role then. */
const WORN_BY_NOBODY = 'NobodyWorksAsThisRoleUntilItIsOpenedAgain';

test('every other statement of policies/ is worn by somebody in one of those worlds', () => {
  const deployed = sidsIn(world, systems.world, people.world, audited.world, guarded.world);
  expect(sidsOfPolicies().filter((sid) => !deployed.has(sid))).toEqual([WORN_BY_NOBODY]);
});

describe('a document with too much in it', () => {
  const repeated: Statement = {
    Sid: 'RepeatsAnotherStatement',
    Effect: 'Deny',
    Action: 'iam:CreateRole',
    Resource: 'arn:aws:iam::*:role/orgstrap/*',
  };

  test('is found where a statement denies what another denies, too', async () => {
    const planted = withStatements(world, (statements) => [...statements, repeated]);
    expect(await survivorsOfPlanted(planted, repeated.Sid)).toEqual([
      'boundary OnlyTheServicesOfOrgYaml … RepeatsAnotherStatement: RepeatsAnotherStatement',
    ]);
  });

  test('is found where a condition always holds', async () => {
    const planted = withStatements(world, (statements) =>
      statements.map((statement) =>
        statement.Sid === 'NobodyTakesABoundaryOff'
          ? { ...statement, Condition: { Null: { 'aws:PrincipalArn': 'false' } } }
          : statement,
      ),
    );
    expect(await survivorsOfPlanted(planted, 'NobodyTakesABoundaryOff')).toEqual([
      'boundary OnlyTheServicesOfOrgYaml … NobodyTouchesTheStacksOfOrgstrap: Null aws:PrincipalArn of NobodyTakesABoundaryOff',
    ]);
  });
});

/** The names of the mutants that nobody notices in any of the worlds. */
async function survivorsIn(
  [first, ...others]: readonly World[],
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

function sidsIn(...places: readonly World[]): ReadonlySet<string | undefined> {
  const documents = places.flatMap(documentsOf);
  return new Set(documents.flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid)));
}

function sidsOfPolicies(): readonly string[] {
  const files = readdirSync(policiesFolder(), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json') && !file.endsWith('.reasons.json'))
    .flatMap((file) => readPolicy(file.replace(/\.json$/, '')).document.Statement)
    .filter(({ Action }) => !JOINED.includes(Action))
    .map(({ Sid }) => Sid);
}

async function survivorsOfPlanted(planted: World, sid: string | undefined): Promise<readonly string[]> {
  const mutants = mutantsOf(planted).filter(({ statement }: Mutant) => statement.Sid === sid);
  const survivors = await survivorsOf(planted, mutants, casesOfAttacks(planted));
  return survivors.map(({ name }) => name);
}

/** The world with other statements in the boundary of the Terraform role. */
function withStatements(original: World, change: (statements: readonly Statement[]) => readonly Statement[]): World {
  return changed(original, (document, layer) =>
    layer === 'boundary' && document.Statement.some(({ Sid }) => Sid === 'NobodyTakesABoundaryOff')
      ? { ...document, Statement: change(document.Statement) }
      : document,
  );
}

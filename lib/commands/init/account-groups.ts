import type { ListedAccount } from '../../aws/organization';
import { grouped } from './grouped';
import { fitsInto, isSandbox, partsOf, type Stage, wordsOf } from './stage';

/** What the names from the root to an OU tell. */
export interface Place {
  /** The nearest name that is more than a stage: `clinical` for `Clinical/Non-Prod`; empty where there is none. */
  readonly purpose: string;
  /** The nearest stage. */
  readonly stage?: Stage | undefined;
  /** That stage as the OU writes it. */
  readonly word?: string | undefined;
}

/** Accounts of one place that change together. */
export interface AccountGroup {
  readonly accounts: readonly ListedAccount[];
  /** What an environment of them may be called. */
  readonly wanted: string;
  /** Groups of one line wait for each other, by their ranks; empty for the line of those who have no other. */
  readonly line: string;
  /** The one system that all of them are of; empty where there is none. */
  readonly system: string;
  readonly rank: number;
  /** Whether it is its accounts alone, though nobody else is in the OU: the next account may be of another stage. */
  readonly isPart: boolean;
  readonly isSandbox: boolean;
  /** What was guessed, and from what. */
  readonly because: string;
}

/** An account, and the system and stage that it is taken for. */
interface Judged {
  readonly account: ListedAccount;
  readonly system: string;
  readonly stage?: Stage | undefined;
}

/** Before and after everything that has a stage. */
const NO_RANK = -1;

/** What the names from the root to an OU tell, the OU last. */
export function placeOf(path: readonly string[]): Place {
  const upwards = path.toReversed().map((name) => ({ ...partsOf(name), name }));
  const purpose = upwards.find(({ system }) => system !== '')?.system ?? '';
  const staged = upwards.find(({ stage }) => stage !== undefined);
  if (staged?.stage === undefined) return { purpose };
  return {
    purpose,
    stage: staged.stage,
    word: staged.system === '' ? wordsOf(staged.name).join('-') : staged.stage.name,
  };
}

/** All accounts of an OU that serves one purpose, whatever they are called. */
export function groupOfOnePurpose(accounts: readonly ListedAccount[], name: string): AccountGroup {
  const wanted = wordsOf(name).join('-');
  const sandbox = isSandbox(partsOf(name).stage);
  const because = sandbox
    ? 'sandboxes, for people and no Terraform'
    : 'an OU of one purpose, with all that is below it';
  return { accounts, wanted, line: wanted, system: '', rank: NO_RANK, isPart: false, isSandbox: sandbox, because };
}

/**
 * The accounts of an OU by system and stage.
 *
 * @param systems - those that have a stage somewhere in the organization
 */
export function accountGroups(
  accounts: readonly ListedAccount[],
  place: Place,
  systems: ReadonlySet<string>,
): readonly AccountGroup[] {
  const judged = judgedAccounts(accounts, place, systems);
  const groups = grouped(judged, ({ system, stage }) => `${system} ${stage?.name ?? ''}`);
  return groups.map((group) => groupOf(group, place, groups.length > 1));
}

function judgedAccounts(
  accounts: readonly ListedAccount[],
  place: Place,
  systems: ReadonlySet<string>,
): readonly Judged[] {
  const all = accounts.map((account) => ({ account, ...partsOf(account.name) }));
  const unstaged = all.filter(({ stage }) => stage === undefined);
  // orders beside orders-dev in another OU is a system, too; network beside shared-services is none.
  const areSystems = unstaged.every(({ system }) => systems.has(system));
  const ofUnit = isOneSystem(
    all.flatMap(({ system, stage }) => (stage === undefined ? [] : [system])),
    place,
  );
  return all.map(({ account, system, stage }) => ({
    account,
    system: stage === undefined ? (areSystems && place.stage ? system : '') : ofUnit ? place.purpose : system,
    stage: place.stage === undefined || (stage !== undefined && !fitsInto(stage, place.stage)) ? stage : place.stage,
  }));
}

/** Whether an OU holds the stages of the one system that it is named after: `app-001` with `app-001-dev` and `app-001-prod`. */
function isOneSystem(systems: readonly string[], { purpose, stage }: Place): boolean {
  if (stage !== undefined || purpose === '' || systems.length === 0) return false;
  return systems.every((system) => system === purpose || system.startsWith(`${purpose}-`));
}

function groupOf(group: readonly Judged[], place: Place, isShared: boolean): AccountGroup {
  const [first] = group;
  const { system = '', stage } = first ?? {};
  const accounts = group.map(({ account }) => account);
  const isOfPlace = stage !== undefined && stage === place.stage;
  const word = isOfPlace ? place.word : stage?.name;
  const isNamedAfterUnit = system !== '' && system === place.purpose && place.stage === undefined;
  const isNowhere = place.purpose === '' && place.stage === undefined;
  const prefix = isShared || isNamedAfterUnit || isNowhere ? system || place.purpose : place.purpose;
  const [alone] = accounts;
  const own = isNowhere && stage === undefined && accounts.length === 1 ? (alone?.name ?? '') : '';
  return {
    accounts,
    wanted: [prefix, word].filter(Boolean).join('-') || wordsOf(own).join('-') || 'root',
    line: stage === undefined ? `${prefix || own || 'root'} without a stage` : prefix,
    system,
    rank: stage?.rank ?? NO_RANK,
    isPart: isNamedAfterUnit,
    isSandbox: isSandbox(stage),
    because: becauseOf(stage, isOfPlace, isShared && system !== ''),
  };
}

function becauseOf(stage: Stage | undefined, isOfPlace: boolean, hasSystem: boolean): string {
  if (stage === undefined) return 'no stage in any name';
  if (!isOfPlace) return `${hasSystem ? 'system and stage' : 'the stage'} by the names of the accounts`;
  return `${hasSystem ? 'the system by the names of the accounts, ' : ''}the stage by the name of the OU`;
}

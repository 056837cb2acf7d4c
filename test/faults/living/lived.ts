import type { Call } from '../calls';
import { type Fault, REFUSAL } from '../faults';
import { isUntold, type Outcome, unseemly } from '../judged';
import { type Injected, run } from '../running';
import type { Known } from './known';
import type { Life } from './lives';
import type { LivingEstate } from './living-estate';

/** What a run came to, and what is there then. */
interface Lived extends Outcome {
  readonly estate: LivingEstate;
}

async function lived(
  life: Life,
  estate: LivingEstate,
  injected: Injected = () => undefined,
  attempts?: number,
): Promise<Lived> {
  const outcome = await run(life.argv(estate), estate.file, injected, attempts, estate);
  return { ...outcome, estate };
}

/** What a run, and another one after it, come to where AWS answers everything. */
export interface Undisturbed {
  readonly status: number;
  readonly asked: readonly string[];
  readonly operations: readonly string[];
  /** What is said and what is there, as it is to compare. */
  readonly end: string;
  readonly endOfNext: string;
}

export async function undisturbed(life: Life, known: Known): Promise<Undisturbed> {
  const estate = life.begins(known);
  const { status, asked, operations, out } = await lived(life, estate);
  const end = endOf(estate, out);
  estate.settle();
  await lived(life, estate);
  const endOfNext = endOf(estate);
  estate.organization.remove();
  return { status, asked, operations, end, endOfNext };
}

/** Each run has a folder of its own. */
function endOf(estate: LivingEstate, out = ''): string {
  return `${out.replaceAll(estate.organization.folder, 'FOLDER')}\n${JSON.stringify(estate.picture())}`;
}

/** A call that goes wrong. */
export interface Trouble {
  readonly fault: Fault;
  readonly operation: string;
  /** How often it is answered before. @default - never */
  readonly after?: number;
}

function injectedBy({ fault, operation, after = 0 }: Trouble, times = Number.POSITIVE_INFINITY): Injected {
  let seen = 0;
  return (call: Call) => {
    if (call.operation !== operation) return undefined;
    const before = seen++;
    return before < after || before >= after + times ? undefined : fault;
  };
}

/** Nobody waits for longer than one wait takes at most, twice over. */
const LONGEST = 2 * 30 * 60_000;

/** What is wrong with a run in which a call fails from some time on, and with the one after it, in which nothing does. */
export async function wrongWhereLiving(
  life: Life,
  known: Known,
  good: Undisturbed,
  trouble: Trouble,
): Promise<readonly string[]> {
  const estate = life.begins(known);
  const before = endOf(estate);
  const broken = await lived(life, estate, injectedBy(trouble), 2);
  const isUnchanged = endOf(estate) === before;
  const goesOn = estate.waited > LONGEST || broken.asked.length > good.asked.length * 2;
  estate.settle();
  const next = await lived(life, estate);
  const isSame = endOf(estate) === good.endOfNext;
  estate.organization.remove();
  return told(trouble, broken, [
    ...(statusesFor(life, trouble, isUnchanged).includes(broken.status) ? [] : [`status ${broken.status}`]),
    ...unseemly(broken),
    ...(goesOn ? ['it goes on and on'] : []),
    ...(next.status === 0 ? [] : [`the next run ends with ${next.status}: ${next.err}`]),
    ...(isSame ? [] : ['the next run ends elsewhere']),
  ]);
}

/**
 * What could not be seen leaves it open; what failed has failed all the same. What these credentials may not see, others may, and only
 * before the first change it is a refusal of the whole.
 */
function statusesFor({ status, looks = [] }: Life, { fault, operation }: Trouble, isUnchanged: boolean) {
  if (fault === REFUSAL) return isUnchanged ? [0, 1, 2, 3] : [0, 1, 3];
  const isNeedless = looks.includes(operation);
  // Whose a bucket is that nobody may see is a finding of doctor.
  if (operation === 's3:HeadBucket' && isUntold({ protocol: 'head' }, fault)) return [1];
  return isNeedless || status === 1 ? [fault.status, status] : [fault.status];
}

/** What is wrong with a run in which a call goes wrong once: the SDK tries again, and it must come to the same. */
export async function wrongWhereOnce(
  life: Life,
  known: Known,
  good: Undisturbed,
  trouble: Trouble,
): Promise<readonly string[]> {
  return await wrongWhere(life, known, good, trouble, injectedBy(trouble, 1));
}

/** The same of faults that meet some of all calls. */
export async function wrongWhereSome(
  life: Life,
  known: Known,
  good: Undisturbed,
  fault: Fault,
  injected: Injected,
): Promise<readonly string[]> {
  return await wrongWhere(life, known, good, { fault, operation: 'some calls' }, injected);
}

async function wrongWhere(
  life: Life,
  known: Known,
  good: Undisturbed,
  trouble: Trouble,
  injected: Injected,
): Promise<readonly string[]> {
  const estate = life.begins(known);
  const run = await lived(life, estate, injected);
  const isSame = endOf(estate, run.out) === good.end;
  estate.organization.remove();
  return told(trouble, run, [
    ...(run.status === good.status ? [] : [`status ${run.status}`]),
    ...(isSame ? [] : [`it ends elsewhere: ${run.out}`]),
    ...unseemly(run),
  ]);
}

function told({ fault, operation, after = 0 }: Trouble, { err }: Outcome, found: readonly string[]): readonly string[] {
  return found.length === 0 ? [] : [`${operation} after ${after} with ${fault.name}: ${found.join(', ')}\n${err}`];
}

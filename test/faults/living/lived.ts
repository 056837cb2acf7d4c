import type { Call } from '../calls';
import type { Fault } from '../faults';
import { isUntold, type Outcome, unseemly } from '../judged';
import { type Injected, run } from '../running';
import type { Known } from './known';
import type { Life } from './lives';
import type { LivingEstate } from './living-estate';

/** What a run came to, and what is there then. */
export interface Lived extends Outcome {
  readonly estate: LivingEstate;
}

/** Runs a command, from what is there before or from what an earlier run left. */
export async function lived(
  life: Life,
  estate: LivingEstate,
  injected: Injected = () => undefined,
  attempts?: number,
): Promise<Lived> {
  const outcome = await run(life.argv(estate), estate.file, injected, attempts, estate);
  return { ...outcome, estate };
}

/** What the same run and another one come to where AWS answers everything. */
export interface Undisturbed {
  readonly run: Lived;
  readonly out: string;
  readonly picture: object;
  readonly again: object;
}

export async function undisturbed(life: Life, known: Known): Promise<Undisturbed> {
  const estate = life.begins(known);
  const run = await lived(life, estate);
  const picture = estate.picture();
  estate.settle();
  await lived(life, estate);
  const again = estate.picture();
  estate.organization.remove();
  return { run, out: outOf(run), picture, again };
}

/** Each run has a folder of its own. */
export function outOf({ out, estate }: Lived): string {
  return out.replaceAll(estate.organization.folder, 'FOLDER');
}

/** What is asked, from some time on, and goes wrong. */
export interface Trouble {
  readonly fault: Fault;
  readonly operation: string;
  /** How often it is answered before. */
  readonly after: number;
}

function injectedBy({ fault, operation, after }: Trouble): Injected {
  let seen = 0;
  return (call: Call) => {
    if (call.operation !== operation) return undefined;
    return seen++ < after ? undefined : fault;
  };
}

/** Nobody waits for longer than a wait takes at most, twice over. */
const LONGEST = 2 * 30 * 60_000;

/** What is wrong with a run in which a call fails from some time on, and with the one after it, in which nothing does. */
export async function wrongWhereLiving(
  life: Life,
  known: Known,
  good: Undisturbed,
  trouble: Trouble,
): Promise<readonly string[]> {
  const { fault, operation, after } = trouble;
  const estate = life.begins(known);
  const before = JSON.stringify(estate.picture());
  const broken = await lived(life, estate, injectedBy(trouble), 2);
  const isUnchanged = JSON.stringify(estate.picture()) === before;
  const waited = estate.waited;
  estate.settle();
  const again = await lived(life, estate);
  const isSame = JSON.stringify(estate.picture()) === JSON.stringify(good.again);
  estate.organization.remove();
  const found = [
    ...(statusesFor(life, trouble, isUnchanged).includes(broken.status) ? [] : [`status ${broken.status}`]),
    ...unseemly(broken),
    ...(waited > LONGEST || broken.asked.length > good.run.asked.length * 2 ? ['it goes on and on'] : []),
    ...(again.status === 0 ? [] : [`the next run ends with ${again.status}: ${again.err}`]),
    ...(isSame ? [] : ['the next run ends elsewhere']),
  ];
  if (found.length === 0) return [];
  return [`${operation} after ${after} with ${fault.name}: ${found.join(', ')}\n${broken.err}`];
}

/** What could not be seen leaves it open; what failed has failed all the same. */
function statusesFor({ status, looks = [] }: Life, { fault, operation }: Trouble, isUnchanged: boolean) {
  const isNeedless = looks.includes(operation) || (operation === 's3:HeadBucket' && isUntold({ protocol: 'head' }, fault));
  return [
    ...(fault.status === 2 && !isUnchanged ? [1] : [fault.status]),
    ...(isNeedless || status === 1 ? [status] : []),
  ];
}

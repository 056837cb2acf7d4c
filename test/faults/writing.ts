import { revokedSessionsPolicy } from '../../lib/policies/revoked-sessions';
import type { Fault } from './faults';
import { unseemly } from './judged';
import { type Injected, run } from './running';
import { WrittenEstate } from './written-estate';

const LONG_AGO = new Date('2026-01-01T00:00:00Z');
const CI = 'orgstrap-ci-apply-delivery';

/** A command that writes what people and CI sign in with. */
export interface Written {
  readonly argv: readonly string[];
  /** What is there before. */
  readonly begins: () => WrittenEstate;
  /** Whether it is as it should be at the end. */
  readonly isDone: (estate: WrittenEstate) => boolean;
  /** What holds after every run, whatever came in its way. */
  readonly always?: (estate: WrittenEstate) => boolean;
  /** A rerun, where that is another command. */
  readonly again?: readonly string[];
}

const HELD = 'AKIAEXAMPLE000000001';

/** The key that CI holds works, or the one that it was handed does. */
function ciWorks({ keys }: WrittenEstate): boolean {
  return keys.some(({ user, status }) => user === CI && status === 'Active');
}

export const WRITING: Readonly<Record<string, Written>> = {
  'key rotate': {
    argv: ['key', 'rotate', 'delivery', '--access', 'apply', '--exec', 'true'],
    begins: () => {
      const estate = new WrittenEstate({ isIn: false }, [CI]);
      estate.versions.set(`orgstrap-access-key-${HELD}`, new Set(['AWSCURRENT']));
      return estate;
    },
    isDone: ({ keys }) => keys.filter(({ status }) => status === 'Active').every(({ id }) => id !== HELD),
    always: ciWorks,
  },
  'key delete': {
    argv: ['key', 'delete', 'delivery'],
    begins: () => new WrittenEstate({ isIn: false }, [CI, CI, 'orgstrap-ci-plan-delivery']),
    isDone: ({ keys }) => keys.length === 0,
  },
  'people invite': {
    argv: ['people', 'invite', 'first-operator'],
    begins: () => new WrittenEstate({ isIn: false }, []),
    isDone: ({ hasPassword }) => hasPassword,
    again: ['people', 'invite', 'first-operator', '--again'],
  },
  'people revoke': {
    argv: ['people', 'revoke', 'first-operator', '--close-roles'],
    begins: () => new WrittenEstate({ isIn: true }, ['first-operator']),
    isDone: ({ keys, groups, devices, hasPassword, closed, inline }) =>
      keys.length + groups.size + devices.size === 0 &&
      !hasPassword &&
      closed.size > 0 &&
      [...closed].every((role) => inline.has(`${role} orgstrap-revoked-first-operator`)),
  },
  'people open-roles': {
    argv: ['people', 'open-roles'],
    begins: () => {
      const estate = new WrittenEstate({ isIn: true }, []);
      for (const role of ['444444444444 orgstrap-access-admin', '666666666666 orgstrap-access-viewer']) {
        estate.closed.add(role);
        estate.inline.set(`${role} orgstrap-revoked-ada`, revokedSessionsPolicy({ user: 'ada', before: LONG_AGO }));
      }
      return estate;
    },
    isDone: ({ closed, inline }) => closed.size + inline.size === 0,
  },
};

/** Runs it against an AWS that keeps what it writes. */
export function writtenBy({ argv }: Written, file: string, estate: WrittenEstate, injected: Injected) {
  return run(argv, file, injected, undefined, estate);
}

/** What is wrong with a run in which every call of one kind fails, and with the one after it, in which nothing does. */
export async function wrongWhereWriting(
  { argv, begins, isDone, always = () => true, again = argv }: Written,
  file: string,
  operation: string,
  fault: Fault,
): Promise<readonly string[]> {
  const estate = begins();
  const broken = await run(argv, file, (call) => (call.operation === operation ? fault : undefined), 2, estate);
  const isAlways = always(estate);
  const first = await run(argv, file, () => undefined, 2, estate);
  const last = first.status === 0 ? first : await run(again, file, () => undefined, 2, estate);
  const found = [
    ...(broken.status === fault.status ? [] : [`status ${broken.status}`]),
    ...(isAlways && always(estate) ? [] : ['CI is shut out']),
    ...(last.status === 0 && isDone(estate) ? [] : [`not done by the next run, ${last.status}: ${last.err}`]),
    ...unseemly(broken),
  ];
  return found.length === 0 ? [] : [`${operation} with ${fault.name}: ${found.join(', ')}; ${broken.err}`];
}

import { EXIT, type ExitStatus } from '../../domain/failure';
import type { FoundThing, Look } from './look';

const TITLES = {
  conflict: 'In the way',
  take: 'Taken over, or used as it is',
  leave: 'Left alone',
} as const satisfies Record<FoundThing['does'], string>;

const ORDER = ['conflict', 'take', 'leave'] as const;

export function lookText({ account, things, notSeen }: Look): string {
  const parts = ORDER.flatMap((does) => {
    const its = things.filter((thing) => thing.does === does);
    return its.length === 0 ? [] : [TITLES[does], ...its.map(({ found, advice }) => `  ${found}\n    ${advice}`)];
  });
  return [
    `What credentials of ${account} see; nothing was changed. Run it with credentials of the management account, and of each account that Terraform works from.`,
    ...(things.length === 0 ? ['Nothing that orgstrap would take over, or that would be in its way.'] : parts),
    ...(notSeen.length === 0 ? [] : ['Not seen', ...notSeen.map((line) => `  ${line}`)]),
    '',
  ].join('\n');
}

export function lookJson(seen: Look): string {
  return `${JSON.stringify({ version: 1, ...seen }, undefined, 2)}\n`;
}

/** What is there is no finding: it only has to be known. */
export function lookStatus({ notSeen }: Look): ExitStatus {
  return notSeen.length === 0 ? EXIT.done : EXIT.incomplete;
}

import type { Pipeline } from '../../domain/org-config';

const OWNER = /^# For (the .*)\.$/m;

/** The line of a backend that says whose it is, by the name in AWS, which is in no other pipeline and stays when it is renamed. */
export function ownerLine({ deployedAs }: Pipeline, state: string | undefined): string {
  return `# For the ${state === undefined ? '' : `state ${state} of the `}pipeline ${deployedAs}.`;
}

/** What a backend is for, "the pipeline …"; nothing where an earlier version wrote it. */
export function ownerIn(backend: string): string | undefined {
  return OWNER.exec(backend)?.[1];
}

/** Where a backend keeps the states, however it is laid out; the same for two that share them. */
export function placeOfStates(backend: string): string {
  return [...backend.matchAll(/^ *(bucket|key|hostname|organization|project|tags) *= *(.*)$/gm)]
    .map(([, name, value]) => `${name}=${value}`)
    .join('\n');
}

import type { Pipeline } from '../../lib/domain/org-config';

/** What the one run of a pipeline is called in the rehearsal; the jobs of its workflows have names of their own. */
export function runOf({ name }: Pipeline): string {
  return `rehearsal-${name}`;
}

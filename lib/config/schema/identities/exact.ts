import { z } from 'zod';
import type { Verdict } from '../../finding';
import type { TreeScalar } from '../../yaml/tree';
import { type Guidance, guided } from '../guided';

export interface ExactGuidance extends Pick<Guidance, 'description' | 'expected' | 'fix'> {
  /** Who would get in with a wildcard here; a sentence without its full stop. */
  readonly attack: string;
}

/**
 * Text that becomes part of the subject of a token, so it names one thing: no `*` and no `?`, which IAM would read as
 * wildcards, and nothing that could end its part of the subject and begin the next one.
 */
export function exact(pattern: RegExp, { attack, ...guidance }: ExactGuidance) {
  const explain = (found: TreeScalar): Partial<Verdict> =>
    typeof found.value === 'string' && /[*?]/.test(found.value) ? { fix: `write one name; ${attack}` } : {};
  return guided(z.string().regex(pattern), { ...guidance, explain });
}

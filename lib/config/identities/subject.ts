import * as z from 'zod';
import type { ScalarNode } from '../node';
import type { Wording } from '../problem';
import { type Guidance, guided } from '../schema';

interface ExactGuidance extends Omit<Guidance, 'explain' | 'rules' | 'entry'> {
  /** Who would get in with a wildcard here; a sentence without its full stop. */
  readonly attack: string;
}

/**
 * Text that becomes part of the subject of a token, so it names one thing: no `*` and no `?`, which IAM would read as
 * wildcards, and nothing that could end its part of the subject and begin the next one.
 */
export function exact(pattern: RegExp, { attack, ...guidance }: ExactGuidance) {
  const explain = (found: ScalarNode): Partial<Wording> =>
    typeof found.value === 'string' && /[*?]/.test(found.value) ? { fix: `write one name; ${attack}` } : {};
  return guided(z.string().regex(pattern), { ...guidance, explain });
}

/** For `unset` of each system: a pipeline has exactly one. */
export const NOT_THIS_SYSTEM = 'none: CI is another system';

/** For `unset` of a branch that need not be named. */
export const NO_BRANCH = 'none: no branch gets in by its name';

/** What git allows in the name of a branch, less what a subject or IAM would misread. */
const BRANCH = /^(?![./])(?!.*(?:\.\.|\/\/|@\{|\.lock$|[./]$))[A-Za-z0-9._/@+#=-]{1,200}$/;

/** The name of one branch. */
export function branch(description: string, unset?: string) {
  return exact(BRANCH, {
    description,
    expected: 'the name of one branch, without refs/heads/',
    example: 'main',
    unset,
    fix: 'write branch: main, or the branch that is protected',
    attack: 'whoever may push any branch may give it a name that a pattern admits',
  });
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An id that a CI system gives, in lower case and without braces. */
export function uuid(description: string, where: string, example = '0f9a7c5e-1b2d-4e3f-8a6b-9c0d1e2f3a4b') {
  return exact(UUID, {
    description,
    expected: 'a UUID in lower case, without braces',
    example,
    fix: `copy it from ${where}`,
    attack: 'an id is what makes sure that it is yours',
  });
}

/** IAM takes no port and no query, and names the provider by the URL as it stands. */
export const ISSUER_URL = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:\/[A-Za-z0-9._~-]+)*$/;

export const ISSUER_GUIDANCE = {
  expected: 'an https URL in lower case, without a port, a query or a slash at the end',
  fix: 'copy the issuer from its /.well-known/openid-configuration',
};

/** The URL of a self-managed host's issuer. */
export function issuer(description: string, further: Pick<Guidance, 'example' | 'default' | 'unset'>) {
  const attack = 'whoever signs the tokens of another host decides what they say';
  return exact(ISSUER_URL, { ...ISSUER_GUIDANCE, ...further, description, attack }).optional();
}

/** An issuer as IAM names its provider: its URL without `https://`. */
export function issuerName(url: string): string {
  return url.replace(/^https:\/\//, '');
}

/**
 * What stands in a pattern for an id that differs from run to run. It has a fixed length, so nothing else fits in its place:
 * a `*` would let a branch whose name holds the rest of the pattern through.
 */
export const EACH_UUID = [8, 4, 4, 4, 12].map((length) => '?'.repeat(length)).join('-');
export const EACH_COMMIT = '?'.repeat(40);

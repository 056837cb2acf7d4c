import { type Entry, type RequestOutcome, SERVED } from '../../iam-gateway/gateway/journal';
import type { Finished } from '../machine/child-processes';

/** What became of a run of somebody's own configuration. */
export type OwnOutcome =
  | { readonly verdict: 'succeeded' }
  /** A policy refuses what it does, or the configuration is wrong. */
  | { readonly verdict: 'failed'; readonly reasons: readonly string[] }
  /** The emulator does not know what it does; AWS may. */
  | { readonly verdict: 'unknown'; readonly calls: readonly string[] };

/** What moto, and what stands for AWS before it, say of what they have not got. */
const NOT_EMULATED = /(not (yet )?(been )?implemented|NotYetImplemented|StatusCode: 50[01]\b)/i;

/**
 * Tells what AWS would refuse from what the emulator does not know.
 *
 * @param entries - what was asked of AWS meanwhile
 * @param allowedBy - what of `org.yaml` would allow an action, in words
 */
export function ownOutcome(
  { status, output }: Pick<Finished, 'status' | 'output'>,
  entries: readonly Entry[],
  allowedBy: (action: string) => string,
): OwnOutcome {
  if (status === 0) return { verdict: 'succeeded' };
  const refused = entries.filter(({ outcome }) => !SERVED.has(outcome));
  const denied = refused.filter(({ outcome }) => outcome === 'denied');
  const unknown = [...new Set(refused.filter(isUnknown).map(({ asked }) => asked))];
  if (denied.length > 0) {
    const reasons = denied.map((entry) => describedDenial(entry, allowedBy));
    const beside = unknown.length === 0 ? [] : [`besides, the emulator does not know ${unknown.join(', ')}`];
    return { verdict: 'failed', reasons: [...new Set(reasons), ...beside] };
  }
  if (unknown.length > 0) return { verdict: 'unknown', calls: unknown };
  const notEmulated = output.split('\n').filter((line) => NOT_EMULATED.test(line));
  if (notEmulated.length > 0) return { verdict: 'unknown', calls: [...new Set(notEmulated.map(plain))] };
  return { verdict: 'failed', reasons: [output.trim()] };
}

/** `undecided` where nobody can say what IAM would answer, `malformed` where the service is unknown as a whole. */
const UNKNOWN: ReadonlySet<RequestOutcome> = new Set(['not carried', 'undecided', 'malformed']);

function isUnknown({ outcome }: Entry): boolean {
  return UNKNOWN.has(outcome);
}

function describedDenial({ reason = '', asked, actions = [] }: Entry, allowedBy: (action: string) => string): string {
  const [, action = actions[0] ?? asked] = /not authorized to perform: (\S+)/.exec(reason) ?? [];
  const hint = /explicit deny/.test(reason)
    ? 'orgstrap refuses it to everybody here, whatever org.yaml allows (policies/README.md)'
    : allowedBy(action);
  return `${reason}; ${hint}`;
}

/** Without the frame that Terraform draws. */
function plain(line: string): string {
  return line.replace(/^[│╷╵\s]+/, '').trim();
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listOf } from '../../lib/domain/json';
import { actionPattern } from '../../lib/iam/pattern';
import { policyWithStatement } from '../../lib/policies/line-of-statement';
import { policiesFolder } from '../../lib/policies/policies-folder';
import type { Case } from './table';

/**
 * The names of the statements that decided, as they are in `policies/`. Where several of them became one, that has the name of the first and
 * `AndOthers`: then those of the expected ones are meant that are about the action.
 */
export function inTheDocuments(found: Case['answer'], { action, answer }: Case): Case['answer'] {
  if (found.expect === 'ImplicitlyDenied' || answer.expect === 'ImplicitlyDenied') return found;
  const { expect, by } = found;
  const meant = answer.by.filter((name) => !by.includes(name) && isAbout(name, action));
  const names = by.flatMap((sid) => (sid.endsWith('AndOthers') && meant.length > 0 ? meant : [sid]));
  const [first = '', ...others] = [...new Set(names)].sort();
  return { expect, by: [first, ...others] };
}

function isAbout(sid: string, action: string): boolean {
  const policy = policyWithStatement(sid);
  if (policy === undefined) return false;
  const document: { Statement: readonly { Sid: string; Action?: string | readonly string[] }[] } = JSON.parse(
    readFileSync(join(policiesFolder(), `${policy}.json`), 'utf8'),
  );
  const statement = document.Statement.find(({ Sid }) => Sid === sid);
  // What stands for a list of org.yaml may be about any action.
  return listOf(statement?.Action).some((pattern) => pattern.startsWith('${') || actionPattern(pattern, action));
}

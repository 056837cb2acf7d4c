import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listOf } from '../../lib/domain/json';
import { actionPattern } from '../../lib/iam/pattern';
import { policyWithStatement } from '../../lib/policies/line-of-statement';
import { policiesFolder } from '../../lib/policies/policies-folder';

/**
 * The names of the statements that decided, as they are in `policies/`. Where several of them became one, that has the name of the first and
 * `AndOthers`: then those of the expected ones are meant that are about the action.
 */
export function inTheDocuments(
  sids: ReadonlySet<string>,
  expected: readonly string[],
  action: string,
): readonly string[] {
  return [...sids].flatMap((sid) => {
    if (!sid.endsWith('AndOthers')) return [sid];
    const meant = expected.filter((name) => !sids.has(name) && isAbout(name, action));
    return meant.length === 0 ? [sid] : meant;
  });
}

function isAbout(sid: string, action: string): boolean {
  const policy = policyWithStatement(sid);
  if (policy === undefined) return false;
  const document: { Statement: readonly { Sid: string; Action?: string | readonly string[] }[] } = JSON.parse(
    readFileSync(join(policiesFolder(), `${policy}.json`), 'utf8'),
  );
  const statement = document.Statement.find(({ Sid }) => Sid === sid);
  return listOf(statement?.Action).some((pattern) => actionPattern(pattern, action));
}

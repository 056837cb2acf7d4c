import type { Rule } from '../rule';
import { type ResolvedStatement, textsOf, trustOf } from '../statements';

/**
 * The issuers that many share sign for everybody: only the subject says whose token it is.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const subjectInWebIdentityTrust: Rule = {
  name: 'SubjectInWebIdentityTrust',
  description: 'a role that trusts an OIDC issuer names the audience, and whose tokens of it are meant',
  check: (resource) =>
    trustOf(resource)
      .filter(({ Effect, Principal }) => Effect === 'Allow' && JSON.stringify(Principal ?? {}).includes('"Federated"'))
      .flatMap((statement) => problemsOf(statement).map((problem) => `${statement.Sid} ${problem}`)),
};

function problemsOf({ Condition = {} }: ResolvedStatement): readonly string[] {
  const subjects = [...valuesOf(Condition.StringEquals, ':sub'), ...valuesOf(Condition.StringLike, ':sub')];
  const open = valuesOf(Condition.StringLike, ':sub').filter((subject) => !isAnchored(subject));
  return [
    ...(valuesOf(Condition.StringEquals, ':aud').length === 0 ? ['has no StringEquals for the audience'] : []),
    ...(subjects.length === 0 ? ['has no StringEquals or StringLike for the subject'] : []),
    ...open.map((subject) => `admits whatever fits '${subject}'`),
    // True where the claim is absent or its name is misspelt.
    ...Object.keys(Condition)
      .filter((operator) => operator.startsWith('ForAllValues:') || operator.endsWith('IfExists'))
      .map((operator) => `has ${operator}, which is true without the claim`),
  ];
}

/** It begins with what names its owner, and has one `*` at most. */
function isAnchored(subject: string): boolean {
  const [named = ''] = subject.split(/[*?]/, 1);
  return named.length >= SHORTEST_OWNER && subject.split('*').length <= 2;
}

const SHORTEST_OWNER = 20;

function valuesOf(keys: Readonly<Record<string, unknown>> | undefined, ending: string): readonly string[] {
  return Object.entries(keys ?? {})
    .filter(([key]) => key.endsWith(ending))
    .flatMap(([, values]) => textsOf(values));
}

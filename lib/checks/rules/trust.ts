import { PEOPLE_PATH } from '../../domain/names';
import { named, type Statement } from '../../iam/statement';
import type { Rule } from '../rule';
import { trustOf, valuesOf } from '../statements';

export const organizationInTrust: Rule = {
  name: 'OrganizationInTrust',
  description:
    'a role that trusts an account trusts it only inside the organization, and there only named principals or people with MFA',
  fix: 'ask for aws:PrincipalOrgID, and name the principals by ArnEquals aws:PrincipalArn',
  check: (resource) =>
    trustOf(resource)
      // A denial trusts nobody.
      .filter(({ effect, principal }) => effect === 'Allow' && named(principal).some(({ type }) => type === 'AWS'))
      .flatMap((statement) => [
        ...(valuesOf(statement, 'StringEquals', 'aws:PrincipalOrgID') === undefined
          ? [`${statement.sid} has no StringEquals aws:PrincipalOrgID`]
          : []),
        ...principalFindings(statement),
      ]),
};

/** A pattern of the people of one account, whose path only deployers write. */
const PEOPLE = new RegExp(`^arn:[a-z-]+:iam::[0-9]{12}:user${PEOPLE_PATH}\\*$`);

function principalFindings(statement: Statement): readonly string[] {
  const { sid, conditions } = statement;
  const patterns = valuesOf(statement, 'ArnLike', 'aws:PrincipalArn');
  if (patterns !== undefined) return patternFindings(statement, patterns);
  const exact = conditions.filter(({ operator }) => operator === 'ArnEquals');
  return [
    ...(valuesOf(statement, 'ArnEquals', 'aws:PrincipalArn') === undefined
      ? [`${sid} has no ArnEquals aws:PrincipalArn, so it trusts a whole account`]
      : []),
    // ArnEquals honours wildcards.
    ...(exact.some(({ key, values }) => [key, ...values].some((text) => /[*?]/.test(text)))
      ? [`${sid} has a wildcard in ArnEquals`]
      : []),
  ];
}

function patternFindings(statement: Statement, [pattern = '', ...others]: readonly string[]): readonly string[] {
  const isPeople = PEOPLE.test(pattern) && others.length === 0;
  const isSignedIn =
    valuesOf(statement, 'Bool', 'aws:MultiFactorAuthPresent')?.join() === 'true' &&
    valuesOf(statement, 'NumericLessThan', 'aws:MultiFactorAuthAge') !== undefined;
  return [
    ...(isPeople ? [] : [`${statement.sid} has a pattern in ArnLike that is not the path of people`]),
    ...(isSignedIn ? [] : [`${statement.sid} trusts people without MFA, or with MFA of any age`]),
  ];
}

/**
 * The issuers that many share sign for everybody: only the subject says whose token it is.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
export const subjectInWebIdentityTrust: Rule = {
  name: 'SubjectInWebIdentityTrust',
  description: 'a role that trusts an OIDC issuer names the audience, and whose tokens of it are meant',
  fix: 'name the audience by StringEquals, and the subject from its beginning',
  check: (resource) =>
    trustOf(resource)
      .filter(
        ({ effect, principal }) => effect === 'Allow' && named(principal).some(({ type }) => type === 'Federated'),
      )
      .flatMap((statement) => problemsOf(statement).map((problem) => `${statement.sid} ${problem}`)),
};

function problemsOf({ conditions }: Statement): readonly string[] {
  const claims = (operator: string, ending: string) =>
    conditions.filter((one) => one.operator === operator && one.key.endsWith(ending)).flatMap(({ values }) => values);
  const subjects = [...claims('StringEquals', ':sub'), ...claims('StringLike', ':sub')];
  const open = claims('StringLike', ':sub').filter((subject) => !isAnchored(subject));
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  return [
    ...(claims('StringEquals', ':aud').length === 0 ? ['has no StringEquals for the audience'] : []),
    ...(subjects.length === 0 ? ['has no StringEquals or StringLike for the subject'] : []),
    ...open.map((subject) => `admits whatever fits '${subject}'`),
    // True where the claim is absent or its name is misspelt.
    ...operators
      .filter((operator) => operator.startsWith('ForAllValues:') || operator.endsWith('IfExists'))
      .map((operator) => `has ${operator}, which is true without the claim`),
  ];
}

/** It begins with what names its owner, and has one `*` at most. */
function isAnchored(subject: string): boolean {
  const [owner = ''] = subject.split(/[*?]/, 1);
  return owner.length >= SHORTEST_OWNER && subject.split('*').length <= 2;
}

const SHORTEST_OWNER = 20;

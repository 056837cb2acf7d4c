import { PEOPLE_PATH } from '../../domain/names';
import { named, type Statement } from '../../iam/statement';
import type { Rule } from '../rule';
import { trustOf, valuesOf } from '../statements';

export const organizationInTrust: Rule = {
  name: 'OrganizationInTrust',
  description:
    'a role that trusts an account trusts it only inside the organization, and there only named principals or people with MFA',
  check: (resource) =>
    trustOf(resource)
      .filter(({ principal }) => named(principal).some(({ type }) => type === 'AWS'))
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

import { PEOPLE_PATH } from '../../domain/names';
import type { Rule } from '../rule';
import { type ResolvedStatement, trustOf } from '../statements';

export const organizationInTrust: Rule = {
  name: 'OrganizationInTrust',
  description:
    'a role that trusts an account trusts it only inside the organization, and there only named principals or people with MFA',
  check: (resource) =>
    trustOf(resource)
      .filter(({ Principal }) => JSON.stringify(Principal ?? {}).includes('"AWS"') || Principal === '*')
      .flatMap((statement) => [
        ...(statement.Condition?.StringEquals?.['aws:PrincipalOrgID'] === undefined
          ? [`${statement.Sid} has no StringEquals aws:PrincipalOrgID`]
          : []),
        ...principalFindings(statement),
      ]),
};

/** A pattern of the people of one account, whose path only deployers write. */
const PEOPLE = new RegExp(`^arn:[a-z-]+:iam::[0-9]{12}:user${PEOPLE_PATH}\\*$`);

function principalFindings({ Sid, Condition }: ResolvedStatement): readonly string[] {
  const pattern = Condition?.ArnLike?.['aws:PrincipalArn'];
  if (pattern !== undefined) return patternFindings(String(Sid), pattern, Condition);
  return [
    ...(Condition?.ArnEquals?.['aws:PrincipalArn'] === undefined
      ? [`${Sid} has no ArnEquals aws:PrincipalArn, so it trusts a whole account`]
      : []),
    // ArnEquals honours wildcards.
    ...(/[*?]/.test(JSON.stringify(Condition?.ArnEquals ?? {})) ? [`${Sid} has a wildcard in ArnEquals`] : []),
  ];
}

function patternFindings(sid: string, pattern: unknown, condition: ResolvedStatement['Condition']): readonly string[] {
  const isPeople = typeof pattern === 'string' && PEOPLE.test(pattern);
  const isSignedIn =
    condition?.Bool?.['aws:MultiFactorAuthPresent'] === 'true' &&
    condition.NumericLessThan?.['aws:MultiFactorAuthAge'] !== undefined;
  return [
    ...(isPeople ? [] : [`${sid} has a pattern in ArnLike that is not the path of people`]),
    ...(isSignedIn ? [] : [`${sid} trusts people without MFA, or with MFA of any age`]),
  ];
}

import type { Rule } from '../rule';
import { trustOf } from '../statements';

export const organizationInTrust: Rule = {
  name: 'OrganizationInTrust',
  description: 'a role that trusts an account trusts it only inside the organization, and there only named principals',
  check: (resource) =>
    trustOf(resource)
      .filter(({ Principal }) => JSON.stringify(Principal ?? {}).includes('"AWS"') || Principal === '*')
      .flatMap(({ Sid, Condition }) => [
        ...(Condition?.StringEquals?.['aws:PrincipalOrgID'] === undefined
          ? [`${Sid} has no StringEquals aws:PrincipalOrgID`]
          : []),
        ...(Condition?.ArnEquals?.['aws:PrincipalArn'] === undefined
          ? [`${Sid} has no ArnEquals aws:PrincipalArn, so it trusts a whole account`]
          : []),
        // ArnEquals honours wildcards.
        ...(/[*?]/.test(JSON.stringify(Condition?.ArnEquals ?? {})) ? [`${Sid} has a wildcard in ArnEquals`] : []),
      ]),
};

import type { PrincipalArn } from '../../lib/domain/ids';
import { exemptedRoles, namesExemptedEverywhere } from '../../lib/policies/exempted-roles';
import { EXAMPLES, example } from '../support/examples';
import { orgConfig, sharedOpsConfig } from '../support/org-config';
import { people } from '../support/people';

const ROLE = 'arn:aws:iam::333333333333:role/platform-deployer' as PrincipalArn;

describe('the roles that guardrails let through', () => {
  test('are those of StackSets, the deployers, and roles of orgstrap that change what the others may not', () => {
    const operators = ['arn:aws:iam::333333333333:role/operator' as PrincipalArn];
    const config = sharedOpsConfig({ people: people(), operators, guardrails: { deployers: [ROLE] } });
    expect(exemptedRoles(config)).toEqual([
      'arn:aws:iam::*:role/orgstrap/orgstrap-people-operator',
      'arn:aws:iam::*:role/stacksets-exec-*',
      'arn:aws:iam::333333333333:role/orgstrap/orgstrap-operator',
      ROLE,
    ]);
  });

  test('are the same without guardrails, but for deployers: alarms leave them out, too', () => {
    expect(exemptedRoles(orgConfig())).toEqual(['arn:aws:iam::*:role/stacksets-exec-*']);
    const guarded = orgConfig({ guardrails: { deployers: [ROLE] } });
    expect(exemptedRoles(guarded)).toEqual(['arn:aws:iam::*:role/stacksets-exec-*', ROLE]);
  });

  // A new exemption of every account needs a look at who else could have the name: exemptedRoleChecks has none for a pattern.
  test.each(EXAMPLES)('have three names in all accounts at most, one of which ends in anything, in %s', (file) => {
    const names = namesExemptedEverywhere(example(file));
    const known = ['orgstrap/orgstrap-alarm-forwarding', 'orgstrap/orgstrap-people-operator', 'stacksets-exec-*'];
    expect(known).toEqual(expect.arrayContaining([...names]));
    expect(names).toContain('stacksets-exec-*');
  });
});

import type { Audit } from '../../lib/domain/audit';
import type { PrincipalArn } from '../../lib/domain/ids';
import { synthesised } from '../support/assembly';
import { orgConfig } from '../support/org-config';

const AUDIT: Audit = { trail: 'own', retentionDays: 400, email: [] };
const operators = ['arn:aws:iam::333333333333:role/platform-operator' as PrincipalArn];
const everywhere = synthesised(orgConfig({ audit: { ...AUDIT, externalAccess: 'accounts' }, operators }));

describe('an analyzer of external access', () => {
  test('is in the Terraform account alone where nobody asks for more', () => {
    const { stacks } = synthesised(orgConfig({ audit: AUDIT }));
    expect(stacks.filter((name) => name.startsWith('ExternalAccess'))).toEqual([]);
  });

  test('is in every product account where org.yaml says so, apart from what alarms need', () => {
    for (const name of ['dev', 'stage', 'prod']) {
      expect(everywhere.stacks).toContain(`ExternalAccess-${name}`);
      expect(everywhere.waitsFor(`Forwarding-${name}`)).not.toContain(`ExternalAccess-${name}`);
    }
    everywhere.template('Member-ExternalAccess').hasResourceProperties('AWS::AccessAnalyzer::Analyzer', {
      AnalyzerName: 'orgstrap-external-access',
      Type: 'ACCOUNT',
    });
  });

  test('archives there whom org.yaml lets in, by role and account, and what StackSets work as', () => {
    const [analyzer] = Object.values(
      everywhere.template('Member-ExternalAccess').findResources('AWS::AccessAnalyzer::Analyzer'),
    );
    const rules: readonly { readonly RuleName: string; readonly Filter: readonly object[] }[] =
      analyzer?.Properties.ArchiveRules;
    expect(rules.map(({ RuleName }) => RuleName)).toEqual(['ci-1', 'operators-1', 'stack-sets']);
    const [ci, operating] = rules;
    expect(ci?.Filter).toContainEqual({ Property: 'principal.AWS', Eq: ['222222222222'] });
    expect(JSON.stringify(ci)).toContain(':role/orgstrap/orgstrap-terraform-plan');
    expect(operating?.Filter).toContainEqual({ Property: 'principal.AWS', Eq: ['333333333333'] });
    expect(rules.every(({ Filter }) => JSON.stringify(Filter).includes('"isPublic"'))).toBe(true);
  });
});

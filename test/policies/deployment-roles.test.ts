import { join } from 'node:path';
import { resourceTypesIn } from '../../lib/commands/rights/resource-types';
import { usableConfig } from '../../lib/commands/usable-config';
import { auditedAccounts } from '../../lib/domain/audited-accounts';
import { deployerAccounts } from '../../lib/domain/deployment';
import type { OrgConfig } from '../../lib/domain/org-config';
import { deploymentIssuer, oidcIssuersOf } from '../../lib/domain/workspaces';
import { documentOf, MANAGED_POLICY_LIMIT } from '../../lib/iam/pack-policies';
import { deployPoliciesOfTypes } from '../../lib/policies/commands/deploy-policies';
import { deploymentRolesIn } from '../../lib/policies/deployment-roles';
import { accountsToSee } from '../../lib/policies/expected-accounts';
import type { ReviewedPolicy } from '../../lib/policies/load-policy';
import { MOST_POLICIES } from '../../lib/policies/role-description';
import { synthesizedStacks } from '../../lib/stacks/synthesized';
import { EXAMPLES, ROOT } from '../support/examples';
import { OPS, orgConfig, sharedOpsConfig, whoDeploys } from '../support/org-config';

const WHO_DEPLOYS = whoDeploys();

/** An example whose CI deploys it. */
function deployed(example: string): OrgConfig {
  return { ...usableConfig(join(ROOT, 'examples', example)), deployment: WHO_DEPLOYS };
}

function sidsIn(packs: readonly ReviewedPolicy[]): readonly string[] {
  return packs.flatMap(({ document }) => document.Statement.map(({ Sid }) => Sid));
}

describe.each(EXAMPLES)('in %s', (example) => {
  const config = deployed(example);

  test('the deployers have what orgstrap rights prints for the types that are deployed there', async () => {
    const typesIn = resourceTypesIn((account) =>
      Promise.resolve(synthesizedStacks(config, { validateTemplates: false }, account)),
    );
    for (const account of deployerAccounts(config)) {
      const [deployer] = deploymentRolesIn(config, WHO_DEPLOYS, account);
      const has = sidsIn(deployer?.policies().flatMap(({ pack }) => pack) ?? []);
      const needed = sidsIn(deployPoliciesOfTypes(config, account, await typesIn(account)));
      expect(needed.length).toBeGreaterThan(3);
      expect(needed.filter((sid) => !has.includes(sid))).toEqual([]);
    }
  });

  test('no role wears more, or larger, policies than IAM takes', () => {
    for (const account of deployerAccounts(config)) {
      for (const role of deploymentRolesIn(config, WHO_DEPLOYS, account)) {
        const policies = role.policies();
        expect(policies.length).toBeLessThanOrEqual(MOST_POLICIES);
        for (const { pack } of policies) {
          expect(JSON.stringify(documentOf(pack)).length).toBeLessThanOrEqual(MANAGED_POLICY_LIMIT);
        }
      }
    }
  });

  test('the accounts of auditors are those that verify looks at', () => {
    const looked = accountsToSee(config).map(({ id }) => id);
    expect(auditedAccounts({ ...config, operators: config.operators ?? [] }).toSorted()).toEqual(looked.toSorted());
  });
});

describe('the provider of the issuer', () => {
  const issuer = WHO_DEPLOYS.identity.issuer;

  test('is made once where Ops is the Terraform account, with the audiences of pipelines and deployment', () => {
    const config = sharedOpsConfig({ deployment: WHO_DEPLOYS });
    expect(oidcIssuersOf(config)).toEqual([{ issuer, audiences: ['sts.amazonaws.com'] }]);
    expect(deploymentIssuer(config, OPS)).toBeUndefined();
  });

  test('is made in the account that deploys where it is another one, unless somebody else made it', () => {
    const config = orgConfig({ deployment: WHO_DEPLOYS });
    expect(oidcIssuersOf(config)).toEqual([]);
    expect(deploymentIssuer(config, OPS)).toEqual({ issuer, audiences: ['sts.amazonaws.com'] });
    const existing = orgConfig({ deployment: { ...WHO_DEPLOYS, existingOidcProviderIn: [OPS] } });
    expect(deploymentIssuer(existing, OPS)).toBeUndefined();
  });
});

import * as fc from 'fast-check';
import type { OrganizationTree } from '../../../lib/aws/organization';
import { proposalFor } from '../../../lib/commands/init/proposal';
import { orgYamlText } from '../../../lib/commands/init/proposal.text';
import { proposeEnvironments } from '../../../lib/commands/init/propose-environments';
import { parseOrgConfig } from '../../../lib/config/parse-org-config';
import { compareOrganization } from '../../../lib/estate/compare-organization';
import { LiveOrganization } from '../../../lib/estate/live-organization';
import { anyOrganization, MANAGEMENT, OPS, ROOT_ID, TERRAFORM } from './any-organization';

const CHOSEN = { managementAccount: MANAGEMENT, ops: OPS, terraform: TERRAFORM, leftOut: [] };

const ANSWERS = {
  ...CHOSEN,
  organizationId: 'o-exampleorgid',
  homeRegion: 'eu-west-1',
  deployFrom: 'management',
  services: ['s3'],
  ci: 'iam-user',
  operators: [],
  deployers: [],
};

describe('in any organization', () => {
  test('each account is in one environment, is left out, or has a part of its own', () => {
    fc.assert(
      fc.property(anyOrganization, (tree) => {
        const { environments, leftOut } = proposeEnvironments(tree, CHOSEN);
        const all = [
          ...environments.flatMap(({ accounts }) => accounts.map(({ id }) => id)),
          ...leftOut.map(({ account }) => account.id),
          MANAGEMENT,
          OPS,
          TERRAFORM,
        ];
        expect(all.toSorted()).toEqual(tree.accounts.map(({ id }) => id).toSorted());
      }),
    );
  });

  test('no account that is not active is in an environment', () => {
    fc.assert(
      fc.property(anyOrganization, (tree) => {
        const active = new Set(tree.accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id));
        for (const { accounts } of proposeEnvironments(tree, CHOSEN).environments) {
          for (const { id } of accounts) expect(active).toContain(id);
        }
      }),
    );
  });

  test('the file is valid, and plan and doctor find that it is as the organization', () => {
    fc.assert(
      fc.property(anyOrganization, (tree) => {
        const proposal = proposalFor({ tree, delegatedAdministrators: [], notSeen: [] }, ANSWERS);
        fc.pre(proposal.pipelines.length > 0);
        const parsed = parseOrgConfig(orgYamlText(proposal, './org.schema.json'), 'org.yaml', ['s3']);
        if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
        expect(compareOrganization(parsed.config, new LiveOrganization(tree))).toEqual([]);
      }),
    );
  });

  test('a sandbox has no pipeline', () => {
    fc.assert(
      fc.property(anyOrganization, (tree) => {
        const { environments, pipelines } = proposalFor({ tree, delegatedAdministrators: [], notSeen: [] }, ANSWERS);
        const named = new Set(pipelines.flatMap((pipeline) => pipeline.environments));
        for (const { name, isSandbox } of environments) expect(named.has(name)).toBe(!isSandbox);
      }),
    );
  });
});

/** OUs by their paths, and in each the names of its accounts; the root is the empty path. */
function organization(written: Readonly<Record<string, readonly string[]>>): OrganizationTree {
  const paths = Object.keys(written).filter((path) => path !== '');
  const idOf = (path: string) => `ou-ab12-${String(paths.indexOf(path)).padStart(8, '0')}`;
  const above = (path: string) => path.split('/').slice(0, -1).join('/');
  const placeOf = (path: string) => (path === '' ? ROOT_ID : idOf(path));
  return {
    root: ROOT_ID,
    units: paths.map((path) => ({ id: idOf(path), name: path.split('/').at(-1) ?? '', parent: placeOf(above(path)) })),
    accounts: Object.entries(written)
      .flatMap(([path, names]) => names.map((name) => ({ name, parent: placeOf(path), state: 'ACTIVE' })))
      .map((account, index) => ({ ...account, id: String(300000000000 + index) })),
  };
}

/** Each environment in a line: its name, whether it is a part or begins a line, and its accounts. */
function proposed(written: Readonly<Record<string, readonly string[]>>, ops = 'none'): readonly string[] {
  const tree = organization(written);
  const id = tree.accounts.find(({ name }) => name === ops)?.id ?? OPS;
  const { environments } = proposeEnvironments(tree, { ...CHOSEN, ops: id, terraform: id });
  return environments.map(
    ({ name, isPart, beginsLine, accounts }) =>
      `${beginsLine ? '' : '> '}${name}${isPart ? ' (part)' : ''}: ${accounts.map(({ workspace }) => workspace).join(' ')}`,
  );
}

describe('an organization', () => {
  test('with an OU for each stage is a line, dev before prod wherever the tree has them', () => {
    expect(proposed({ Prod: ['shop-prod'], Dev: ['shop-dev'] })).toEqual(['dev: shop-dev', '> prod: shop-prod']);
  });

  test('with teams that share OUs for stages has a line for each team', () => {
    expect(
      proposed({
        Workloads: [],
        'Workloads/SDLC': ['a-dev', 'a-test', 'b-dev'],
        'Workloads/Prod': ['a-prod', 'b-prod'],
      }),
    ).toEqual([
      'a-sdlc (part): a-dev a-test',
      '> a-prod (part): a-prod',
      'b-sdlc (part): b-dev',
      '> b-prod (part): b-prod',
    ]);
  });

  test('with one system in Dev and two in Prod lets the production of the one wait for its dev', () => {
    expect(proposed({ Dev: ['a-dev'], Prod: ['a-prod', 'b-prod'] })).toEqual([
      'dev: a-dev',
      '> a-prod (part): a-prod',
      'b-prod (part): b-prod',
    ]);
  });

  test('with an OU for an application has a part for each stage, for the next account may be of another', () => {
    expect(proposed({ 'app-1': ['app-1-prod'] })).toEqual(['app-1-prod (part): app-1-prod']);
  });

  test('with the Ops account among others has a part without it', () => {
    expect(proposed({ Infrastructure: ['network', 'operations'] }, 'operations')).toEqual([
      'infrastructure (part): network',
    ]);
  });

  test('with accounts of a parent beside OUs has a part of the parent', () => {
    expect(proposed({ Retail: ['tools'], 'Retail/Dev': ['shop-dev'] })).toEqual([
      'retail (part): tools',
      'retail-dev: shop-dev',
    ]);
  });

  test('with accounts below the root has parts of the root', () => {
    expect(proposed({ '': ['compliance', 'shop-prod', 'shop-dev'] })).toEqual([
      'compliance (part): compliance',
      'shop-dev (part): shop-dev',
      '> shop-prod (part): shop-prod',
    ]);
  });

  test('with production in an OU for what comes before has it apart', () => {
    expect(proposed({ SDLC: ['a-dev', 'a-prod'] })).toEqual(['a-sdlc (part): a-dev', '> a-prod (part): a-prod']);
  });

  test('with sandboxes has them in one environment', () => {
    expect(proposed({ Sandbox: ['sandbox-ann', 'ben'] })).toEqual(['sandbox: sandbox-ann ben']);
  });

  test('leaves out security, what is parked, what is closed, and another stage of the Ops account', () => {
    const tree = organization({
      Security: ['log-archive', 'tooling'],
      Suspended: ['old'],
      Tools: ['cicd-prod', 'cicd-test', 'closed', 'other'],
    });
    const accounts = tree.accounts.map((account) =>
      account.name === 'closed' ? { ...account, state: 'SUSPENDED' } : account,
    );
    const ops = accounts.find(({ name }) => name === 'cicd-prod')?.id ?? '';
    const other = accounts.find(({ name }) => name === 'other')?.id ?? '';
    const { environments, leftOut } = proposeEnvironments(
      { ...tree, accounts },
      { ...CHOSEN, ops, terraform: ops, leftOut: [other] },
    );
    expect(environments).toEqual([]);
    expect(leftOut.map(({ account, why }) => `${account.name}: ${why}`)).toEqual([
      'log-archive: security is watched from it, so Terraform of others has no place there',
      'tooling: security is watched from it, so Terraform of others has no place there',
      'old: it is parked in Suspended',
      'cicd-test: it is another stage of cicd, in which orgstrap itself works',
      'closed: it is SUSPENDED',
      'other: you left it out',
    ]);
  });
});

import { rmSync } from 'node:fs';
import type { OrgConfig } from '../../lib/domain/org-config';
import { partitionOf } from '../../lib/domain/region';
import { buildApp } from '../../lib/stacks/build-app';
import { newApp } from '../../lib/stacks/new-app';
import { objectOf } from '../../packages/iam-gateway/iam/json';
import type { Snapshot } from '../../packages/iam-gateway/iam/snapshot';
import { readAssembly } from '../../packages/iam-gateway/templates/cloud-assembly';
import { type DeployedTemplate, snapshotOfTemplates } from '../../packages/iam-gateway/templates/snapshot-of-templates';
import { foundAccess, groupAccess } from '../../packages/rehearsal/access/found-access';
import { intendedAccess } from '../../packages/rehearsal/access/intended-access';
import { type AccessMatrix, differencesOf } from '../../packages/rehearsal/access/matrix';
import { asMarkdown } from '../../packages/rehearsal/access/render';
import { organizationOf } from '../../packages/rehearsal/emulated/organization-of';
import { example } from '../support/examples';
import { accessOf, groupsOf, withIamUsers } from './ways-to-sign-in';

describe('with IAM Identity Center', () => {
  const config = example('identity-center.yaml');
  const templates = templatesOf(config);
  const snapshot = snapshotOf(config, templates);
  let matrix: AccessMatrix;
  let abilities: ReadonlyMap<string, readonly string[]>;
  beforeAll(async () => {
    matrix = await foundAccess(snapshot, config);
    abilities = await accessOf(snapshot);
  });

  test('every principal of examples/identity-center.yaml has exactly the rights that org.yaml intends', () => {
    expect(differencesOf(matrix, intendedAccess(config))).toEqual([]);
  });

  test('the matrix has a row for each group, and says what was not simulated', () => {
    const text = asMarkdown(matrix, config, 'examples/identity-center.yaml');
    expect(text).toContain(
      '| group developers of Identity Center | `AWSReservedSSO_orgstrap-developer_*` in dev<br>`AWSReservedSSO_orgstrap-viewer_*` in prod | nothing |',
    );
    expect(text).toContain('who becomes one is read from the assignments');
  });

  describe('the same groups and roles as IAM users', () => {
    const asUsers = withIamUsers(config);
    const snapshotOfUsers = snapshotOf(asUsers, templatesOf(asUsers));

    test('become the same', async () => {
      const groups = await groupsOf(snapshot, config);
      expect(groups.get('developers')).toEqual(['developer in 444444444444', 'viewer in 666666666666']);
      expect(groups).toEqual(await groupsOf(snapshotOfUsers, asUsers));
    });

    test('may do the same, and all roles do not do the same', async () => {
      const ofUsers = await accessOf(snapshotOfUsers);
      for (const [role, may] of abilities) expect([role, may]).toEqual([role, ofUsers.get(role)]);
      expect(new Set([...abilities.values()].map((may) => may.join())).size).toBe(4);
    });
  });

  test('a permission set without its boundary is found', async () => {
    const unbounded = await accessOf(snapshotOf(config, templates.map(withoutBoundary)));
    const gained = [...unbounded].flatMap(([role, may]) =>
      may.filter((what) => !abilities.get(role)?.includes(what)).map((what) => `${role}: ${what}`),
    );
    const rewriting = ['rewrite the Terraform role', 'rewrite its boundary'];
    expect(gained).toEqual(
      ['444444444444', '666666666666'].flatMap((account) => [
        `admin in ${account}: make a role without the boundary`,
        ...['make a role without the boundary', ...rewriting].map((what) => `auditor in ${account}: ${what}`),
      ]),
    );
  });

  test('an assignment too many is found', () => {
    const planted = groupAccess(snapshotOf(config, templates.map(withDevelopersAsAdmin)), config);
    expect(differencesOf(new Map([...matrix, ...planted]), intendedAccess(config))).toEqual([
      expect.stringMatching(
        /^group developers of Identity Center on arn:aws:iam::666666666666:.*_orgstrap-admin_\w+: become, but intended is nothing$/,
      ),
    ]);
  });
});

function templatesOf(config: OrgConfig): readonly DeployedTemplate[] {
  const app = newApp();
  buildApp(app, config);
  const { directory } = app.synth();
  try {
    return readAssembly(directory);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function snapshotOf(config: OrgConfig, templates: readonly DeployedTemplate[]): Snapshot {
  return snapshotOfTemplates(templates, partitionOf(config.homeRegion), organizationOf(config));
}

function withoutBoundary(deployed: DeployedTemplate): DeployedTemplate {
  if (deployed.name !== 'orgstrap-PermissionSets') return deployed;
  const text = JSON.stringify(deployed.template, (key, value) => (key === 'PermissionsBoundary' ? undefined : value));
  return { ...deployed, template: JSON.parse(text) };
}

/** In prod, where they are to be viewers. */
function withDevelopersAsAdmin(deployed: DeployedTemplate): DeployedTemplate {
  if (deployed.name !== 'orgstrap-Assignments-prod') return deployed;
  const template = objectOf(deployed.template, deployed.name);
  const resources = objectOf(template.Resources, 'Resources');
  const [operatorsAsAdmin] = Object.values(resources);
  const text = JSON.stringify(operatorsAsAdmin).replace('1f2e3d4c-', '2f2e3d4c-');
  return { ...deployed, template: { ...template, Resources: { ...resources, TooMany: JSON.parse(text) } } };
}

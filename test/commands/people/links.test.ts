import { html, linksPage } from '../../../lib/commands/people/links-page';
import { environmentColours, roleLabels } from '../../../lib/commands/people/role-links';
import { portalAddress, switchRoleAddress } from '../../../lib/domain/console-addresses';
import { accessRoleName, IAM_PATH } from '../../../lib/domain/names';
import { LONGEST_ACCESS_ROLE_NAME } from '../../../lib/domain/people';
import { accountId, environment, orgConfig } from '../../support/org-config';
import { environmentOf, people } from '../../support/people';

const DEV = { environment: 'dev', workspace: 'dev', account: accountId('444444444444'), role: 'admin' };
const LOOK = { displayName: 'dev-admin', colour: 'b7ca9d' };

describe('the address that switches into a role', () => {
  test.each([
    ['aws', 'signin.aws.amazon.com'],
    ['aws-us-gov', 'signin.amazonaws-us-gov.com'],
    ['aws-cn', 'signin.amazonaws.cn'],
  ] as const)('is that of the partition %s', (partition, host) => {
    expect(switchRoleAddress(partition, DEV, LOOK)).toBe(
      `https://${host}/switchrole?account=444444444444&roleName=orgstrap/orgstrap-access-admin&displayName=dev-admin&color=b7ca9d`,
    );
  });

  test('names no role that is too long for the console, however long a role of org.yaml may be', () => {
    const longest = accessRoleName('x'.repeat(LONGEST_ACCESS_ROLE_NAME));
    expect(IAM_PATH.length + longest.length).toBeLessThanOrEqual(64);
  });

  test('has a display name that is not too long, and cannot add a field', () => {
    const address = new URL(switchRoleAddress('aws', DEV, { ...LOOK, displayName: `a&account=1#${'b'.repeat(80)}` }));
    expect(address.searchParams.getAll('account')).toEqual(['444444444444']);
    expect(address.searchParams.get('displayName')).toBe(`a&account=1#${'b'.repeat(52)}`);
  });
});

test.each(['https://d-1234567890.awsapps.com/start', 'https://d-1234567890.awsapps.com/start/'])(
  'the address of a role in the portal %s names its permission set',
  (portal) => {
    expect(portalAddress(portal, DEV)).toBe(
      'https://d-1234567890.awsapps.com/start/#/console?account_id=444444444444&role_name=orgstrap-admin',
    );
  },
);

describe('the colours of environments', () => {
  test('are red for production alone, and as the rollout order has it for all others', () => {
    const names = ['dev', 'production', 'stage', 'live', 'prod'];
    const colours = environmentColours(names.map((name) => environment(name, 'ou-abcd-11111111', '444444444444')));
    expect([...colours]).toEqual([
      ['dev', 'b7ca9d'],
      ['production', 'f2b0a9'],
      ['stage', '83d4e8'],
      ['live', 'efda95'],
      ['prod', 'f2b0a9'],
    ]);
  });

  const many = Array.from({ length: 12 }, (_, index) => `env-${index}`);
  const colours = environmentColours(many.map((name) => environment(name, 'ou-abcd-11111111', '444444444444')));

  test('differ for nine environments, and none of them is red', () => {
    expect(new Set([...colours.values()].slice(0, 9)).size).toBe(9);
    expect([...colours.values()]).not.toContain('f2b0a9');
  });

  test('let dark letters be read on each of them', () => {
    for (const colour of [...colours.values(), 'f2b0a9']) expect(contrast(colour, '16191f')).toBeGreaterThan(7);
  });
});

describe('the label of a role in an account', () => {
  test('has a dot where two would be the same, and a hyphen everywhere else', () => {
    const config = orgConfig();
    const dev = environmentOf(config, 'dev', ['data', 'data-lake']);
    const roles = ['admin', 'lake-admin'].map((name) => ({
      name,
      permissions: { kind: 'own', services: [], managedPolicies: [] } as const,
    }));
    const labelOf = roleLabels(orgConfig({ environments: [dev], people: people({ roles }) }));
    const labels = dev.accounts.flatMap(({ workspace }) =>
      roles.map(({ name }) => labelOf({ ...DEV, workspace, role: name })),
    );
    expect(labels).toEqual(['data-admin', 'data.lake-admin', 'data-lake.admin', 'data-lake-lake-admin']);
  });
});

test('what is put into HTML is text', () => {
  expect(html`<a title="${'"><script>&\''}">${7}${[html`<b>${'<'}</b>`]}</a>`.html).toBe(
    '<a title="&#34;&#62;&#60;script&#62;&#38;&#39;">7<b>&#60;</b></a>',
  );
});

test('no text of the page is markup, whoever it comes from', () => {
  const evil = '"><img src=x onerror=alert(1)>\'';
  const page = linksPage({
    organization: evil,
    entrance: { signInAddress: evil, steps: [evil, evil], addressOf: () => evil },
    groups: [
      {
        name: evil,
        environments: [
          {
            name: evil,
            accounts: [{ workspace: evil, id: accountId('444444444444'), roles: [{ role: evil, address: evil }] }],
          },
        ],
      },
    ],
    colours: new Map([[evil, evil]]),
  });
  expect(page).not.toContain('<img');
  expect(page).not.toContain(evil);
});

/** @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(light: string, dark: string): number {
  return (luminance(light) + 0.05) / (luminance(dark) + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

import type { OrgConfig } from '../../../lib/domain/org-config';
import type { AccessMatrix, Right } from './matrix';

/** The matrix for programs: who was asked about what, and each right that was found; there is no other. */
export function asJson(matrix: AccessMatrix, file: string): string {
  const granted = [...matrix].flatMap(([principal, row]) =>
    [...row].flatMap(([target, rights]) => rights.map((right) => ({ principal, target, right }))),
  );
  return `${JSON.stringify({ organization: file, principals: [...matrix.keys()], targets: targetsIn(matrix), granted }, null, 2)}\n`;
}

function targetsIn(matrix: AccessMatrix): readonly string[] {
  return [...new Set([...matrix.values()].flatMap((row) => [...row.keys()]))];
}

/** The matrix for people: a principal a row, and only what it may do. */
export function asMarkdown(matrix: AccessMatrix, config: OrgConfig, file: string): string {
  const rows = rowsOf(matrix, placesOf(config)).map((cells) => `| ${cells.join(' | ')} |`);
  return [
    '# Who may do what',
    '',
    `Written by \`npm run access-matrix\` for \`${file}\`; a test keeps it current. Each of the ${matrix.size} principals that`,
    `orgstrap makes was asked about each of the ${targetsIn(matrix).length} roles, users, buckets, keys and secrets that it makes, by simulating IAM on the`,
    'rendered templates, and the answers are what `org.yaml` intends. **What is not in a row is denied.** People',
    'were asked right after they signed in with MFA. Operators are where `org.yaml` names them.',
    ...(config.people?.signIn.source === 'identityCenter' ? ['', ...OF_IDENTITY_CENTER] : []),
    '',
    '| principal | becomes | uses |',
    '|---|---|---|',
    ...rows,
    '',
    '`use through S3`: decrypt and encrypt with the key, in requests that S3 makes for the principal and in no others. A lock is an',
    'object that ends in `.tflock`.',
    '',
  ].join('\n');
}

const OF_IDENTITY_CENTER: readonly string[] = [
  'Groups of IAM Identity Center become what they are assigned. The roles that it makes trust a SAML provider of its own, which',
  'is in no template, so who becomes one is read from the assignments, and everything else is simulated. `*` is what Identity',
  'Center makes up at the end of their names.',
];

type Places = ReadonlyMap<string, string>;

function placesOf({ accounts, environments, organization, platformAccounts }: OrgConfig): Places {
  return new Map<string, string>([
    [organization.managementAccount, 'the management account'],
    [accounts.terraform, 'the Terraform account'],
    [accounts.ops, accounts.ops === accounts.terraform ? 'the Ops and Terraform account' : 'the Ops account'],
    ...platformAccounts.map(({ id, name }): [string, string] => [id, name]),
    ...environments.flatMap((environment) =>
      environment.accounts.map(({ id, workspace }): [string, string] => [id, workspace]),
    ),
  ]);
}

/** Principals of one name that may do the same are one row. */
function rowsOf(matrix: AccessMatrix, places: Places): readonly (readonly string[])[] {
  const rows = new Map<string, { readonly cells: readonly string[]; readonly where: string[] }>();
  for (const [principal, rights] of matrix) {
    const cells = [nameOf(principal), becomes(rights, places), uses(rights)];
    const row = rows.get(cells.join()) ?? { cells, where: [] };
    if (principal.startsWith('arn:')) row.where.push(placeOf(principal, places));
    rows.set(cells.join(), row);
  }
  return [...rows.values()].map(({ cells: [name = '', ...others], where }) => [
    where.length === 0 ? name : `${name} in ${where.join(', ')}`,
    ...others,
  ]);
}

/** Jobs that come with a token have no ARN. */
function nameOf(principal: string): string {
  if (!principal.startsWith('arn:')) return principal;
  return `${principal.includes(':user/') ? 'user' : 'role'} \`${lastOf(principal)}\``;
}

/** Roles of one name together: `orgstrap-terraform` in dev, stage, prod. */
function becomes(row: ReadonlyMap<string, readonly Right[]>, places: Places): string {
  const accounts = new Map<string, string[]>();
  for (const [target, rights] of row) {
    if (!rights.includes('become')) continue;
    accounts.set(lastOf(target), [...(accounts.get(lastOf(target)) ?? []), placeOf(target, places)]);
  }
  return textOf([...accounts].map(([role, where]) => `\`${role}\` in ${where.join(', ')}`));
}

function uses(row: ReadonlyMap<string, readonly Right[]>): string {
  const used = [...row].filter(([, rights]) => rights.length > 0 && !rights.includes('become'));
  return textOf(used.map(([target, rights]) => `${thing(target)}: ${rights.join(', ')}`));
}

function thing(target: string): string {
  return target.startsWith('arn:') ? `\`${target.split(':').at(-1)}\`` : target;
}

function textOf(parts: readonly string[]): string {
  return parts.length === 0 ? 'nothing' : parts.join('<br>');
}

/** The name, without what Identity Center makes up at its end. */
function lastOf(arn: string): string {
  return (arn.split('/').at(-1) ?? arn).replace(/^(AWSReservedSSO_.+)_[0-9a-f]{16}$/, '$1_*');
}

function placeOf(arn: string, places: Places): string {
  const account = arn.split(':')[4] ?? '';
  return places.get(account) ?? account;
}

import type { PrintedRights, PrintedRole } from './rights';

/** A script for a shell: comments, and a command that creates each policy, and the role that has them. */
export function rightsText({ command, purpose, accounts }: PrintedRights): string {
  const title = command === 'cdk deploy' || command === 'operators' ? command : `orgstrap ${command}`;
  return [`# ${title}: ${purpose}`, ...accounts.flatMap(accountLines), ''].join('\n');
}

function accountLines({ account, who, policies, role }: PrintedRights['accounts'][number]): readonly string[] {
  const where = account === undefined ? '' : `In ${account}, for `;
  const several = policies.length > 1 ? `; ${policies.length} policies, because one has no room` : '';
  return [
    '',
    `# ${where}${who}${several}`,
    ...(role === undefined ? [] : [roleText(role)]),
    ...policies.flatMap(({ name, document }) => [
      // JSON in orgstrap's documents holds no single quote.
      `aws iam create-policy --policy-name ${name} --policy-document '${JSON.stringify(document, null, 2)}'`,
      ...(role === undefined ? [] : [attachment(role, name)]),
    ]),
  ];
}

/** The command that creates a role, without what it may do. */
export function roleText({ name, trust }: PrintedRole): string {
  return `aws iam create-role --role-name ${name} --assume-role-policy-document '${JSON.stringify(trust, null, 2)}'`;
}

function attachment({ name, partition, account }: PrintedRole, policy: string): string {
  return `aws iam attach-role-policy --role-name ${name} --policy-arn arn:${partition}:iam::${account}:policy/${policy}`;
}

/** The shape of `orgstrap rights --json`; what a later version adds does not change it. */
const VERSION = 1;

export function rightsJson(rights: PrintedRights): string {
  return `${JSON.stringify({ version: VERSION, ...rights }, null, 2)}\n`;
}

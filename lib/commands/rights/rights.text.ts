import type { PrintedRights } from './rights';

/** A script for a shell: comments, and a command that creates each policy. */
export function rightsText({ command, purpose, accounts }: PrintedRights): string {
  const title = `# orgstrap ${command}: ${purpose}`.replace('# orgstrap cdk ', '# npx cdk ');
  return [
    title,
    ...accounts.flatMap(({ account, who, policies }) => [
      '',
      `# ${account === undefined ? '' : `In ${account}, for `}${who}${policies.length > 1 ? `; ${policies.length} policies, because one has no room` : ''}`,
      ...policies.map(
        // JSON in orgstrap's documents holds no single quote.
        ({ name, document }) =>
          `aws iam create-policy --policy-name ${name} --policy-document '${JSON.stringify(document, null, 2)}'`,
      ),
    ]),
    '',
  ].join('\n');
}

/** The shape of `orgstrap rights --json`; what a later version adds does not change it. */
const VERSION = 1;

export function rightsJson(rights: PrintedRights): string {
  return `${JSON.stringify({ version: VERSION, ...rights }, null, 2)}\n`;
}

import { VALID } from './org-yaml';

/** The valid file with people in it, as IAM users. */
export const PEOPLE = `${VALID}people:
  groups:
    operators: { access: { prod: admin, dev: [viewer, admin] } }
    developers: { access: { dev: developer } }
  users:
    ada: [operators, developers]
    grace@example.com: [developers]
`;

export const INSTANCE = 'arn:aws:sso:::instance/ssoins-1234567890abcdef';
export const GROUP_ID = '1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab';
/** The same as groups of IAM Identity Center. */
export const CENTER = `${VALID}people:
  source: identityCenter
  groups:
    operators: { access: { prod: admin } }
    developers: { access: { dev: developer } }
  identityCenter:
    instance: ${INSTANCE}
    groups:
      operators: ${GROUP_ID}
      developers: 90677c608a-${GROUP_ID}
`;

/** One text exchanged, which must be there once. */
export function exchanged(file: string, from: string, to: string): string {
  const parts = file.split(from);
  if (parts.length !== 2) throw new Error(`${JSON.stringify(from)} is ${parts.length - 1} times in the file`);
  return parts.join(to);
}

export function changedPeople(from: string, to: string): string {
  return exchanged(PEOPLE, from, to);
}

export function withRoles(roles: string): string {
  return changedPeople('  users:\n', `  roles: ${roles}\n  users:\n`);
}

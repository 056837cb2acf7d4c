import { type IamPeople, iamPeople } from '../../../lib/commands/people/iam-people';
import { parseOrgConfig } from '../../../lib/config/parse-org-config';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { SERVICES, VALID } from '../../config/org-yaml';

/** An organization with a product account in dev and one in prod, which people work in. */
export const PEOPLE_YAML = `${VALID}operators: ["arn:aws:iam::333333333333:role/operator"]
people:
  sessionHours: 2
  groups:
    operators: { access: { dev: admin, prod: [viewer, admin] } }
    developers: { access: { dev: developer } }
  users:
    first-operator: [operators]
    first-developer: [developers]
`;

export function peopleOf(text: string): { readonly config: OrgConfig; readonly people: IamPeople } {
  const result = parseOrgConfig(text, 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return { config: result.config, people: iamPeople(result.config) };
}

import { statusOfFailures } from '../../domain/failure';
import { CONFIG, command } from '../command';

interface OpenOptions {
  readonly config: string;
}

/** `orgstrap people open-roles`: lets people work again in the access roles that a revocation closed. */
export const peopleOpenRolesCommand = command<OpenOptions>({
  name: 'open-roles',
  description:
    'Open every access role that is closed, in all accounts of org.yaml, and say which. Sessions that were opened before ' +
    'they were closed work again, unless their time is over.',
  statuses: {
    done: 'no access role is closed any more',
    failed: 'it could not look into an account',
    unusable: 'no people or no operators in org.yaml',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: { config: CONFIG },
  examples: ['orgstrap people open-roles --config org.yaml'],
  run: async ({ config: file }, { io, peopleAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { PEOPLE_OPERATOR_ROLE } = await import('../../domain/names');
    const { openRoles } = await import('./closed-roles');
    const { iamPeople } = await import('./iam-people');
    const { everyAccessRole } = await import('./remaining-roles');
    const { openedText } = await import('./access-role.text');
    const config = usableConfig(file, io.isColoured);
    const { people } = iamPeople(config);
    const access = await peopleAccess(config, PEOPLE_OPERATOR_ROLE);
    const opened = await openRoles(everyAccessRole(config, people), (account) => access.accessRoles(account));
    io.stdout(openedText(opened));
    return statusOfFailures(opened.failures.map(({ error }) => error));
  },
});

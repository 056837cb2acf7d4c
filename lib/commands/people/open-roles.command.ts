import { statusOfFailures } from '../../domain/failure';
import { CONFIG, command } from '../command';

interface OpenOptions {
  readonly config: string;
  readonly accept?: readonly 'open-sessions'[];
}

/** `orgstrap people open-roles`: lets people work again in the access roles that a revocation closed. */
export const peopleOpenRolesCommand = command<OpenOptions>({
  name: 'open-roles',
  description:
    'Open every access role that is closed, in all accounts of org.yaml, and say which. Sessions of whoever was shut out ' +
    'stay ended. What ended sessions that would be over by now is taken away.',
  statuses: {
    done: 'no access role is closed any more',
    failed: 'it could not look into an account, or left a role closed',
    unusable: 'no people or no operators in org.yaml',
    incomplete: 'no usable credentials, or AWS cannot be reached',
  },
  parameters: {
    config: CONFIG,
    accept: {
      syntax: '--accept <word...>',
      description:
        "let sessions of whoever was shut out work again: for roles that are deleted next, and for those that were closed without ending anybody's sessions",
      choices: ['open-sessions'],
    },
  },
  examples: ['orgstrap people open-roles --config org.yaml'],
  run: async ({ config: file, accept = [] }, { io, now, peopleAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { PEOPLE_OPERATOR_ROLE } = await import('../../domain/names');
    const { openRoles } = await import('./ended-sessions');
    const { iamPeople } = await import('./iam-people');
    const { everyAccessRole } = await import('./remaining-roles');
    const { openedText } = await import('./access-role.text');
    const config = usableConfig(file, io.isColoured);
    const { people } = iamPeople(config);
    const access = await peopleAccess(config, PEOPLE_OPERATOR_ROLE);
    const opened = await openRoles(everyAccessRole(config, people), (account) => access.accessRoles(account), {
      now: now(),
      sessionHours: people.sessionHours,
      acceptsOpenSessions: accept.includes('open-sessions'),
    });
    io.stdout(openedText(opened, people.sessionHours));
    return statusOfFailures(opened.failures.map(({ error }) => error));
  },
});

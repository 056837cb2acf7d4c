import { ACCESSES } from '../../../domain/ci-identity';
import { ciUserName } from '../../../domain/names';
import type { OrgConfig } from '../../../domain/org-config';
import { DEPLOY, type Edit, type Step } from './edit';
import { deploymentAccountIn, type Edited, keptStacks } from './edited';
import { type EstateStack, namesOfType, placesOf } from './estate';

/** An IAM user whom this deployment deletes, and in which account. */
export interface DeletedUser {
  readonly name: string;
  readonly account: string;
}

/**
 * IAM users whom the deployment would delete. IAM refuses that as long as a user has access keys, a password or MFA devices, none of which
 * CloudFormation knows: the stack would roll back, and the user with its keys would live on.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteUser.html
 */
export function deletedUsers(edited: Edited): readonly Edit[] {
  const { config, hasCredentials = new Map() } = edited;
  const open = usersToDelete(edited).filter(({ name }) => hasCredentials.get(name) !== false);
  const ofCi = open.filter(({ name }) => isOfCi(config, name));
  const people = open.filter((user) => !ofCi.includes(user));
  const isSeen = ({ name }: DeletedUser) => hasCredentials.get(name) === true;
  return [
    ...asked(config, ofCi.filter(isSeen), 'CI', true),
    ...asked(
      config,
      ofCi.filter((user) => !isSeen(user)),
      'CI',
      false,
    ),
    ...asked(config, people.filter(isSeen), 'people', true),
    ...asked(
      config,
      people.filter((user) => !isSeen(user)),
      'people',
      false,
    ),
  ];
}

/** The IAM users whom a deployment deletes, in the stacks that stay in the app. */
export function usersToDelete(edited: Edited): readonly DeletedUser[] {
  const account = deploymentAccountIn(edited);
  return keptStacks(edited).flatMap(({ before, after }) => {
    const [was] = placesOf(before, account);
    const isMoved = was !== undefined && !placesOf(after, account).includes(was);
    const kept = isMoved ? [] : usersIn(after);
    return usersIn(before)
      .filter((name) => !kept.includes(name))
      .map((name) => ({ name, account: was ?? account }));
  });
}

export function usersIn(stack: EstateStack): readonly string[] {
  return namesOfType(stack, 'AWS::IAM::User');
}

function asked(
  config: OrgConfig,
  users: readonly DeletedUser[],
  kind: 'CI' | 'people',
  isSeen: boolean,
): readonly Edit[] {
  if (users.length === 0) return [];
  const said = {
    found: `the deployment deletes ${users.map(({ name }) => name).join(', ')}${isSeen ? ', who can still sign in' : ''}`,
    why:
      `IAM deletes no user who has ${kind === 'CI' ? 'access keys' : 'a password, access keys or MFA devices'}: the stack would roll back, and the old keys would live on` +
      (isSeen
        ? ''
        : `; from here nobody sees whether there are any in ${[...new Set(users.map(({ account }) => account))].join(', ')}`),
    steps: removals(config, users, kind),
  };
  if (isSeen) return [{ verdict: 'refused', ...said, steps: [...said.steps, DEPLOY] }];
  return [{ verdict: 'to be accepted', accept: kind === 'CI' ? 'deleted-keys' : 'revoked-people', ...said }];
}

/** What takes keys, passwords and devices away from users. */
export function removals(config: OrgConfig, users: readonly DeletedUser[], kind: 'CI' | 'people'): readonly Step[] {
  const steps = users.map(({ name, account }): Step => {
    if (config.operators === undefined) return byHand(name, account);
    if (kind === 'people')
      return config.people === undefined ? byHand(name, account) : { run: `npx orgstrap people revoke ${name}` };
    const pipeline = pipelineOf(config, name);
    return pipeline === undefined ? byHand(name, account) : { run: `npx orgstrap key delete ${pipeline}` };
  });
  const texts = steps.map((step) => JSON.stringify(step));
  return steps.filter((_, index) => texts.indexOf(texts[index] ?? '') === index);
}

export function isOfCi(config: OrgConfig, user: string): boolean {
  return pipelineOf(config, user) !== undefined || user.startsWith('orgstrap-ci-');
}

/** The name by which commands know the pipeline of a CI user. */
function pipelineOf({ pipelines, retiredPipelines }: OrgConfig, user: string): string | undefined {
  return [...pipelines, ...retiredPipelines].find(({ deployedAs }) =>
    ACCESSES.some((access) => ciUserName(access, deployedAs) === user),
  )?.name;
}

/** What an administrator of the account does where there is no operator. */
function byHand(user: string, account: string): Step {
  const list = (what: string, query: string) =>
    `$(aws iam ${what} --user-name ${user} --query '${query}' --output text)`;
  return {
    run: [
      `# with credentials of ${account}`,
      `for key in ${list('list-access-keys', 'AccessKeyMetadata[].AccessKeyId')}; do aws iam delete-access-key --user-name ${user} --access-key-id "$key"; done`,
      ...(user.startsWith('orgstrap-ci-')
        ? []
        : [
            `for device in ${list('list-mfa-devices', 'MFADevices[].SerialNumber')}; do aws iam deactivate-mfa-device --user-name ${user} --serial-number "$device"; aws iam delete-virtual-mfa-device --serial-number "$device"; done`,
            `aws iam delete-login-profile --user-name ${user} || true`,
          ]),
    ].join('\n'),
  };
}

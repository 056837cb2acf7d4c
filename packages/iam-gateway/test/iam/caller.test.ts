import { callerOf } from '../../iam/caller';
import { HOME, may, OTHER, policy, ROLE, smallOrganization, USER } from './small-organization';

const NOBODY = policy();
const snapshot = smallOrganization({ users: { [USER]: may() }, roles: { [ROLE]: { ...may(), trust: NOBODY } } });

test.each([
  ['a user', USER, { kind: 'user', arn: USER }],
  ['a role', ROLE, { kind: 'role', arn: ROLE }],
  ['a root user', `arn:aws:iam::${OTHER}:root`, { kind: 'root', account: OTHER }],
  [
    'a session, which becomes its role with the path',
    `arn:aws:sts::${HOME}:assumed-role/worker/ci`,
    { kind: 'role', arn: ROLE, session: 'ci' },
  ],
])('an ARN of STS is that of %s', (_, arn, caller) => {
  expect(callerOf(snapshot, arn)).toEqual(caller);
});

test.each([
  ['a user that is not there', `${USER}2`, /there is no/],
  ['a session of a role that is not there', `arn:aws:sts::${HOME}:assumed-role/other/ci`, /not one role called other/],
  ['a session of a role in another account', `arn:aws:sts::${OTHER}:assumed-role/worker/ci`, /not one role/],
  ['a bucket', 'arn:aws:s3:::bucket', /not the ARN of a caller/],
  ['no ARN', 'alice', /not an ARN/],
])('it is an error to ask for %s', (_, arn, message) => {
  expect(() => callerOf(snapshot, arn)).toThrow(message);
});

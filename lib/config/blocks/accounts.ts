import { z } from 'zod';
import { guided } from '../guided';
import { accountId } from '../values/account-id';

export const accounts = guided(
  z.strictObject({
    terraform: accountId(
      'The Terraform account: state, CI identities and CI Terraform roles. It may be the Ops account itself.',
    ),
    ops: accountId('The Ops account: the one account that people sign in to.'),
  }),
  {
    description: 'The two accounts that are not product accounts. They may be the same one.',
    expected: 'a map with terraform and ops',
    fix: 'add both account ids; the same id twice is the two-account variant',
  },
);

import * as z from 'zod';
import { isOrganizationId, isRootId, ORGANIZATION_ID, ROOT_ID } from '../../domain/ids';
import { branded, guided } from '../schema';
import { accountId } from './accounts';

const id = guided(branded(ORGANIZATION_ID, isOrganizationId), {
  description: 'The id of the AWS organization. Every trust policy asks for it.',
  expected: 'an organization id: o- and 10 to 32 lower-case letters or digits',
  example: 'o-exampleorgid',
  fix: 'copy Id from aws organizations describe-organization',
});

const rootId = guided(branded(ROOT_ID, isRootId), {
  description: "The id of the organization's root. The id of every organizational unit carries it.",
  expected: 'a root id: r- and 4 to 32 lower-case letters or digits',
  example: 'r-abcd',
  fix: 'copy Id from aws organizations list-roots',
});

export const organization = guided(
  z.strictObject({
    id,
    rootId,
    managementAccount: accountId('The id of the management account. It is never a product account.', {
      example: '111111111111',
    }),
  }),
  {
    description: 'The AWS organization that all accounts belong to.',
    expected: 'a map with id, rootId and managementAccount',
    fix: 'add it as in examples/four-accounts.yaml',
  },
);

import * as z from 'zod';
import { exampleArn } from '../../example-arn';
import { nodeAt, textOf } from '../../node';
import { problemAt } from '../../problem';
import { guided, type Rule } from '../../schema';
import { accountId } from '../accounts';

const INSTANCE = /^arn:(?:aws|aws-cn|aws-us-gov):sso:::instance\/(?:sso)?ins-[a-zA-Z0-9-.]{16}$/;

/** The id of a group in the identity store, with the prefix of older stores or without. */
const GROUP_ID = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const instance = guided(z.string().regex(INSTANCE), {
  description: 'The ARN of the instance of IAM Identity Center.',
  expected: 'the ARN of an instance, which ends in instance/ssoins- and 16 characters',
  example: exampleArn('sso:::instance/ssoins-1234567890abcdef'),
  fix: 'copy InstanceArn from aws sso-admin list-instances',
});

const groupId = guided(z.string().regex(GROUP_ID), {
  description: 'The id of the group in the identity store.',
  expected: 'the id of a group in the identity store, a UUID',
  example: '1f2e3d4c-aaaa-4bbb-8ccc-0123456789ab',
  fix: 'copy GroupId from aws identitystore list-groups --identity-store-id ID',
});

const groups = guided(z.record(z.string(), groupId), {
  description: 'The id in the identity store of each of people.groups.',
  expected: 'a map from every group to its id',
  entry: { placeholder: 'GROUP', example: 'developers' },
  fix: 'write groups: { GROUP: "ID" } for each of people.groups',
});

/** @see https://docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html */
const isInReach: Rule = (node, { root }) => {
  const management = textOf(nodeAt(root, 'organization', 'managementAccount'));
  const named = textOf(node);
  if (named === undefined || named.value !== management?.value) return [];
  if (textOf(nodeAt(root, 'deployFrom'))?.value !== 'ops') return [];
  return [
    problemAt(named, {
      found: `${named.value}, the management account, with deployFrom: ops`,
      expected: 'an account that can be reached; from Ops the management account cannot',
      fix: 'make the Ops account the delegated administrator of Identity Center and remove account, or deploy from the management account',
    }),
  ];
};

const account = accountId(
  'The account that administers IAM Identity Center: the management account or its delegated administrator; the deployment account where nothing is said.',
  { example: '111111111111', unset: 'the deployment account', rules: [isInReach] },
).optional();

/** @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_InstanceMetadata.html */
export const identityCenter = guided(z.strictObject({ instance, account, groups }).optional(), {
  description: 'Where the groups are, with source: identityCenter.',
  expected: 'a map with instance and groups',
  unset: 'none: it must be there with source: identityCenter',
  fix: 'write both, or remove identityCenter',
});

import * as z from 'zod';
import type { IamUserIdentity } from '../../domain/ci-identity';
import { guided } from '../schema';
import { NOT_THIS_SYSTEM } from './subject';

/** IPv4 in CIDR notation; a network of the size of an internet service provider's is no condition. */
const NETWORK =
  /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\/(?:1[6-9]|2[0-9]|3[0-2])$/;

const network = guided(z.string().regex(NETWORK), {
  description: 'A public IPv4 network that CI works from.',
  expected: 'an IPv4 network in CIDR notation, /16 or smaller',
  example: '203.0.113.0/24',
  fix: 'write the public addresses of the runners, for example 203.0.113.0/24; AWS sees no private ones',
});

const networks = guided(z.array(network).min(1).optional(), {
  description: 'The networks that the keys work from. Leave it out where the addresses of the runners change.',
  expected: 'a list with at least one network',
  unset: 'none: the keys work from everywhere',
  fix: 'list the networks, or remove networks',
});

const block = z.strictObject({ networks });

export const iamUser = guided(block.transform(iamUserIdentity).optional(), {
  description:
    'Two IAM users whose access keys CI holds, for a CI system without OIDC. Each may do nothing but become one CI role.',
  expected: 'a map, which may be empty',
  unset: NOT_THIS_SYSTEM,
  fix: 'write identity: { iamUser: {} }',
});

function iamUserIdentity({ networks: from = [] }: z.output<typeof block>): IamUserIdentity {
  return { kind: 'iamUser', networks: from };
}

import type { JsonObject } from '../../../iam/json';
import type { RequestPlace } from '../../../operations/table';
import type { Call } from '../../../requests/call';
import { Documents, storedSnapshot } from '../../../store/stored-snapshot';
import { ADMINISTRATOR, allowing, CI_ROLE, HERE, principal, stored, trusting } from './stored';

export const BOUNDARY = `arn:aws:iam::${HERE}:policy/edge`;
export const BOUNDED = `arn:aws:iam::${HERE}:role/team/bounded`;
export const POLICY = `arn:aws:iam::${HERE}:policy/team/read`;
/** The key of the user `ci`. */
export const CI_KEY = 'AKIAIOSFODNN7EXAMPLE';
export const SECRET = `arn:aws:secretsmanager:eu-west-1:${HERE}:secret:shop/database-AbCdEf`;
const EVERYTHING = { name: 'everything', document: allowing(['*']) };

const snapshot = storedSnapshot(
  stored({
    secrets: [{ arn: SECRET, account: HERE, policy: null }],
    accessKeys: { [CI_KEY]: `arn:aws:iam::${HERE}:user/team/ci` },
    managedPolicies: { [BOUNDARY]: allowing(['s3:GetObject']) },
    users: [principal(ADMINISTRATOR, EVERYTHING), principal(`arn:aws:iam::${HERE}:user/team/ci`)],
    roles: [
      { ...principal(CI_ROLE, EVERYTHING), trust: trusting(ADMINISTRATOR) },
      { ...principal(BOUNDED), boundary: BOUNDARY, trust: trusting(ADMINISTRATOR) },
    ],
  }),
  new Documents(),
);
export const here: RequestPlace = {
  account: HERE,
  region: 'eu-west-1',
  snapshot,
  user: ADMINISTRATOR,
  encryptionKey: (_, key) =>
    Promise.resolve(key === 'secret' ? `arn:aws:kms:eu-west-1:${HERE}:alias/states` : undefined),
};

export const form = (service: string, operation: string, parameters: Readonly<Record<string, string>>): Call => ({
  protocol: 'query',
  service,
  operation,
  parameters: new Map(Object.entries({ Action: operation, ...parameters })),
});
export const json = (service: string, operation: string, input: JsonObject): Call => ({
  protocol: 'json',
  service,
  operation,
  version: '1.1',
  input,
});
export const s3 = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body = ''): Call => {
  const [names = '', query = ''] = path.split('?');
  const [bucket, ...key] = names.split('/').filter((name) => name !== '');
  return {
    protocol: 's3',
    service: 's3',
    method,
    bucket,
    key: key.length === 0 ? undefined : key.join('/'),
    query: new Map(new URLSearchParams(query)),
    headers: new Map(Object.entries(headers)),
    body: Buffer.from(body),
  };
};

export const inIam = (resource: string) => `arn:aws:iam::${HERE}:${resource}`;
export const inRegion = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${HERE}:${resource}`;
export const inOrganization = (resource: string) => `arn:aws:organizations::111111111111:${resource}`;
export const TAGS = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'shop' };

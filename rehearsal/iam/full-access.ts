import type { NamedPolicy } from './policy-document';

/** What an organization attaches to its root and to everything below until somebody takes it off. */
export const FULL_ACCESS: NamedPolicy = {
  name: 'FullAWSAccess',
  document: {
    Version: '2012-10-17',
    Statement: [{ Sid: 'FullAWSAccess', Effect: 'Allow', Action: '*', Resource: '*' }],
  },
};

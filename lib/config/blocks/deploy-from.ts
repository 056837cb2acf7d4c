import * as z from 'zod';
import { guided } from '../schema';

export const deployFrom = guided(z.enum(['management', 'ops']), {
  description:
    'The account that cdk deploy runs in. Ops must be a delegated administrator of StackSets, which makes it as powerful ' +
    'as the management account.',
  expected: 'management or ops; it decides who can reach every account, so there is no default',
  example: 'management',
  fix: 'write deployFrom: management, or deployFrom: ops where Ops is a delegated administrator of StackSets',
});

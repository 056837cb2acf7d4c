import * as z from 'zod';
import { guided } from '../schema';

export const stackSetDependencies = guided(z.boolean().optional(), {
  description:
    'Whether StackSets wait for each other in an account that enters an environment (AutoDeployment.DependsOn). Without it, its ' +
    'forwarding rules may come before the role that they need, and fail; orgstrap doctor then says which command makes them.',
  expected: 'true or false',
  example: false,
  unset: 'the same as true',
  fix: 'write false where AWS refuses DependsOn, or remove stackSetDependencies',
});

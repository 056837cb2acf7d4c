import * as z from 'zod';
import { SERVICE_NAME } from '../../domain/chosen-names';
import { WORKLOAD_SERVICES } from '../../domain/workload-services';
import { textsIn } from '../node';
import { listedOnce, unknownNames } from '../rules/listed-names';
import { guided, type Rule } from '../schema';

const areKnown: Rule = (list, { knownServices }) => {
  // What is no name at all is reported with the other values.
  const named = textsIn(list).filter(({ value }) => SERVICE_NAME.test(value));
  const known = [...new Set([...WORKLOAD_SERVICES, ...knownServices])].sort();
  return unknownNames(named, { noun: 'service', known, home: 'policies/services' });
};

const services = guided(
  z
    .array(
      guided(z.string().regex(SERVICE_NAME), {
        description: 'The name of a file in policies/workloads or policies/services, without .json.',
        expected: 'the name of a file in policies/workloads or policies/services, without .json',
        example: 'secretsmanager',
        fix: 'use lower-case letters, digits and single hyphens',
      }),
    )
    .min(1),
  {
    description:
      'The AWS services that the roles that Terraform makes may use. A file of policies/workloads opens what is needed at run time, and no more; ' +
      'any other service is opened as a whole. Secrets, keys and data are used where they are listed here, and only there.',
    expected: 'a list with at least one service',
    example: ['lambda', 'sqs', 's3', 'secretsmanager'],
    fix: 'list what workloads use at run time, for example [lambda, sqs, s3, secretsmanager]',
    rules: [areKnown, listedOnce],
  },
);

export const workloads = guided(z.strictObject({ services }).optional(), {
  description:
    'What workloads may use at run time, apart from what Terraform may manage. Where nothing is said: what terraform.services lists, without what keeps ' +
    'secrets, keys or data and without what watches an account.',
  expected: 'a map with services',
  unset: 'what terraform.services lists, without what keeps secrets, keys or data and without what watches an account',
  fix: 'add workloads: { services: [lambda, sqs, s3, secretsmanager] } with what workloads use at run time, or remove workloads',
});

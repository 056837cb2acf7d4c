import * as z from 'zod';
import { SERVICE_NAME } from '../../domain/chosen-names';
import { textsIn } from '../node';
import { listedOnce, unknownNames } from '../rules/listed-names';
import { guided, type Rule } from '../schema';

/** A list of services that have a policy file. */
export const serviceList = z
  .array(
    guided(z.string().regex(SERVICE_NAME), {
      description: 'The name of a file in policies/services, of orgstrap or beside org.yaml, without .json.',
      expected: 'the name of a file in policies/services, without .json',
      fix: 'use lower-case letters, digits and single hyphens',
    }),
  )
  .min(1);

const haveAPolicyFile: Rule = (list, { knownServices }) => {
  // What is no name at all is reported with the other values.
  const named = textsIn(list).filter(({ value }) => SERVICE_NAME.test(value));
  return unknownNames(named, { noun: 'service', known: knownServices, home: 'policies/services beside org.yaml' });
};

/** For every list of services. */
export const SERVICE_RULES: readonly Rule[] = [haveAPolicyFile, listedOnce];

const services = guided(serviceList, {
  description:
    'The AWS services that Terraform may manage in product accounts; one file in policies/services each, of orgstrap or beside org.yaml.',
  expected: 'a list with at least one service',
  fix: 'list what Terraform shall manage, for example [s3, logs]',
  rules: SERVICE_RULES,
});

export const terraform = guided(z.strictObject({ services }), {
  description: 'What Terraform may do in product accounts.',
  expected: 'a map with services',
  fix: 'add terraform: { services: [s3, logs] } with the services that Terraform shall manage',
});

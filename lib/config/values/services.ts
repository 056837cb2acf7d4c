import { z } from 'zod';
import { SERVICE_NAME } from '../../domain/service-name';
import { guided, type Rule } from '../guided';
import { textsIn } from '../node';
import { unknownNames } from '../rules/known-names';
import { listedOnce } from '../rules/listed-once';

/** A list of services that have a policy file. */
export const serviceList = z
  .array(
    guided(z.string().regex(SERVICE_NAME), {
      description: 'The name of a file in policies/services, without .json.',
      expected: 'the name of a file in policies/services, without .json',
      fix: 'use lower-case letters, digits and single hyphens',
    }),
  )
  .min(1);

const haveAPolicyFile: Rule = (list, { knownServices }) => {
  // What is no name at all is reported with the other values.
  const named = textsIn(list).filter(({ value }) => SERVICE_NAME.test(value));
  return unknownNames(named, { noun: 'service', known: knownServices, home: 'policies/services' });
};

/** For every list of services. */
export const SERVICE_RULES: readonly Rule[] = [haveAPolicyFile, listedOnce];

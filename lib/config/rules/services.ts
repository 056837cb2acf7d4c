import { SERVICE_NAME } from '../../domain/service-name';
import type { Draft } from '../draft';
import type { Finding } from '../finding';
import { unknownNameFindings } from './known-names';
import { repetitionFindings } from './repetition';

/** Every service has a policy file, and is listed once. */
export function serviceFindings({ services }: Draft, known: readonly string[]): Finding[] {
  // What is no name at all has been reported with the other values.
  const named = services.filter(({ value }) => SERVICE_NAME.test(value));
  return [
    ...unknownNameFindings(named, { noun: 'service', known, home: 'policies/services' }),
    ...repetitionFindings(services),
  ];
}

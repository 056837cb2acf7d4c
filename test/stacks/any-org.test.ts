import * as fc from 'fast-check';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { serviceNames } from '../../lib/policies/policies-folder';
import { anyOrgYaml } from '../support/any-org';
import { synthesised } from '../support/assembly';

const SERVICES = serviceNames();
const LIMIT = 51_200;

/** Each is a whole synth; `ORGANIZATIONS` and `SEED` make more of them, and the same again. */
const { ORGANIZATIONS = '25', SEED = '20261129' } = process.env;

test('whatever validates is synthesised, into templates that CloudFormation takes', () => {
  const count = Number(ORGANIZATIONS);
  let valid = 0;
  fc.assert(
    fc.property(anyOrgYaml, (text) => {
      const result = parseOrgConfig(text, 'org.yaml', SERVICES);
      if (!result.ok) return;
      valid += 1;
      const assembly = synthesised(result.config);
      for (const name of assembly.templates) {
        const template = assembly.text(name);
        expect(Buffer.byteLength(template)).toBeLessThan(LIMIT);
        expect(Object.keys(JSON.parse(template).Resources ?? {})).not.toEqual([]);
      }
    }),
    { numRuns: count, seed: Number(SEED) },
  );
  // Most of what is made up is valid, or the test says nothing.
  expect(valid).toBeGreaterThan(count / 2);
});

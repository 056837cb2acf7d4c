import * as fc from 'fast-check';
import { TEMPLATE_LIMIT as LIMIT, mostBytesOf, templateSize } from '../../lib/checks/template-size';
import { parseOrgConfig } from '../../lib/config/parse-org-config';
import { serviceNames } from '../../lib/policies/policies-folder';
import { anyOrgYaml } from '../support/any-org';
import { synthesised } from '../support/assembly';

const SERVICES = serviceNames();

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
        // The CDK CLI sends YAML; what a StackSet carries is text in the template that it sends.
        const isSent = !name.startsWith('Member-') && mostBytesOf(template) > LIMIT;
        expect(isSent ? templateSize(template) : Buffer.byteLength(template)).toBeLessThanOrEqual(LIMIT);
        expect(Object.keys(JSON.parse(template).Resources ?? {})).not.toEqual([]);
      }
    }),
    { numRuns: count, seed: Number(SEED) },
  );
  // Most of what is made up is valid, or the test says nothing.
  expect(valid).toBeGreaterThan(count / 2);
});

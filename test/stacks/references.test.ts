import { buildGuardrails } from '../../lib/stacks/build-guardrails';
import { Assembly, builtApp } from '../support/assembly';
import { EXAMPLES, example } from '../support/examples';

/**
 * What other stacks read: those of 0.2.0 import the permission sets until they are deployed anew, and CDK exports either all of it or
 * nothing. What nobody imports locks nothing.
 */
const EXPORTING = /^(?:ForwardingRoles-(?:dev|stage|prod)|PermissionSets)$/;

test.each(EXAMPLES)('no stack of %s imports what another exports, which would lock it', (file) => {
  const config = example(file);
  const app = builtApp(config);
  if (config.guardrails !== undefined) buildGuardrails(app, config);
  const assembly = new Assembly(app.synth().directory);
  const stacks = assembly.templates.map((name) => name.replace('.template.json', ''));
  const having = (text: string) => stacks.filter((stack) => assembly.text(`${stack}.template.json`).includes(text));
  expect(having('Fn::ImportValue')).toEqual([]);
  expect(having('"Export"').filter((stack) => !EXPORTING.test(stack))).toEqual([]);
  expect(having('Fn::GetStackOutput').filter((stack) => stack.startsWith('Member-'))).toEqual([]);
});

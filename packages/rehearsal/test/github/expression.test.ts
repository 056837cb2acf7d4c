import { evaluate } from '../../github/expression';

const KNOWN = { 'github.event_name': 'push', 'vars.ROLE': 'arn', 'vars.NONE': '', 'inputs.guardrails': true };

test.each([
  ["vars.ROLE != '' && github.event_name == 'push'", true],
  ["vars.NONE != '' && github.event_name == 'push'", false],
  ["github.event_name == 'PUSH'", true],
  ["!cancelled() && (github.event_name != 'pull_request' || vars.NONE)", true],
  ["github.event_name == 'pull_request' || vars.NONE == 'x'", false],
  ['inputs.guardrails', true],
  ["vars.NONE || 'otherwise'", 'otherwise'],
])('%s is %s', (expression, expected) => {
  expect(evaluate(expression, KNOWN)).toBe(expected);
});

test.each(["hashFiles('x')", 'github.actor', "github.event_name == 'push", 'vars.ROLE vars.ROLE', '(vars.ROLE'])(
  '%s is not passed over',
  (expression) => {
    expect(() => evaluate(expression, KNOWN)).toThrow();
  },
);

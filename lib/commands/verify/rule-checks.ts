import { RULE_STATE, type RuleDescription } from '../../alarms/rule-description';
import type { AccountRules, FoundRule } from '../../aws/account-rules';
import type { Json } from '../../domain/json';
import { type CheckSubject, checksOfAnswer, doesNotHold, type LiveCheck } from '../../estate/live-check';
import { judged, SEE } from './judged';
import { type Difference, mendedBy } from './mended-by';
import { valueDifferences } from './value-differences';

/** Whether a rule of a Region is there and enabled, matches what it should, and sends it where it should, and nowhere else. */
export function ruleChecks(
  expected: RuleDescription,
  region: string,
  rules: AccountRules,
): Promise<readonly LiveCheck[]> {
  const { name, bus } = expected;
  const question: CheckSubject = {
    kind: 'alarm-rule',
    resource: `${name} in ${region}`,
    name: `rule ${name} in ${region}`,
    why:
      bus === undefined
        ? 'what it does not forward raises no alarm, and nothing else says so'
        : 'without it nobody hears of what its alarm is about, and nothing else says so',
  };
  return checksOfAnswer(
    [question],
    SEE,
    () => rules.rule({ name, region, ...(bus !== undefined && { bus }) }),
    (found) => {
      const gone = `there is no such rule${bus === undefined ? '' : ` on the bus ${bus}`}`;
      if (found === undefined) return [doesNotHold(question, gone, mendedBy('the rule', []))];
      const sends = expected.target === undefined ? 'counts it' : 'sends it where it should';
      const sound = `is enabled, matches what it should, and ${sends}`;
      return [judged(question, ruleDifferences(expected, region, found), 'the rule', sound)];
    },
  );
}

function ruleDifferences(
  { name, bus, pattern, target, state = RULE_STATE }: RuleDescription,
  region: string,
  found: FoundRule,
): readonly Difference[] {
  const rule = (option: '--name' | '--rule') =>
    `${option} ${name}${bus === undefined ? '' : ` --event-bus-name ${bus}`} --region ${region}`;
  const put = `aws events put-rule ${rule('--name')} --state ${state} --event-pattern '${JSON.stringify(pattern)}'`;
  const others = found.targets.filter(({ id }) => id !== target?.id);
  return [
    ...valueDifferences('its state', state, found.state, put),
    ...valueDifferences('its pattern', pattern, patternOf(found.pattern), put),
    ...valueDifferences(
      'its target',
      target,
      found.targets.find(({ id }) => id === target?.id),
      `aws events put-targets ${rule('--rule')} --targets with what its template has`,
    ),
    ...others.map(({ id, arn }) => ({
      found: `it sends to ${arn} as well`,
      command: `aws events remove-targets ${rule('--rule')} --ids ${id}`,
    })),
  ];
}

/** What is no JSON is no pattern of EventBridge either. */
function patternOf(text: string): object | string {
  try {
    const pattern: Json = JSON.parse(text);
    return typeof pattern === 'object' && pattern !== null ? pattern : text;
  } catch {
    return text;
  }
}

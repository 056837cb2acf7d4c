import type { Layer } from '../../iam/evaluation/decision';
import { columns } from '../../terminal/columns';
import type { Answer, Say } from './answer';
import type { RefusedCall } from './refused-call';

/** An answer, with what to do where it is no. */
export interface Explained {
  readonly answer: Answer;
  readonly advice: readonly string[];
  /** The message that asked. @default - nobody showed one */
  readonly message?: RefusedCall;
}

const OUTCOMES: Readonly<Record<Answer['outcome'], string>> = {
  allowed: 'allowed',
  'explicitly denied': 'REFUSED: something denies it',
  'implicitly denied': 'REFUSED: nothing allows it',
  unknown: 'OPEN: it depends on what is not known here',
};

/** In the order in which a reader wants to know. */
const LAYERS: readonly (readonly [Layer, string])[] = [
  ['identity', 'its policies'],
  ['boundary', 'its boundary'],
  ['resource', 'the trust'],
  ['scp', 'guardrails'],
  ['rcp', 'guardrails of resources'],
];

/** For people. */
export function whyText(explained: readonly Explained[]): string {
  return explained.map(answerText).join('\n');
}

function answerText({ answer, advice, message }: Explained): string {
  const { asking, action, resource = 'any resource', outcome } = answer;
  return [
    `${asking.name} in ${asking.accountName} (${asking.account}): ${action} on ${resource}`,
    OUTCOMES[outcome],
    '',
    ...columns(LAYERS.flatMap(([layer, name]) => layerRows(answer, layer, name))).map((line) => `  ${line}`.trimEnd()),
    '',
    ...(message?.reason === undefined ? [] : [`AWS said: ${message.reason}`]),
    ...advice.map((line) => `To do: ${line}`),
    ...(outcome === 'allowed' ? [BEYOND] : []),
    '',
  ].join('\n');
}

/** An answer by org.yaml alone ends here. */
const BEYOND =
  'This is what org.yaml says. Where AWS refuses it all the same, something else does: look with orgstrap plan and orgstrap verify whether this org.yaml is ' +
  'deployed, with orgstrap doctor for control policies of others, and at the policy of the resource itself.';

function layerRows({ says, silent }: Answer, layer: Layer, name: string): readonly (readonly string[])[] {
  const here = says.filter((say) => say.layer === layer && say.sid !== undefined);
  const denying = here.filter(({ effect }) => effect === 'Deny');
  // What a guardrail allows is everything.
  const shown = denying.some(isCertain)
    ? denying.filter(isCertain)
    : layer === 'scp' || layer === 'rcp'
      ? denying
      : here;
  if (shown.length === 0) return silent.includes(layer) ? [[name, 'nothing allows it', '']] : [];
  return shown.map((say, index) => [index === 0 ? name : '', `${verb(say)} ${say.sid}`, say.place]);
}

function isCertain({ dependsOn }: Say): boolean {
  return dependsOn === undefined;
}

function verb(say: Say): string {
  const { effect } = say;
  if (isCertain(say)) return effect === 'Deny' ? 'denied by' : 'allowed by';
  return effect === 'Deny' ? 'may be denied by' : 'may be allowed by';
}

/** The shape of `orgstrap why --json`; what a later version adds does not change it. */
const VERSION = 1;

export function whyJson(explained: readonly Explained[]): string {
  const answers = explained.map(({ answer: { asking, action, resource, outcome, says, silent }, advice, message }) => ({
    role: asking.name,
    account: asking.account,
    accountName: asking.accountName,
    action,
    resource,
    outcome,
    statements: says,
    silent,
    advice,
    saidByAws: message?.reason,
  }));
  return `${JSON.stringify({ version: VERSION, answers }, null, 2)}\n`;
}

import { readFileSync } from 'node:fs';
import type { Access } from '../../domain/ci-identity';
import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import type { Question } from './answer';
import { roleOfCaller, roleOfWorkspace } from './asking-role';
import { type RefusedCall, refusedCalls } from './refused-call';

/** What the command line asks. */
export interface Asked {
  readonly action?: string | undefined;
  readonly message?: string | undefined;
  readonly resource?: string | undefined;
  readonly workspace?: string | undefined;
  readonly access: Access;
  readonly context: readonly string[];
}

export interface AskedQuestion {
  readonly question: Question;
  readonly message?: RefusedCall;
}

const ACTION = /^[\w-]+:\w+$/;

const KEY = /^([\w-]+:[\w./@-]+)=(.*)$/;

/**
 * One question, or one for each call that a message says was refused.
 *
 * @throws Failure `UnusableQuestion`, with all that is wrong; `UnusableMessage`; as those of `roleOfWorkspace` and `roleOfCaller`
 */
export function questionsOf(config: OrgConfig, asked: Asked): readonly AskedQuestion[] {
  const { action, message, resource, workspace, access, context } = asked;
  const problems = problemsOf(asked);
  if (problems.length > 0) throw new Failure('UnusableQuestion', problems.join('; '), EXIT.unusable);
  const keys = Object.fromEntries(
    context.map((text) => {
      const [, key = '', value = ''] = KEY.exec(text) ?? [];
      return [key, value];
    }),
  );
  if (message === undefined) {
    const asking = roleOfWorkspace(config, workspace, access);
    return [{ question: { asking, action: action ?? '', resource, keys } }];
  }
  return callsIn(message).map((call) => ({
    question: { asking: roleOfCaller(config, call.caller), action: call.action, resource: call.resource, keys },
    message: call,
  }));
}

function problemsOf({ action, message, resource, workspace, context }: Asked): readonly string[] {
  return [
    ...(action === undefined && message === undefined
      ? [
          'neither an action nor a message: name the action, as in orgstrap why ec2:RunInstances, or give --message FILE',
        ]
      : []),
    ...(action !== undefined && message !== undefined
      ? [`both the action ${action} and a message: give one of them`]
      : []),
    ...(message !== undefined && (resource !== undefined || workspace !== undefined)
      ? ['--resource or --workspace beside a message, which names both: leave them out']
      : []),
    ...(action !== undefined && !ACTION.test(action)
      ? [`the action ${JSON.stringify(action)}: expected a service and a call, as in s3:GetObject, without wildcards`]
      : []),
    ...(resource !== undefined && resource !== '*' && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(resource)
      ? [`the resource ${JSON.stringify(resource)}: expected an ARN, or * for a call that is about no resource`]
      : []),
    ...context
      .filter((text) => !KEY.test(text))
      .map(
        (text) =>
          `the context ${JSON.stringify(text)}: expected KEY=VALUE, as in iam:PassedToService=ec2.amazonaws.com`,
      ),
  ];
}

function callsIn(file: string): readonly RefusedCall[] {
  const calls = refusedCalls(textOf(file));
  if (calls.length > 0) return calls;
  throw new Failure(
    'UnusableMessage',
    `${file} has no message of AWS that says who was refused what ("User: arn:... is not authorized to perform: ..."): copy all of Terraform's error; some services say "Access Denied" alone, and then name the action`,
    EXIT.unusable,
  );
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure('UnusableMessage', `cannot read ${file}: ${String(error)}`, EXIT.unusable);
  }
}

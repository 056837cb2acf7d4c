import { ACCESSES, type Access } from '../../domain/ci-identity';
import { EXIT } from '../../domain/failure';
import { CONFIG, command, JSON_RESULT } from '../command';

interface WhyOptions {
  readonly config: string;
  readonly action?: string;
  readonly resource?: string;
  readonly workspace?: string;
  readonly access: Access;
  readonly context: readonly string[];
  readonly message?: string;
  readonly json?: true;
}

/** `orgstrap why`: what decides that a role of orgstrap may do something, or may not. */
export const whyCommand = command<WhyOptions>({
  name: 'why',
  description:
    'Explain an AccessDenied: which document, boundary, guardrail or trust decides about an action, and which line of org.yaml would allow it. ' +
    'Asks about the Terraform role of a workspace, or about whom a message of AWS or Terraform names. Asks AWS nothing: it says what org.yaml and policies/ say.',
  statuses: {
    done: 'all that was asked about is allowed',
    failed: 'something is refused, or depends on what is not known',
    unusable:
      'wrong usage, no such workspace, a message in which nobody is refused, or a caller who is no role of orgstrap',
  },
  parameters: {
    action: { syntax: '[action]', description: 'as ec2:RunInstances' },
    config: CONFIG,
    resource: { syntax: '--resource <arn>', description: 'what it is done to; any resource without it' },
    workspace: {
      syntax: '-w, --workspace <name>',
      description: 'where; in the first workspace of org.yaml without it',
    },
    access: {
      syntax: '--access <access>',
      description: 'as the role that applies, or as the one that plans',
      choices: ACCESSES,
      default: 'apply',
    },
    context: {
      syntax: '--context <key=value...>',
      description: 'condition keys of the request, as iam:PassedToService=ec2.amazonaws.com',
      default: [],
      defaultText: 'what every request of Terraform has',
    },
    message: {
      syntax: '--message <file>',
      description: 'a file with the error, in place of an action; /dev/stdin reads what is piped in',
    },
    json: JSON_RESULT,
  },
  examples: [
    'orgstrap why ec2:RunInstances --workspace prod',
    'orgstrap why iam:PassRole --context iam:PassedToService=ec2.amazonaws.com',
    'orgstrap why --message error.txt',
  ],
  run: async ({ config: file, json, ...asked }, { io }) => {
    const { usableConfig } = await import('../usable-config');
    const { adviceFor } = await import('./advice');
    const { answerTo } = await import('./answer');
    const { questionsOf } = await import('./questions');
    const { whyJson, whyText } = await import('./why.text');
    const config = usableConfig(file, io.isColoured);
    const explained = questionsOf(config, asked).map(({ question, message }) => {
      const answer = answerTo(config, question);
      return { answer, advice: adviceFor(config, answer, file), ...(message && { message }) };
    });
    io.stdout((json ? whyJson : whyText)(explained));
    return explained.every(({ answer }) => answer.outcome === 'allowed') ? EXIT.done : EXIT.failed;
  },
});

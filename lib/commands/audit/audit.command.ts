import { EXIT } from '../../domain/failure';
import { CONFIG, command, JSON_RESULT } from '../command';

interface AuditOptions {
  readonly config: string;
  readonly workspace: string;
  readonly since: string;
  readonly until?: string;
  readonly pipeline?: string;
  readonly limit: number;
  readonly json?: true;
}

/** So that it ends within a minute for a busy account. */
const LIMIT = 1000;

/** `orgstrap audit`: who changed what in a product account, and from which CI run. */
export const auditCommand = command<AuditOptions>({
  name: 'audit',
  description:
    'Show who became the Terraform role of a workspace, from which CI run, and what each session changed; people in ' +
    'access roles, too. Asks the event history of CloudTrail as the auditor role, which has the management events ' +
    'of 90 days. Run it as an operator of org.yaml. Changes nothing.',
  statuses: {
    done: 'it has looked, also where it found nothing, which it says',
    unusable:
      'wrong usage, no such workspace or pipeline, more than 90 days, no operators, or AWS refuses the auditor role',
    incomplete:
      'no usable credentials, AWS cannot be reached or did not say who called, or CloudTrail refuses to be asked so often: somebody else is asking, too',
  },
  parameters: {
    config: CONFIG,
    workspace: {
      syntax: '-w, --workspace <name>',
      description: 'the workspace, which is one product account',
      isRequired: true,
    },
    since: {
      syntax: '--since <time>',
      description: 'so long ago (30m, 24h, 7d), or a time (2026-03-01T09:30:00Z)',
      default: '24h',
    },
    until: { syntax: '--until <time>', description: 'the same; now without it' },
    pipeline: { syntax: '-p, --pipeline <name>', description: 'only what this pipeline did' },
    limit: {
      syntax: '--limit <events>',
      description: 'how many events of each kind to look at in each Region',
      read: { expected: 'a whole number above 0', of: numberAboveZero },
      default: LIMIT,
    },
    json: JSON_RESULT,
  },
  examples: ['orgstrap audit --workspace prod --since 24h'],
  run: async ({ config: file, json, ...wanted }, { io, now, eventHistoryAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { timeSpan } = await import('./time-span');
    const { workspaceActivity } = await import('./workspace-activity');
    const { workspaceNamed } = await import('./workspace-activity');
    const { choosePipeline } = await import('../../estate/chosen-pipeline');
    const { activityJson } = await import('./audit.text');
    const { activityText } = await import('./audit.text');
    const config = usableConfig(file, io.isColoured);
    const workspace = workspaceNamed(config, wanted.workspace);
    const span = timeSpan(wanted.since, wanted.until, now());
    const pipeline = wanted.pipeline === undefined ? {} : { pipeline: choosePipeline(config, wanted.pipeline).name };
    const question = { workspace, span, limit: wanted.limit, ...pipeline };
    io.stderr(`asking CloudTrail about ${workspace.name} ${workspace.account}; it answers two questions a second\n`);
    const audit = await workspaceActivity(config, question, await eventHistoryAccess(config));
    io.stdout((json ? activityJson : activityText)(audit));
    // Who may not look knows that; what AWS did not answer leaves open who called.
    return audit.callersUnseen?.exitStatus === EXIT.incomplete ? EXIT.incomplete : EXIT.done;
  },
});

function numberAboveZero(text: string): number | undefined {
  const value = Number(text);
  return /^[1-9]\d*$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}

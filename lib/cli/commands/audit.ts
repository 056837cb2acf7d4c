import { Command, InvalidArgumentError, Option } from 'commander';
import type { TrailAccess } from '../../aws/trail-access';
import { EXIT } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { auditSpan } from '../../operations/audit/audit-span';
import { auditWorkspace } from '../../operations/audit/audit-workspace';
import { auditedWorkspace } from '../../operations/audit/audited-workspace';
import { choosePipeline } from '../../operations/choose-pipeline';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { trailAuditJson } from '../trail-audit-json';
import { trailAuditText } from '../trail-audit-text';
import { usableConfig } from '../usable-config';

/** What an audit is made with; the AWS SDK is loaded only when it is used. */
export interface Auditing {
  /** The event histories of accounts, as an operator's credentials see them. */
  connect(config: OrgConfig): Promise<TrailAccess>;
  now(): Date;
}

interface AuditOptions {
  readonly config: string;
  readonly workspace: string;
  readonly since: string;
  readonly until?: string;
  readonly pipeline?: string;
  readonly limit: number;
  readonly json?: true;
}

/** So that an audit of a busy account ends within a minute. */
const LIMIT = 1000;

/** `orgstrap audit`: who changed what in a product account, and from which CI run. */
export function auditCommand(serviceNames: () => readonly string[], { connect, now }: Auditing): CliCommand {
  return ({ io, finish }) =>
    new Command('audit')
      .description(
        'Show who became the Terraform role of a workspace, from which CI run, and what each session changed; people in ' +
          'access roles, too. Asks the event history of CloudTrail as the auditor role, which has the management events ' +
          'of 90 days. Run it as an operator of org.yaml. Changes nothing.',
      )
      .addOption(configOption())
      .requiredOption('-w, --workspace <name>', 'the workspace, which is one product account')
      .option('--since <time>', 'so long ago (30m, 24h, 7d), or a time (2026-03-01T09:30:00Z)', '24h')
      .option('--until <time>', 'the same; now without it')
      .option('-p, --pipeline <name>', 'only what this pipeline did')
      .addOption(
        new Option('--limit <events>', 'how many events of each kind to look at in each Region')
          .default(LIMIT)
          .argParser(wholeNumber),
      )
      .option('--json', 'write the result to stdout as JSON')
      .addHelpText('after', '\nExample:\n  orgstrap audit --workspace prod --since 24h\n')
      .action(async ({ config: file, json, ...wanted }: AuditOptions) => {
        const config = usableConfig(file, serviceNames, io.isColoured);
        const workspace = auditedWorkspace(config, wanted.workspace);
        const span = auditSpan(wanted.since, wanted.until, now());
        const pipeline =
          wanted.pipeline === undefined ? {} : { pipeline: choosePipeline(config, wanted.pipeline).name };
        const question = { workspace, span, limit: wanted.limit, ...pipeline };
        io.stderr(
          `asking CloudTrail about ${workspace.name} ${workspace.account}; it answers two questions a second\n`,
        );
        const audit = await auditWorkspace(config, question, await connect(config));
        io.stdout((json ? trailAuditJson : trailAuditText)(audit));
        finish(EXIT.done);
      });
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^[1-9]\d*$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('expected a whole number above 0.');
  return value;
}

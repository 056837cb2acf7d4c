import { Command } from 'commander';
import { EXIT } from '../../domain/failure';
import { AUDITOR_ROLE } from '../../domain/names';
import { auditPeople } from '../../operations/people/audit';
import { iamPeople } from '../../operations/people/iam-people';
import { auditJson, auditText, isClean } from '../audit-text';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';
import type { PeopleHandling } from './people-handling';

interface AuditOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap people audit`: who can reach what, and what is wrong with it; a finding ends with 1. */
export function peopleAuditCommand(
  serviceNames: () => readonly string[],
  { connect, now }: PeopleHandling,
): CliCommand {
  return ({ io, finish }) =>
    new Command('audit')
      .description(
        'Show who can reach what, when they last signed in, their MFA and their access keys. Ends with 1 where somebody has no ' +
          'MFA, a key is older than 90 days, a sign-in lies unused, groups differ from org.yaml, or a role is closed. ' +
          'Changes nothing.',
      )
      .addOption(configOption())
      .option('--json', 'write the result to stdout as JSON')
      .addHelpText('after', '\nExample:\n  orgstrap people audit --config org.yaml\n')
      .action(async ({ config: file, json }: AuditOptions) => {
        const config = usableConfig(file, serviceNames, io.isColoured);
        const people = iamPeople(config);
        const audit = await auditPeople(config, people, await connect(config, AUDITOR_ROLE), now());
        io.stdout(json ? auditJson(audit) : auditText(audit));
        finish(isClean(audit) ? EXIT.done : EXIT.failed);
      });
}

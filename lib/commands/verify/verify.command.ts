import type { OrgConfig } from '../../domain/org-config';
import { CONFIG, command } from '../command';
import { atOnce, REPORT, type ReportOptions } from '../live-report/parameters';

interface VerifyOptions extends ReportOptions {
  readonly config: string;
  readonly concurrency?: number;
}

/** `orgstrap verify`: whether every account has what orgstrap makes there, seen by its auditor role. */
export const verifyCommand = command<VerifyOptions>({
  name: 'verify',
  description:
    'Become the auditor role of every account of org.yaml, and show whether the roles there wear their boundaries, ' +
    'trust whom they should and may do what they should, the users of people and CI, the buckets and keys of the Terraform account, the guardrails, how the root user is kept, and with an audit whether trails record and alarms reach somebody. Ends ' +
    'with 1 where something is not so, and with 3 where something could not be seen. Run it as an operator of org.yaml, after a deployment. ' +
    'Changes nothing.',
  statuses: {
    done: 'everything was seen, and is as it should be',
    failed: 'something is not',
    unusable: 'no operators, or an org.yaml with problems',
    incomplete:
      'no usable credentials, AWS cannot be reached, or something could not be seen, such as an account that cannot be entered',
  },
  parameters: { config: CONFIG, ...REPORT, concurrency: atOnce('accounts are looked at', '32') },
  examples: [
    'orgstrap verify --config org.yaml',
    'orgstrap verify --format table json junit sarif --out reports/',
    'orgstrap verify --concurrency 128',
  ],
  run: async ({ config: file, json, format, out, concurrency }, { io, root, auditorAccess, during }) => {
    const { deliveredReport, distinctFormats } = await import('../../estate/report-files');
    const formats = distinctFormats(json ? ['json'] : format, out);
    const { usableConfig } = await import('../usable-config');
    const config = usableConfig(file, io.isColoured);
    const accounts = await during('verify', async (tell) => {
      const count = config.environments.flatMap((environment) => environment.accounts).length;
      // Before what asks AWS is loaded, which takes a while in which no timer runs.
      tell(`looking at ${count} product accounts`, count > MANY ? 'blocks' : undefined);
      const { accountsToSee } = await import('../../policies/expected-accounts');
      const { verify } = await import('./verify');
      const toSee = accountsToSee(config);
      const view = await auditorAccess(config);
      tell(`entering ${toSee.length} accounts`);
      const onSeen = (seen: number) => tell(`${seen} of ${toSee.length} accounts seen`);
      return verify(config, toSee, view, onSeen, concurrency);
    });
    const { isUnseen, verifiedStatus, verifiedJson, verifiedText } = await import('../live-checks.text');
    const { liveFiles } = await import('../live-report/live-files');
    const { placesIn } = await import('../live-report/live-report');
    const { packageVersion } = await import('../../policies/policies-folder');
    const unlooked = notLookedAt(config);
    const report = liveFiles(
      {
        tool: 'orgstrap verify',
        version: packageVersion(),
        accounts,
        notLookedAt: unlooked,
        isOpen: isUnseen,
        placeOf: placesIn(file, root),
      },
      { table: () => verifiedText(accounts, unlooked), json: () => verifiedJson(accounts, unlooked) },
    );
    io.stdout(deliveredReport(report, formats, out));
    return verifiedStatus(accounts);
  },
});

/** Whoever looks at more waits in any case, so they are told at once. */
const MANY = 200;

/** Without a block `managementAccount` that account has no auditor role, so nobody can look. */
function notLookedAt({ managementAccount: managed, organization }: OrgConfig): readonly string[] {
  return managed === undefined ? [organization.managementAccount] : [];
}

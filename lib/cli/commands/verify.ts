import { Command } from 'commander';
import type { ExpectedAccount } from '../../domain/expected-account';
import { EXIT } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { type VerifyView, verify } from '../../operations/verify/verify';
import { isVerified, verifiedJson } from '../checks-json';
import { verifiedText } from '../checks-text';
import type { CliCommand } from '../command';
import { configOption } from '../options';
import { usableConfig } from '../usable-config';

/** What accounts are verified with; all of it is loaded only when it is used. */
export interface Verifying {
  /** What `org.yaml` says that each account has. */
  expect(config: OrgConfig): readonly ExpectedAccount[];
  /** AWS, as an operator's credentials see it. */
  connect(config: OrgConfig): Promise<VerifyView>;
}

interface VerifyOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap verify`: whether every account has what orgstrap makes there, seen by its auditor role. */
export function verifyCommand(serviceNames: () => readonly string[], { expect, connect }: Verifying): CliCommand {
  return ({ io, finish }) =>
    new Command('verify')
      .description(
        'Become the auditor role of every account of org.yaml, and show whether the roles there wear their boundaries and ' +
          'trust whom they should, how the root user is kept, and with an audit whether a trail records what happens. Ends ' +
          'with 1 where something is not so, or could not be seen. Run it as an operator of org.yaml, after a deployment. ' +
          'Changes nothing.',
      )
      .addOption(configOption())
      .option('--json', 'write the result to stdout as JSON')
      .addHelpText('after', '\nExample:\n  orgstrap verify --config org.yaml\n')
      .action(async ({ config: file, json }: VerifyOptions) => {
        const config = usableConfig(file, serviceNames, io.isColoured);
        const accounts = await verify(config, expect(config), await connect(config));
        io.stdout((json ? verifiedJson : verifiedText)(accounts, notLookedAt(config)));
        finish(isVerified(accounts) ? EXIT.done : EXIT.failed);
      });
}

/** Without a twin the management account has no role of orgstrap, and so nobody to look. */
function notLookedAt({ managementAccount: twin, organization }: OrgConfig): readonly string[] {
  return twin === undefined ? [organization.managementAccount] : [];
}

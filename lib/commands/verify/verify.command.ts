import type { OrgConfig } from '../../domain/org-config';
import { CONFIG, command, JSON_RESULT } from '../command';

interface VerifyOptions {
  readonly config: string;
  readonly json?: true;
}

/** `orgstrap verify`: whether every account has what orgstrap makes there, seen by its auditor role. */
export const verifyCommand = command<VerifyOptions>({
  name: 'verify',
  description:
    'Become the auditor role of every account of org.yaml, and show whether the roles there wear their boundaries, ' +
    'trust whom they should and may do what they should, the users of people and CI, how the root user is kept, and with an audit whether a trail records what happens. Ends ' +
    'with 1 where something is not so, and with 3 where something could not be seen. Run it as an operator of org.yaml, after a deployment. ' +
    'Changes nothing.',
  parameters: { config: CONFIG, json: JSON_RESULT },
  examples: ['orgstrap verify --config org.yaml'],
  run: async ({ config: file, json }, { io, auditorAccess, during }) => {
    const { usableConfig } = await import('../usable-config');
    const { expectedAccounts } = await import('../../policies/expected-accounts');
    const { verify } = await import('./verify');
    const { verifiedStatus, verifiedJson } = await import('../live-checks.text');
    const { verifiedText } = await import('../live-checks.text');
    const config = usableConfig(file, io.isColoured);
    const expected = expectedAccounts(config);
    const accounts = await during('verify', async (tell) => {
      tell(`entering ${expected.length} accounts`);
      return verify(config, expected, await auditorAccess(config), (seen) =>
        tell(`${seen} of ${expected.length} accounts seen`),
      );
    });
    io.stdout((json ? verifiedJson : verifiedText)(accounts, notLookedAt(config)));
    return verifiedStatus(accounts);
  },
});

/** Without a block `managementAccount` that account has no auditor role, so nobody can look. */
function notLookedAt({ managementAccount: managed, organization }: OrgConfig): readonly string[] {
  return managed === undefined ? [organization.managementAccount] : [];
}

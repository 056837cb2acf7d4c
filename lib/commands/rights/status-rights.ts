import type { CommandRights } from './command-rights';
import { DOCTOR } from './doctor-rights';
import { KEY_STATUS } from './operator-rights';

/** What doctor reads, and where somebody there is an operator what `key status` becomes: each part is seen by itself. */
export const STATUS: CommandRights = {
  purpose:
    'It reads what doctor reads, and becomes the auditor role of the Terraform account, which knows of pipelines and keys.',
  of: async (config, types) => {
    const reading = await DOCTOR.of(config, types);
    const becoming = config.operators === undefined ? [] : await KEY_STATUS.of(config, types);
    const both = reading.map(({ account, who, policies }) => ({
      account,
      who,
      policies: [...policies, ...becoming.filter((one) => one.account === account).flatMap((one) => one.policies)],
    }));
    const others = becoming.filter(({ account }) => !reading.some((one) => one.account === account));
    return [...both, ...others];
  },
};

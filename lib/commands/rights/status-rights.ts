import { together } from './command-rights';
import { DOCTOR } from './doctor-rights';
import { KEY_STATUS } from './operator-rights';

/** What doctor reads, and where somebody there is an operator what `key status` becomes: each part is seen by itself. */
export const STATUS = together(
  'It reads what doctor reads, and becomes the auditor role of the Terraform account, which knows of pipelines and keys.',
  ({ operators }) => [DOCTOR.of, ...(operators === undefined ? [] : [KEY_STATUS.of])],
);

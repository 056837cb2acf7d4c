import type { Observer } from '../../report/ledger';

/** Says nothing. */
export const SILENT: Observer = {
  begin: () => undefined,
  end: () => undefined,
  close: () => undefined,
  finish: () => undefined,
};

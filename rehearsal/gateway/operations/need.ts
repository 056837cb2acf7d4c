import type { Request } from '../../iam/request';

/** A permission that an operation takes. Who asks is the same for all of them. */
export type Need = Omit<Request, 'caller'>;

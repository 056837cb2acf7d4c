import type { NewAccessKey } from './access-keys';

/**
 * The secrets that keep access keys. Each value is a version that is named after its key, so that the labels alone say
 * which key is which.
 */
export interface KeySecrets {
  /** The ids of the keys that have a label. @throws Failure `NoKeySecret` where the secret is not there. */
  labels(secret: string): Promise<KeyLabels>;
  /** Undefined where its secret half was never kept: the key was made by hand. */
  read(secret: string, id: string): Promise<NewAccessKey | undefined>;
  /** Keeps a key that nobody uses yet. */
  keep(secret: string, key: NewAccessKey): Promise<void>;
  /** Notes that a key, which was made by hand, is the one in use. */
  adopt(secret: string, id: string): Promise<void>;
  /** A key that was kept is now the one in use, and the one before it the previous one. */
  promote(secret: string, id: string): Promise<void>;
}

export interface KeyLabels {
  /** In use. */
  readonly current?: string;
  /** Kept, but not known to be in use. It may be the current one, too: Secrets Manager makes the first version current. */
  readonly pending?: string;
  readonly previous?: string;
}

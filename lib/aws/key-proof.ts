import type { NewAccessKey } from './access-keys';

/** Tries a key out as CI will use it. */
export interface KeyProof {
  /** Whether the key becomes the role; a key that was just made may need some seconds until it does. */
  becomes(key: NewAccessKey, roleArn: string): Promise<boolean>;
}

import type { OrgConfig } from '../../domain/org-config';
import { awsConfigBlock, type ProfileChoice, withProfiles } from './aws-config-block';
import { replaceFile } from './replace-file';
import { writable } from './writable';

/**
 * Writes the profiles of a person into a file that is somebody else's but for the block of orgstrap.
 *
 * @throws Failure as `awsConfigBlock` and `withProfiles`; `CannotWrite`
 */
export function writeAwsConfig(config: OrgConfig, choice: ProfileChoice, file: string): void {
  const block = awsConfigBlock(config, choice);
  writable(file, () => replaceFile(file, (text) => withProfiles(text, block, file)));
}

/** The block alone, for whoever puts it somewhere by hand. */
export function awsConfigText(config: OrgConfig, choice: ProfileChoice): string {
  return withProfiles('', awsConfigBlock(config, choice), '');
}

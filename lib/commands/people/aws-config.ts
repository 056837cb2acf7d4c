import { EXIT, Failure } from '../../domain/failure';
import type { OrgConfig } from '../../domain/org-config';
import { orCannotWrite, replaceFile } from '../../estate/files';
import { awsProfiles, extendSwitchRoles, type Section } from './aws-profiles';
import { knownPeople, namedPerson } from './known-people';
import { foreignLines, type MarkedBlock, withBlock } from './marked-block';
import type { ProfileFormat } from './profile-formats';

/**
 * Writes the profiles of a person into a file that is somebody else's but for the block of orgstrap.
 *
 * @throws Failure as `awsConfigBlock` and `withProfiles`; `CannotWrite`
 */
export function writeAwsConfig(config: OrgConfig, choice: ProfileChoice, file: string): void {
  const block = awsConfigBlock(config, choice);
  orCannotWrite(file, () => replaceFile(file, (text) => withProfiles(text, block, file)));
}

/** The block alone, for people who put it into a file by hand. */
export function awsConfigText(config: OrgConfig, choice: ProfileChoice): string {
  return withProfiles('', awsConfigBlock(config, choice), '');
}

/** Whose profiles are written, and how. */
export interface ProfileChoice {
  /** The name of the user. */
  readonly user: string;
  /** The profile that holds the access key of the user. */
  readonly sourceProfile: string;
  readonly format: ProfileFormat;
}

/** The block of a file, and which profiles are in it. */
export interface AwsConfigBlock extends MarkedBlock {
  readonly profiles: readonly string[];
}

/** What needs no quotes in an INI file, and no escape in a shell. */
const PROFILE_NAME = /^[A-Za-z0-9+=,.@:/_-]+$/;

/**
 * The block with the profiles of a person. Organizations have marks of their own, so one file can hold the profiles of several.
 *
 * @throws Failure `NoPeople`, `PeopleOfIdentityCenter`, `UnknownPerson`, `UnfitSourceProfile`
 */
export function awsConfigBlock(config: OrgConfig, { user, sourceProfile, format }: ProfileChoice): AwsConfigBlock {
  const people = knownPeople(config);
  const owner = { people, person: namedPerson(people, user), sourceProfile };
  const targets = awsProfiles(config, owner);
  if (!PROFILE_NAME.test(sourceProfile) || targets.some(({ name }) => name === sourceProfile)) {
    throw new Failure(
      'UnfitSourceProfile',
      `--source-profile '${sourceProfile}' cannot be the profile with the access key of ${user}; expected letters, digits ` +
        'and any of + = , . @ : / _ -, and no profile that is written',
      EXIT.unusable,
    );
  }
  const sections = format === 'config' ? targets : extendSwitchRoles(config, owner);
  const header = format === 'config' ? (name: string) => `[profile ${name}]` : (name: string) => `[${name}]`;
  return {
    begin: `# >>> orgstrap people ${config.organization.id} >>>`,
    end: `# <<< orgstrap people ${config.organization.id} <<<`,
    lines: [
      '# Written by "orgstrap people aws-config" from org.yaml, which replaces all lines between the two marks.',
      ...sections.flatMap((section) => ['', header(section.name), ...settingsOf(section)]),
      '',
    ],
    profiles: sections.map(({ name }) => name),
  };
}

/**
 * The text of a file with the block in place of its earlier one; every line of somebody else stays as it is.
 *
 * @param file - what the file is called in a message
 * @throws Failure `ProfileExists` where a profile of the block is elsewhere in the file, too: the AWS CLI would refuse to
 *   read any of it. `BrokenBlock` where the marks of an earlier block are no pair.
 */
export function withProfiles(text: string, block: AwsConfigBlock, file: string): string {
  const found = foreignLines(text, block).flatMap(({ number, text: line }) => {
    const name = profileOf(line);
    return name !== undefined && block.profiles.includes(name) ? [`${file}:${number} has a profile ${name}`] : [];
  });
  if (found.length > 0) {
    throw new Failure(
      'ProfileExists',
      `${found.join('\n')}\nthe AWS CLI cannot read a file with a profile twice; rename or remove what is there, and run this again`,
    );
  }
  return withBlock(text, block);
}

function settingsOf({ settings }: Section): readonly string[] {
  return Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
}

/** The profile that a line begins, in either of the two formats, read as leniently as the AWS CLI and the extension read it. */
function profileOf(line: string): string | undefined {
  return /^\s*\[\s*(?:profile\s+)?(["']?)(?<name>[^\]"']+?)\1\s*\]/i.exec(line)?.groups?.name;
}

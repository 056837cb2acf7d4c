import { basename, dirname } from 'node:path';
import type { OrgConfig } from '../../domain/org-config';
import { NOT_OURS, writeFiles } from '../../estate/files';
import { chosenGroups, knownPeople } from './known-people';
import { linksPage, WRITTEN_BY_ORGSTRAP } from './links-page';
import { consoleAccess, environmentColours, linkedGroup } from './role-links';

/** What of an organization is on the page. */
export interface LinksChoice {
  /** All groups without it. */
  readonly group?: string;
  /** The address of the access portal: needed for people of IAM Identity Center, and refused for others. */
  readonly portal?: string;
}

/**
 * Writes the page with a link into every role that people may become, over an earlier one, and answers its path.
 *
 * @throws Failure `NoPeople`, `UnknownGroup`, `PortalNeeded`, `NoPortal`, `NotAnAddress`; `NotOurs`, `CannotWrite` where
 *   the file cannot be written.
 */
export function writeLinks(config: OrgConfig, { group, portal }: LinksChoice, file: string): string {
  const people = knownPeople(config);
  const groups = chosenGroups(people, group);
  const entrance = consoleAccess(config, people, portal);
  const page = linksPage({
    organization: config.organization.id,
    entrance,
    groups: groups.map((chosen) => linkedGroup(config, chosen, entrance.addressOf)),
    colours: environmentColours(config.environments),
  });
  writeFiles({ [basename(file)]: page }, dirname(file), (_, text) => (isOurs(text) ? undefined : NOT_OURS));
  return file;
}

/** Git and editors may have changed the ends of its lines. */
function isOurs(text: string): boolean {
  return text.replaceAll('\r\n', '\n').startsWith(WRITTEN_BY_ORGSTRAP);
}

import { EXIT, Failure } from '../../domain/failure';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import type { IamUserSignIn, People } from '../../domain/people';
import type { Reach } from '../../domain/reach';
import { portalAddress, switchRoleAddress } from '../../domain/role-address';
import { signInAddress } from '../../domain/sign-in-page';
import { environmentColours } from './environment-colours';
import { roleLabels } from './role-label';

/** How people get in: they sign in at one place, and go on from there into a role. */
export interface Door {
  readonly signInAddress: string;
  /** What people have to know, in the order in which they need it: the first while they sign in. */
  readonly steps: readonly string[];
  readonly addressOf: (reach: Reach) => string;
}

/**
 * How the people of an organization get in.
 *
 * @param portal - the address of the access portal, for people of IAM Identity Center
 * @throws Failure `PortalNeeded`, `NoPortal`, `NotAnAddress` where the two do not agree.
 */
export function doorOf(config: OrgConfig, people: People, portal: string | undefined): Door {
  const { signIn } = people;
  if (signIn.source === 'iamUsers') {
    if (portal !== undefined) {
      throw new Failure(
        'NoPortal',
        'people are IAM users of Ops, who have no access portal; leave out --portal',
        EXIT.unusable,
      );
    }
    return doorOfOps(config, people, signIn);
  }
  if (portal === undefined) {
    throw new Failure(
      'PortalNeeded',
      'people come from IAM Identity Center, whose access portal lists what they reach; name its address with --portal ' +
        '(https://d-1234567890.awsapps.com/start, in the settings of Identity Center) to have the links on a page',
      EXIT.unusable,
    );
  }
  return doorOfPortal(checked(portal));
}

function doorOfOps(config: OrgConfig, { sessionHours }: People, { mfaMaxAgeHours }: IamUserSignIn): Door {
  const { partition } = namesOf(config);
  const colours = environmentColours(config.environments);
  const labelOf = roleLabels(config);
  return {
    signInAddress: signInAddress(partition, config.accounts.ops),
    steps: [
      `Use your MFA device: without it every role refuses you, and so it does once the sign-in is ${hours(mfaMaxAgeHours)} old.`,
      `Choose a role below and confirm with “Switch Role”. It lasts ${hours(sessionHours)} at most.`,
      'To go back, open the menu at the top right, which has the name of the role, and choose “Switch back”.',
    ],
    addressOf: (reach) =>
      switchRoleAddress(partition, reach, {
        displayName: labelOf(reach),
        colour: colours.get(reach.environment) ?? '',
      }),
  };
}

function doorOfPortal(portal: string): Door {
  return {
    signInAddress: portal,
    steps: [
      'That is the access portal of IAM Identity Center. Use your MFA device where it asks for it.',
      'Choose a role below: it opens in the console. The portal lists the same roles.',
      'For another role choose another link. To go back, sign out of the console, and stay in the portal.',
    ],
    addressOf: (reach) => portalAddress(portal, reach),
  };
}

/** A link on a page that people trust must lead where it seems to. */
function checked(portal: string): string {
  const address = URL.canParse(portal) ? new URL(portal) : undefined;
  if (address?.protocol === 'https:' && address.username === '' && address.search === '' && address.hash === '') {
    return address.href;
  }
  throw new Failure(
    'NotAnAddress',
    `--portal ${portal} is no address of an access portal; expected one such as https://d-1234567890.awsapps.com/start`,
    EXIT.unusable,
  );
}

function hours(count: number): string {
  return count === 1 ? '1 hour' : `${count} hours`;
}

import * as z from 'zod';
import type { Audit } from '../../domain/audit';
import { globalRegionsOf, type HomeRegion, isHomeRegion, partitionOf } from '../../domain/region';
import { keyOf, nodeAt, textOf } from '../node';
import { problemAt, type Wording } from '../problem';
import { eachOnce } from '../rules/listed-names';
import { guided, type Rule } from '../schema';
import { homeRegionOf, region } from './home-region';

/** A year: what most standards ask for at least. */
const RETENTION_DAYS = 365;

const OBJECT_LOCKS = { governance: 'GOVERNANCE', compliance: 'COMPLIANCE' } as const;

const trail = guided(z.enum(['own', 'organization']), {
  description:
    'own: a trail in the Terraform account and in every account that is watched. organization: the trail of the organization, which is ' +
    'there already. Where accounts have trails already, the second copy of management events costs money (2 dollars per 100,000): docs/cost.md.',
  expected: 'own or organization; one of them costs money where the other is there, so there is no default',
  example: 'own',
  fix: 'write trail: organization if the organization has a trail, else trail: own',
});

/** What is said of a trail is said of one that orgstrap makes. */
const needsAnOwnTrail: Rule = (node, { root }) => {
  if (textOf(nodeAt(root, 'audit', 'trail'))?.value !== 'organization') return [];
  const key = keyOf(node);
  return [
    problemAt(key, {
      found: `${key.value}, with the trail of the organization`,
      expected: 'only what orgstrap decides; whoever made that trail decides how long it is kept',
      fix: `remove ${key.value}, or write trail: own`,
    }),
  ];
};

const retentionDays = guided(z.int().min(90).max(3653).optional(), {
  description: 'For how many days the files of an own trail are kept; 365 where nothing is said.',
  expected: 'a whole number of days from 90 to 3653',
  example: 730,
  default: RETENTION_DAYS,
  fix: 'write a number, or remove retentionDays for a year',
  rules: [needsAnOwnTrail],
});

const objectLock = guided(z.enum(['governance', 'compliance']).optional(), {
  description:
    'Whether S3 refuses to delete the files of an own trail before that. Nobody takes compliance back, not even AWS: the account can only ' +
    'be closed.',
  expected: 'governance or compliance',
  example: 'governance',
  unset: 'none: S3 keeps nobody who may delete files from deleting them',
  fix: 'write objectLock: governance, or remove objectLock',
  rules: [needsAnOwnTrail],
});

const address = guided(z.email(), {
  description: 'An address that gets every alarm; AWS asks it to confirm.',
  expected: 'an e-mail address',
  example: 'security@example.com',
  fix: 'write one address of a team, such as security@example.com',
});

const email = guided(z.array(address).min(1).optional(), {
  description: 'Who gets alarms by e-mail. Without anybody, subscribe to the topic orgstrap-alarms in another way.',
  expected: 'a list with at least one e-mail address',
  unset: 'none: the topic has no subscription by e-mail',
  fix: 'list addresses, or remove email',
});

const unusedAccessDays = guided(z.int().min(1).max(365).optional(), {
  description:
    'Lets IAM Access Analyzer report access that nobody has used for so many days. It costs money for each role and user: docs/cost.md.',
  expected: 'a whole number of days from 1 to 365',
  example: 90,
  unset: 'none: unused access is not looked for',
  fix: 'write a number such as 90, or remove unusedAccessDays',
});

const externalAccess = guided(z.enum(['accounts']).optional(), {
  description:
    'accounts: IAM Access Analyzer reports in every product account, too, whom from outside its roles, buckets and keys let in. It is free of ' +
    'charge. An account has one such analyzer in a Region: where accounts have one already, leave this out.',
  expected: 'accounts',
  example: 'accounts',
  unset: 'none: the Terraform account alone has an analyzer',
  fix: 'write externalAccess: accounts, or remove externalAccess for an analyzer of the Terraform account alone',
});

/** The home Region and those of global services are watched without an entry. */
const isFurther: Rule = (node, { root }) => {
  const text = textOf(node, isHomeRegion);
  const home = homeRegionOf(root);
  const wording = text && home && watchedAlready(text.value, home);
  return text && wording ? [problemAt(text, wording)] : [];
};

function watchedAlready(region: HomeRegion, home: HomeRegion): Wording | undefined {
  const partition = partitionOf(home);
  if (partitionOf(region) !== partition) {
    return {
      found: `a Region of the partition ${partitionOf(region)}`,
      expected: `one of ${partition}, the partition of ${home}`,
      fix: `remove ${region}`,
    };
  }
  if (region !== home && !globalRegionsOf(partition).includes(region)) return undefined;
  return {
    found: `${region}, ${region === home ? 'the home Region' : 'in which global services record what happens'}`,
    expected: 'only further Regions; this one is watched already',
    fix: `remove ${region}`,
  };
}

/** Where else somebody works; StackSets must reach every account there, too. */
const furtherRegion = region('A Region that is on in every account from its first day.', 'eu-central-1', [isFurther]);

const regions = guided(z.array(furtherRegion).min(1).optional(), {
  description:
    'Further Regions in which somebody works, or could call: alarms hear of what happens there, and orgstrap audit asks there, too. ' +
    'The home Region and those of global services need no entry.',
  expected: 'a list with at least one Region',
  unset: 'none: the home Region and those of global services are watched',
  fix: 'list Regions, or remove regions',
  rules: [eachOnce(isHomeRegion)],
});

const block = z.strictObject({ trail, retentionDays, objectLock, email, unusedAccessDays, externalAccess, regions });

export const audit = guided(block.transform(auditOf).optional(), {
  description:
    'Trails, alarms about what should not happen, and an analyzer of external access. docs/cost.md says what it costs.',
  expected: 'a map with trail',
  unset: 'none: orgstrap makes no trail, no alarms and no analyzer',
  fix: 'write audit: { trail: own }, or remove audit',
});

function auditOf({ objectLock: lock, ...parsed }: z.output<typeof block>): Audit {
  return {
    ...parsed,
    retentionDays: parsed.retentionDays ?? RETENTION_DAYS,
    email: parsed.email ?? [],
    ...(lock && { objectLock: OBJECT_LOCKS[lock] }),
  };
}

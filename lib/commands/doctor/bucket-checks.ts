import type { AccountId } from '../../domain/ids';
import type { OrgConfig } from '../../domain/org-config';
import { bucketsOf } from '../../domain/workspaces';
import {
  type CheckSubject,
  checksOfAnswer,
  doesNotHold,
  holds,
  type LiveCheck,
  notSeen,
} from '../../estate/live-check';
import type { AccountNames } from './name-checks';

const BUCKETS: CheckSubject = {
  kind: 'taken-bucket',
  name: 'names of buckets',
  why: 'a bucket of the name in another account stops the deployment, and whoever has it would get what is written to it',
};

/** What came of looking at one name. */
interface LookedAt {
  readonly name: string;
  readonly state: 'free' | 'ours' | 'of no stack' | 'refuses';
}

/**
 * Whether the buckets of the Terraform account can be made, or were. S3 refuses to say whose a bucket is, so one that is there can be
 * told from another account's with credentials of the Terraform account alone.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export function bucketChecks(config: OrgConfig, caller: AccountId, names: AccountNames): Promise<readonly LiveCheck[]> {
  const { terraform } = config.accounts;
  const isThere = caller === terraform;
  const elsewhere = `run orgstrap doctor with credentials of ${terraform}, with s3:ListBucket, s3:ListAllMyBuckets and cloudformation:ListStackResources`;
  return checksOfAnswer(
    [BUCKETS],
    elsewhere,
    async () => {
      const looked = await Promise.all(bucketsOf(config).map((name) => lookAt(name, terraform, names, isThere)));
      const refusing = looked.filter(({ state }) => state === 'refuses').map(({ name }) => name);
      const own = isThere && refusing.length > 0 ? await names.taken.ownBuckets() : [];
      return { looked, foreign: refusing.filter((name) => !own.includes(name)) };
    },
    ({ looked, foreign }) => {
      const left = looked.filter(({ state }) => state === 'of no stack').map(({ name }) => name);
      const checks = [
        ...left.map((name) =>
          doesNotHold(
            { ...BUCKETS, resource: name },
            `${name} is a bucket of ${terraform} that no stack of orgstrap made`,
            `look at what is in it, and once it is empty: aws s3api delete-bucket --bucket ${name}`,
          ),
        ),
        ...(isThere ? foreign : []).map((name) =>
          doesNotHold(
            { ...BUCKETS, resource: name },
            `${name} is a bucket of another account`,
            'report it to AWS, and choose another name for the pipeline, another home Region or another Terraform account',
          ),
        ),
        ...(isThere || foreign.length === 0
          ? []
          : [notSeen(BUCKETS, `${foreign.join(', ')}: there, and from ${caller} nobody sees whose`, elsewhere)]),
      ];
      if (checks.length > 0) return checks;
      return [holds(BUCKETS, `${looked.length} names, each free or a bucket of orgstrap's`)];
    },
  );
}

async function lookAt(
  name: string,
  owner: AccountId,
  { made, taken }: AccountNames,
  isThere: boolean,
): Promise<LookedAt> {
  const found = await taken.bucket(name, owner);
  if (found === 'not there') return { name, state: 'free' };
  if (found === 'refuses') return { name, state: 'refuses' };
  if (!isThere) return { name, state: 'ours' };
  return { name, state: (await made()).has(name) ? 'ours' : 'of no stack' };
}

import {
  type IAMClient,
  ListOpenIDConnectProvidersCommand,
  paginateListGroups,
  paginateListPolicies,
  paginateListRoles,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import { HeadBucketCommand, paginateListBuckets, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { awsAnswer } from './aws-answer';
import type { Throttle } from './throttle';

/** The names that are taken in one account, and names of buckets, which the whole world shares. */
export interface TakenNames {
  /** Every role, user, group and managed policy of the account, on any path. */
  iam(): Promise<readonly IamName[]>;
  /** The ARNs of the OIDC providers of the account. */
  oidcProviders(): Promise<readonly string[]>;
  /**
   * What a bucket of that name says to who asks for it as the property of an account. It refuses where it is another
   * account's, or the credentials may not see it.
   */
  bucket(name: string, owner: string): Promise<'not there' | 'of the account' | 'refuses'>;
  /** The buckets of the account. */
  ownBuckets(): Promise<readonly string[]>;
}

export interface IamName {
  readonly kind: 'role' | 'user' | 'group' | 'policy';
  readonly name: string;
  readonly arn: string;
}

interface Listed {
  readonly Arn?: string | undefined;
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 */
export class AwsTakenNames implements TakenNames {
  constructor(
    private readonly client: IAMClient,
    private readonly s3: S3Client,
    private readonly throttle: Throttle,
  ) {}

  async iam(): Promise<readonly IamName[]> {
    const { client } = this;
    const [roles, users, groups, policies] = await Promise.all([
      this.all('iam:ListRoles', paginateListRoles({ client }, {}), ({ Roles }) => Roles),
      this.all('iam:ListUsers', paginateListUsers({ client }, {}), ({ Users }) => Users),
      this.all('iam:ListGroups', paginateListGroups({ client }, {}), ({ Groups }) => Groups),
      this.all('iam:ListPolicies', paginateListPolicies({ client }, { Scope: 'Local' }), ({ Policies }) => Policies),
    ]);
    return [...named('role', roles), ...named('user', users), ...named('group', groups), ...named('policy', policies)];
  }

  async oidcProviders(): Promise<readonly string[]> {
    const { OpenIDConnectProviderList: providers = [] } = await awsAnswer(
      'iam:ListOpenIDConnectProviders',
      this.throttle(() => this.client.send(new ListOpenIDConnectProvidersCommand({}))),
    );
    return providers.flatMap(({ Arn: arn }) => arn ?? []);
  }

  async bucket(name: string, owner: string): Promise<'not there' | 'of the account' | 'refuses'> {
    const request = new HeadBucketCommand({ Bucket: name, ExpectedBucketOwner: owner });
    const sent = this.throttle(() => this.s3.send(request)).then(
      () => 'of the account' as const,
      (error: unknown) => {
        // A HEAD has no body, so the status is all that S3 says.
        const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
        if (status === 404) return 'not there' as const;
        if (status === 403 || status === 301) return 'refuses' as const;
        throw error;
      },
    );
    return await awsAnswer('s3:ListBucket', sent);
  }

  async ownBuckets(): Promise<readonly string[]> {
    const buckets = await this.all('s3:ListAllMyBuckets', paginateListBuckets({ client: this.s3 }, {}), ({ Buckets }) =>
      Buckets?.map(({ Name: name }) => name ?? ''),
    );
    return buckets;
  }

  private all<Page, Item>(
    action: string,
    pages: AsyncIterable<Page>,
    itemsOf: (page: Page) => readonly Item[] | undefined,
  ): Promise<readonly Item[]> {
    const read = async () => {
      const items: Item[] = [];
      for await (const page of pages) items.push(...(itemsOf(page) ?? []));
      return items;
    };
    return awsAnswer(action, this.throttle(read));
  }
}

/** The name is the last part of the ARN, whatever the path is. */
function named(kind: IamName['kind'], listed: readonly Listed[]): readonly IamName[] {
  return listed.flatMap(({ Arn: arn = '' }) => ({ kind, name: arn.split('/').at(-1) ?? '', arn }));
}

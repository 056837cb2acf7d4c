import { namesOf } from '../../domain/names-of';
import type { Tokens } from '../../domain/tokens';
import { requestOf, resourceTags, type Scene, type Way, type WayRequest } from './way';

/** A role that jobs become, and the account that it is in. */
interface RoleOfJobs {
  readonly arn: string;
  readonly account: string;
}

/** How the holder of a token becomes a role: the provider of its issuer is in the account of the role. */
export function tokenRequest(
  scene: Scene,
  way: Way,
  { arn: resource, account: owner }: RoleOfJobs,
  { issuer, audience, subjects }: Pick<Tokens, 'issuer' | 'audience' | 'subjects'>,
): WayRequest {
  const provider = `arn:${namesOf(scene.config).partition}:iam::${owner}:oidc-provider/${issuer}`;
  const [subject] = subjects;
  const isExact = subjects.length === 1 && subject !== undefined && !/[*?]/.test(subject);
  return {
    way,
    request: requestOf(scene, {
      principal: { kind: 'webIdentity', arn: provider },
      action: 'sts:AssumeRoleWithWebIdentity',
      resource,
      owner,
      region: scene.config.homeRegion,
      keys: {
        [`${issuer}:aud`]: audience,
        ...(isExact && { [`${issuer}:sub`]: subject }),
        'aws:FederatedProvider': provider,
        ...resourceTags(scene),
      },
    }),
  };
}

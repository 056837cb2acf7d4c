import type { OidcProvider } from '../world';
import { arnOfResource, resourcesOf, texts } from './resources-of';
import type { Stack } from './stack';
import { uniqueMap } from './unique-map';

/** The OIDC providers of some stacks, by ARN. @throws Error where an account would have two of one URL. */
export function oidcProvidersOf(stacks: readonly Stack[]): ReadonlyMap<string, OidcProvider> {
  return uniqueMap(
    resourcesOf(stacks, 'AWS::IAM::OIDCProvider').map((provider): readonly [string, OidcProvider] => [
      arnOfResource(provider),
      { clientIds: texts(provider, 'ClientIdList') },
    ]),
  );
}

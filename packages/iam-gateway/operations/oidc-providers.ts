import { Malformed } from '../requests/refusals';
import type { Parameters } from '../requests/wire-request';
import type { QueryTable, RequestPlace } from './table';
import { withTags } from './tags';

const ISSUER = /^[a-z0-9][a-z0-9.-]*(\/[\w.-]+)*$/i;

/** Of IAM: the providers whose tokens it takes. */
export const OIDC_PROVIDERS: QueryTable = {
  CreateOpenIDConnectProvider: (parameters, here) => {
    const [, issuer = ''] = /^https:\/\/(.+)$/.exec(parameters.get('Url') ?? '') ?? [];
    if (!ISSUER.test(issuer)) throw new Malformed(`the issuer ${JSON.stringify(parameters.get('Url'))}`);
    const action = 'iam:CreateOpenIDConnectProvider';
    return withTags(action, 'iam:TagOpenIDConnectProvider', `${start(here)}${issuer}`, {}, parameters);
  },
  DeleteOpenIDConnectProvider: (parameters, here) => [
    { action: 'iam:DeleteOpenIDConnectProvider', resource: provider(parameters, here) },
  ],
};

function provider(parameters: Parameters, here: RequestPlace): string {
  const arn = parameters.get('OpenIDConnectProviderArn') ?? '';
  if (!arn.startsWith(start(here)) || !ISSUER.test(arn.slice(start(here).length))) {
    throw new Malformed(`${JSON.stringify(arn)} is no provider of ${here.account}`);
  }
  return arn;
}

function start({ snapshot, account }: RequestPlace): string {
  return `arn:${snapshot.partition}:iam::${account}:oidc-provider/`;
}

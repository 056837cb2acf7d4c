import * as z from 'zod';
import { ISSUER_GUIDANCE, ISSUER_URL, issuerName } from '../identities/subject';
import { guided } from '../schema';

const provider = guided(z.string().regex(ISSUER_URL), {
  ...ISSUER_GUIDANCE,
  description: 'The URL of an OIDC provider that is in the Terraform account already.',
  example: 'https://gitlab.com',
});

export const existingOidcProviders = guided(
  z
    .array(provider)
    .min(1)
    .transform((urls) => urls.map(issuerName))
    .optional(),
  {
    description:
      'OIDC providers of the Terraform account that somebody else made: there can be one of each URL. Their audiences must ' +
      'have those of the pipelines; orgstrap does not touch them.',
    expected: 'a list with at least one URL',
    unset: 'none: orgstrap makes every provider that a pipeline needs',
    fix: 'list the URLs of the providers, or remove existingOidcProviders',
  },
);

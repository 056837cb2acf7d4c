import { z } from 'zod';
import { accounts } from './accounts';
import { audit } from './audit';
import { deployFrom } from './deploy-from';
import { environments } from './environments';
import { existingOidcProviders } from './existing-oidc-providers';
import { guardrails } from './guardrails';
import { guided } from './guided';
import { homeRegion } from './home-region';
import { managementAccount } from './management-account';
import { operators } from './operators';
import { organization } from './organization';
import { people } from './people/people';
import { pipelines } from './pipelines';
import { terraform } from './terraform';

/** The shape of `org.yaml`, value by value. What one value says about another is a matter of `rules/`. */
export const orgSchema = guided(
  z.strictObject({
    organization,
    homeRegion,
    deployFrom,
    accounts,
    environments,
    terraform,
    pipelines,
    existingOidcProviders,
    managementAccount,
    guardrails,
    operators,
    people,
    audit,
  }),
  {
    description:
      'What orgstrap bootstraps: the organization, its environments, and the pipelines that may change them.',
    expected: 'a map that starts with organization, homeRegion, deployFrom, ...',
    fix: 'copy examples/four-accounts.yaml and put your own ids in',
  },
);

export type ParsedOrg = z.output<typeof orgSchema>;

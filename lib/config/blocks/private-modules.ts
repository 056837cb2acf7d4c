import * as z from 'zod';
import { MODULE_HOST, type PrivateModules } from '../../domain/private-modules';
import { keysIn, nodeAt } from '../node';
import { problemAt } from '../problem';
import { guided, type Rule } from '../schema';

/** The identities whose systems orgstrap writes files for. */
const WRITTEN: readonly string[] = ['iamUser', 'github', 'gitlab'];

/** For the others nobody would read it. */
const areForWrittenFiles: Rule = (list, { root }) => {
  const systems = keysIn(nodeAt(root, ...list.path.slice(0, -1), 'identity'));
  const other = systems.find(({ value }) => !WRITTEN.includes(value));
  if (other === undefined) return [];
  return [
    problemAt(list, {
      found: `privateModules of a pipeline of ${other.value}, for which orgstrap writes no files`,
      expected: `privateModules beside ${WRITTEN.join(', ')} alone`,
      fix: 'remove privateModules, and give the token in the settings of that system',
    }),
  ];
};

const host = (description: string, example: string, unset: string) =>
  guided(z.string().regex(MODULE_HOST).max(100).optional(), {
    description,
    expected: 'the name of a host in lower case, without https:// and without a port',
    example,
    unset,
    fix: 'write it as in the source of a module, such as app.terraform.io',
  });

const source = guided(
  z
    .strictObject({
      registry: host(
        'The host of a private registry, whose token Terraform gets as TF_TOKEN_HOST.',
        'app.terraform.io',
        'none: the host is one of git',
      ),
      git: host(
        'The host of private git repositories, whose token git gets for https and in place of ssh.',
        'github.com',
        'none: the host is a registry',
      ),
    })
    .refine((hosts) => Object.keys(hosts).length === 1, { when: ({ issues }) => issues.length === 0 }),
  {
    description: 'A host of private modules.',
    expected: 'a map with exactly one of registry, git',
    example: { registry: 'app.terraform.io' },
    fix: 'write { registry: HOST } or { git: HOST }',
  },
).transform(
  ({ registry, git = '' }): PrivateModules =>
    registry === undefined ? { kind: 'git', host: git } : { kind: 'registry', host: registry },
);

export const privateModules = guided(
  z
    .array(source)
    .min(1)
    .refine((sources) => new Set(sources.map(({ kind, host }) => `${kind} ${host}`)).size === sources.length)
    .optional(),
  {
    description:
      'Hosts whose modules need a token: written CI files give it, from a secret of the CI system, to terraform init and to nothing else.',
    expected: 'a list of at least one host, each once',
    unset: 'none: terraform init gets no token',
    fix: 'list { registry: HOST } or { git: HOST }, or remove privateModules',
    rules: [areForWrittenFiles],
  },
);

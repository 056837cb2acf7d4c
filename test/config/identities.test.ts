import { parseOrgConfig } from '../../lib/config/parse-org-config';
import type { CiIdentity, OidcIdentity } from '../../lib/domain/ci-identity';
import { tokensOf } from '../../lib/domain/tokens';
import { changed, problemsOf, SERVICES } from './org-yaml';

function parsed(identity: string): CiIdentity {
  const result = parseOrgConfig(changed('{ iamUser: {} }', identity), 'org.yaml', SERVICES);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const [pipeline] = result.config.pipelines;
  if (pipeline === undefined) throw new Error('there is no pipeline');
  return pipeline.identity;
}

function oidc(identity: string): OidcIdentity {
  const found = parsed(identity);
  if (found.kind !== 'oidc') throw new Error(`it is ${found.kind}`);
  return found;
}

function problems(identity: string): readonly string[] {
  return problemsOf(changed('{ iamUser: {} }', identity));
}

const UUID = '22222222-2222-4222-8222-222222222222';
const OTHER = '33333333-3333-4333-8333-333333333333';
const RUN = '????????-????-????-????-????????????';

describe('the identity of an IAM user', () => {
  test('says nothing about networks unless it has some', () => {
    expect(parsed('{ iamUser: {} }')).toEqual({ kind: 'iamUser', networks: [] });
    expect(parsed('{ iamUser: { networks: [203.0.113.0/24, 198.51.100.7/32] } }')).toEqual({
      kind: 'iamUser',
      networks: ['203.0.113.0/24', '198.51.100.7/32'],
    });
  });

  test.each(['0.0.0.0/0', '203.0.113.0/8', '203.0.113.0', '256.0.0.0/24', '203.0.113.0/33', '::/0', '*'])(
    'does not work from %s',
    (network) => {
      expect(problems(`{ iamUser: { networks: ["${network}"] } }`)).toEqual([
        expect.stringContaining('expected an IPv4 network in CIDR notation, /16 or smaller'),
      ]);
    },
  );
});

describe('the identity of GitHub Actions', () => {
  const block = (more: string) => `{ github: { repository: acme/infra, ${more} } }`;

  test('without ids is the classic subject, exactly', () => {
    expect(oidc(block('apply: { environment: prod }, plan: { pullRequests: {} }'))).toEqual({
      kind: 'oidc',
      system: 'github',
      issuer: 'token.actions.githubusercontent.com',
      jobs: {
        apply: { audience: 'sts.amazonaws.com', subjects: ['repo:acme/infra:environment:prod'] },
        plan: { audience: 'sts.amazonaws.com', subjects: ['repo:acme/infra:pull_request'] },
      },
    });
  });

  test('with ids is both subjects, and the ids themselves', () => {
    const { jobs } = oidc(
      block('ids: { owner: 12, repository: 34 }, apply: { branch: main }, plan: { pullRequests: {} }'),
    );
    expect(jobs.apply).toEqual({
      audience: 'sts.amazonaws.com',
      subjects: ['repo:acme/infra:ref:refs/heads/main', 'repo:acme@12/infra@34:ref:refs/heads/main'],
      claims: { repository_owner_id: '12', repository_id: '34' },
    });
  });

  test('of Enterprise is its own issuer, whose tokens have no claims of ids that IAM knows', () => {
    const more = 'issuer: https://ghe.example.com/_services/token, ids: { owner: 1, repository: 2 }';
    const { issuer, jobs } = oidc(block(`${more}, apply: { branch: main }, plan: { pullRequests: {} }`));
    expect(issuer).toBe('ghe.example.com/_services/token');
    expect(jobs.apply.claims).toBeUndefined();
  });

  test('escapes a colon in an environment, as GitHub does', () => {
    expect(oidc(block('apply: { environment: "eu:prod" }, plan: { pullRequests: {} }')).jobs.apply.subjects).toEqual([
      'repo:acme/infra:environment:eu%3Aprod',
    ]);
  });

  test.each([
    ['another repository', 'repository: "acme/*"', 'OWNER/* admits every repository that anybody of the owner makes'],
    ['another organization', 'repository: "acme*/infra"', 'an owner whose name begins like yours'],
  ])('with a wildcard that admits %s is refused, and says how', (_, repository, attack) => {
    const found = problems(`{ github: { ${repository}, apply: { branch: main }, plan: { pullRequests: {} } } }`);
    expect(found).toEqual([expect.stringContaining(attack)]);
    expect(found).toEqual([expect.stringContaining('* and ? are wildcards to IAM')]);
  });

  test.each([
    ['any branch', 'apply: { branch: "*" }', 'whoever may push any branch may give it a name that a pattern admits'],
    ['some branches', 'apply: { branch: "release/*" }', 'whoever may push any branch'],
    ['any environment', 'apply: { environment: "prod*" }', 'may name an environment that nobody protects'],
  ])('that applies from %s is refused, and says how that would be used', (_, apply, attack) => {
    expect(problems(block(`${apply}, plan: { pullRequests: {} }`))).toEqual([expect.stringContaining(attack)]);
  });

  test('that applies pull requests is refused: anybody’s fork could send one', () => {
    expect(problems(block('apply: { pullRequests: {} }, plan: { pullRequests: {} }'))).toContainEqual(
      expect.stringContaining(
        'apply.pullRequests: found the unknown key "pullRequests", expected one of environment, branch',
      ),
    );
  });

  test('that names no job is refused', () => {
    expect(problems(block('apply: {}, plan: {}'))).toEqual([
      expect.stringContaining('apply: found an empty map, expected a map with environment or branch'),
      expect.stringContaining('plan: found an empty map, expected a map with pullRequests, environment or branch'),
    ]);
  });

  test.each([
    'http://ghe.example.com',
    'https://ghe.example.com/',
    'https://ghe.example.com:8443',
    'https://GHE.example.com',
    'https://*.example.com',
  ])('does not trust the issuer %s', (issuer) => {
    const found = problems(block(`issuer: "${issuer}", apply: { branch: main }, plan: { pullRequests: {} }`));
    expect(found).toEqual([expect.stringContaining('expected an https URL in lower case')]);
  });
});

describe('the identity of GitLab', () => {
  test('is one branch to apply, and every branch of the project to plan', () => {
    expect(oidc('{ gitlab: { project: acme/infra/aws, apply: { branch: main }, plan: { anyBranch: {} } } }')).toEqual({
      kind: 'oidc',
      system: 'gitlab',
      issuer: 'gitlab.com',
      jobs: {
        apply: {
          audience: 'https://gitlab.com',
          subjects: ['project_path:acme/infra/aws:ref_type:branch:ref:main'],
          claims: { ref_protected: 'true' },
        },
        plan: {
          audience: 'https://gitlab.com',
          subjects: ['project_path:acme/infra/aws:ref_type:branch:ref:*'],
          except: ['project_path:acme/infra/aws:ref_type:branch:ref:main'],
          audienceOfExcepted: 'https://gitlab.com/orgstrap-plan',
        },
      },
    });
  });

  describe('on a server of its own', () => {
    const own = (more = '') =>
      `{ gitlab: { project: acme/infra, issuer: https://gitlab.example.com${more}, apply: { branch: main }, plan: { anyBranch: {} } } }`;

    test('has no claim that IAM does not see', () => {
      expect(oidc(own(', serverAtLeast: 18.2.2')).jobs.apply).toEqual({
        audience: 'https://gitlab.example.com',
        subjects: ['project_path:acme/infra:ref_type:branch:ref:main'],
      });
    });

    test('says that it is new enough, for an older one lets forks apply', () => {
      expect(problems(own())).toEqual([
        expect.stringMatching(
          /identity\.gitlab\.issuer: found a GitLab of your own, of whose version nothing is said, expected serverAtLeast: 18\.2\.2 .* a fork can apply; look at its version/,
        ),
      ]);
    });

    test.each(['18.2', '18.2.1', '"17.0.0"', 'true'])('does not say that with %s', (version) => {
      expect(problems(own(`, serverAtLeast: ${version}`))).toEqual([
        expect.stringContaining('expected 18.2.2; update GitLab where it is older'),
      ]);
    });
  });

  test('of gitlab.com says nothing of its version', () => {
    const block = (more: string) =>
      `{ gitlab: { project: acme/infra, ${more}apply: { branch: main }, plan: { anyBranch: {} } } }`;
    expect(problems(block('issuer: https://gitlab.com, '))).toEqual([]);
    expect(problems(block('serverAtLeast: 18.2.2, '))).toEqual([
      expect.stringContaining('found the version of gitlab.com, expected no serverAtLeast'),
    ]);
  });

  test('does not apply any branch', () => {
    expect(
      problems('{ gitlab: { project: acme/infra, apply: { anyBranch: {} }, plan: { anyBranch: {} } } }'),
    ).toContainEqual(expect.stringContaining('apply.anyBranch: found the unknown key'));
  });
});

describe('the subjects of the other systems', () => {
  test('of Bitbucket end with a step, which is a new one in every run', () => {
    const jobs = `apply: { environmentId: ${OTHER} }, plan: { environmentId: ${UUID} }`;
    const { issuer, jobs: found } = oidc(
      `{ bitbucket: { workspace: acme, workspaceId: ${UUID}, repositoryId: ${UUID}, ${jobs} } }`,
    );
    expect(issuer).toBe('api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc');
    expect(found.apply).toEqual({
      audience: `ari:cloud:bitbucket::workspace/${UUID}`,
      subjects: [`{${UUID}}:{${OTHER}}:{${RUN}}`],
    });
  });

  test('of CircleCI have a user of fixed length, which no branch’s name can stand in for', () => {
    const { jobs } = oidc(
      `{ circleci: { organizationId: ${UUID}, projectId: ${OTHER}, origin: github.com/acme/infra, apply: { branch: main }, plan: { anyBranch: {} } } }`,
    );
    expect(jobs.apply.subjects).toEqual([
      `org/${UUID}/project/${OTHER}/user/${RUN}/vcs-origin/github.com/acme/infra/vcs-ref/refs/heads/main`,
    ]);
    expect(jobs.plan.subjects).toEqual([
      `org/${UUID}/project/${OTHER}/user/${RUN}/vcs-origin/github.com/acme/infra/vcs-ref/refs/heads/*`,
    ]);
  });

  test('of Buildkite have a commit of fixed length, and end with the step', () => {
    const { jobs } = oidc(
      '{ buildkite: { organization: acme, apply: { pipeline: infra-apply, branch: main, step: apply }, plan: { pipeline: infra, step: plan } } }',
    );
    expect(jobs.apply.subjects).toEqual([
      `organization:acme:pipeline:infra-apply:ref:refs/heads/main:commit:${'?'.repeat(40)}:step:apply`,
    ]);
    expect(jobs.plan.subjects).toEqual([
      `organization:acme:pipeline:infra:ref:refs/heads/*:commit:${'?'.repeat(40)}:step:plan`,
    ]);
  });

  test('of HCP Terraform are each workspace in its phase', () => {
    const { jobs } = oidc(
      '{ hcpTerraform: { organization: acme, project: Default Project, workspaces: { dev: infra-dev, prod: infra-prod } } }',
    );
    expect(jobs.apply.subjects).toEqual([
      'organization:acme:project:Default Project:workspace:infra-dev:run_phase:apply',
      'organization:acme:project:Default Project:workspace:infra-prod:run_phase:apply',
    ]);
    expect(jobs.plan.subjects.every((subject) => subject.endsWith(':run_phase:plan'))).toBe(true);
  });

  test('of Terraform Enterprise have its address, and what the wiring needs of it', () => {
    const { issuer, hcpTerraform } = oidc(
      '{ hcpTerraform: { organization: acme, project: Infra, workspaces: { dev: infra-dev }, issuer: "https://tfe.example.com" } }',
    );
    expect(issuer).toBe('tfe.example.com');
    expect(hcpTerraform).toEqual({
      hostname: 'tfe.example.com',
      organization: 'acme',
      project: 'Infra',
      anyWorkspace: false,
      workspaces: [{ workspace: 'dev', name: 'infra-dev' }],
    });
  });

  test.each([
    ['none', '{}'],
    ['one for two accounts', '{ dev: infra, prod: infra }'],
    ['a list', '[infra-dev]'],
  ])('of HCP Terraform need workspaces: %s is refused', (_, workspaces) => {
    expect(problems(`{ hcpTerraform: { organization: acme, project: Infra, workspaces: ${workspaces} } }`)).toEqual([
      expect.stringContaining('a map from workspaces of accounts to names of workspaces of HCP Terraform'),
    ]);
  });

  test('of HCP Terraform that any workspace could have are refused, and say how that would be used', () => {
    expect(problems('{ hcpTerraform: { organization: acme, project: Infra, workspaces: { dev: infra-* } } }')).toEqual([
      expect.stringContaining('whoever may make a workspace of the project may give it a name'),
    ]);
  });

  test('of Azure DevOps are a service connection each', () => {
    const { issuer, jobs } = oidc(
      `{ azureDevOps: { organization: acme, organizationId: ${UUID}, project: Infra, apply: { serviceConnection: a }, plan: { serviceConnection: p } } }`,
    );
    expect(issuer).toBe(`vstoken.dev.azure.com/${UUID}`);
    expect([jobs.apply.subjects, jobs.plan.subjects]).toEqual([['sc://acme/Infra/a'], ['sc://acme/Infra/p']]);
  });
});

describe('outside of the partition aws, where STS looks at the subject alone', () => {
  const inGovCloud = (identity: string) =>
    changed('{ iamUser: {} }', identity).replace('homeRegion: eu-west-1', 'homeRegion: us-gov-west-1');
  const github = (more = '') =>
    `{ github: { repository: acme/infra, ${more}apply: { environment: prod }, plan: { pullRequests: {} } } }`;

  test('ids of GitHub are refused, and not missed', () => {
    expect(problemsOf(inGovCloud(github('ids: { owner: 1, repository: 2 }, ')))).toEqual([
      expect.stringContaining(
        'identity.github.ids: found ids in us-gov-west-1, expected no ids in the partition aws-us-gov',
      ),
    ]);
    expect(parseOrgConfig(inGovCloud(github()), 'org.yaml', SERVICES)).toMatchObject({ ok: true, warnings: [] });
  });

  test('the protection of a branch of GitLab is not asked for', () => {
    const identity = '{ gitlab: { project: acme/infra, apply: { branch: main }, plan: { anyBranch: {} } } }';
    const result = parseOrgConfig(inGovCloud(identity), 'org.yaml', SERVICES);
    const [pipeline] = result.ok ? result.config.pipelines : [];
    if (pipeline?.identity.kind !== 'oidc') throw new Error('there is no such pipeline');
    expect(tokensOf(pipeline.identity, 'apply').map(({ claims }) => claims)).toEqual([{}]);
  });
});

test('an existing provider is named by its URL', () => {
  const text = `${changed('{ iamUser: {} }', '{ gitlab: { project: acme/infra, apply: { branch: main }, plan: { branch: next } } }')}existingOidcProviders: ["https://gitlab.com"]\n`;
  expect(parseOrgConfig(text, 'org.yaml', SERVICES)).toMatchObject({
    ok: true,
    config: { existingOidcProviders: ['gitlab.com'] },
  });
  expect(problemsOf(text.replace('"https://gitlab.com"', 'gitlab.com'))).toEqual([
    expect.stringContaining('existingOidcProviders[0]: found "gitlab.com", expected an https URL'),
  ]);
});

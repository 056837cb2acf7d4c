import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { organizationAccess } from '../../lib/aws/organization-access';
import { liveInventory } from '../../lib/commands/init/live-inventory';

const UNITS: Readonly<Record<string, readonly object[]>> = {
  'r-ab12': [{ Id: 'ou-ab12-workload', Name: 'Workloads' }],
  'ou-ab12-workload': [{ Id: 'ou-ab12-devaaaaa', Name: 'Dev' }],
};
const ACCOUNTS: Readonly<Record<string, readonly object[]>> = {
  'ou-ab12-devaaaaa': [{ Id: '444444444444', Name: 'shop-dev', State: 'ACTIVE' }],
};

/** What AWS answers to a request, by its action. */
function answerTo(action: string, { ParentId: parent = '' }: { readonly ParentId?: string }): object | string {
  switch (action) {
    case 'GetCallerIdentity':
      return '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>333333333333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
    case 'ListOpenIDConnectProviders':
      return '<ListOpenIDConnectProvidersResponse><ListOpenIDConnectProvidersResult><OpenIDConnectProviderList><member><Arn>arn:aws:iam::333333333333:oidc-provider/gitlab.com</Arn></member></OpenIDConnectProviderList></ListOpenIDConnectProvidersResult></ListOpenIDConnectProvidersResponse>';
    case 'DescribeOrganization':
      return { Organization: { Id: 'o-exampleorgid', MasterAccountId: '111111111111', FeatureSet: 'ALL' } };
    case 'ListRoots':
      return { Roots: [{ Id: 'r-ab12', Name: 'Root' }] };
    case 'ListOrganizationalUnitsForParent':
      return { OrganizationalUnits: UNITS[parent] ?? [] };
    case 'ListAccountsForParent':
      return { Accounts: ACCOUNTS[parent] ?? [] };
    case 'ListDelegatedAdministrators':
      return { DelegatedAdministrators: [{ Id: '444444444444' }] };
    case 'DescribeTrails':
      return { trailList: [{ TrailARN: 'arn', HomeRegion: 'eu-west-1', IsOrganizationTrail: true }] };
    default:
      throw new Error(`nobody should call ${action}`);
  }
}

function actionOf({ headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  return typeof target === 'string'
    ? (target.split('.').at(-1) ?? '')
    : (new URLSearchParams(body).get('Action') ?? '');
}

const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

let server: Server;
const calls: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const action = actionOf(request, body);
      calls.push(action);
      const answer = answerTo(action, typeof request.headers['x-amz-target'] === 'string' ? JSON.parse(body) : {});
      response.setHeader('connection', 'close');
      response.setHeader('content-type', typeof answer === 'string' ? 'text/xml' : 'application/x-amz-json-1.1');
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` });
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

test('an organization is read with two calls for the root and each OU, and seven more', async () => {
  expect(await liveInventory(organizationAccess('eu-west-1'))).toEqual({
    tree: {
      root: 'r-ab12',
      units: [
        { id: 'ou-ab12-workload', name: 'Workloads', parent: 'r-ab12' },
        { id: 'ou-ab12-devaaaaa', name: 'Dev', parent: 'ou-ab12-workload' },
      ],
      accounts: [{ id: '444444444444', name: 'shop-dev', parent: 'ou-ab12-devaaaaa', state: 'ACTIVE' }],
    },
    organizationId: 'o-exampleorgid',
    managementAccount: '111111111111',
    delegatedAdministrators: [
      { account: '444444444444', service: 'sso.amazonaws.com' },
      { account: '444444444444', service: 'member.org.stacksets.cloudformation.amazonaws.com' },
    ],
    oidcProviders: { account: '333333333333', issuers: ['https://gitlab.com'] },
    hasOrganizationTrail: true,
    notSeen: [],
  });
  expect(calls).toHaveLength(2 * 3 + 7);
});

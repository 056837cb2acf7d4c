import { ACCESSES, type Access } from '../../domain/ci-identity';
import { boundaryName, TERRAFORM_ROLES, WORKLOAD_IAM_PATH } from '../../domain/names';
import { namesOf } from '../../domain/names-of';
import type { OrgConfig } from '../../domain/org-config';
import { globalRegionsOf } from '../../domain/region';
import { terraformRegions } from '../../domain/terraform-regions';
import { SERVICES_WITH_RCPS } from '../../iam/evaluation/rcp-services';
import { named, statementsOf } from '../../iam/statement';
import { lentPolicies } from '../../policies/lent-policies';
import type { ReviewedPolicy } from '../../policies/load-policy';
import { type ServicePolicies, servicePolicies, servicesFor } from '../../policies/service-policies';
import { SAMPLE_SIZE } from './sample';
import { principalTags, requestOf, type Scene, type WayRequest } from './way';

/**
 * A few of the calls that Terraform makes in each service of `org.yaml`, in every product account and platform account, as the role for
 * apply and as the one for plan. They stand for all: a policy that denies a few actions on purpose does not stop Terraform.
 */
export function terraformRequests(scene: Scene): readonly WayRequest[] {
  return placesIn(scene.config).flatMap((place) =>
    ACCESSES.flatMap((access) =>
      place.services[access]
        .flatMap((policy) => sampleOf(access, policy))
        .map((sample) => requestIn(scene, place, sample)),
    ),
  );
}

/** Where Terraform works, and as what. */
interface Place {
  readonly account: string;
  readonly region: string;
  readonly role: (access: Access) => string;
  readonly services: ServicePolicies;
}

function placesIn(config: OrgConfig): readonly Place[] {
  const names = namesOf(config);
  const source = servicesFor(config, '*');
  const ofProducts = servicePolicies(config.terraform.services, source);
  return [
    ...config.environments.flatMap((environment) =>
      environment.accounts.flatMap(({ id: account }) =>
        terraformRegions(config, environment).map((region) => ({
          account,
          region,
          role: (access: Access) => names.terraformRoleArn(account, access),
          services: ofProducts,
        })),
      ),
    ),
    ...config.platformAccounts.flatMap(({ id: account, managed, lends }) => {
      const here = { account, region: config.homeRegion };
      return [
        ...(managed === undefined ? [] : [managed.services]).map((services) => ({
          ...here,
          role: (access: Access) => names.platformRoleArn(account, access),
          services: servicePolicies(services, source),
        })),
        ...lends.map((lend) => ({
          ...here,
          role: (access: Access) => names.lentRoleArn(account, access, lend.name),
          services: lentPolicies(lend, source),
        })),
      ];
    }),
  ];
}

interface Sample {
  readonly access: Access;
  readonly service: string;
  readonly action: string;
}

/** The first actions of the service itself, written out as far as the document does. */
function sampleOf(access: Access, { name, document }: ReviewedPolicy): readonly Sample[] {
  const service = name.replace(/^(?:services|lent)\//, '').replace(/\.plan$/, '');
  const actions = statementsOf(document)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ action }) => named(action))
    .filter((action) => service === 'iam' || !action.toLowerCase().startsWith('iam:'));
  const whole = actions.filter((action) => !action.includes('*'));
  const tried = (whole.length === 0 ? actions.map((action) => action.replaceAll('*', '')) : whole).slice(
    0,
    SAMPLE_SIZE,
  );
  return (service === 'iam' && access === 'apply' ? ['iam:CreateRole'] : tried).map((action) => ({
    access,
    service,
    action,
  }));
}

function requestIn(scene: Scene, { account, region, role }: Place, { access, service, action }: Sample): WayRequest {
  const { config, tags } = scene;
  const names = namesOf(config);
  const [prefix = ''] = action.toLowerCase().split(':');
  const [globalRegion = config.homeRegion] = globalRegionsOf(names.partition);
  return {
    way: 'Terraform',
    sample: `${service} to ${access} in ${region}`,
    request: requestOf(scene, {
      principal: {
        kind: 'role',
        account,
        arn: role(access),
        session: TERRAFORM_ROLES[access],
      },
      action,
      resource: resourceOf(names.partition, prefix, region, account),
      owner: account,
      region: GLOBAL_SERVICES.includes(prefix) ? globalRegion : region,
      keys: {
        ...principalTags(tags),
        ...(prefix === 'iam' &&
          access === 'apply' && { 'iam:PermissionsBoundary': names.policyArn(account, boundaryName('example')) }),
      },
      // What Terraform tags is the user's.
      unknownKeys: ['aws:RequestTag/*', 'aws:TagKeys', 'aws:ResourceTag/*'],
    }),
  };
}

/** Where a service is one for all Regions, its calls are made in the Region of IAM. */
const GLOBAL_SERVICES = ['iam', 'route53', 'cloudfront'];

/** Something of the service; of a service that no resource control policy reaches, no resource in particular. */
function resourceOf(partition: string, prefix: string, region: string, account: string): string {
  if (prefix === 'iam') return `arn:${partition}:iam::${account}:role${WORKLOAD_IAM_PATH}example`;
  if (prefix === 's3') return `arn:${partition}:s3:::example`;
  return SERVICES_WITH_RCPS.has(prefix) ? `arn:${partition}:${prefix}:${region}:${account}:example` : '*';
}

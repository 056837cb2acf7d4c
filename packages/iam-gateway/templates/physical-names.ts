import { providerArn } from '../iam/arn';
import type { Stack } from './template';

/** A resource of a template, as far as its names go. */
export interface NamedResource {
  /** Its logical id. */
  readonly id: string;
  readonly type: string;
  /** The text that a property gives; undefined where the template does not say. */
  readonly text: (property: string) => string | undefined;
}

interface Naming {
  readonly arn: string;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Place = Omit<Stack, 'template' | 'parameters'>;

/**
 * What resources are called. Where CloudFormation would make up a name, it is made of the stack's name and the logical id,
 * which nobody may rely on either.
 */
const NAMINGS: ReadonlyMap<string, (resource: NamedResource, place: Place) => Naming> = new Map([
  ['AWS::IAM::Role', iamNaming('role', 'RoleName')],
  ['AWS::IAM::User', iamNaming('user', 'UserName')],
  ['AWS::IAM::Group', iamNaming('group', 'GroupName')],
  [
    'AWS::IAM::ManagedPolicy',
    (resource: NamedResource, place: Place) => {
      const arn = iamArn('policy', 'ManagedPolicyName', resource, place);
      return { arn, ref: arn, attributes: { PolicyArn: arn } };
    },
  ],
  [
    'AWS::IAM::OIDCProvider',
    ({ id, text }: NamedResource, { partition, account }: Place) => {
      const url = text('Url');
      if (url === undefined) throw new Error(`${id} has no Url`);
      const arn = providerArn(partition, account, url.replace(/^https:\/\//, ''));
      return { arn, ref: arn, attributes: { Arn: arn } };
    },
  ],
  [
    'AWS::S3::Bucket',
    (resource: NamedResource, place: Place) => {
      const name = nameOf('BucketName', resource, place).toLowerCase();
      const arn = `arn:${place.partition}:s3:::${name}`;
      return { arn, ref: name, attributes: { Arn: arn } };
    },
  ],
  [
    'AWS::KMS::Key',
    ({ id }: NamedResource, { name, partition, region, account }: Place) => {
      const key = `${name}-${id}`;
      const arn = `arn:${partition}:kms:${region}:${account}:key/${key}`;
      return { arn, ref: key, attributes: { Arn: arn, KeyId: key } };
    },
  ],
  [
    'AWS::SSO::PermissionSet',
    (resource: NamedResource, place: Place) => {
      const instance = resource.text('InstanceArn');
      if (instance === undefined) throw new Error(`${resource.id} has no InstanceArn`);
      const arn = `${instance.replace(':instance/', ':permissionSet/')}/ps-${nameOf('Name', resource, place)}`;
      return { arn, ref: `${instance}|${arn}`, attributes: { PermissionSetArn: arn } };
    },
  ],
  [
    'AWS::SecretsManager::Secret',
    (resource: NamedResource, place: Place) => {
      // Secrets Manager ends the ARN with six characters that nobody may rely on.
      const name = `${nameOf('Name', resource, place)}-AbCdEf`;
      const arn = `arn:${place.partition}:secretsmanager:${place.region}:${place.account}:secret:${name}`;
      return { arn, ref: arn, attributes: { Id: arn } };
    },
  ],
  [
    'AWS::SNS::Topic',
    (resource: NamedResource, place: Place) => {
      const arn = regionalArn('sns', nameOf('TopicName', resource, place), place);
      return { arn, ref: arn, attributes: { TopicArn: arn } };
    },
  ],
  [
    'AWS::Events::EventBus',
    (resource: NamedResource, place: Place) => {
      const name = nameOf('Name', resource, place);
      const arn = regionalArn('events', `event-bus/${name}`, place);
      return { arn, ref: name, attributes: { Arn: arn, Name: name } };
    },
  ],
]);

/** @throws Error where nothing is known of the resource's type. */
export function arnOf(resource: NamedResource, place: Place): string {
  return namingOf(resource, place).arn;
}

/** What `Ref` gives. @throws Error where nothing is known of the resource's type. */
export function referenceTo(resource: NamedResource, place: Place): string {
  return namingOf(resource, place).ref;
}

/** What `Fn::GetAtt` gives. @throws Error where nothing is known of the attribute. */
export function attributeOf(resource: NamedResource, attribute: string, place: Place): string {
  const value = namingOf(resource, place).attributes[attribute];
  if (value === undefined)
    throw new Error(`${attribute} of ${resource.id}, an ${resource.type}, is not evaluated here`);
  return value;
}

function namingOf(resource: NamedResource, place: Place): Naming {
  const naming = NAMINGS.get(resource.type);
  if (naming === undefined)
    throw new Error(`a reference to ${resource.id}, an ${resource.type}, is not evaluated here`);
  return naming(resource, place);
}

/** `Ref` of a user, a role and a group gives the name, which lacks the path. */
function iamNaming(kind: string, property: string): (resource: NamedResource, place: Place) => Naming {
  return (resource, place) => {
    const arn = iamArn(kind, property, resource, place);
    return { arn, ref: nameOf(property, resource, place), attributes: { Arn: arn } };
  };
}

function iamArn(kind: string, property: string, resource: NamedResource, place: Place): string {
  const path = resource.text('Path') ?? '/';
  return `arn:${place.partition}:iam::${place.account}:${kind}${path}${nameOf(property, resource, place)}`;
}

function regionalArn(service: string, resource: string, { partition, region, account }: Place): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}

function nameOf(property: string, { id, text }: NamedResource, { name }: Place): string {
  return text(property) ?? `${name}-${id}`;
}

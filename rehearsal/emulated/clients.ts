import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { IAMClient } from '@aws-sdk/client-iam';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from './control';
import type { Endpoints } from './endpoints';
import { callJson, type JsonRequest } from './json-call';
import type { JsonObject } from '../iam/templates/json';

/** AWS as one principal of the emulated organization sees it. */
export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly iam: IAMClient;
  readonly organizations: OrganizationsClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  readonly sts: STSClient;
  /** A call of a service for which no client is installed. */
  call(request: JsonRequest): Promise<JsonObject>;
}

export function clientsFor(endpoints: Endpoints, credentials: Credentials, region: string): Clients {
  const settings = { endpoint: endpoints.endpoint, region, credentials };
  return {
    cloudFormation: new CloudFormationClient(settings),
    iam: new IAMClient(settings),
    organizations: new OrganizationsClient(settings),
    s3: new S3Client({ ...settings, endpoint: endpoints.s3Endpoint, forcePathStyle: true }),
    ssm: new SSMClient(settings),
    sts: new STSClient(settings),
    call: (request) => callJson(endpoints, credentials, region, request),
  };
}

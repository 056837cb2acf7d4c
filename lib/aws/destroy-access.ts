import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import type { OrgConfig } from '../domain/org-config';
import { type ClientSettings, clientSettings } from './client-settings';
import { type ControlPolicies, OrganizationsControlPolicies } from './control-policies';
import { type DeployAccess, deployAccess } from './deploy-access';
import { S3StateObjects, type StateObjects } from './state-objects';
import { throttledTo } from './throttle';

/** Organizations allows few calls at the same time. */
const CALLS = 4;

/** The deployment account on its last day. */
export interface DestroyAccess extends DeployAccess {
  readonly stateObjects: StateObjects;
  readonly controlPolicies: ControlPolicies;
}

/** AWS with the credentials that the SDK finds, which should be those that deployed. */
export function destroyAccess(
  config: OrgConfig,
  settings: ClientSettings = clientSettings(config.homeRegion),
): DestroyAccess {
  return {
    ...deployAccess(config, settings),
    stateObjects: new S3StateObjects(new S3Client(settings)),
    controlPolicies: new OrganizationsControlPolicies(new OrganizationsClient(settings), throttledTo(CALLS)),
  };
}

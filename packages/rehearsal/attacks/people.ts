import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  DetachUserPolicyCommand,
  RemoveUserFromGroupCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam';
import { OPERATOR_ROLE, peopleGroupName } from '../../../lib/domain/names';
import { namesOf } from '../../../lib/domain/names-of';
import type { OrgConfig } from '../../../lib/domain/org-config';
import type { JsonObject } from '../../iam-gateway/iam/json';
import { accessRoleOf } from '../context/access-role';
import { refused } from '../context/refused';
import { administratorOf, type OrgYaml, type Rehearsal } from '../context/rehearsal';
import { asAdministrator, withOpenRole } from '../credentials/administrator';
import { assume } from '../credentials/ci-identities';
import { clientsFor } from '../emulated/clients';
import { ADMINISTRATOR, type Credentials } from '../emulated/control';
import { type AllowedAttack, carryOut, notFrom } from './terraform-account';

/** An administrator of the Ops account who is no deployer acts on who signs in and deploys there, and becomes what people and operators may. */
export async function attackPeople(rehearsal: Rehearsal, orgYaml: OrgYaml): Promise<void> {
  const { config } = orgYaml;
  await asAdministrator(
    rehearsal,
    orgYaml,
    async (keys) => {
      const access = await opensAccess(rehearsal, config, keys);
      const attacks = [
        ...onUsers(rehearsal, config, keys),
        ...joinsGroup(rehearsal, config, keys),
        ...opensOperator(rehearsal, config, keys),
        ...access,
      ];
      await carryOut(rehearsal, 'an administrator of the Ops account', attacks);
      const role = namesOf(config).peopleOperatorRoleArn(config.accounts.ops);
      await refused(
        rehearsal,
        {
          claim: 'an administrator of the Ops account does not become the people operator role',
          alarms: ['role-of-people-is-refused'],
        },
        () => assume(rehearsal, config.homeRegion, keys, role),
      );
    },
    config.accounts.ops,
  );
}

function onUsers(rehearsal: Rehearsal, config: OrgConfig, keys: Credentials): readonly AllowedAttack[] {
  const { iam, call } = clientsFor(rehearsal.gateway, keys, config.homeRegion);
  const more = {
    UserName: ADMINISTRATOR,
    PolicyArn: namesOf(config).awsManagedPolicyArn('ReadOnlyAccess'),
  };
  return [
    {
      what: 'would set the password of a deployer who has none',
      alarms: ['person-is-changed', 'deployer-is-changed'],
      attempt: () => notFrom(iam.send(new UpdateLoginProfileCommand({ UserName: ADMINISTRATOR }))),
    },
    {
      what: 'gives a deployer another policy',
      alarms: ['person-is-changed', 'deployer-is-changed'],
      attempt: async () => {
        await iam.send(new AttachUserPolicyCommand(more));
        await iam.send(new DetachUserPolicyCommand(more));
      },
    },
    {
      what: 'would give a permission set more, were there one',
      alarms: ['identity-center-is-changed'],
      attempt: () =>
        notFrom(
          call({ service: 'sso', operation: 'AttachManagedPolicyToPermissionSet', input: noPermissionSet(config) }),
        ),
    },
  ];
}

/** Who is in a group of people may go where it goes: a user more is put into one, and out again. */
function joinsGroup(rehearsal: Rehearsal, config: OrgConfig, keys: Credentials): readonly AllowedAttack[] {
  const [group] = config.people?.signIn.source === 'iamUsers' ? config.people.groups : [];
  if (group === undefined) return [];
  const { iam } = clientsFor(rehearsal.gateway, keys, config.homeRegion);
  const membership = { UserName: ADMINISTRATOR, GroupName: peopleGroupName(group.name) };
  return [
    {
      what: 'puts a user into a group of people',
      alarms: ['identity-is-changed', 'person-is-changed', 'deployer-is-changed'],
      attempt: async () => {
        await iam.send(new AddUserToGroupCommand(membership));
        await iam.send(new RemoveUserFromGroupCommand(membership));
      },
    },
  ];
}

/** Of no instance that there is. */
function noPermissionSet(config: OrgConfig): JsonObject {
  const names = namesOf(config);
  const arn = (resource: string) => `arn:${names.partition}:sso:::${resource}`;
  return {
    InstanceArn: arn('instance/ssoins-0000000000000000'),
    PermissionSetArn: arn('permissionSet/ssoins-0000000000000000/ps-0000000000000000'),
    ManagedPolicyArn: names.awsManagedPolicyArn('AdministratorAccess'),
  };
}

/** Who deploys lets the account of Ops in; who comes in is no operator. */
function opensOperator(rehearsal: Rehearsal, config: OrgConfig, keys: Credentials): readonly AllowedAttack[] {
  const { accounts, homeRegion, operators } = config;
  if (operators === undefined) return [];
  return [
    {
      what: 'becomes the operator role, whose trust somebody opened',
      alarms: ['operator-role-by-a-stranger'],
      attempt: async () => {
        const { iam } = await administratorOf(rehearsal, config, accounts.terraform);
        await withOpenRole(iam, OPERATOR_ROLE, [accounts.ops], config, () =>
          assume(rehearsal, homeRegion, keys, namesOf(config).operatorRoleArn),
        );
      },
    },
  ];
}

async function opensAccess(
  rehearsal: Rehearsal,
  config: OrgConfig,
  keys: Credentials,
): Promise<readonly AllowedAttack[]> {
  const role = accessRoleOf(config);
  if (role === undefined) return [];
  const { iam } = await administratorOf(rehearsal, config, role.account);
  const arn = namesOf(config).accessRoleArn(role.account, role.role);
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return [
    {
      what: `becomes ${role.role} in ${role.workspace}, whose trust somebody opened`,
      alarms: ['identity-is-changed', 'access-role-by-a-stranger'],
      attempt: () =>
        withOpenRole(iam, name, [config.accounts.ops], config, () => assume(rehearsal, config.homeRegion, keys, arn)),
    },
  ];
}

import { ACCESSES } from '../domain/access';
import type { AccountId } from '../domain/account-id';
import type { ExpectedAccount, ExpectedRole, ExpectedTrail } from '../domain/expected-account';
import { isWatched } from '../domain/is-watched';
import {
  ACCESS_BOUNDARY,
  AUDITOR_BOUNDARY,
  AUDITOR_ROLE,
  accessRoleName,
  BOUNDARY,
  CI_BOUNDARY,
  CLOSED_POLICY,
  ciRoleName,
  FORWARDING_ROLE,
  OPERATOR_BOUNDARY,
  OPERATOR_ROLE,
  PEOPLE_OPERATOR_BOUNDARY,
  PEOPLE_OPERATOR_ROLE,
  TERRAFORM_ROLES,
} from '../domain/names';
import { namesOf } from '../domain/names-of';
import { hasOperatorRole } from '../domain/operators';
import type { OrgConfig } from '../domain/org-config';
import { pipelinesOf } from '../domain/workspaces';
import { accessRoleTrust } from './access-role-trust';
import { ciRoleTrust } from './ci-role-trust';
import { forwardingRole } from './forwarding-role';
import { operatorTrust } from './operator-trust';
import type { PolicyDocument } from './policy-document';
import { terraformRoleTrust, trustedCiRoles } from './terraform-role-trust';

/** A role without the account that it is in. */
interface RoleOfKind {
  readonly name: string;
  /** @default - none */
  readonly boundary?: string;
  readonly trust: PolicyDocument;
  /** @default - nobody compares them */
  readonly permissions?: PolicyDocument;
}

interface Part {
  readonly id: AccountId;
  readonly name: string;
  readonly roles: readonly RoleOfKind[];
  readonly policies?: readonly string[];
}

/**
 * What each account of `org.yaml` has of orgstrap's roles: what `lib/stacks` puts there, by the same documents. A test holds
 * it against the templates.
 */
export function expectedAccounts(config: OrgConfig): readonly ExpectedAccount[] {
  const names = namesOf(config);
  const parts = [terraformAccount(config), opsAccount(config), ...productAccounts(config), ...managementTwin(config)];
  const ids = [...new Set(parts.map(({ id }) => id))];
  return ids.map((id) => {
    const here = parts.filter((part) => part.id === id);
    const arn = (name: string) => names.policyArn(id, name);
    const roles = [...auditor(config), ...here.flatMap((part) => part.roles), ...forwarding(config, id)];
    const trail = trailOf(config, id);
    return {
      id,
      name: here.map(({ name }) => name).join(', '),
      roles: roles.map(
        ({ name, boundary, trust, permissions }): ExpectedRole => ({
          name,
          trust: JSON.stringify(trust),
          ...(boundary !== undefined && { boundary: arn(boundary) }),
          ...(permissions !== undefined && { permissions: JSON.stringify(permissions) }),
        }),
      ),
      policies: here.flatMap(({ policies = [] }) => policies.map(arn)),
      ...(trail !== undefined && { trail }),
    };
  });
}

function terraformAccount(config: OrgConfig): Part {
  const { accounts, operators, pipelines } = config;
  const ciRoles = pipelines.flatMap((pipeline) =>
    ACCESSES.map((access) => ({
      name: ciRoleName(access, pipeline.name),
      boundary: CI_BOUNDARY,
      trust: ciRoleTrust(config, access, pipeline),
    })),
  );
  const operator =
    operators !== undefined && hasOperatorRole(config)
      ? [{ name: OPERATOR_ROLE, boundary: OPERATOR_BOUNDARY, trust: operatorTrust(config, 'operator', operators) }]
      : [];
  return { id: accounts.terraform, name: 'terraform', roles: [...ciRoles, ...operator] };
}

function opsAccount(config: OrgConfig): Part {
  return { id: config.accounts.ops, name: 'ops', roles: peopleOperator(config) };
}

function productAccounts(config: OrgConfig): readonly Part[] {
  return config.environments.flatMap((environment) => {
    const roles = [...terraformRoles(config, environment.name, pipelinesOf(config, environment.name))];
    return environment.accounts.map(
      ({ id, workspace }): Part => ({
        id,
        name: workspace,
        roles: [...roles, ...accessRoles(config), ...peopleOperator(config)],
        policies: policiesForPeople(config),
      }),
    );
  });
}

function managementTwin(config: OrgConfig): readonly Part[] {
  const { managementAccount: twin, organization } = config;
  if (twin === undefined) return [];
  const roles = terraformRoles(config, 'the management account', twin.pipelines);
  return [{ id: organization.managementAccount, name: twin.workspace, roles }];
}

function terraformRoles(config: OrgConfig, environment: string, pipelines: readonly string[]): readonly RoleOfKind[] {
  return ACCESSES.map((access) => ({
    name: TERRAFORM_ROLES[access],
    boundary: BOUNDARY,
    trust: terraformRoleTrust(config, access, trustedCiRoles(config, access, environment, pipelines)),
  }));
}

function accessRoles(config: OrgConfig): readonly RoleOfKind[] {
  const { people } = config;
  if (people?.signIn.source !== 'iamUsers') return [];
  const trust = accessRoleTrust(config, people.signIn.mfaMaxAgeHours);
  return people.roles.map(({ name }) => ({ name: accessRoleName(name), boundary: ACCESS_BOUNDARY, trust }));
}

/** With Identity Center no role of the account wears the boundary until somebody is assigned. */
function policiesForPeople({ people, operators }: OrgConfig): readonly string[] {
  if (people === undefined) return [];
  if (people.signIn.source === 'identityCenter') return [ACCESS_BOUNDARY];
  return operators === undefined ? [] : [CLOSED_POLICY];
}

function peopleOperator(config: OrgConfig): readonly RoleOfKind[] {
  const { people, operators } = config;
  if (people?.signIn.source !== 'iamUsers' || operators === undefined) return [];
  const trust = operatorTrust(config, 'people-operator', operators);
  return [{ name: PEOPLE_OPERATOR_ROLE, boundary: PEOPLE_OPERATOR_BOUNDARY, trust }];
}

function auditor(config: OrgConfig): readonly RoleOfKind[] {
  const { operators } = config;
  if (operators === undefined) return [];
  return [{ name: AUDITOR_ROLE, boundary: AUDITOR_BOUNDARY, trust: operatorTrust(config, 'auditor', operators) }];
}

/** What EventBridge works as to send what may be an alarm: it can do no more, so it wears no boundary. */
function forwarding(config: OrgConfig, account: AccountId): readonly RoleOfKind[] {
  if (!isWatched(config, account)) return [];
  const { trust, permissions } = forwardingRole(config, account);
  return [{ name: FORWARDING_ROLE, trust: trust.document, permissions: permissions.document }];
}

/** Without a trail EventBridge has nothing to send. */
function trailOf(config: OrgConfig, account: AccountId): ExpectedTrail | undefined {
  const { audit } = config;
  if (audit === undefined || !isWatched(config, account)) return undefined;
  if (audit.trail === 'organization') return { source: 'organization' };
  const names = namesOf(config);
  return {
    source: 'own',
    arn: names.audit.trailArn(account),
    bucket: names.audit.trailBucket,
    key: names.audit.keyAliasArn,
  };
}

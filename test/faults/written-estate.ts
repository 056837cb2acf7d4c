import { answerTo, type Call, errorTo, type Wire, type WireAnswer } from './calls';
import { Estate } from './estate';
import { SECRET } from './faults';

interface Key {
  readonly id: string;
  status: string;
  readonly user: string;
}

type Given = Call['parameters'];

/** The same AWS, in which what is written stays: the keys of CI users and of a person, passwords, devices, groups, and who closed a role. */
export class WrittenEstate {
  private readonly estate = new Estate();
  private made = 0;
  readonly keys: Key[] = [];
  /** The labels of each version of a secret. */
  readonly versions = new Map<string, Set<string>>();
  readonly groups: Set<string>;
  readonly devices: Set<string>;
  hasPassword: boolean;
  /** Roles, each with its account, that are closed. */
  readonly closed = new Set<string>();
  /** Inline policies of roles: ACCOUNT ROLE NAME, with the document. */
  readonly inline = new Map<string, string>();

  /** @param person - whether the person has signed in, and may sign in */
  constructor(person: { readonly isIn: boolean }, keys: readonly string[]) {
    this.groups = new Set(['orgstrap-everybody', 'orgstrap-people-operators']);
    this.hasPassword = person.isIn;
    this.devices = new Set(person.isIn ? ['arn:aws:iam::222222222222:mfa/ada'] : []);
    for (const user of keys) this.makeKey(user);
  }

  answer(call: Call): WireAnswer {
    const { operation, parameters: given, account } = call;
    const user = given.UserName ?? '';
    switch (operation) {
      case 'iam:GetUser':
        return answerTo(call, { User: { UserName: user, Path: '/orgstrap/people/', CreateDate: LATELY } });
      case 'iam:ListAccessKeys':
        return answerTo(call, { AccessKeyMetadata: this.keysOf(user), IsTruncated: false });
      case 'iam:GetAccessKeyLastUsed':
        return answerTo(call, { AccessKeyLastUsed: { ServiceName: 'N/A', Region: 'N/A' } });
      case 'iam:CreateAccessKey': {
        const { id, status } = this.makeKey(user);
        return answerTo(call, {
          AccessKey: { UserName: user, AccessKeyId: id, Status: status, SecretAccessKey: SECRET },
        });
      }
      case 'iam:UpdateAccessKey':
        for (const key of this.keys.filter(({ id }) => id === given.AccessKeyId)) key.status = given.Status ?? '';
        return answerTo(call, {});
      case 'iam:DeleteAccessKey':
        return this.gone(call, this.dropped(given.AccessKeyId));
      case 'iam:GetLoginProfile':
        return this.hasPassword
          ? answerTo(call, { LoginProfile: { UserName: user, CreateDate: LATELY } })
          : this.gone(call, false);
      case 'iam:CreateLoginProfile':
        this.hasPassword = true;
        return answerTo(call, { LoginProfile: { UserName: user, CreateDate: LATELY } });
      case 'iam:UpdateLoginProfile':
        return answerTo(call, {});
      case 'iam:DeleteLoginProfile': {
        const had = this.hasPassword;
        this.hasPassword = false;
        return this.gone(call, had);
      }
      case 'iam:ListMFADevices':
        return answerTo(call, {
          MFADevices: [...this.devices].map((SerialNumber) => ({ UserName: user, SerialNumber, EnableDate: LATELY })),
          IsTruncated: false,
        });
      case 'iam:DeactivateMFADevice':
        return this.gone(call, this.devices.delete(given.SerialNumber ?? ''));
      case 'iam:DeleteVirtualMFADevice':
        return answerTo(call, {});
      case 'iam:ListGroupsForUser':
        return answerTo(call, {
          Groups: [...this.groups].map((GroupName) => ({ GroupName, Path: '/orgstrap/people/', CreateDate: LATELY })),
          IsTruncated: false,
        });
      case 'iam:RemoveUserFromGroup':
        return this.gone(call, this.groups.delete(given.GroupName ?? ''));
      case 'iam:ListAttachedRolePolicies':
        return answerTo(call, { AttachedPolicies: this.policiesOf(account, given), IsTruncated: false });
      case 'iam:AttachRolePolicy':
        this.closed.add(`${account} ${given.RoleName}`);
        return answerTo(call, {});
      case 'iam:DetachRolePolicy':
        return this.gone(call, this.closed.delete(`${account} ${given.RoleName}`));
      default:
        return this.ofInlinePolicies(call) ?? this.ofSecrets(call) ?? this.estate.answer(call);
    }
  }

  private ofInlinePolicies(call: Call): WireAnswer | undefined {
    const { operation, parameters: given, account } = call;
    const role = `${account} ${given.RoleName} `;
    const key = `${role}${given.PolicyName}`;
    switch (operation) {
      case 'iam:ListRolePolicies': {
        const names = [...this.inline.keys()]
          .filter((one) => one.startsWith(role))
          .map((one) => one.slice(role.length));
        return names.length > 0 ? answerTo(call, { PolicyNames: names, IsTruncated: false }) : undefined;
      }
      case 'iam:GetRolePolicy': {
        const document = this.inline.get(key);
        if (document === undefined) return this.gone(call, false);
        const { RoleName = '', PolicyName = '' } = given;
        return answerTo(call, { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) });
      }
      case 'iam:PutRolePolicy':
        this.inline.set(key, given.PolicyDocument ?? '');
        return answerTo(call, {});
      case 'iam:DeleteRolePolicy':
        return this.gone(call, this.inline.delete(key));
      default:
        return undefined;
    }
  }

  private ofSecrets(call: Call): WireAnswer | undefined {
    const { operation, parameters: given } = call;
    switch (operation) {
      case 'secretsmanager:DescribeSecret': {
        const stages = [...this.versions].map(([version, labels]): [string, Wire] => [version, [...labels]]);
        return answerTo(call, { VersionIdsToStages: Object.fromEntries(stages) });
      }
      case 'secretsmanager:PutSecretValue':
        this.label(given.ClientRequestToken ?? '', JSON.stringify(given.VersionStages));
        return answerTo(call, { VersionId: given.ClientRequestToken ?? '' });
      case 'secretsmanager:GetSecretValue':
        return answerTo(call, { SecretString: JSON.stringify({ secretAccessKey: SECRET }) });
      case 'secretsmanager:UpdateSecretVersionStage': {
        const label = given.VersionStage ?? '';
        this.versions.get(given.RemoveFromVersionId ?? '')?.delete(label);
        if (given.MoveToVersionId !== undefined) this.label(given.MoveToVersionId, label);
        return answerTo(call, {});
      }
      default:
        return undefined;
    }
  }

  /** A label is on one version alone. */
  private label(version: string, said: string): void {
    const label = ['AWSCURRENT', 'AWSPENDING', 'AWSPREVIOUS'].find((one) => said.includes(one)) ?? said;
    for (const labels of this.versions.values()) labels.delete(label);
    const labels = this.versions.get(version) ?? new Set();
    this.versions.set(version, labels.add(label));
  }

  private makeKey(user: string): Key {
    const key = { id: `AKIAEXAMPLE${String(++this.made).padStart(9, '0')}`, status: 'Active', user };
    this.keys.push(key);
    return key;
  }

  private dropped(id: string | undefined): boolean {
    const at = this.keys.findIndex((key) => key.id === id);
    if (at !== -1) this.keys.splice(at, 1);
    return at !== -1;
  }

  private keysOf(user: string): readonly Wire[] {
    return this.keys
      .filter((key) => key.user === user)
      .map(({ id, status }) => ({ UserName: user, AccessKeyId: id, Status: status, CreateDate: LATELY }));
  }

  private policiesOf(account: string, { RoleName: role }: Given): readonly Wire[] {
    if (!this.closed.has(`${account} ${role}`)) return [];
    const name = 'orgstrap-access-closed';
    return [{ PolicyName: name, PolicyArn: `arn:aws:iam::${account}:policy/orgstrap/${name}` }];
  }

  private gone(call: Call, wasThere: boolean): WireAnswer {
    return wasThere ? answerTo(call, {}) : errorTo(call, 404, 'NoSuchEntity', 'it is not there');
  }
}

const LATELY = '2026-02-27T10:00:00Z';

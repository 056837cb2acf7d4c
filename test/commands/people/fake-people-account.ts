import type { AccessKeys } from '../../../lib/aws/access-keys';
import { type AccessRoles, ROLE_IS_FULL } from '../../../lib/aws/access-roles';
import type { PeopleAccess } from '../../../lib/aws/people-access';
import type { SignIns } from '../../../lib/aws/sign-ins';
import { Failure } from '../../../lib/domain/failure';
import { EVERYBODY_GROUP, PEOPLE_PATH } from '../../../lib/domain/names';

const DAY = 24 * 60 * 60 * 1_000;

/** The answer of a call was lost, or the call itself, and with it the program. */
export class Interruption extends Error {}

/** Where a run is interrupted: at its n-th call, which has had its effect or not. */
export interface Break {
  readonly at: number;
  readonly effect: 'had' | 'lost';
}

interface StoredKey {
  readonly id: string;
  readonly createdAt: Date;
  isActive: boolean;
  lastUsed?: Date;
}

interface StoredUser {
  readonly path: string;
  readonly groups: Set<string>;
  readonly keys: StoredKey[];
  readonly devices: Set<string>;
  password?: { readonly text: string; readonly since: Date };
  lastSignIn?: Date;
}

interface Given {
  readonly path?: string;
  readonly groups?: readonly string[];
  readonly invited?: true;
  readonly devices?: readonly string[];
  readonly keys?: number;
}

export function ownDevice(name: string): string {
  return `arn:aws:iam::333333333333:mfa/${name}`;
}

/** IAM, as far as people go: the users of the Ops account, and the access roles of product accounts. */
export class FakePeopleAccount {
  readonly users = new Map<string, StoredUser>();
  /** The virtual devices that there are, whether somebody has them or not. */
  readonly virtualDevices = new Set<string>();
  /** ACCOUNT/ROLE */
  readonly closed = new Set<string>();
  /** ACCOUNT/ROLE/USER, with the document. */
  readonly revoked = new Map<string, string>();
  /** How many of them a role has room for. */
  mostRevoked = 35;
  /** What is refused: the names of calls, ACCOUNT, or ACCOUNT/ROLE. */
  readonly refused = new Set<string>();
  now = new Date('2026-03-01T00:00:00Z');
  /** Calls of a run, by name. */
  readonly calls: string[] = [];
  /** Every password that was ever set. */
  readonly passwords: string[] = [];
  /** Happens in the middle of a run, at a call. */
  meanwhile: Readonly<Record<string, () => void>> = {};
  private keysMade = 0;
  private break: Break | undefined;

  /** A user as a deployment leaves it, with what came later. */
  deploy(
    name: string,
    { path = PEOPLE_PATH, groups = ['orgstrap-people-developers'], ...given }: Given = {},
  ): StoredUser {
    const user: StoredUser = {
      path,
      groups: new Set([...groups, ...(groups.length > 0 ? [EVERYBODY_GROUP] : [])]),
      keys: [],
      devices: new Set(given.devices),
    };
    if (given.invited) user.password = { text: 'their own', since: this.now };
    this.users.set(name, user);
    for (const device of given.devices ?? []) if (device.includes(':mfa/')) this.virtualDevices.add(device);
    for (let key = 0; key < (given.keys ?? 0); key++) this.makeKey(name);
    return user;
  }

  makeKey(name: string): string {
    this.keysMade += 1;
    const id = `AKIAIOSFODNN7EXAMP${String(this.keysMade).padStart(2, '0')}`;
    this.user(name).keys.push({ id, isActive: true, createdAt: this.now });
    return id;
  }

  user(name: string): StoredUser {
    const user = this.users.get(name);
    if (user === undefined) throw new Error(`NoSuchEntity: ${name}`);
    return user;
  }

  later(days: number): void {
    this.now = new Date(this.now.getTime() + days * DAY);
  }

  /** What somebody can use, and whether they can without MFA. */
  powersOf(name: string): ReadonlySet<string> {
    const { groups, keys, devices, password } = this.user(name);
    const waysIn = [...(password ? ['password'] : []), ...keys.filter((key) => key.isActive).map(({ id }) => id)];
    return new Set([...groups, ...waysIn, ...(devices.size === 0 ? waysIn.map((way) => `${way} without MFA`) : [])]);
  }

  /** What CloudFormation does not delete a user with, and what would be in the way of a user of the same name. */
  leftOf(name: string): readonly string[] {
    const { keys, devices, password } = this.user(name);
    const virtual = [...this.virtualDevices].filter((device) => device === ownDevice(name));
    return [...keys.map(({ id }) => id), ...devices, ...virtual, ...(password ? ['password'] : [])];
  }

  /** What a run works with, once. */
  access(interrupted?: Break): PeopleAccess {
    this.break = interrupted;
    this.calls.length = 0;
    return {
      ops: () => this.call('ops', () => ({ signIns: this.signIns(), keys: this.keys() })),
      accessRoles: (account) => this.call(account, () => this.accessRoles(account)),
    };
  }

  private signIns(): SignIns {
    const signInOf = (name: string) => {
      const { path, lastSignIn } = this.user(name);
      return { name, path, ...(lastSignIn && { lastSignIn }) };
    };
    return {
      list: (path) =>
        this.call('list users', () =>
          [...this.users.keys()].map(signInOf).filter((user) => user.path.startsWith(path)),
        ),
      find: (name) => this.call('find', () => (this.users.has(name) ? signInOf(name) : undefined)),
      groups: (name) => this.call('groups', () => [...this.user(name).groups]),
      leave: (name, group) => this.call(`leave ${group}`, () => void this.user(name).groups.delete(group)),
      join: (name, group) => this.call(`join ${group}`, () => void this.user(name).groups.add(group)),
      passwordSince: (name) => this.call('passwordSince', () => this.user(name).password?.since),
      createPassword: (name, password) => this.call('createPassword', () => this.setPassword(name, password.reveal())),
      replacePassword: (name, password) =>
        this.call('replacePassword', () => this.setPassword(name, password.reveal())),
      deletePassword: (name) => this.call('deletePassword', () => void delete this.user(name).password),
      devices: (name) => this.call('devices', () => [...this.user(name).devices]),
      deactivateDevice: (name, serial) =>
        this.call('deactivateDevice', () => void this.user(name).devices.delete(serial)),
      deleteDevice: (serial) => this.call('deleteDevice', () => this.deleteDevice(serial)),
    };
  }

  private keys(): AccessKeys {
    return {
      list: (name) => this.call('list keys', () => this.user(name).keys.map(({ lastUsed: _, ...key }) => key)),
      lastUsed: (id) => this.call('lastUsed', () => this.key(id)?.lastUsed),
      create: () => Promise.reject(new Error('nobody makes keys for people')),
      deactivate: (_, id) =>
        this.call('deactivate key', () => {
          const key = this.key(id);
          if (key) key.isActive = false;
        }),
      delete: (name, id) =>
        this.call('delete key', () => {
          const { keys } = this.user(name);
          const index = keys.findIndex((key) => key.id === id);
          if (index >= 0) keys.splice(index, 1);
        }),
    };
  }

  private accessRoles(account: string): AccessRoles {
    const at = (role: string) => `${account}/${role}`;
    return {
      isClosed: (role) => this.call(at(role), () => this.closed.has(at(role))),
      close: (role) => this.call(at(role), () => void this.closed.add(at(role))),
      open: (role) => this.call(at(role), () => void this.closed.delete(at(role))),
      revocations: (role) =>
        this.call(at(role), () =>
          [...this.revoked].flatMap(([key, document]) =>
            key.startsWith(`${at(role)}/`) ? [{ user: key.split('/').at(-1) ?? '', document }] : [],
          ),
        ),
      revoke: (role, { user, document }) =>
        this.call(at(role), () => {
          const others = [...this.revoked.keys()].filter((key) => key.startsWith(`${at(role)}/`));
          if (others.length >= this.mostRevoked) throw new Failure(ROLE_IS_FULL, `${at(role)} is full`);
          this.revoked.set(`${at(role)}/${user}`, document);
        }),
      forget: (role, user) => this.call(at(role), () => void this.revoked.delete(`${at(role)}/${user}`)),
    };
  }

  private call<Answer>(name: string, effect: () => Answer): Promise<Answer> {
    this.calls.push(name);
    this.meanwhile[name]?.();
    if (this.refused.has(name)) return Promise.reject(new Failure('AwsRefused', `AWS refuses ${name}`));
    const at = this.break?.at ?? Number.POSITIVE_INFINITY;
    // Nothing comes after it.
    if (this.calls.length > at) return Promise.reject(new Interruption(name));
    const breaks = this.calls.length === at;
    if (breaks && this.break?.effect === 'lost') return Promise.reject(new Interruption(name));
    try {
      const answer = effect();
      return breaks ? Promise.reject(new Interruption(name)) : Promise.resolve(answer);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  private setPassword(name: string, text: string): void {
    const user = this.user(name);
    user.password = { text, since: user.password?.since ?? this.now };
    this.passwords.push(text);
  }

  private deleteDevice(serial: string): void {
    if ([...this.users.values()].some(({ devices }) => devices.has(serial)))
      throw new Error(`DeleteConflict: ${serial}`);
    this.virtualDevices.delete(serial);
  }

  private key(id: string): StoredKey | undefined {
    return [...this.users.values()].flatMap(({ keys }) => keys).find((key) => key.id === id);
  }
}

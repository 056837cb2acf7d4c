import type { AccessKey, NewAccessKey } from '../../../lib/aws/access-keys';
import type { KeyLabels } from '../../../lib/aws/key-secrets';
import type { CiUser } from '../../../lib/commands/key/ci-user';
import type { Rotation } from '../../../lib/commands/key/rotate';
import { SecretText } from '../../../lib/domain/secret-text';

export const WHO: CiUser = {
  pipeline: 'delivery',
  access: 'apply',
  user: 'orgstrap-ci-apply-delivery',
  secret: 'orgstrap/ci/delivery/apply',
  ciRole: 'arn:aws:iam::222222222222:role/orgstrap/orgstrap-ci-terraform-delivery',
  networks: [],
};

const START = new Date('2026-03-01T00:00:00Z');
const DAY = 24 * 60 * 60 * 1_000;

/** The answer of a call was lost, or the call itself. */
export class Interruption extends Error {}

/** Where a run is interrupted: at its n-th call, which has had its effect or not. */
export interface Break {
  readonly at: number;
  readonly effect: 'had' | 'lost';
}

interface StoredKey extends AccessKey {
  isActive: boolean;
  lastUsed?: Date;
}

/** IAM, Secrets Manager and a CI system, as far as the keys of one user go. */
export class FakeKeyAccount {
  readonly keys: StoredKey[] = [];
  /** The secret halves that Secrets Manager has, by the id of the key; none of a key that was adopted. */
  readonly versions = new Map<string, string | undefined>();
  labels: { current?: string; pending?: string; previous?: string } = {};
  /** What CI works with. */
  ci: { readonly id: string; readonly secret: string } | undefined;
  now = START;
  /** Calls of a run, by name. */
  readonly calls: string[] = [];
  private made = 0;
  private break: Break | undefined;

  /** A key that somebody made by hand. */
  byHand(given: { readonly held?: true; readonly inactive?: true; readonly used?: true } = {}): string {
    const { id, secret } = this.make();
    const key = this.keys.at(-1);
    if (key && given.inactive) key.isActive = false;
    if (given.held) this.ci = { id, secret: secret.reveal() };
    if (key && (given.held || given.used)) key.lastUsed = this.now;
    return id;
  }

  /** Whether CI can work. */
  get ciWorks(): boolean {
    return this.keys.some(({ id, isActive }) => id === this.ci?.id && isActive && secretOf(id) === this.ci?.secret);
  }

  get active(): readonly string[] {
    return this.keys.filter(({ isActive }) => isActive).map(({ id }) => id);
  }

  later(days: number): void {
    this.now = new Date(this.now.getTime() + days * DAY);
    const held = this.keys.find(({ id }) => id === this.ci?.id);
    if (held?.isActive) held.lastUsed = this.now;
  }

  /** What a run works with, once. */
  rotation(interrupted?: Break, works = true): Rotation {
    this.break = interrupted;
    this.calls.length = 0;
    return {
      keys: {
        list: () =>
          this.call('list', () => this.keys.map(({ id, isActive, createdAt }) => ({ id, isActive, createdAt }))),
        lastUsed: (id) => this.call('lastUsed', () => this.keys.find((key) => key.id === id)?.lastUsed),
        create: () => this.call('create', () => this.make()),
        deactivate: (_, id) => this.call('deactivate', () => this.deactivate(id)),
        delete: (_, id) => this.call('delete', () => this.delete(id)),
      },
      secrets: {
        labels: () => this.call('labels', (): KeyLabels => ({ ...this.labels })),
        read: (_, id) => this.call('read', () => this.read(id)),
        keep: (_, key) => this.call('keep', () => this.put(key.id, key.secret.reveal(), 'pending')),
        adopt: (_, id) => this.call('adopt', () => this.put(id, undefined, 'current')),
        promote: async (_, id) => {
          // Two calls of Secrets Manager.
          if (this.labels.current !== id) await this.call('promote', () => this.makeCurrent(id));
          await this.call('settle', () => {
            delete this.labels.pending;
          });
        },
      },
      uninterrupted: (step) => step(),
      proof: {
        becomes: ({ id, secret }) =>
          this.call('prove', () => works && this.active.includes(id) && secretOf(id) === secret.reveal()),
      },
      handOver: ({ id, secret }) =>
        this.call('hand over', () => {
          this.ci = { id, secret: secret.reveal() };
          const key = this.keys.find((one) => one.id === id);
          if (key) key.lastUsed = this.now;
        }),
      onStep: () => undefined,
    };
  }

  private call<Answer>(name: string, effect: () => Answer): Promise<Answer> {
    this.calls.push(name);
    const breaks = this.break?.at === this.calls.length;
    if (breaks && this.break?.effect === 'lost') return Promise.reject(new Interruption(name));
    try {
      const answer = effect();
      return breaks ? Promise.reject(new Interruption(name)) : Promise.resolve(answer);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  private make(): NewAccessKey {
    if (this.keys.length >= 2) throw new Error('LimitExceeded: a user has two keys at most');
    this.made += 1;
    const id = `AKIAIOSFODNN7EXAMP${String(this.made).padStart(2, '0')}`;
    this.keys.push({ id, isActive: true, createdAt: this.now });
    return { id, secret: new SecretText(secretOf(id)) };
  }

  private deactivate(id: string): void {
    const key = this.keys.find((one) => one.id === id);
    if (key === undefined) throw new Error(`NoSuchEntity: ${id}`);
    key.isActive = false;
  }

  private delete(id: string): void {
    const index = this.keys.findIndex((one) => one.id === id);
    if (index >= 0) this.keys.splice(index, 1);
  }

  private read(id: string): NewAccessKey | undefined {
    const secret = this.versions.get(id);
    return secret === undefined ? undefined : { id, secret: new SecretText(secret) };
  }

  private put(id: string, secret: string | undefined, label: 'current' | 'pending'): void {
    const isFirst = this.versions.size === 0;
    this.versions.set(id, secret);
    if (label === 'current') this.makeCurrent(id);
    else this.labels.pending = id;
    // As Secrets Manager does with the first version.
    if (isFirst) this.labels.current = id;
  }

  private makeCurrent(id: string): void {
    const { current } = this.labels;
    if (current !== undefined && current !== id) this.labels.previous = current;
    this.labels.current = id;
  }
}

/** The other half of a key, with the characters that tools escape. */
export function secretOf(id: string): string {
  // What differs is short: a longer part of the id would be taken for one of the secret.
  return `wJalrXUtnFEMI/K7MDENG+${id.slice(-4)}/SECRETHALF`;
}

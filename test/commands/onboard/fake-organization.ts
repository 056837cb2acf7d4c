import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountAccess } from '../../../lib/aws/account-access';
import type { AccountCreation, MemberAccounts } from '../../../lib/aws/member-accounts';
import type { StackInstance } from '../../../lib/aws/stack-sets';
import type { Surroundings } from '../../../lib/commands/onboard/entered';
import { usableConfig } from '../../../lib/commands/usable-config';
import { EXIT, type ExitStatus, Failure } from '../../../lib/domain/failure';
import type { OrgConfig } from '../../../lib/domain/org-config';
import { organizationTree } from '../../support/organization-tree';

export const ROOT = 'r-abcd';
export const DEV = 'ou-abcd-11111111';
export const PROD = 'ou-abcd-33333333';
export const PARKING = 'ou-abcd-99999999';
const OPS = '333333333333';
const MANAGEMENT = '111111111111';

/** `dev` and `prod` with an account each; what else a test needs, it replaces. */
export const ORG_YAML = `organization:
  id: o-exampleorgid
  rootId: ${ROOT}
  managementAccount: "${MANAGEMENT}"
homeRegion: eu-west-1
deployFrom: ops
accounts:
  terraform: "${OPS}"
  ops: "${OPS}"
environments:
  dev:
    organizationalUnits: [${DEV}]
    accounts:
      dev: "444444444444" # the first one
  prod:
    organizationalUnits: [${PROD}]
    accounts: { prod: "666666666666" }
terraform:
  services: [s3]
pipelines:
  delivery:
    identity: { iamUser: {} }
    environments: [dev, prod]
`;

/** The process is gone, as by kill -9. */
export class Killed extends Error {}

interface FakeAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  state: string;
  parent: string;
}

/** An organization, its StackSets, and an `org.yaml`: all that stays when a command is killed. */
export class FakeOrganization {
  readonly folder = mkdtempSync(join(tmpdir(), 'orgstrap-'));
  readonly file = join(this.folder, 'org.yaml');
  readonly accounts: FakeAccount[] = [
    { id: MANAGEMENT, name: 'management', email: 'management@example.com', state: 'ACTIVE', parent: ROOT },
    { id: OPS, name: 'ops', email: 'ops@example.com', state: 'ACTIVE', parent: ROOT },
    { id: '444444444444', name: 'dev', email: 'dev@example.com', state: 'ACTIVE', parent: DEV },
    { id: '666666666666', name: 'prod', email: 'prod@example.com', state: 'ACTIVE', parent: PROD },
    { id: '777777777777', name: 'shop', email: 'shop@example.com', state: 'ACTIVE', parent: ROOT },
  ];
  readonly creations: (AccountCreation & { readonly email: string })[] = [];
  /** Looks that are still to come before StackSets have heard of the last move. */
  private settling = 0;
  private readonly delivered = new Map<string, string>();
  /** What was deployed last, and how often something was. */
  deployed = '';
  deployments = 0;
  /** How an account stands out in a StackSet. */
  readonly instanceOf = new Map<string, Partial<StackInstance>>();
  /** AWS's reasons for which the next creations fail. */
  readonly reasons: string[] = [];
  collisions = 0;
  isControlTower = false;
  /** What the StackSet of dev targets, as it was deployed. */
  unitsOfDev: readonly string[] = [DEV];
  states: Readonly<Record<string, string>> = {};
  statesRefuse = false;
  deployStatus: ExitStatus = EXIT.done;
  readonly said: string[] = [];
  readonly waited: string[] = [];
  /** Of the writes, how many were done. */
  writes = 0;
  private killAt: { readonly write: number; readonly isDone: boolean } | undefined;
  private time = 0;

  constructor(orgYaml = ORG_YAML) {
    writeFileSync(this.file, orgYaml);
    for (const { id, parent } of this.accounts) this.delivered.set(id, parent);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  get config(): OrgConfig {
    return usableConfig(this.file);
  }

  get text(): string {
    return readFileSync(this.file, 'utf8');
  }

  parentOf(id: string): string | undefined {
    return this.accounts.find((account) => account.id === id)?.parent;
  }

  /** From now on the process ends at a write, before or after it is done. */
  kill(write: number, isDone: boolean): void {
    this.writes = 0;
    this.killAt = { write, isDone };
  }

  revive(): void {
    this.writes = 0;
    this.killAt = undefined;
  }

  /** What must be the same in the end, however often the command was killed. */
  picture(): object {
    return {
      text: this.text,
      deployed: this.deployed,
      accounts: this.accounts.map(({ id, name, parent }) => ({ id, name, parent })),
      delivered: [...this.delivered],
    };
  }

  /** As credentials see it: of Ops with a profile of the management account, or less. */
  access({ account = OPS, hasManagement = true } = {}): AccountAccess {
    const accounts = this.memberAccounts();
    return {
      account,
      management: hasManagement ? accounts : undefined,
      accounts,
      tree: () => Promise.resolve(this.tree()),
      stackSets: {
        names: () => Promise.resolve(['orgstrap-ProductAccounts-dev', 'orgstrap-ProductAccounts-prod', 'of-somebody']),
        instances: (name) => Promise.resolve(this.instances(name)),
        targets: (name) => Promise.resolve(name.endsWith('-dev') ? this.unitsOfDev : [PROD]),
      },
      stateObjects: {
        keys: () => (this.statesRefuse ? refused('s3:ListBucket') : Promise.resolve(Object.keys(this.states))),
        read: (_, __, key) => {
          const state = this.states[key];
          return state === undefined ? refused('s3:GetObject') : Promise.resolve(Buffer.from(state));
        },
      },
    };
  }

  surroundings(access = this.access()): Surroundings {
    return {
      access,
      bound: 60_000,
      file: this.file,
      services: ['s3'],
      now: () => this.time,
      wait: (milliseconds) => {
        this.time += milliseconds;
        return Promise.resolve();
      },
      uninterrupted: (step) => this.write(step),
      during: (work) => work((text) => this.waited.push(text)),
      say: (text) => this.said.push(text),
      deploy: () =>
        this.write(() => {
          this.deployed = this.text;
          this.deployments++;
          return Promise.resolve(this.deployStatus);
        }),
    };
  }

  private async write<Result>(step: () => Promise<Result>): Promise<Result> {
    const isLast = this.killAt?.write === this.writes++;
    if (isLast && this.killAt?.isDone === false) throw new Killed();
    const result = await step();
    if (isLast) throw new Killed();
    return result;
  }

  private tree() {
    const below = (parent: string) => ({
      accounts: this.accounts
        .filter((account) => account.parent === parent)
        .map(({ id, state }): readonly [string, string] => [id, state]),
    });
    const units = { [`dev ${DEV}`]: below(DEV), [`prod ${PROD}`]: below(PROD), [`parking ${PARKING}`]: below(PARKING) };
    const { accounts, ...tree } = organizationTree(ROOT, { ...below(ROOT), units });
    const named = accounts.map((account) => ({ ...account, name: this.account(account.id).name }));
    return { ...tree, accounts: named };
  }

  private account(id: string): FakeAccount {
    const found = this.accounts.find((account) => account.id === id);
    if (found === undefined) throw new Error(`there is no account ${id}`);
    return found;
  }

  private memberAccounts(): MemberAccounts {
    return {
      all: () => Promise.resolve(this.accounts.map((account) => ({ ...account }))),
      parentOf: (id) => Promise.resolve(this.account(id).parent),
      move: (id, from, to) => {
        if (this.collisions-- > 0) return Promise.reject(new Failure('AccountChanges', 'it changes', EXIT.incomplete));
        const account = this.account(id);
        expect(account.parent).toBe(from);
        account.parent = to;
        this.settling = 2;
        return Promise.resolve();
      },
      create: (name, email) => {
        const request = `car-${this.creations.length}`;
        this.creations.push({ request, name, email, state: 'IN_PROGRESS' });
        return Promise.resolve(request);
      },
      creation: (request) => {
        const index = this.creations.findIndex((each) => each.request === request);
        return Promise.resolve(this.goOn(index));
      },
      creations: () => Promise.resolve([...this.creations]),
      trusts: () => Promise.resolve(this.isControlTower),
    };
  }

  /** One look shows that it is in progress; the next one decides it. */
  private readonly looked = new Set<number>();

  private goOn(index: number): AccountCreation {
    const creation = this.creations[index];
    if (creation === undefined) throw new Error('there is no such request');
    if (creation.state !== 'IN_PROGRESS' || !this.looked.has(index)) {
      this.looked.add(index);
      return creation;
    }
    // AWS works at one request after the other.
    for (let earlier = 0; earlier < index; earlier++) {
      this.looked.add(earlier);
      this.goOn(earlier);
    }
    const isTaken = this.accounts.some(({ email }) => email === creation.email);
    const reason = this.reasons.shift() ?? (isTaken ? 'EMAIL_ALREADY_EXISTS' : undefined);
    const account = String(888_888_888_880 + index);
    const decided =
      reason === undefined
        ? { ...creation, state: 'SUCCEEDED' as const, account }
        : { ...creation, state: 'FAILED' as const, reason };
    if (reason === undefined) {
      this.accounts.push({ id: account, name: creation.name, email: creation.email, state: 'ACTIVE', parent: ROOT });
      this.delivered.set(account, ROOT);
    }
    this.creations[index] = decided;
    return decided;
  }

  /** StackSets hear of a move after a while. */
  private instances(name: string): readonly StackInstance[] {
    if (this.settling > 0) this.settling--;
    else for (const { id, parent } of this.accounts) this.delivered.set(id, parent);
    const unit = name.endsWith('-dev') ? DEV : PROD;
    return [...this.delivered]
      .filter(([, where]) => where === unit)
      .map(([account]) => ({
        account,
        region: 'eu-west-1',
        unit,
        ...(this.account(account).parent === unit
          ? { status: 'CURRENT', detailedStatus: 'SUCCEEDED' }
          : { status: 'OUTDATED', detailedStatus: 'RUNNING' }),
        ...this.instanceOf.get(`${name} ${account}`),
      }));
  }
}

function refused(action: string): Promise<never> {
  return Promise.reject(new Failure('AwsRefused', `AWS refuses ${action}`, EXIT.unusable));
}

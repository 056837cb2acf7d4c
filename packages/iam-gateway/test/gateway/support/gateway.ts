import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { JSONWebKeySet } from 'jose';
import { CodeVerifier } from '../../../authorization/totp';
import type { Answer } from '../../../gateway/answers';
import { readThrough } from '../../../gateway/answers';
import { Gateway } from '../../../gateway/gateway';
import { Journal } from '../../../gateway/journal';
import type { Outgoing } from '../../../requests/rebuilt-request';
import type { WireRequest } from '../../../requests/wire-request';
import { SnapshotCache, type StoredAccessKey } from '../../../store/snapshot-cache';
import type { Stored } from '../../../store/stored';
import { TrailHistory } from '../../../trail/trail-history';
import { ADMINISTRATOR, CI_ROLE, HERE, stored } from './stored';

export const HOST = 'localhost:4566';
export const S3_HOST = '127.0.0.1:4566';
export const NOW = new Date('2026-11-21T09:30:00Z');

/** Of the administrator. */
export const USER_KEY: StoredAccessKey = {
  id: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'the secret of the user',
  isActive: true,
  account: HERE,
  owner: { kind: 'user', arn: ADMINISTRATOR },
};

/** Of a session of the role for CI. */
export const SESSION_KEY: StoredAccessKey = {
  id: 'ASIAIOSFODNN7EXAMPLE',
  secret: 'the secret of the session',
  isActive: true,
  account: HERE,
  owner: {
    kind: 'session',
    role: CI_ROLE,
    name: 'run',
    token: 'the-token',
    expiration: '2026-11-21T10:00:00Z',
    issued: '2026-11-21T09:00:00Z',
    policy: null,
    sourceIdentity: null,
  },
};

/** What the emulator answers. */
export interface EmulatorsAnswer {
  readonly status?: number;
  readonly body?: string;
}

/** A gateway whose emulator keeps what it is sent, and answers that all is well unless it is told otherwise. */
export class GatewayInTest {
  readonly sent: Outgoing[] = [];
  readonly journal = new Journal();
  readonly trail = new TrailHistory();
  answers: EmulatorsAnswer = {};
  readonly cache: SnapshotCache;
  private readonly gateway: Gateway;

  constructor(
    snapshot: Partial<Stored> = {},
    keys: readonly StoredAccessKey[] = [USER_KEY, SESSION_KEY],
    objectKeys: Readonly<Record<string, string>> = {},
    issuers: Readonly<Record<string, JSONWebKeySet>> = {},
  ) {
    this.cache = new SnapshotCache({
      snapshot: () => Promise.resolve(stored(snapshot)),
      accessKey: (id) => Promise.resolve(keys.find((key) => key.id === id)),
      encryptionKey: (bucket, key) => Promise.resolve(objectKeys[`${bucket}/${key}`]),
    });
    this.gateway = new Gateway({
      hosts: new Set([HOST, S3_HOST]),
      cache: this.cache,
      journal: this.journal,
      emulator: { send: (outgoing) => this.keep(outgoing) },
      keysOfIssuer: (url) => issuers[url],
      now: () => NOW,
      codes: new CodeVerifier(() => NOW),
      trail: this.trail,
      homeRegion: 'eu-west-1',
    });
  }

  /** The gateway's own answer; undefined where it has passed the request on. */
  async refusal(wire: WireRequest): Promise<Answer | undefined> {
    const answered = await this.gateway.answer(wire);
    return 'body' in answered ? answered : undefined;
  }

  /** What the client is answered by the emulator. */
  async passedOn(wire: WireRequest): Promise<EmulatorsAnswer> {
    const answered = await this.gateway.answer(wire);
    if ('body' in answered) throw new Error(answered.body);
    return { status: answered.statusCode ?? 0, body: (await readThrough(answered)).text };
  }

  private keep(outgoing: Outgoing): Promise<IncomingMessage> {
    this.sent.push(outgoing);
    const { status = 200, body = '' } = this.answers;
    const answer = Object.assign(Readable.from([Buffer.from(body)]), { statusCode: status, headers: {} });
    return Promise.resolve(answer as IncomingMessage);
  }
}

import { createHash } from 'node:crypto';
import type { OldLock, OldState } from '../../../lib/aws/old-state';
import type { StateVersions, StoredText } from '../../../lib/aws/state-versions';
import { EXIT, Failure } from '../../../lib/domain/failure';

/** A lock that somebody may have. */
class FakeLock implements OldLock {
  held: string | undefined;

  constructor(
    readonly where: string,
    private readonly say: (what: string) => Promise<void>,
  ) {}

  async take(text: string): Promise<string> {
    await this.say(`take ${this.where}`);
    this.held ??= text;
    return this.held;
  }

  async release(text: string): Promise<void> {
    await this.say(`release ${this.where}`);
    if (this.held === text) this.held = undefined;
  }
}

/** The place that a state had before, with a lock table. */
export class FakeOldState implements OldState {
  /** What was asked of either place, in its order. */
  readonly said: string[] = [];
  readonly object = new FakeLock('object', (what) => this.say(what));
  readonly item = new FakeLock('item', (what) => this.say(what));
  /** Which of its calls, from 0 on, fails and does nothing. */
  failAt: number | undefined;
  private calls = 0;
  bucketPolicy: string | undefined;

  constructor(
    public text: string | undefined,
    public md5 = text === undefined ? undefined : createHash('md5').update(text).digest('hex'),
  ) {}

  private say(what: string): Promise<void> {
    if (this.calls++ === this.failAt) return Promise.reject(new Failure('NoConnection', what, EXIT.incomplete));
    this.said.push(what);
    return Promise.resolve();
  }

  async read(): Promise<string | undefined> {
    await this.say('read the old state');
    return this.text;
  }

  async digest(): Promise<string | undefined> {
    await this.say('read the digest');
    return this.md5;
  }

  async policy(): Promise<string | undefined> {
    await this.say('read the policy');
    return this.bucketPolicy;
  }

  async setPolicy(policy: string): Promise<void> {
    await this.say('set the policy');
    this.bucketPolicy = policy;
  }
}

/** The bucket of a pipeline, which takes writes on the conditions that S3 does. */
export class FakeBucket implements StateVersions {
  readonly objects = new Map<string, StoredText>();
  /** Refuses the next write of a state, as S3 does where somebody wrote meanwhile. */
  collides = false;
  private count = 0;

  constructor(private readonly said: string[] = []) {}

  put(key: string, text: string): void {
    const id = `v${++this.count}`;
    this.objects.set(key, { text, version: id, tag: `"${id}"`, written: new Date(0) });
  }

  current(): Promise<never> {
    throw new Error('nobody lists');
  }

  versions(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  read(_: unknown, key: string): Promise<StoredText | undefined> {
    return Promise.resolve(this.objects.get(key));
  }

  write(_: unknown, key: string, text: string, over: string | undefined): Promise<string | undefined> {
    this.said.push(`write ${key}`);
    const isState = key.endsWith('.tfstate');
    if (this.objects.get(key)?.tag !== over || (isState && this.collides)) return Promise.resolve(undefined);
    this.put(key, text);
    return Promise.resolve(this.objects.get(key)?.version);
  }

  remove(_: unknown, key: string, tag: string): Promise<boolean> {
    this.said.push(`remove ${key}`);
    return Promise.resolve(this.objects.get(key)?.tag === tag && this.objects.delete(key));
  }
}

import { createHash } from 'node:crypto';
import type { OldLock, OldState } from '../../../lib/aws/old-state';
import type { StateVersions, StoredText } from '../../../lib/aws/state-versions';

/** A lock that somebody may have. */
export class FakeLock implements OldLock {
  held: string | undefined;

  constructor(
    readonly where: string,
    private readonly said: string[],
  ) {}

  take(text: string): Promise<string> {
    this.said.push(`take ${this.where}`);
    this.held ??= text;
    return Promise.resolve(this.held);
  }

  release(text: string): Promise<void> {
    this.said.push(`release ${this.where}`);
    if (this.held === text) this.held = undefined;
    return Promise.resolve();
  }
}

/** The place that a state had before, with a lock table. */
export class FakeOldState implements OldState {
  /** What was asked of either place, in its order. */
  readonly said: string[] = [];
  readonly object = new FakeLock('object', this.said);
  readonly item = new FakeLock('item', this.said);
  bucketPolicy: string | undefined;

  constructor(
    public text: string | undefined,
    public md5 = text === undefined ? undefined : createHash('md5').update(text).digest('hex'),
  ) {}

  read(): Promise<string | undefined> {
    this.said.push('read the old state');
    return Promise.resolve(this.text);
  }

  digest(): Promise<string | undefined> {
    return Promise.resolve(this.md5);
  }

  policy(): Promise<string | undefined> {
    return Promise.resolve(this.bucketPolicy);
  }

  setPolicy(policy: string): Promise<void> {
    this.said.push('set the policy');
    this.bucketPolicy = policy;
    return Promise.resolve();
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

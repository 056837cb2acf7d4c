import type { ObjectVersion, StateVersions } from '../../../lib/aws/state-versions';
import type { StateBucketPlace } from '../../../lib/domain/state/state-place';

interface Kept extends Omit<ObjectVersion, 'isCurrent' | 'size'> {
  readonly text: string;
}

/** A bucket with versions that decides conditions as S3 does; every write takes a second. */
export class FakeStates implements StateVersions {
  private readonly kept: Kept[] = [];
  /** What happens right before a write or a removal: what others do meanwhile. */
  meanwhile: ((key: string) => void) | undefined;
  /** Answers that are lost once: the SDK repeats the call. */
  readonly lost = new Set<'write' | 'remove'>();

  private get second(): Date {
    return new Date(Date.UTC(2026, 2, 1, 9, 0, this.kept.length));
  }

  /** Puts an object there without a condition. @returns the id of its version */
  put(key: string, text: string): string {
    const id = `v${this.kept.length + 1}`;
    this.kept.push({ key, text, id, written: this.second, isDeletion: false });
    return id;
  }

  delete(key: string): void {
    this.kept.push({ key, text: '', id: `v${this.kept.length + 1}`, written: this.second, isDeletion: true });
  }

  text(key: string): string | undefined {
    const last = this.kept.findLast((one) => one.key === key);
    return last === undefined || last.isDeletion ? undefined : last.text;
  }

  current(_: StateBucketPlace, prefix: string) {
    const keys = [...new Set(this.kept.map(({ key }) => key))].filter((key) => key.startsWith(prefix)).sort();
    const found = keys.map((key) => this.kept.findLast((one) => one.key === key)).filter((one) => one !== undefined);
    return Promise.resolve(
      found.filter(({ isDeletion }) => !isDeletion).map((one) => ({ ...one, size: one.text.length })),
    );
  }

  versions(_: StateBucketPlace, key: string) {
    const own = this.kept.filter((one) => one.key === key).reverse();
    return Promise.resolve(own.map((one, at) => ({ ...one, size: one.text.length, isCurrent: at === 0 })));
  }

  read(_: StateBucketPlace, key: string, version?: string) {
    const found = this.kept.findLast((one) => one.key === key && (version === undefined || one.id === version));
    if (found === undefined || found.isDeletion) return Promise.resolve(undefined);
    return Promise.resolve({ text: found.text, version: found.id, tag: `"${found.text}"`, written: found.written });
  }

  write(_: StateBucketPlace, key: string, text: string, over: string | undefined) {
    this.meanwhile?.(key);
    const fits = () => (over === undefined ? this.text(key) === undefined : `"${this.text(key)}"` === over);
    if (!fits()) return Promise.resolve(undefined);
    const id = this.put(key, text);
    return Promise.resolve(this.lost.delete('write') && !fits() ? undefined : id);
  }

  remove(_: StateBucketPlace, key: string, tag: string) {
    this.meanwhile?.(key);
    if (`"${this.text(key)}"` !== tag) return Promise.resolve(false);
    this.delete(key);
    return Promise.resolve(!this.lost.delete('remove'));
  }
}

/** A state of version 4. */
export function stateText(serial: number, lineage = 'lineage-1', resources: readonly string[] = []): string {
  const instances = resources.map((name) => ({
    mode: 'managed',
    type: 'aws_sqs_queue',
    name,
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [
      {
        schema_version: 0,
        attributes: { name, policy: 'TOP-SECRET' },
        sensitive_attributes: [[{ type: 'get_attr', value: 'policy' }]],
      },
    ],
  }));
  return JSON.stringify({
    version: 4,
    terraform_version: '1.14.0',
    serial,
    lineage,
    outputs: {},
    resources: instances,
  });
}

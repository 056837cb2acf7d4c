import type { SnapshotSource, StoredAccessKey } from '../store/snapshot-cache';
import type { Stored } from '../store/stored';

/** What is stored in the emulator at this moment. */
export class EmulatorStore implements SnapshotSource {
  constructor(private readonly port: number) {}

  snapshot(): Promise<Stored> {
    return controlCall<Stored>(this.port, 'GET', 'authorization-details');
  }

  async accessKey(id: string): Promise<StoredAccessKey | undefined> {
    return (await this.ask<StoredAccessKey>('access-key', { id })) ?? undefined;
  }

  async encryptionKey(bucket: string, key: string, version: string | undefined): Promise<string | undefined> {
    const object = { bucket, key, ...(version === undefined ? {} : { version }) };
    return (await this.ask<string>('encryption-key', object)) ?? undefined;
  }

  private async ask<Key>(control: string, parameters: Readonly<Record<string, string>>): Promise<Key | null> {
    const path = `${control}?${new URLSearchParams(parameters)}`;
    return (await controlCall<{ readonly key: Key | null }>(this.port, 'GET', path)).key;
  }
}

/**
 * Calls a control of the emulator, on its own port: no gateway lets such a call through.
 *
 * @throws Error where the emulator refuses
 */
export async function controlCall<Answer>(port: number, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/_orgstrap/${path}`, {
    method,
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`the emulator answered ${response.status} to ${method} ${path}: ${text}`);
  return JSON.parse(text === '' ? 'null' : text);
}

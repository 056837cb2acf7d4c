import type { Stored } from '../gateway/world/stored';
import type { StoredAccessKey, WorldSource } from '../gateway/world/world-cache';
import { controlCall } from './control-call';

/** What is stored in the emulator at this moment. */
export class StoredWorld implements WorldSource {
  constructor(private readonly port: number) {}

  world(): Promise<Stored> {
    return controlCall<Stored>(this.port, 'GET', 'world');
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

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A repository with two states, and what they share. */
export class TestRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'orgstrap-states-'));

  constructor() {
    this.git('init', '-q');
    this.commit(
      'infrastructure/network/main.tf',
      'infrastructure/app/main.tf',
      'infrastructure/modules/x.tf',
      'README.md',
    );
  }

  git(...options: readonly string[]): string {
    const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.com'];
    return spawnSync('git', [...who, ...options], { cwd: this.folder, encoding: 'utf8' }).stdout.trim();
  }

  /** Changes some files, and answers the commit. */
  commit(...paths: readonly string[]): string {
    for (const path of paths) this.write(path, `${Math.random()}`);
    this.git('add', '-A');
    this.git('commit', '-qm', 'x');
    return this.git('rev-parse', 'HEAD');
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

import { existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { copyOfRepository } from '../../terraform/own-folder';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-own-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function copied(folder: string): string {
  return copyOfRepository(folder, join(mkdtempSync(join(tmpdir(), 'orgstrap-copy-')), 'copy'));
}

describe('a copy', () => {
  test('has the modules that are beside the folder, where both are in one repository', () => {
    const repository = folderWith({ '.git/HEAD': 'x', 'live/main.tf': 'a', 'modules/one/main.tf': 'b' });
    const copy = copied(join(repository, 'live'));
    expect(readFileSync(join(copy, 'main.tf'), 'utf8')).toBe('a');
    expect(readFileSync(join(copy, '..', 'modules', 'one', 'main.tf'), 'utf8')).toBe('b');
    expect(existsSync(join(copy, '..', '.git'))).toBe(false);
  });

  test('is of the folder alone, where it is in no repository', () => {
    const outside = folderWith({ 'live/main.tf': 'a', 'other/main.tf': 'b' });
    expect(existsSync(join(copied(join(outside, 'live')), '..', 'other'))).toBe(false);
  });

  test('has no states, no plans and nothing that Terraform has installed', () => {
    const kept = ['main.tf', 'terraform.tfvars', '.terraform.lock.hcl'];
    const left = ['.terraform/x', 'terraform.tfstate', 'terraform.tfstate.backup', 'one.tfplan', 'node_modules/x'];
    const copy = copied(folderWith(Object.fromEntries([...kept, ...left].map((path) => [path, path]))));
    expect(kept.filter((path) => !existsSync(join(copy, path)))).toEqual([]);
    expect(left.filter((path) => existsSync(join(copy, path)))).toEqual([]);
  });

  test('has files in place of links, and passes over links to nothing', () => {
    const folder = folderWith({ 'main.tf': 'a', 'shared/one.tf': 'b' });
    symlinkSync('shared/one.tf', join(folder, 'one.tf'));
    symlinkSync('shared', join(folder, 'linked'));
    symlinkSync('nowhere', join(folder, 'broken.tf'));
    const copy = copied(folder);
    expect(lstatSync(join(copy, 'one.tf')).isFile()).toBe(true);
    expect(lstatSync(join(copy, 'linked')).isDirectory()).toBe(true);
    expect(lstatSync(join(copy, 'linked', 'one.tf')).isFile()).toBe(true);
    expect(existsSync(join(copy, 'broken.tf'))).toBe(false);
  });
});

import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WRITTEN_BY_ORGSTRAP } from '../../../../lib/writers/terraform/workspace-module';
import { takeOutOwnBlocks } from '../../terraform/own-blocks';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'orgstrap-own-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function takenOutOf(text: string, name = 'main.tf') {
  const folder = folderWith({ [name]: text });
  const blocks = takeOutOwnBlocks(folder, ['backend.tf']);
  return { blocks, left: readFileSync(join(folder, name), 'utf8') };
}

const PROVIDER = 'provider "aws" block without an alias';

test.each([
  [
    'a backend',
    'terraform {\n  backend "s3" {\n    key = "a"\n  }\n  required_version = "1"\n}\n',
    'main.tf:2',
    'backend block',
    /^terraform \{\n\s+required_version = "1"\n\}\n$/,
  ],
  ['a backend in one line', 'terraform { backend "s3" {} }\n', 'main.tf:1', 'backend block', /^terraform \{\s+\}\n$/],
  [
    'a cloud',
    '\nterraform {\n  cloud {\n    workspaces {\n      name = "}"\n    }\n  }\n}\n',
    'main.tf:3',
    'cloud block',
    /^\nterraform \{\s+\}\n$/,
  ],
  [
    'a default provider, with what it sets',
    'provider "aws" {\n  region = "x"\n  default_tags {\n    tags = { alias = "no" }\n  }\n}\nlocals {}\n',
    'main.tf:1',
    `${PROVIDER} (region, default_tags)`,
    /^\s+locals \{\}\n$/,
  ],
  [
    'one behind strings and heredocs with braces in them',
    'locals {\n  a = "${join("}", ["{"])} \\" {"\n  b = <<-EOT\n    terraform {\n      cloud {}\n    EOT\n  c = "%{ if true }{%{ endif }"\n}\nprovider "aws" {}\n',
    'main.tf:9',
    PROVIDER,
    /EOT\n {2}c = .*\n\}\n\s+$/,
  ],
])('%s is taken out of the copy, and the lines stay where they are', (_, text, place, block, left) => {
  const found = takenOutOf(text);
  expect(found.blocks).toEqual([{ place, block }]);
  expect(found.left).toMatch(left);
  expect(found.left.split('\n')).toHaveLength(text.split('\n').length);
});

test.each([
  ['what orgstrap wrote', `${WRITTEN_BY_ORGSTRAP}\nterraform {\n  backend "s3" {}\n}\nprovider "aws" {}\n`],
  ['a provider with an alias', 'provider "aws" {\n  assume_role {\n    role_arn = "x"\n  }\n  alias = "us"\n}\n'],
  ['a provider with an alias in its line', 'provider "aws" { alias = "us" }\n'],
  ['a provider of another kind', 'provider "random" {}\n'],
  ['comments', '# terraform { backend "s3" {} }\n// provider "aws" {}\n/*\nprovider "aws" {}\n*/\n'],
  [
    'a block of another kind with such a name',
    'module "cloud" {\n  source = "./cloud"\n}\nresource "x" "backend" {\n  backend {}\n}\n',
  ],
  ['what Terraform cannot read', 'terraform {\n  required_version = "1\n'],
])('it leaves %s', (_, text) => {
  expect(takenOutOf(text)).toEqual({ blocks: [], left: text });
});

test('of a file in JSON the same is taken out, and the rest stays', () => {
  const own = {
    terraform: { backend: { s3: {} }, required_version: '1' },
    provider: { aws: [{ region: 'x' }, { alias: 'us', region: 'y' }], random: {} },
    locals: { a: 1 },
  };
  const { blocks, left } = takenOutOf(JSON.stringify(own), 'main.tf.json');
  expect(blocks).toEqual([
    { place: 'main.tf.json', block: 'backend block' },
    { place: 'main.tf.json', block: PROVIDER },
  ]);
  expect(JSON.parse(left)).toEqual({
    terraform: [{ required_version: '1' }],
    provider: [{ random: {}, aws: [{ alias: 'us', region: 'y' }] }],
    locals: { a: 1 },
  });
});

test('a file that is called like one of the wiring makes room for it', () => {
  const folder = folderWith({ 'backend.tf': 'terraform {\n  backend "s3" {}\n}\nlocals {}\n' });
  expect(takeOutOwnBlocks(folder, ['backend.tf'])).toEqual([{ place: 'backend.tf:2', block: 'backend block' }]);
  expect(existsSync(join(folder, 'backend.tf'))).toBe(false);
  expect(readFileSync(join(folder, 'own-backend.tf'), 'utf8')).toContain('locals {}');
});

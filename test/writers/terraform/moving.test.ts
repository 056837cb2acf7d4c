import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TERRAFORM = 'terraform';

/** What docs/pipelines.md says of changing what a state holds in a pull request, with the Terraform that is installed. */
describe('the blocks that change what a state holds', () => {
  const installed = spawnSync(TERRAFORM, ['version']).status === 0;
  const testWhereInstalled = installed ? test : test.skip;

  function applied(folder: string, configuration: string): string {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'main.tf'), `terraform {\n  required_version = ">= 1.11"\n}\n${configuration}`);
    const init = spawnSync(TERRAFORM, ['init', '-no-color'], { cwd: folder, encoding: 'utf8' });
    const apply = spawnSync(TERRAFORM, ['apply', '-auto-approve', '-no-color'], { cwd: folder, encoding: 'utf8' });
    return `${init.stderr}${apply.stdout}${apply.stderr}`;
  }

  testWhereInstalled('rename a resource and hand one over to another state, and destroy nothing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'orgstrap-moving-'));
    try {
      const [from, to] = [join(folder, 'from'), join(folder, 'to')];
      const made = applied(from, 'resource "terraform_data" "old" {}\nresource "terraform_data" "leaves" {}\n');
      const id = /terraform_data\.leaves: Creation complete after \S+ \[id=([^\]]+)\]/.exec(made)?.[1];

      const left = applied(
        from,
        `resource "terraform_data" "new" {}
moved {
  from = terraform_data.old
  to   = terraform_data.new
}
removed {
  from = terraform_data.leaves
  lifecycle {
    destroy = false
  }
}
`,
      );
      expect(left).toContain('terraform_data.old has moved to terraform_data.new');
      expect(left).toContain('terraform_data.leaves will no longer be managed by Terraform, but will not be destroyed');
      expect(left).toContain('Resources: 0 added, 0 changed, 0 destroyed.');

      const arrived = applied(
        to,
        `locals {
  ids = { default = "${id}", another = "elsewhere" }
}
resource "terraform_data" "arrived" {}
import {
  for_each = { for name, id in local.ids : name => id if name == terraform.workspace }
  to       = terraform_data.arrived
  id       = each.value
}
`,
      );
      expect(arrived).toContain(`Import complete [id=${id}]`);
      expect(arrived).toContain('Resources: 1 imported, 0 added, 0 changed, 0 destroyed.');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

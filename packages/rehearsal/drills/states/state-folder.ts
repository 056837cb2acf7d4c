import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pipeline } from '../../../../lib/domain/org-config';
import type { OrgYaml, Rehearsal } from '../../context/rehearsal';
import { sessionOf } from '../../credentials/session';
import { HOW_TO_GET_TERRAFORM } from '../../machine/find-commands';
import { NotProved } from '../../report/ledger';
import { TerraformFolder } from '../../terraform/terraform-folder';

/** How long the resource that is not always there takes to be made, in seconds. */
export const SECONDS = 'TF_VAR_seconds';

/** The file that is there from when something is made that takes as long as somebody says. */
const MAKING = 'making';

/**
 * Few resources, so that a plan is quick; one of them is in the account, so that a plan enters it. Two are made by two runs, and one takes as
 * long as somebody says.
 */
const WORKLOAD = `variable "seconds" {
  type    = number
  default = 0
}

resource "aws_ssm_parameter" "kept" {
  name  = "/states/kept"
  type  = "String"
  value = terraform.workspace
}

resource "terraform_data" "kept" {
  for_each = toset(["one", "two", "three"])
  input    = each.key
}

resource "terraform_data" "of_first_run" {
  count = var.seconds > 0 ? 1 : 0
  input = "first"

  provisioner "local-exec" {
    command = "touch ${MAKING}; sleep \${var.seconds}"
  }
}

resource "terraform_data" "of_second_run" {
  count = var.seconds > 0 ? 1 : 0
  input = "second"

  provisioner "local-exec" {
    command = "touch ${MAKING}; sleep \${var.seconds}"
  }
}

output "secret" {
  value     = "nobody-sees-this"
  sensitive = true
}
`;

/** The value that no command may show. */
export const SECRET = 'nobody-sees-this';

export interface StateFolder {
  readonly folder: TerraformFolder;
  /** The path of the file that is there from when something is made that takes long. */
  readonly making: string;
}

/** The job of a pipeline that applies, in a folder with its wiring and the workload. */
export async function stateFolder(rehearsal: Rehearsal, orgYaml: OrgYaml, pipeline: Pipeline): Promise<StateFolder> {
  if (rehearsal.terraform === undefined) throw new NotProved(HOW_TO_GET_TERRAFORM);
  const path = join(rehearsal.work, 'states');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'main.tf'), WORKLOAD);
  const session = await sessionOf(rehearsal, orgYaml, pipeline, 'apply');
  const folder = new TerraformFolder(rehearsal, rehearsal.terraform, orgYaml.config, pipeline, 'apply', session, path);
  await folder.wire(orgYaml);
  await folder.initialise();
  return { folder, making: join(path, MAKING) };
}

import type { HcpTerraform } from '../domain/ci-identity';
import type { Pipeline } from '../domain/org-config';
import { WRITTEN_BY_ORGSTRAP } from './written-by-orgstrap';

/**
 * What a pipeline of HCP Terraform has in place of a backend: HCP Terraform keeps the states, and locks them, itself.
 *
 * The workspaces are found by a tag, because Terraform takes no project alone; `orgstrap-NAME` is the tag of a pipeline.
 *
 * @see https://developer.hashicorp.com/terraform/language/block/terraform#cloud
 */
export function cloud({ hostname, organization, project }: HcpTerraform, { name }: Pipeline): string {
  return `${WRITTEN_BY_ORGSTRAP}

terraform {
  required_version = ">= 1.11"

  cloud {
    hostname     = "${hostname}"
    organization = "${organization}"

    workspaces {
      project = "${project}"
      tags    = ["orgstrap-${name}"]
    }
  }
}
`;
}

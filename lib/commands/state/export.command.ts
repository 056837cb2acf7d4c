import { EXIT } from '../../domain/failure';
import { command } from '../command';
import {
  FROM_REPLICA,
  INCOMPLETE_STATE,
  SOURCE_IDENTITY_OPTION,
  type StateOptions,
  UNUSABLE_STATE,
  WHICH_STATE,
} from './parameters';

interface ExportOptions extends StateOptions {
  readonly fromReplica?: true;
  readonly versionId?: string;
  readonly out: string;
}

/** `orgstrap state export`: a version of a state as a file of this machine. */
export const stateExportCommand = command<ExportOptions>({
  name: 'export',
  description:
    'Write a version of the state of a workspace into a new file that its owner alone may read: to leave, or to look into it with terraform state. It has the secrets that Terraform knows.',
  statuses: {
    done: 'the file is written',
    unusable: `${UNUSABLE_STATE}; no such version; or the file is there already, is a terminal, or cannot be written`,
    incomplete: INCOMPLETE_STATE,
  },
  parameters: {
    ...WHICH_STATE,
    out: { syntax: '-o, --out <file>', description: 'the file; it must not be there yet', isRequired: true },
    versionId: {
      syntax: '--version-id <id>',
      description: 'the version, from orgstrap state history; the current one without it',
    },
    fromReplica: FROM_REPLICA,
    sourceIdentity: SOURCE_IDENTITY_OPTION,
  },
  examples: ['orgstrap state export prod --out prod.tfstate'],
  run: async ({ config: file, fromReplica, sourceIdentity, versionId, out, ...wanted }, { io, stateAccess }) => {
    const { usableConfig } = await import('../usable-config');
    const { chosenPlace } = await import('./chosen-place');
    const { storedVersion } = await import('./read-version');
    const { refuseFile, writeSecretFile } = await import('./secret-file');
    const { readFrom } = await import('./read-from');
    const config = readFrom(usableConfig(file, io.isColoured), fromReplica);
    const place = chosenPlace(config, wanted);
    refuseFile(out);
    const { states } = await stateAccess(config, sourceIdentity);
    const { text, version } = await storedVersion(states, place, versionId);
    writeSecretFile(out, text);
    io.stdout(`${out}\n`);
    io.stderr(
      `${out} has the version ${version} of the state of ${place.workspace}, and the secrets in it; delete it when you are done\n`,
    );
    return EXIT.done;
  },
});

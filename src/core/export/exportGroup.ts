/** A group in the words of other tools. Secrets leave as parameters or placeholders, never as values. */
import { sendable } from '../groupFile/readOnly.ts';
import { inOrder, toFile } from '../groupFile/shape.ts';
import type { GroupDocument, GroupRef } from '../model.ts';
import { armTemplate } from './arm.ts';
import { azCommand } from './azCommand.ts';
import { bicep } from './bicep.ts';
import type { Exported, ExportFormat, ExportNote } from './exported.ts';
import { httpRequest, wantedEndpoint } from './http.ts';
import { secretNotes, secretPlaces, withSecrets } from './secrets.ts';

/** Throws nothing. What only the service writes (state, addresses) is left out. */
export function exportGroup(format: ExportFormat, ref: GroupRef, document: GroupDocument): Exported {
  const body = inOrder(sendable(document.body));
  const wished = { ...document, body };
  const secrets = secretPlaces(body);
  const notes = secretNotes(body, secrets);
  switch (format) {
    case 'yaml': {
      const bare = withSecrets(body, secrets, ({ name, isObject }) => (isObject ? {} : `\${env:${name}}`));
      const content = toFile(ref, { ...document, body: bare });
      const isReferred = secrets.some(({ isObject }) => !isObject);
      const more: readonly ExportNote[] = isReferred ? [{ kind: 'notForAz', text: '${env:…}' }] : [];
      return { kind: 'content', language: 'yaml', content, notes: [...notes, ...more] };
    }
    case 'arm':
      return { kind: 'content', language: 'json', content: armTemplate(ref, wished, secrets), notes };
    case 'bicep':
      return { kind: 'text', language: 'bicep', text: bicep(ref, wished, secrets), notes };
    case 'azCli': {
      const { text, notes: more } = azCommand(ref, wished, secrets);
      // The other secrets come from the shell's variables, which a note of its own lists.
      const told = notes.filter(note => note.kind !== 'secretLeftOut' || note.files);
      return { kind: 'text', language: 'shellscript', text, notes: [{ kind: 'forBash' }, ...more, ...told] };
    }
    case 'http': {
      const text = httpRequest(ref, wished, secrets);
      return { kind: 'text', language: 'http', text, notes: [...wanted(ref), ...notes] };
    }
  }
}

function wanted(ref: GroupRef): readonly ExportNote[] {
  const endpoint = wantedEndpoint(ref);
  return [
    { kind: 'tokenWanted', name: 'token' },
    ...(endpoint === undefined ? [] : [{ kind: 'endpointWanted' as const, name: endpoint }]),
  ];
}

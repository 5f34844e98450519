/** A group as other tools write it. Secrets leave as parameters or placeholders, never as values. */
import { withoutReadOnly } from '../document/readOnlyProperties.ts';
import { inReadingOrder, toAzFile } from '../document/azFile.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import { armTemplate } from './armTemplate.ts';
import { azCommand } from './azCommand.ts';
import { bicep } from './bicep.ts';
import type { ExportResult, ExportFormat, ExportNote } from './exportResult.ts';
import { httpRequest, endpointVariable } from './httpRequest.ts';
import { secretNotes, secretParameters, withPlaceholders } from './secretParameters.ts';

/** Throws nothing. What only the service writes (state, addresses) is left out. */
export function exportGroup(format: ExportFormat, ref: GroupRef, document: RawContainerGroup): ExportResult {
  const body = inReadingOrder(withoutReadOnly(document.body));
  const writable = { ...document, body };
  const secrets = secretParameters(body);
  const notes = secretNotes(body, secrets);
  switch (format) {
    case 'yaml': {
      const content = toAzFile(ref, { ...document, body: withPlaceholders(body, secrets) });
      const isReferred = secrets.some(({ isObject }) => !isObject);
      const more: readonly ExportNote[] = isReferred ? [{ kind: 'notForAz', text: '${env:…}' }] : [];
      return { kind: 'content', language: 'yaml', content, notes: [...notes, ...more] };
    }
    case 'arm':
      return { kind: 'content', language: 'json', content: armTemplate(ref, writable, secrets), notes };
    case 'bicep':
      return { kind: 'text', language: 'bicep', text: bicep(ref, writable, secrets), notes };
    case 'azCli': {
      const { text, notes: more } = azCommand(ref, writable, secrets);
      // The other secrets come from the shell's variables, which a note of its own lists.
      const others = notes.filter(note => note.kind !== 'secretLeftOut' || note.files);
      return {
        kind: 'text',
        language: 'shellscript',
        text,
        notes: [{ kind: 'forBash' }, ...more, ...others],
      };
    }
    case 'http': {
      const text = httpRequest(ref, writable, secrets);
      return { kind: 'text', language: 'http', text, notes: [...httpNotes(ref), ...notes] };
    }
  }
}

function httpNotes(ref: GroupRef): readonly ExportNote[] {
  const endpoint = endpointVariable(ref);
  return [
    { kind: 'tokenWanted', name: 'token' },
    ...(endpoint === undefined ? [] : [{ kind: 'endpointWanted' as const, name: endpoint }]),
  ];
}

/** A group in the words of other tools. Secrets leave as parameters or placeholders, never as values. */
import { withoutReadOnly } from '../document/readOnlyProperties.ts';
import { inReadingOrder, toAzFile } from '../document/azFile.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import { armTemplate } from './armTemplate.ts';
import { azCommand } from './azCommand.ts';
import { bicep } from './bicep.ts';
import type { ExportResult, ExportFormat, ExportNote } from './exportResult.ts';
import { httpRequest, endpointVariable } from './httpRequest.ts';
import { secretNotes, secretParameters, replaceSecrets } from './secretParameters.ts';

/** Throws nothing. What only the service writes (state, addresses) is left out. */
export function exportGroup(format: ExportFormat, ref: GroupRef, document: RawContainerGroup): ExportResult {
  const body = inReadingOrder(withoutReadOnly(document.body));
  const wished = { ...document, body };
  const secrets = secretParameters(body);
  const notes = secretNotes(body, secrets);
  switch (format) {
    case 'yaml': {
      const bare = replaceSecrets(body, secrets, ({ name, isObject }) => (isObject ? {} : `\${env:${name}}`));
      const content = toAzFile(ref, { ...document, body: bare });
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

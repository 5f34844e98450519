import * as l10n from '@vscode/l10n';
import { Document } from 'yaml';
import { toFileWithPlaceholders } from '../../core/document/secretPlaceholders.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import { missingSecretText } from './steps/secrets.ts';

/** The group as YAML that `az container create --file` reads; a comment names every secret that was left out. */
export function yamlWithoutSecrets(ref: GroupRef, document: RawContainerGroup): string {
  const { content, leftOut } = toFileWithPlaceholders(ref, document);
  // az reads YAML 1.1, where a bare `on` or `1:30` is no text.
  const yaml = new Document(content, { schema: 'yaml-1.1', aliasDuplicateObjects: false });
  if (leftOut.length > 0) {
    const lines = leftOut.map(({ slot, placeholder }) =>
      [placeholder, missingSecretText(slot)].filter(part => part !== undefined).join(': '),
    );
    yaml.commentBefore = [l10n.t('Secrets are left out. Put them in before you deploy this file:'), ...lines]
      .map(line => ` ${line}`)
      .join('\n');
  }
  return yaml.toString({ lineWidth: 0 });
}

import * as l10n from '@vscode/l10n';
import { Document } from 'yaml';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import { toAzFile } from '../../core/document/azFile.ts';
import { secretLocations } from '../../core/document/secretLocations.ts';
import { nameSecrets, placeholder, withPlaceholders } from '../../core/export/secretParameters.ts';
import { secretDescription } from './steps/secrets.ts';

/** The group as YAML that `az container create --file` reads; a comment names every secret that was left out. */
export function yamlWithoutSecrets(ref: GroupRef, document: RawContainerGroup): string {
  const secrets = nameSecrets(secretLocations(document.body));
  const content = toAzFile(ref, { ...document, body: withPlaceholders(document.body, secrets) });
  // az reads YAML 1.1, where a bare `on` or `1:30` is no text.
  const yaml = new Document(content, { schema: 'yaml-1.1', aliasDuplicateObjects: false });
  if (secrets.length > 0) {
    const lines = secrets.map(({ secret, name, isObject }) =>
      isObject ? secretDescription(secret) : `${placeholder(name)}: ${secretDescription(secret)}`,
    );
    yaml.commentBefore = [l10n.t('Secrets are left out. Put them in before you deploy this file:'), ...lines]
      .map(line => ` ${line}`)
      .join('\n');
  }
  return yaml.toString({ lineWidth: 0 });
}

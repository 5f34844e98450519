/** A live group as YAML for a model: nothing secret, and what only looks so is masked, too. */
import { matchingPaths, replaceAt, valueAt } from '../../core/document/jsonPath.ts';
import { plainSecrets } from '../../core/document/secretLocations.ts';
import { exportGroup } from '../../core/export/exportGroup.ts';
import { asObject, isList, type Json, type JsonObject } from '../../core/json.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import { looksSecret } from '../../core/rules/looksSecret.ts';
import { writeYaml } from '../fileFormats/writeYaml.ts';
import { maskSecrets } from './maskSecrets.ts';
import { untrustedLines } from './untrustedText.ts';

/** Its lines. Secrets that Azure doesn't return stand there as `${env:NAME}`. */
export function groupDocumentLines(ref: GroupRef, document: RawContainerGroup): readonly string[] {
  const exported = exportGroup('yaml', ref, { ...document, body: maskBody(document.body) });
  const yaml = exported.kind === 'content' ? writeYaml(exported.content) : exported.text;
  return untrustedLines(yaml.trimEnd().split('\n'));
}

const commandPaths = ['containers', 'initContainers'].flatMap(list => [
  ['properties', list, '*', 'properties', 'command'],
  ...['livenessProbe', 'readinessProbe'].map(probe => [
    ...['properties', list, '*', 'properties', probe, 'exec', 'command'],
  ]),
]);

function maskBody(body: JsonObject): JsonObject {
  const variables = plainSecrets(body).reduce<Json>(
    (masked, { path }) => replaceAt(masked, path, '***'),
    body,
  );
  const masked = commandPaths
    .flatMap(pattern => matchingPaths(body, pattern))
    .reduce((changed, path) => {
      const command = valueAt(body, path);
      return isList(command) ? replaceAt(changed, path, maskCommand(command)) : changed;
    }, variables);
  return asObject(masked);
}

/** A command, also where a secret follows its option as a word of its own. */
export function maskCommand<Item extends Json>(command: readonly Item[]): readonly (Item | string)[] {
  return command.map((word, index) => {
    if (typeof word !== 'string') return word;
    const before = command[index - 1];
    const option = typeof before === 'string' ? /^--?([a-z][\w-]*)$/i.exec(before)?.[1] : undefined;
    return option !== undefined && looksSecret(option, word) ? '***' : maskSecrets(word);
  });
}

import { groupType } from '../document/azFile.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import { escapeText } from '../template/expression.ts';
import type { SecretParameter } from './secretParameters.ts';
import { replaceSecrets } from '../document/secretLocations.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** An ARM template that creates the group; secrets are parameters without a default. `body` is what a PUT sends. */
export function armTemplate(
  ref: GroupRef,
  { apiVersion, body }: RawContainerGroup,
  secrets: readonly SecretParameter[],
): JsonObject {
  const resource = replaceSecrets(asObjectText(body), secrets, ({ name }) => `[parameters('${name}')]`);
  return {
    $schema: schema,
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(
      secrets.map(({ name, isObject: object }) => [name, { type: object ? 'secureObject' : 'secureString' }]),
    ),
    resources: [{ type: groupType, apiVersion, name: escapeText(ref.name), ...resource }],
  };
}

function asObjectText(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [escapeText(key), asTemplateText(value ?? null)]),
  );
}

/** Texts that look like an expression are escaped, keys too. */
function asTemplateText(json: Json): Json {
  if (typeof json === 'string') return escapeText(json);
  if (isList(json)) return json.map(asTemplateText);
  return isObject(json) ? asObjectText(json) : json;
}

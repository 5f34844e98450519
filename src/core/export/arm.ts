import { groupType } from '../groupFile/shape.ts';
import { isList, isObject } from '../json.ts';
import type { GroupDocument, GroupRef, Json, JsonObject } from '../model.ts';
import { escapeText } from '../template/expression.ts';
import { type SecretPlace, withSecrets } from './secrets.ts';

const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

/** An ARM template that creates the group; secrets are parameters without a default. `body` is what a PUT sends. */
export function armTemplate(
  ref: GroupRef,
  { apiVersion, body }: GroupDocument,
  secrets: readonly SecretPlace[],
): JsonObject {
  const resource = withSecrets(asObjectText(body), secrets, ({ name }) => `[parameters('${name}')]`);
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

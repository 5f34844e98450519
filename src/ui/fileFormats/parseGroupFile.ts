/** A group's file, YAML or JSON, as `az container create --file` reads it. */
import { indexedPath } from '../../core/document/jsonPath.ts';
import { asObject, isObject, type Json, type JsonObject, without } from '../../core/json.ts';
import { normalizeGroup, normalizePath } from './normalizeGroup.ts';
import type { ParsedFile } from './parsedFile.ts';
import { readYaml } from './readYaml.ts';
import { pyYaml } from './yamlDialect.ts';

/** Its content is normalized; items of lists in a path may go by their names. */
export function parseGroupFile(text: string): ParsedFile {
  const file = readYaml(text, pyYaml);
  const content = normalizeGroupContent(file.content);
  return {
    ...file,
    content,
    variables: file.variables.map(found => ({ ...found, path: normalizePath(found.path) })),
    rangeOf: (path, on) => file.rangeOf(indexedPath(content, path), on),
    pathAt: offset => normalizePath(file.pathAt(offset)),
  };
}

/** What az makes of it; anything but an object is left as it is. */
export function normalizeGroupContent(content: Json | undefined): Json | undefined {
  return isObject(content) ? normalizeGroup(asResource(content)) : content;
}

/**
 * az sends the file as a `GenericResource`, whose properties it knows by the names of its Python attributes, too:
 * `az container export` wrote those for some years.
 */
function asResource(content: JsonObject): JsonObject {
  const head = without(inCamelCase(content), 'additionalProperties');
  const { identity, tags } = head;
  return {
    ...head,
    ...(isObject(identity) && { identity: identityOf(identity) }),
    // Texts in that model: Python's words for truth values.
    ...(isObject(tags) && { tags: Object.fromEntries(Object.entries(tags).map(tagOf)) }),
  };
}

function identityOf(identity: JsonObject): JsonObject {
  const named = without(inCamelCase(identity), 'additionalProperties');
  const users = named['userAssignedIdentities'];
  if (!isObject(users)) return named;
  const user = (value: Json | undefined) => without(inCamelCase(asObject(value)), 'additionalProperties');
  return {
    ...named,
    userAssignedIdentities: Object.fromEntries(Object.entries(users).map(([id, value]) => [id, user(value)])),
  };
}

function tagOf([name, value]: readonly [string, Json | undefined]): readonly [string, Json | undefined] {
  return [name, typeof value === 'boolean' ? (value ? 'True' : 'False') : value];
}

function inCamelCase(object: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

/** A template as it came: its parts, and where it stands in the request. */
import { isObject, objectAt, objectsAt, textAt, type Json, type JsonObject } from '../../../json.ts';
import { tryMember } from '../language/evaluate.ts';
import { memberOf } from '../language/readTemplateJson.ts';
import type { UserFunction } from '../language/scope.ts';
import { invalidTemplate, type Place } from './templateError.ts';

export interface Template {
  readonly body: JsonObject;
  readonly place: Place;
}

/** Throws ArmError where it is no template at all. */
export function readTemplate(body: Json | undefined, place: Place): Template {
  if (!isObject(body)) throw invalidTemplate('The template must be a JSON object.', place);
  for (const name of ['$schema', 'contentVersion', 'resources']) {
    if (tryMember(body, name) === undefined) {
      const { line, column } = place.source.positionOf(place.path);
      throw invalidTemplate(
        `Required property '${name}' not found in JSON. Path '${place.path}', line ${line}, position ${column}.`,
        place,
      );
    }
  }
  const unknown = Object.keys(body).find(name => !members.includes(name.toLowerCase()));
  if (unknown !== undefined) {
    const { line, column } = place.source.positionOf(memberOf(place.path, unknown));
    throw invalidTemplate(
      `Could not find member '${unknown}' on object of type 'Template'. Path '${memberOf(place.path, unknown)}', line ${line}, position ${column}.`,
      { ...place, path: memberOf(place.path, unknown) },
    );
  }
  return { body, place };
}

const members = [
  ...['$schema', 'contentversion', 'apiprofile', 'languageversion', 'definitions', 'metadata', 'parameters'],
  ...['variables', 'functions', 'resources', 'outputs', 'imports', 'extensions', 'asserts'],
];

/** The place of a member of a template, or of something in it. */
export function placeOf({ place }: Template, ...names: readonly string[]): Place {
  return { ...place, path: names.reduce(memberOf, place.path) };
}

/** The functions of a template's own, by `namespace.name` in lower case. */
export function userFunctions({ body }: Template): Map<string, UserFunction> {
  const all = objectsAt(body, 'functions').flatMap(group =>
    Object.entries(objectAt(group, 'members')).map(([name, member]) => {
      const definition = isObject(member) ? member : {};
      const parameters = objectsAt(definition, 'parameters').map(each => textAt(each, 'name'));
      const output = objectAt(definition, 'output')['value'] ?? null;
      return [`${textAt(group, 'namespace')}.${name}`.toLowerCase(), { parameters, output }] as const;
    }),
  );
  return new Map(all);
}

/** `languageVersion` 2.0, which has symbolic names: resources are an object. */
export function isSymbolic({ body }: Template): boolean {
  return isObject(body['resources']);
}

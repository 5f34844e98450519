/** The schema of a group's file: derived from the service's own description by `scripts/schema.mjs`. */
import derived from '../../../media/containerGroup.schema.json' with { type: 'json' };
import type { JsonPath } from '../../core/document/jsonPath.ts';

/** As much of JSON schema as the derived one uses. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly readOnly?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly allOf?: readonly { readonly $ref: string }[];
}

export const groupSchema: Schema & { readonly definitions: Readonly<Record<string, Schema>> } = derived;

/** The schema of what is at `path`, whatever the case of its names; undefined where the description knows nothing. */
export function schemaAt(path: JsonPath): Schema | undefined {
  return path.reduce<Schema | undefined>(
    (schema, step) =>
      schema && subschemaAt(schema, typeof step === 'string' ? propertyName(schema, step) : step),
    groupSchema,
  );
}

/** The schema of a property of an object, or of the items of a list. */
export function subschemaAt(schema: Schema, step: string | number): Schema | undefined {
  if (schema.type === 'array') return schema.items && resolved(schema.items);
  const { properties } = schema;
  const part = properties && Object.hasOwn(properties, step) ? properties[step] : schema.additionalProperties;
  return part && resolved(part);
}

/** The service's own spelling of the property `key` of an object; `key` itself where it knows none. */
export function propertyName({ properties }: Schema, key: string): string {
  if (!properties || Object.hasOwn(properties, key)) return key;
  const lower = key.toLowerCase();
  return Object.keys(properties).find(name => name.toLowerCase() === lower) ?? key;
}

/** With what its `$ref` names; the property's own words win. */
function resolved(schema: Schema): Schema {
  const name = schema.allOf?.[0]?.$ref.replace('#/definitions/', '');
  const definition = name === undefined ? undefined : groupSchema.definitions[name];
  return definition ? { ...definition, ...schema } : schema;
}

// @ts-check
// Derives the JSON schema of a container group's file from the service's own description (OpenAPI), the newest in
// ../shared/spec, and writes it to media/containerGroup.schema.json. `--check` only compares.
//   node scripts/schema.mjs [--check]
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';

const root = path.join(import.meta.dirname, '..');
const specFolder = path.join(root, '../shared/spec');
const schemaFile = path.join(root, 'media/containerGroup.schema.json');

/**
 * As much of OpenAPI as the description of a group uses.
 * @typedef {{
 *   $ref?: string, type?: string, description?: string, enum?: string[], default?: unknown, required?: string[],
 *   readOnly?: boolean, 'x-ms-secret'?: boolean, items?: Source,
 *   properties?: Record<string, Source>, additionalProperties?: Source,
 * }} Source
 * @typedef {{ definitions: Record<string, Source> }} Description
 */

/** @typedef {{ description?: string, properties?: Record<string, unknown>, [key: string]: unknown }} Schema */

/**
 * Properties that the service takes or tells and that no description at hand has: by name only, since their shape
 * was not seen. The newer ones came with the previews of autumn 2024.
 * @type {Record<string, Record<string, Schema>>}
 */
const additions = {
  properties: {
    secretReferences: {
      type: 'array',
      description: 'Secrets in Azure Key Vault that this container group refers to.',
    },
    identityAcls: { type: 'object', description: 'Which containers may use which identity of the group.' },
    networkProfile: {
      type: 'object',
      description:
        'The network profile of a group in a virtual network. Since 2021-07-01 `subnetIds` stands in its place.',
    },
    provisioningTimeoutInSeconds: {
      type: 'integer',
      description: 'How long Azure tries to start the group.',
    },
    isCustomProvisioningTimeout: {
      readOnly: true,
      description: 'Whether the provisioning timeout was chosen.',
    },
  },
  EnvironmentVariable: {
    secureValueReference: {
      type: 'string',
      description: 'The name of the entry of `secretReferences` that holds the value.',
    },
  },
  ImageRegistryCredential: {
    passwordReference: {
      type: 'string',
      description: 'The name of the entry of `secretReferences` that holds the password.',
    },
    isDelegatedIdentity: { type: 'boolean', description: 'Whether the identity is delegated.' },
  },
  AzureFileVolume: {
    storageAccountKeyReference: {
      type: 'string',
      description: 'The name of the entry of `secretReferences` that holds the storage account key.',
    },
  },
  Volume: {
    secretReference: {
      type: 'object',
      description: 'Files whose contents are entries of `secretReferences`.',
    },
  },
};

/**
 * The schema of a file in the shape that `az container create --file` reads.
 * @param {Description} spec
 * @param {string} version
 * @returns {Schema}
 */
export function fileSchema(spec, version) {
  /** @type {Record<string, Schema>} */
  const definitions = {};
  const group = described(spec, 'ContainerGroupProperties');
  const resource = described(spec, 'Resource');
  const properties = converted(part(group, 'properties'), spec.definitions, definitions);
  Object.assign(properties.properties ?? {}, additions['properties']);
  const identity = converted(part(group, 'identity'), spec.definitions, definitions);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $comment: `Derived by scripts/schema.mjs from the API description of ${version}. Do not edit.`,
    title: 'Azure container group',
    type: 'object',
    required: ['name', 'location', 'properties'],
    properties: {
      apiVersion: {
        type: 'string',
        description: 'The version of the Azure Container Instances API in which this file is written.',
      },
      type: {
        type: 'string',
        description: 'The type of the resource.',
        enum: ['Microsoft.ContainerInstance/containerGroups'],
      },
      name: { type: 'string', description: 'The name of the container group.' },
      location: {
        type: 'string',
        description: 'The Azure region that the container group runs in, as westeurope.',
      },
      tags: converted(part(resource, 'tags'), spec.definitions, definitions),
      identity,
      zones: converted(part(resource, 'zones'), spec.definitions, definitions),
      properties,
      id: { readOnly: true, description: part(resource, 'id').description },
      systemData: { readOnly: true, description: 'Who created and changed the resource, and when.' },
    },
    definitions,
  };
}

/** @param {Description} spec @param {string} name */
function described({ definitions }, name) {
  const source = definitions[name];
  if (!source) throw new Error(`The API description has no ${name}.`);
  return source;
}

/** @param {Source} owner @param {string} key */
function part({ properties }, key) {
  const source = properties?.[key];
  if (!source) throw new Error(`The API description has no property ${key} where one is expected.`);
  return source;
}

/**
 * What JSON schema understands of an OpenAPI schema. What a `$ref` names is added to `definitions`.
 * @param {Source} source
 * @param {Record<string, Source>} known
 * @param {Record<string, Schema>} definitions
 * @returns {Schema}
 */
function converted(source, known, definitions) {
  const { description } = source;
  if (source.readOnly === true) return { readOnly: true, ...(description && { description }) };
  if (source.$ref) {
    const name = source.$ref.replace('#/definitions/', '');
    define(name, known, definitions);
    const own = definitions[name];
    // What stands beside a $ref is not read in draft 07; the property's own words are better than the type's.
    const words = description ?? own?.description;
    return { allOf: [{ $ref: source.$ref }], ...(words && { description: words }) };
  }
  const convert = (/** @type {Source} */ part) => converted(part, known, definitions);
  const isObject = source.type === 'object' || source.properties;
  // ARM never returns a secret: a group as it came lacks it, whatever the description requires.
  const required = (source.required ?? []).filter(key => !source.properties?.[key]?.['x-ms-secret']);
  return {
    ...(source.type ? { type: source.type } : isObject ? { type: 'object' } : {}),
    ...(description && { description }),
    ...(source.enum && { enum: source.enum }),
    ...(source.default !== undefined && { default: source.default }),
    ...(required.length > 0 && { required }),
    ...(source.properties && {
      properties: Object.fromEntries(
        Object.entries(source.properties).map(([key, part]) => [key, convert(part)]),
      ),
    }),
    ...(source.items && { items: convert(source.items) }),
    ...(source.additionalProperties && { additionalProperties: convert(source.additionalProperties) }),
  };
}

/**
 * @param {string} name
 * @param {Record<string, Source>} known
 * @param {Record<string, Schema>} definitions
 */
function define(name, known, definitions) {
  if (definitions[name]) return;
  /** @type {Schema} */
  const schema = {};
  definitions[name] = schema;
  Object.assign(schema, converted(described({ definitions: known }, name), known, definitions));
  if (additions[name]) schema.properties = { ...schema.properties, ...additions[name] };
}

/** The schema as text, from the newest description there is. */
export async function schemaText() {
  const version = fs
    .readdirSync(specFolder)
    .filter(name => /^\d{4}-\d{2}-\d{2}/.test(name))
    .sort()
    .at(-1);
  if (!version) throw new Error(`There is no API description in ${specFolder}.`);
  const spec = /** @type {Description} */ (
    JSON.parse(fs.readFileSync(path.join(specFolder, version, 'containerInstance.json'), 'utf8'))
  );
  const options = await prettier.resolveConfig(schemaFile);
  return prettier.format(JSON.stringify(fileSchema(spec, version)), { ...options, parser: 'json' });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = await schemaText();
  if (!process.argv.includes('--check')) fs.writeFileSync(schemaFile, text);
  else if (fs.readFileSync(schemaFile, 'utf8') !== text) {
    console.error('media/containerGroup.schema.json is out of step: run node scripts/schema.mjs');
    process.exitCode = 1;
  }
}

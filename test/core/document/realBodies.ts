/** Group bodies that Azure sent, or that its API description gives as examples. They lie beside the checkout. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asObject, isList, isObject, type Json, type JsonObject } from '../../../src/core/json.ts';

const shared = join(import.meta.dirname, '../../../../shared');

export interface RealBody {
  /** Its file. */
  readonly source: string;
  /** Whether it is an answer: it then holds what the service adds. */
  readonly isAnswer: boolean;
  readonly apiVersion: string;
  readonly body: JsonObject;
}

/** Why there are none, for a skipped test's name; undefined where there are. */
export const missing = existsSync(join(shared, 'recordings'))
  ? undefined
  : '../shared is not beside the checkout';

export function realBodies(): readonly RealBody[] {
  if (missing !== undefined) return [];
  return [...recorded(), ...examples()];
}

function recorded(): readonly RealBody[] {
  const folder = join(shared, 'recordings');
  return readdirSync(folder).flatMap(file => {
    const { interactions } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      interactions: { request: { url: string; body?: Json }; response: { body?: Json } }[];
    };
    return interactions.flatMap(({ request, response }) => {
      const apiVersion = /api-version=([\w-]+)/.exec(request.url)?.[1] ?? '';
      return [
        ...groupsIn(request.body).map(body => ({ source: file, isAnswer: false, apiVersion, body })),
        ...groupsIn(response.body).map(body => ({ source: file, isAnswer: true, apiVersion, body })),
      ];
    });
  });
}

function examples(): readonly RealBody[] {
  return readdirSync(join(shared, 'spec')).flatMap(apiVersion => {
    const folder = join(shared, 'spec', apiVersion, 'examples');
    if (!existsSync(folder)) return [];
    return readdirSync(folder).flatMap(file => {
      const example = JSON.parse(readFileSync(join(folder, file), 'utf8')) as JsonObject;
      const source = `${apiVersion}/${file}`;
      const answers = Object.values(asObject(example['responses']));
      return [
        ...groupsIn(asObject(example['parameters'])['containerGroup']).map(body => ({
          source,
          isAnswer: false,
          apiVersion,
          body,
        })),
        ...answers
          .flatMap(answer => groupsIn(asObject(answer)['body']))
          .map(body => ({ source, isAnswer: true, apiVersion, body })),
      ];
    });
  });
}

/** The group that `json` is, or the groups that it lists. */
function groupsIn(json: Json | undefined): readonly JsonObject[] {
  if (!isObject(json)) return [];
  if (isList(json['value'])) return json['value'].flatMap(groupsIn);
  return isList(asObject(json['properties'])['containers']) ? [json] : [];
}

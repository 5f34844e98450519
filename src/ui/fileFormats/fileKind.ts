/** Files that a group can be made of, told apart by what is in them. */
import { isComposeFile } from '../../core/compose/convertServices.ts';
import { groupType } from '../../core/document/azFile.ts';
import { asObject, asText, isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isParameterFile } from '../../core/template/parameterFile.ts';
import { isTemplate } from '../../core/template/evaluateTemplate.ts';
import { normalizeGroupContent, parseGroupFile } from './parseGroupFile.ts';
import type { ParsedFile } from './parsedFile.ts';
import { readJson } from './readJson.ts';
import { readYaml } from './readYaml.ts';
import { goYaml } from './yamlDialect.ts';

export type FileKind = 'az' | 'template' | 'compose' | 'parameters' | 'unknown';

/** What kind of file it is. */
export function fileKindOf(content: Json | undefined): FileKind {
  if (!isObject(content)) return 'unknown';
  if (isParameterFile(content)) return 'parameters';
  if (isTemplate(content)) return 'template';
  if (isAzFile(content)) return 'az';
  return isComposeFile(content) ? 'compose' : 'unknown';
}

/** By its containers or by its type: az asks for neither a type nor a name. */
function isAzFile(content: JsonObject): boolean {
  const { properties, type } = asObject(normalizeGroupContent(content));
  return isList(asObject(properties)['containers']) || asText(type).toLowerCase() === groupType.toLowerCase();
}

/** A text as JSON (with comments, as templates have them) or as YAML, in the dialect of the tool whose file it is. */
export function parseFile(text: string): ParsedFile {
  if (/^\uFEFF?\s*(?:\{|\/[/*])/.test(text)) {
    const file = readJson(text);
    return fileKindOf(file.content) === 'az' ? parseGroupFile(text) : file;
  }
  const compose = readYaml(text, goYaml);
  return isObject(compose.content) && isComposeFile(compose.content) ? compose : parseGroupFile(text);
}

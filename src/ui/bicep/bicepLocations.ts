/** A compiled template whose places are those of the Bicep text that it was compiled from. */
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { asObject, asText, isList, type Json, type JsonObject } from '../../core/json.ts';
import type { ParsedFile, Range } from '../fileFormats/parsedFile.ts';

/** `text`: of the `.bicep` file, or of the `.bicepparam` file that names it. */
export function parsedBicep(text: string, template: JsonObject): ParsedFile {
  const declarations = declarationsIn(text);
  return {
    content: template,
    syntaxProblems: [],
    repeatedKeys: [],
    variables: [],
    tags: [],
    rangeOf: path => rangeOf(path, template, declarations),
    pathAt: () => [],
  };
}

/** `resource shop 'Microsoft.X/y@2023-05-01' = {`: its range is that of the symbolic name. */
interface Declaration extends Range {
  readonly keyword: string;
  readonly name: string;
  /** A resource's type or a module's file; '' for others. */
  readonly of: string;
  readonly isExisting: boolean;
}

function declarationsIn(text: string): readonly Declaration[] {
  const pattern =
    /^[ \t]*(resource|module|param|var|output)[ \t]+([A-Za-z_]\w*)(?:[ \t]+'([^'\n]*)'([ \t]+existing\b)?)?/gm;
  return [...text.matchAll(pattern)].map(match => {
    const [whole, keyword = '', name = '', of = '', existing] = match;
    const start = match.index + whole.indexOf(name, whole.indexOf(keyword) + keyword.length);
    return { keyword, name, of, isExisting: existing !== undefined, start, end: start + name.length };
  });
}

const keywords: Readonly<Record<string, string>> = {
  parameters: 'param',
  variables: 'var',
  outputs: 'output',
};

/** The file's beginning where the declaration can't be told. */
function rangeOf(path: JsonPath, template: JsonObject, declarations: readonly Declaration[]): Range {
  const [section, step] = path;
  const found =
    section === 'resources'
      ? resourceAt(step, template, declarations)
      : declarations.find(({ keyword, name }) => keyword === keywords[`${section}`] && name === step);
  return found ? { start: found.start, end: found.end } : { start: 0, end: 1 };
}

function resourceAt(
  step: JsonPath[number] | undefined,
  template: JsonObject,
  declarations: readonly Declaration[],
): Declaration | undefined {
  const resources = declarations.filter(({ keyword }) => keyword === 'resource' || keyword === 'module');
  // A resource within another is `parent::child`.
  if (typeof step === 'string') return resources.findLast(({ name }) => name === step.split('::').at(-1));
  if (step === undefined) return undefined;
  return withoutSymbols(
    step,
    template,
    resources.filter(({ isExisting }) => !isExisting),
  );
}

/**
 * Without symbolic names in the template: the compiler writes resources in the order in which the text declares those
 * of their type, then the modules (`EmitResources` of Azure/bicep's TemplateWriter.cs).
 */
function withoutSymbols(
  index: number,
  template: JsonObject,
  declarations: readonly Declaration[],
): Declaration | undefined {
  const list = isList(template['resources']) ? template['resources'] : [];
  const type = typeOf(list[index]);
  const earlier = list.slice(0, index).filter(other => typeOf(other) === type).length;
  const isModule = type === 'microsoft.resources/deployments';
  const alike = declarations.filter(({ keyword, of }) => {
    if (keyword === 'module') return isModule;
    const declared = of.replace(/@.*$/, '').toLowerCase();
    // A resource within another has only the last part of its type.
    return declared === type || (declared !== '' && type.endsWith(`/${declared}`));
  });
  return alike[earlier];
}

function typeOf(resource: Json | undefined): string {
  return asText(asObject(resource)['type']).toLowerCase();
}

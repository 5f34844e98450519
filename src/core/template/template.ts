/** ARM templates: the container groups in them, with their expressions worked out. */
import type { Path } from '../groupFile/path.ts';
import { asText, isList, isObject } from '../json.ts';
import type { GroupDocument, JsonObject } from '../model.ts';
import { createFrame } from './frame.ts';
import type { GroupDraft } from './group.ts';
import { entryOf } from './member.ts';
import { inOrder, linkByIds } from './needs.ts';
import { createOrigins } from './origins.ts';
import type { Place } from './place.ts';
import { severityOf, type Tell, type TemplateProblem } from './problem.ts';
import { holdsGroup, type OtherResource, walk } from './walk.ts';
import { createWork, TooMuchWork } from './work.ts';

export interface TemplateContext extends Place {
  /** Values by the parameters' names. What only Azure knows is an `azureOnly` value. */
  readonly parameters: JsonObject;
}

export interface TemplateGroup {
  readonly name: string;
  /** Where only Azure knows a value, the expression stands in its place. */
  readonly document: GroupDocument;
  /** Where the resource is in the template. */
  readonly path: Path;
  /** Where in the template that is written which is at `path` in the body: through variables, copies, defaults. */
  readonly origin: (path: Path) => Path;
}

export interface TemplateReading {
  /** In the order in which they can be deployed. */
  readonly groups: readonly TemplateGroup[];
  readonly problems: readonly TemplateProblem[];
  /** Whether only Azure itself can deploy the template: see the problems of severity `azure`. */
  readonly needsAzure: boolean;
}

/** Whether this JSON is an ARM template, by its schema or by its resources. */
export function isTemplate(file: JsonObject): boolean {
  const schema = asText(entryOf(file, '$schema').value);
  if (/deploymentTemplate\.json#?$/i.test(schema)) return true;
  const { value } = entryOf(file, 'resources');
  const resources = isList(value) ? value : isObject(value) ? Object.values(value) : [];
  return resources.some(
    resource => isObject(resource) && typeof entryOf(resource, 'type').value === 'string',
  );
}

/**
 * Every container group of the template, those in inner templates too. What could not be worked out stays as it is
 * written and is among the problems, so that what else is wrong with a group can be told all the same: nothing may be
 * sent while there is an error, or where only Azure can deploy it. Throws nothing.
 */
export function evaluateTemplate(template: JsonObject, context: TemplateContext): TemplateReading {
  const problems = new Map<string, TemplateProblem>();
  // A loop comes by the same place again and again.
  const tell: Tell = (path, what) =>
    problems.set(JSON.stringify([path, what]), { severity: severityOf(what), path, what });
  const isOne = isTemplate(template);
  if (!isOne) tell([], { kind: 'notTemplate' });
  const groups = isOne ? groupsOf(template, context, tell) : [];
  const blocks = () =>
    [...problems.values()].some(({ severity }) => severity === 'error' || severity === 'azure');
  if (groups.length === 0 && !blocks())
    tell([entryOf(template, 'resources').key], {
      kind: holdsGroup(template) ? 'noGroupDeployed' : 'noGroups',
    });
  const told = [...problems.values()];
  return { groups, problems: told, needsAzure: told.some(({ severity }) => severity === 'azure') };
}

function groupsOf(template: JsonObject, context: TemplateContext, tell: Tell): readonly TemplateGroup[] {
  const tools = { tell, origins: createOrigins(), work: createWork() };
  try {
    const { parameters: values, ...place } = context;
    const frame = createFrame({ template, path: [], values, broken: [], place, tools, depth: 0 });
    const { groups, others } = walk(template, [], frame);
    linkByIds(groups, others);
    tellTwice(groups, tell);
    tellOthers(groups, others, tell);
    return inOrder(groups).map(({ name, document, path, origin }) => ({ name, document, path, origin }));
  } catch (error) {
    if (!(error instanceof TooMuchWork)) throw error;
    tell([], { kind: 'tooLarge' });
    return [];
  }
}

/** A template may name a resource once; two inner templates may have one of the same name. */
function tellTwice(groups: readonly GroupDraft[], tell: Tell): void {
  const names = new Set<string>();
  for (const { name, path } of groups) {
    const key = JSON.stringify([name.toLowerCase(), path.slice(0, -1)]);
    if (names.has(key)) tell([...path, 'name'], { kind: 'groupTwice', name });
    names.add(key);
  }
}

/** What a group needs is told at its place, the first time; what none needs is left out. */
function tellOthers(groups: readonly GroupDraft[], others: readonly OtherResource[], tell: Tell): void {
  const needed = new Set<string>();
  const key = (type: string, name: string) => `${type}/${name}`.toLowerCase();
  for (const { needs } of groups) {
    const own = new Map(needs.toReversed().map(need => [key(need.type, need.name), need] as const));
    for (const [id, { type, name, path }] of own) {
      needed.add(id);
      tell(path, { kind: 'needsResource', type, name });
    }
  }
  const places = new Set<string>();
  for (const { type, name, path } of others) {
    const place = JSON.stringify(path);
    if (!needed.has(key(type, name)) && !places.has(place))
      tell(path, { kind: 'resourceLeftOut', type, name });
    places.add(place);
  }
}

/** A document as the groups that are sent, by the rules that the editor shows. It reads nothing but its text. */
import { groupType } from '../../../core/document/azFile.ts';
import { templateResources } from '../../../core/deployments/templateResources.ts';
import { asText, isList, isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { groupNameProblem } from '../../../core/rules/names.ts';
import { templateParameters } from '../../../core/template/parameters.ts';
import { isAzureFault } from '../../../core/template/templateProblem.ts';
import { checkFile, type CheckedFile, type FileProblem } from '../../deploy/checkFile.ts';
import type { FolderReader } from '../../deploy/composeFiles.ts';
import type { DeployTarget } from '../../deploy/deployPlan.ts';
import type { PlanInputs } from '../../deploy/planFile.ts';
import { templateContext } from '../../deploy/planTemplate.ts';
import { type FileKind, fileKindOf, parseFile } from '../../fileFormats/fileKind.ts';
import { problemText } from '../../create/validationMessages.ts';
import { OperationError } from '../operationError.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { namesOf } from '../readGroups.ts';
import type { Place, WantedPlace } from '../resolvePlace.ts';
import { untrustedLine } from '../untrustedText.ts';

export interface DocumentInput extends WantedPlace {
  readonly document: string;
  readonly name?: string;
  readonly parameters?: JsonObject;
  readonly variables?: Readonly<Record<string, string>>;
}

export interface ReadDocument extends Pick<CheckedFile, 'groups'> {
  /** What is not as the document has it, and what may go wrong. */
  readonly remarks: readonly Pick<FileProblem, 'line' | 'message'>[];
  /** Values of parameters that the template calls secure, wherever it puts them. */
  readonly secretValues: readonly string[];
}

/** Throws `OperationError` with lines and messages where it can't be deployed as it is. */
export async function readDocument(
  deps: OperationDeps,
  input: DocumentInput,
  place: Place,
  signal: AbortSignal,
): Promise<ReadDocument> {
  const { document: text, name } = input;
  const { content } = parseFile(text);
  const kind = fileKindOf(content);
  requireName(kind, asText(isObject(content) ? content['name'] : undefined), name);
  const inputs = inputsOf(deps, input, kind, place, signal);
  const { report, groups } = await checkFile(inputs.fileName, text, inputs);
  signal.throwIfAborted();
  const errors = report.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw problemsError(errors);
  if (kind === 'template' && isObject(content)) requireOnlyGroups(content, report.problems, inputs);
  if (groups.length === 0) throw new OperationError('The document makes no container group.', 'document');
  const secretValues = isObject(content) ? secureValues(content, input.parameters) : [];
  return { groups, remarks: [...report.problems, ...report.remarks], secretValues };
}

function secureValues(template: JsonObject, given: JsonObject = {}): readonly string[] {
  return templateParameters(template)
    .filter(({ type }) => /^secure/i.test(type))
    .flatMap(({ name }) => textsIn(given[name]));
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isList(value)) return value.flatMap(textsIn);
  return isObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** A file of az's has its name on az's command line, and a Compose file takes that of its folder. */
function requireName(kind: FileKind, own: string, given: string | undefined): void {
  const problem = given === undefined ? undefined : groupNameProblem(given);
  if (problem) throw new OperationError(`name: ${problemText(problem)}`, 'name');
  if (kind !== 'az' && kind !== 'compose') return;
  if (own === '' && given === undefined)
    throw new OperationError('The document has no name. Give one as the argument "name".', 'name');
  if (own !== '' && given !== undefined && own !== given)
    throw new OperationError(
      `The document is called ${JSON.stringify(untrustedLine(own, 100))} already: leave the argument "name" out, or change the document.`,
      'name',
    );
}

const nothing: FolderReader = {
  size: () => Promise.resolve(undefined),
  read: () => Promise.reject(new Error('Nothing is read.')),
  entries: () => Promise.reject(new Error('Nothing is read.')),
  linkedOutside: () => Promise.resolve(undefined),
};

function inputsOf(
  { cloud, imageConfig }: OperationDeps,
  { name = 'group', parameters, variables = {} }: DocumentInput,
  kind: FileKind,
  { subscription, resourceGroup }: Place,
  signal: AbortSignal,
): PlanInputs {
  const id = `/subscriptions/${subscription.id}/resourceGroups/${resourceGroup.name}`;
  const target: DeployTarget = {
    cloud,
    subscriptionId: subscription.id,
    subscriptionName: subscription.displayName,
    tenantId: subscription.tenantId,
    resourceGroup: { id, name: resourceGroup.name, location: resourceGroup.location ?? '' },
  };
  return {
    fileName: `${name}.yaml`,
    folderName: name,
    target,
    typed: kind === 'template' ? {} : variables,
    ...(parameters && { parameterFile: { name: 'parameters', values: parameters } }),
    environment: () => undefined,
    disk: nothing,
    imageConfig: image => imageConfig(image, signal),
  };
}

function problemsError(errors: readonly FileProblem[]): OperationError {
  const most = 20;
  const lines = errors.slice(0, most).map(({ line, message }) => `Line ${line}: ${message}`);
  const more = errors.length > most ? [`… and ${errors.length - most} more.`] : [];
  return new OperationError(
    ['The document can not be deployed; nothing was sent.', ...lines, ...more].join('\n'),
    'document',
  );
}

const deployByHand =
  'Ask the person to save it as a file and to run the command "Deploy to Azure Container Instances…" on it in VS Code, which has Azure itself deploy it.';

/** Only what is sent here may be in a template: the rest of it would be missing. */
function requireOnlyGroups(
  template: JsonObject,
  problems: readonly FileProblem[],
  { fileName, target, parameterFile }: PlanInputs,
): void {
  const unknown = problems.find(({ code }) => isAzureFault({ kind: code }));
  if (unknown)
    throw new OperationError(
      `Only Azure itself can evaluate this template (line ${unknown.line}: ${unknown.message}) ${deployByHand}`,
      'document',
    );
  const context = templateContext({ fileName, target, parameters: parameterFile?.values ?? {} });
  const others = templateResources(template, context)
    .resources.map(({ type }) => type)
    .filter(type => type.toLowerCase() !== groupType.toLowerCase());
  if (others.length > 0)
    throw new OperationError(
      `The template makes more than container groups: ${namesOf([...new Set(others)])}. ${deployByHand}`,
      'document',
    );
}

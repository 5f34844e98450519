/** Reads a file of any kind with the answers that are there already. Asks nobody. */
import * as l10n from '@vscode/l10n';
import type { ImageConfig } from '../../core/compose/command.ts';
import { asText, type Json, type JsonObject } from '../../core/json.ts';
import { toGroupName } from '../../core/rules/names.ts';
import { parameterFileNames, parameterValues } from '../../core/template/parameterFile.ts';
import { parseParameter, templateParameters } from '../../core/template/parameters.ts';
import { createComposeFiles, type FolderReader } from './composeFiles.ts';
import { planCompose, convertComposeFile } from './planCompose.ts';
import type { FileKind } from '../fileFormats/fileKind.ts';
import type { NamedVariables, ParsedFile } from '../fileFormats/parsedFile.ts';
import { readParameterFile } from '../fileFormats/readParameterFile.ts';
import { planAzFile, type DeployTarget, type DeployPlan, type DeployNote } from './deployPlan.ts';
import { planTemplate } from './planTemplate.ts';
import { fillVariables } from '../fileFormats/fileVariables.ts';

/** What is known without asking anybody. */
export interface PlanInputs {
  readonly fileName: string;
  /** The folder that the file lies in: it names a Compose project. */
  readonly folderName: string;
  readonly target: DeployTarget;
  /** Values of a template's parameters, and of variables that the file names, as one types them. */
  readonly typed: Readonly<Record<string, string>>;
  /** Values from a template's parameter file, and its name. */
  readonly parameterFile?: { readonly name: string; readonly values: JsonObject } | undefined;
  readonly environment: (name: string) => string | undefined;
  readonly disk: FolderReader;
  readonly imageConfig: (image: string) => Promise<ImageConfig | undefined>;
}

export interface FileToPlan {
  readonly text: string;
  readonly parsed: ParsedFile;
  readonly kind: FileKind;
  readonly content: JsonObject;
}

export async function planFile(file: FileToPlan, answers: PlanInputs): Promise<DeployPlan> {
  switch (file.kind) {
    case 'az':
      return planAz(file, answers);
    case 'template':
      return planTemplateWithInputs(file.content, answers);
    case 'compose':
      return planComposeWithInputs(file.text, answers);
    case 'parameters':
    case 'unknown':
      return { groups: [], notes: [] };
  }
}

function planAz({ parsed, content }: FileToPlan, answers: PlanInputs): DeployPlan {
  const { environment, typed, fileName } = answers;
  const valueOf = (name: string) => (Object.hasOwn(typed, name) ? typed[name] : environment(name));
  const filled = fillVariables(content, parsed.variables, valueOf);
  // az takes the name from its command line.
  const named =
    asText(filled['name']) === '' ? { ...filled, name: toGroupName(stem(fileName), 'group') } : filled;
  return {
    ...planAzFile(named),
    notes: parsed.variables.flatMap(found => variableNotes(found, typed, environment)),
  };
}

function variableNotes(
  { path, names }: NamedVariables,
  typed: PlanInputs['typed'],
  environment: PlanInputs['environment'],
): readonly DeployNote[] {
  return names
    .filter(name => !Object.hasOwn(typed, name))
    .map(name =>
      environment(name) === undefined
        ? {
            path,
            on: 'value',
            severity: 'error',
            code: 'variableUnset',
            message: l10n.t('The variable {0} is not set. Set it, or give it as a parameter.', name),
          }
        : {
            path,
            on: 'value',
            severity: 'hint',
            code: 'variableTaken',
            message: l10n.t('{0} is taken from the environment.', name),
          },
    );
}

/** Without a parameter file the one beside is taken, as the editor offers it. */
async function planTemplateWithInputs(content: JsonObject, answers: PlanInputs): Promise<DeployPlan> {
  const { fileName, target } = answers;
  const beside = answers.parameterFile ? undefined : await parametersBeside(answers);
  const found = answers.parameterFile ?? beside;
  const parameters = { ...found?.values, ...typedParameters(content, answers) };
  const reading = planTemplate({ content, fileName, target, parameters });
  if (!beside) return reading;
  const message = l10n.t('The values of {0} are taken.', beside.name);
  const taken: DeployNote = { path: [], on: 'value', severity: 'hint', code: 'parametersTaken', message };
  return { ...reading, notes: [taken, ...reading.notes] };
}

async function parametersBeside({ disk, fileName }: PlanInputs): Promise<PlanInputs['parameterFile']> {
  for (const name of parameterFileNames(fileName).filter(known => /\.jsonc?$/i.test(known))) {
    try {
      const values = readParameterFile(new TextDecoder().decode(await disk.read(name)));
      if (values) return { name, values: parameterValues(values) };
    } catch {
      continue; // there is none
    }
  }
  return undefined;
}

function typedParameters(template: JsonObject, { typed }: PlanInputs): JsonObject {
  const parameters = templateParameters(template);
  return Object.fromEntries(
    Object.entries(typed).map(([name, text]): [string, Json] => {
      const declared = parameters.find(known => known.name.toLowerCase() === name.toLowerCase());
      return [name, (declared && parseParameter(declared, text)) ?? text];
    }),
  );
}

async function planComposeWithInputs(text: string, answers: PlanInputs): Promise<DeployPlan> {
  const { fileName, folderName, typed, disk, environment, imageConfig } = answers;
  // What lies outside the folder was chosen by whoever wrote the file.
  const files = createComposeFiles(disk, () => Promise.resolve(false));
  const group = await convertComposeFile(
    { text, fileName, folderName, answers: typed },
    { ...files, machine: environment, imageConfig },
  );
  return planCompose(group);
}

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '');
}

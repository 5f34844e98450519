/** Reads a file of any kind with the answers that are there already. Asks nobody. */
import type { ImageConfig } from '../../core/compose/command.ts';
import { asText } from '../../core/json.ts';
import type { Json, JsonObject } from '../../core/model.ts';
import { toGroupName } from '../../core/rules/names.ts';
import { parameterFileNames } from '../../core/template/parameterFile.ts';
import { parseParameter, templateParameters } from '../../core/template/parameters.ts';
import type { Translate } from '../translate.ts';
import { createComposeFiles, type Disk } from './composeFiles.ts';
import { composeReading, readComposeFile } from './composeReading.ts';
import type { FileKind } from './fileKinds.ts';
import type { NamedVariables, ParsedFile } from './parsedFile.ts';
import { readParameterFile } from './parameterFile.ts';
import { azReading, type Place, type Reading, type Remark } from './reading.ts';
import { templateReading } from './templateReading.ts';
import { withVariables } from './variables.ts';

/** What is known without asking anybody. */
export interface Answers {
  readonly fileName: string;
  /** The folder that the file lies in: it names a Compose project. */
  readonly folderName: string;
  readonly place: Place;
  /** Values of a template's parameters, and of variables that the file names, as one types them. */
  readonly typed: Readonly<Record<string, string>>;
  /** Values from a template's parameter file, and its name. */
  readonly parameterFile?: { readonly name: string; readonly values: JsonObject } | undefined;
  readonly environment: (name: string) => string | undefined;
  readonly disk: Disk;
  readonly imageConfig: (image: string) => Promise<ImageConfig | undefined>;
}

export interface FileToRead {
  readonly text: string;
  readonly parsed: ParsedFile;
  readonly kind: FileKind;
  readonly content: JsonObject;
}

export async function readFile(file: FileToRead, answers: Answers, t: Translate): Promise<Reading> {
  switch (file.kind) {
    case 'az':
      return readAz(file, answers, t);
    case 'template':
      return readTemplate(file.content, answers, t);
    case 'compose':
      return readCompose(file.text, answers, t);
    case 'parameters':
    case 'unknown':
      return { groups: [], remarks: [] };
  }
}

function readAz({ parsed, content }: FileToRead, answers: Answers, t: Translate): Reading {
  const { environment, typed, fileName } = answers;
  const valueOf = (name: string) => (Object.hasOwn(typed, name) ? typed[name] : environment(name));
  const filled = withVariables(content, parsed.variables, valueOf);
  // az takes the name from its command line.
  const named =
    asText(filled['name']) === '' ? { ...filled, name: toGroupName(stem(fileName), 'group') } : filled;
  return {
    ...azReading(named),
    remarks: parsed.variables.flatMap(found => variableRemarks(found, typed, environment, t)),
  };
}

function variableRemarks(
  { path, names }: NamedVariables,
  typed: Answers['typed'],
  environment: Answers['environment'],
  t: Translate,
): readonly Remark[] {
  return names
    .filter(name => !Object.hasOwn(typed, name))
    .map(name =>
      environment(name) === undefined
        ? {
            path,
            on: 'value',
            severity: 'error',
            code: 'variableUnset',
            message: t('The variable {0} is not set. Set it, or give it as a parameter.', name),
          }
        : {
            path,
            on: 'value',
            severity: 'hint',
            code: 'variableTaken',
            message: t('{0} is taken from the environment.', name),
          },
    );
}

/** Without a parameter file the one beside is taken, as the editor offers it. */
async function readTemplate(content: JsonObject, answers: Answers, t: Translate): Promise<Reading> {
  const { fileName, place } = answers;
  const beside = answers.parameterFile ? undefined : await parametersBeside(answers);
  const found = answers.parameterFile ?? beside;
  const parameters = { ...found?.values, ...typedParameters(content, answers) };
  const reading = templateReading({ content, fileName, place, parameters, parameterFile: found?.name }, t);
  if (!beside) return reading;
  const message = t('The values of {0} are taken.', beside.name);
  const taken: Remark = { path: [], on: 'value', severity: 'hint', code: 'parametersTaken', message };
  return { ...reading, remarks: [taken, ...reading.remarks] };
}

async function parametersBeside({ disk, fileName }: Answers): Promise<Answers['parameterFile']> {
  for (const name of parameterFileNames(fileName)) {
    try {
      const values = readParameterFile(new TextDecoder().decode(await disk.read(name)));
      if (values) return { name, values };
    } catch {
      continue; // there is none
    }
  }
  return undefined;
}

function typedParameters(template: JsonObject, { typed }: Answers): JsonObject {
  const parameters = templateParameters(template);
  return Object.fromEntries(
    Object.entries(typed).map(([name, text]): [string, Json] => {
      const declared = parameters.find(known => known.name.toLowerCase() === name.toLowerCase());
      return [name, (declared && parseParameter(declared, text)) ?? text];
    }),
  );
}

async function readCompose(text: string, answers: Answers, t: Translate): Promise<Reading> {
  const { fileName, folderName, typed, disk, environment, imageConfig } = answers;
  // What lies outside the folder was chosen by whoever wrote the file.
  const files = createComposeFiles(disk, () => Promise.resolve(false));
  const group = await readComposeFile(
    { text, fileName, folderName, answers: typed },
    { ...files, machine: environment, imageConfig },
  );
  return composeReading(group, t);
}

function stem(fileName: string): string {
  return fileName.replace(/\.[^.]*$/, '');
}

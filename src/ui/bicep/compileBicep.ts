/**
 * Compiles `.bicep` and `.bicepparam` files by the Bicep compiler's command line: `bicep build --stdout FILE` writes the
 * template, `bicep build-params --stdout FILE` an object with the parameters and the template as texts (`BuildCommand`,
 * `BuildParamsCommand` and `OutputWriter` of Azure/bicep, src/Bicep.Cli). Modules of registries are restored by the
 * compiler itself.
 */
import path from 'node:path';
import { asText, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { parametersInFile } from '../../core/template/parameterFile.ts';
import { readJson } from '../fileFormats/readJson.ts';
import { bicepDiagnostics, type BicepDiagnostic } from './bicepDiagnostics.ts';
import { OutputTooLongError, runProgram } from './runProgram.ts';

export type CompiledBicep =
  | {
      readonly kind: 'compiled';
      /** Undefined where the parameters belong to no file (`using none`), or to a template spec. */
      readonly template: JsonObject | undefined;
      /** Of a `.bicepparam` file, as `parametersInFile` has it. */
      readonly parameters: JsonObject | undefined;
      readonly diagnostics: readonly BicepDiagnostic[];
    }
  | { readonly kind: 'invalid'; readonly diagnostics: readonly BicepDiagnostic[] }
  /** The compiler could not do its work. `message`: its own words, '' where it says nothing. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'tooLarge' };

/** Enough for a template of 4 MB, ARM's limit, written as a text within JSON beside its parameters (bytes). */
const maxOutput = 16_000_000;

/** `file`: absolute. Throws the signal's reason. */
export async function compileBicep(
  program: string,
  file: string,
  signal: AbortSignal,
): Promise<CompiledBicep> {
  const isParameters = isParametersFile(file);
  const args = [isParameters ? 'build-params' : 'build', '--stdout', file];
  try {
    const run = { program, args, folder: path.dirname(file), maxOutput };
    const { exitCode, stdout, stderr } = await runProgram(run, signal);
    const diagnostics = bicepDiagnostics(stderr);
    if (exitCode === 0) return readOutput(stdout, isParameters, diagnostics);
    const isInvalid = diagnostics.some(({ severity }) => severity === 'error');
    return isInvalid ? { kind: 'invalid', diagnostics } : { kind: 'failed', message: firstLines(stderr) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof OutputTooLongError) return { kind: 'tooLarge' };
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

export function isParametersFile(file: string): boolean {
  return /\.bicepparam$/i.test(file);
}

function readOutput(
  stdout: string,
  isParameters: boolean,
  diagnostics: readonly BicepDiagnostic[],
): CompiledBicep {
  const output = objectIn(stdout);
  if (!output) return { kind: 'failed', message: firstLines(stdout) };
  if (!isParameters) return { kind: 'compiled', template: output, parameters: undefined, diagnostics };
  const given = objectIn(asText(output['parametersJson']));
  if (!given) return { kind: 'failed', message: firstLines(stdout) };
  const template = objectIn(asText(output['templateJson']));
  return { kind: 'compiled', template, parameters: parametersInFile(given), diagnostics };
}

/** Whole numbers beyond what JavaScript holds stay as they are written. */
function objectIn(text: string): JsonObject | undefined {
  const content: Json | undefined = readJson(text).content;
  return isObject(content) ? content : undefined;
}

/** More is not shown (characters). */
const longest = 300;

function firstLines(text: string): string {
  return text.trim().slice(0, longest);
}

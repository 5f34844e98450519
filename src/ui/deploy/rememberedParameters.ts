/** What was typed for the parameters of templates, by file, for the next time. Never a secret: see `rememberable`. */
import { asObject, type Json, type JsonObject } from '../../core/json.ts';

/** As VS Code's `Memento`. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

const key = 'aci.templateParameters';

/** Of so many files the last ones are kept. */
const maxFiles = 50;

/** As `parametersInFile` has it. `file`: the template's address. */
export function rememberedParameters(memory: Memory, file: string): JsonObject {
  return asObject(asObject(memory.get(key) as Json | undefined)[file]);
}

export async function rememberParameters(memory: Memory, file: string, typed: JsonObject): Promise<void> {
  const { [file]: _, ...others } = asObject(memory.get(key) as Json | undefined);
  const kept = Object.entries(others).slice(-(maxFiles - 1));
  const own = Object.keys(typed).length === 0 ? [] : [[file, typed] as const];
  await memory.update(key, Object.fromEntries([...kept, ...own]));
}

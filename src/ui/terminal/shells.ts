/** Which shell a terminal opens: asked the first time, remembered per image. */
import type { OsType } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import { parseImage } from '../../core/rules/image.ts';
import type { MementoLike } from '../shared/pendingWork.ts';
import { back, type Back, type Choice, type Prompt, type ValidationMessage } from '../shared/wizard.ts';

const key = 'aci.shells';

/** The shell that was last opened in containers of an image, whatever its tag. */
export class RememberedShells {
  readonly #memory: MementoLike;

  constructor(memory: MementoLike) {
    this.#memory = memory;
  }

  get(image: string): string | undefined {
    return this.#all()[repositoryOf(image)];
  }

  async remember(image: string, shell: string): Promise<void> {
    await this.#memory.update(key, { ...this.#all(), [repositoryOf(image)]: shell });
  }

  async forget(image: string): Promise<void> {
    const others = Object.entries(this.#all()).filter(([name]) => name !== repositoryOf(image));
    await this.#memory.update(key, Object.fromEntries(others));
  }

  #all(): Readonly<Record<string, string>> {
    return this.#memory.get<Record<string, string>>(key, {});
  }
}

function repositoryOf(image: string): string {
  const parsed = parseImage(image);
  return 'reference' in parsed ? `${parsed.reference.registry}/${parsed.reference.repository}` : image;
}

const shellsOf: Readonly<Record<OsType, readonly string[]>> = {
  Linux: ['/bin/sh', '/bin/bash'],
  Windows: ['cmd.exe', 'powershell'],
};

export interface ShellQuestion {
  /** `web/app`. */
  readonly name: string;
  readonly os: OsType;
  /** Highlighted at first. */
  readonly last: string | undefined;
}

/** Asks which program to open; throws an `AbortError` where the person closes the box. */
export async function askShell(prompt: Prompt, { name, os, last }: ShellQuestion): Promise<string | Back> {
  const title = l10n.t('Open a terminal in {0}', name);
  const known = shellsOf[os];
  const all = last === undefined || known.includes(last) ? known : [last, ...known];
  const choices: Choice<string | undefined>[] = [
    ...all.map(shell => ({
      label: shell,
      description: shell === last ? l10n.t('last used with this image') : undefined,
      value: shell,
    })),
    { label: l10n.t('Other…'), value: undefined },
  ];
  const chosen = await prompt.pick({
    title,
    placeholder: l10n.t('Which shell does the image have?'),
    choices,
    active: choices.find(({ value }) => value !== undefined && value === last) ?? choices[0],
  });
  return chosen ?? askShellPath(prompt, title);
}

async function askShellPath(prompt: Prompt, title: string): Promise<string | Back> {
  const typed = await prompt.input({
    id: 'shell',
    title,
    placeholder: '/bin/ash',
    prompt: l10n.t('A program in the container. Azure starts it without arguments.'),
    validate: validateShell,
  });
  return typed === back ? back : typed.trim();
}

function validateShell(text: string): ValidationMessage | undefined {
  const shell = text.trim();
  if (shell === '') return { severity: 'error', message: l10n.t('Type the name or the path of a program.') };
  if (/\s/.test(shell)) {
    return {
      severity: 'error',
      message: l10n.t('Azure takes no arguments. Open a shell, and type the command there.'),
    };
  }
  return undefined;
}

/** Whether a program understands `stty`. */
export function isUnixShell(program: string): boolean {
  return /^(?:.*\/)?(?:a|ba|da|z|k)?sh$/.test(program);
}

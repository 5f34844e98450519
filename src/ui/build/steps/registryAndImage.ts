/** Which registry keeps the image, and what the image is called there. */
import * as l10n from '@vscode/l10n';
import {
  imageNameProblem,
  registryNameProblem,
  tagOfTime,
  toRegistryName,
  toRepositoryName,
} from '../../../core/builds/buildNames.ts';
import { isAbort } from '../../../core/errors.ts';
import type { Registry } from '../../../core/model/registry.ts';
import { problemText } from '../../create/validationMessages.ts';
import { loadWithRetry } from '../../create/wizardContext.ts';
import { back, type Choice, type ValidationMessage } from '../../shared/wizard.ts';
import { type BuildDraft, isNewRegistry, type NewRegistry } from '../buildDraft.ts';
import { commitTag } from '../buildFolder.ts';
import { registryNameText } from '../buildMessages.ts';
import type { BuildStep, BuildWizardContext } from '../buildWizardContext.ts';

export function registryStep({ create, folder, lastRegistryId }: BuildWizardContext): BuildStep {
  const title = l10n.t('Build image: Container registry');
  return {
    isAnswered: ({ registry }) => registry !== undefined,
    async ask(draft, prompt) {
      const words = {
        loading: l10n.t('Loading registries…'),
        failed: l10n.t('Could not list the registries'),
      };
      const registries = await loadWithRetry(create, prompt, title, words, signal =>
        create.aci.registries(draft.place.subscription?.id ?? '', signal),
      );
      if (registries === back) return back;
      const { registry } = draft;
      const existing = registries.map((value): Choice<Registry> => ({
        label: value.name,
        description: value.loginServer,
        value,
      }));
      const known = registry && !isNewRegistry(registry) ? registry.id : lastRegistryId;
      const typed: NewRegistry = registry && isNewRegistry(registry) ? registry : { kind: 'new', name: '' };
      const chosen = await prompt.pick<Registry | NewRegistry>({
        title,
        placeholder: l10n.t('Which registry keeps the image of "{0}"?', folder.name),
        choices: [
          ...existing,
          {
            label: l10n.t('$(add) Create new registry…'),
            description: l10n.t('Basic, a few dollars a month'),
            value: typed,
          },
        ],
        active: existing.find(({ value }) => value.id.toLowerCase() === known?.toLowerCase()) ?? existing[0],
      });
      return chosen === back ? back : { ...draft, registry: chosen };
    },
  };
}

/** Checked by rule as one types, and by Azure after a pause: names are unique in all of it. */
export function newRegistryNameStep({ create, folder }: BuildWizardContext): BuildStep {
  return {
    isAnswered: ({ registry }) => registry !== undefined,
    when: ({ registry }) => registry !== undefined && isNewRegistry(registry),
    async ask(draft, prompt) {
      const { registry } = draft;
      const known = registry && isNewRegistry(registry) && registry.name !== '' ? registry.name : undefined;
      const name = await prompt.input({
        id: 'registryName',
        title: l10n.t('Build image: Name of the new registry'),
        prompt: l10n.t('5 to 50 letters and digits, unique in all of Azure: <name>.azurecr.io'),
        value: known ?? toRegistryName(folder.name),
        validate: text => {
          const problem = registryNameProblem(text);
          return problem && { severity: 'error', message: registryNameText(problem) };
        },
        validateRemotely: (text, signal) => validateAvailable(create.aci.builds, draft, text, signal),
      });
      return name === back ? back : { ...draft, registry: { kind: 'new', name } };
    },
  };
}

async function validateAvailable(
  builds: BuildWizardContext['create']['aci']['builds'],
  { place }: BuildDraft,
  name: string,
  signal: AbortSignal,
): Promise<ValidationMessage | undefined> {
  try {
    const { isAvailable, reason } = await builds.nameAvailable(place.subscription?.id ?? '', name, signal);
    if (isAvailable) return undefined;
    return { severity: 'error', message: reason ?? l10n.t('"{0}" is taken. Type another name.', name) };
  } catch (error) {
    if (isAbort(error)) throw error;
    return {
      severity: 'warning',
      message: l10n.t('Could not ask Azure whether this name is free. It is asked again before creating.'),
    };
  }
}

/** The suggested tag tells the build: the commit that is checked out, else the time. */
export function imageStep({ folder, clock }: BuildWizardContext): BuildStep {
  const title = l10n.t('Build image: Name and tag');
  return {
    isAnswered: ({ image }) => image !== undefined,
    async ask(draft, prompt) {
      const commit = await prompt.wait({ title }, () => commitTag(folder));
      if (commit === back) return back;
      const time = tagOfTime(clock.now());
      const tag = commit === undefined ? time : `${time}-${commit}`;
      const image = await prompt.input({
        id: 'image',
        title,
        prompt: l10n.t('Repository and tag. A tag of its own for each build keeps the former images apart'),
        value: draft.image ?? `${toRepositoryName(folder.name)}:${tag}`,
        validate: validateImageName,
      });
      return image === back ? back : { ...draft, image: image.trim() };
    },
  };
}

function validateImageName(text: string): ValidationMessage | undefined {
  const problem = imageNameProblem(text);
  if (problem?.code === 'tagMissing')
    return { severity: 'error', message: l10n.t('Write a tag, too, as web:1.0.') };
  if (problem) return { severity: 'error', message: problemText(problem) };
  return text.trim().endsWith(':latest')
    ? {
        severity: 'warning',
        message: l10n.t('"latest" moves with each build and does not tell which one it is.'),
      }
    : undefined;
}

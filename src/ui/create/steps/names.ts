/** What the group and its container are called. */
import * as l10n from '@vscode/l10n';
import { isAbort, toAciError } from '../../../core/errors.ts';
import { groupKey } from '../../../core/model/containerGroup.ts';
import { imageBaseName, parseImage } from '../../../core/rules/image.ts';
import { containerNameProblem, freeName, groupNameProblem, toGroupName } from '../../../core/rules/names.ts';
import { asObjects, asObject, asText } from '../../../core/json.ts';
import { back, type ValidationMessage } from '../../shared/wizard.ts';
import type { CreateWizardContext, CreateStep } from '../wizardContext.ts';
import { type CreateDraft, isNameFree, groupRefOf } from '../createDraft.ts';
import { validationError } from '../validationMessages.ts';

export function nameStep(context: CreateWizardContext): CreateStep {
  return {
    section: 'name',
    isAnswered: isNameFree,
    async ask(draft, prompt) {
      const name = await prompt.input({
        id: 'name',
        title: l10n.t('Create container group: Name'),
        prompt: l10n.t('Name of the container group: letters, digits and hyphens'),
        value: draft.name ?? suggestedName(context, draft),
        validate: text => validationError(groupNameProblem(text)),
        validateRemotely: (text, signal) => validateNameIsFree(context, { ...draft, name: text }, signal),
      });
      if (name === back) return back;
      const named = { ...draft, name };
      const ref = groupRefOf(named);
      return { ...named, freeKey: ref && groupKey(ref) };
    },
  };
}

function suggestedName({ knownGroupNames }: CreateWizardContext, draft: CreateDraft): string {
  const { subscription, resourceGroup } = draft;
  const taken = new Set(
    subscription && resourceGroup
      ? knownGroupNames(subscription.id, resourceGroup.name).map(name => name.toLowerCase())
      : [],
  );
  return freeName(nameOfImage(draft, 'group'), name => taken.has(name));
}

/** A name for the container or the group of that image. */
export function nameOfImage({ image = '' }: CreateDraft, fallback: string): string {
  const parsed = parseImage(image);
  return 'reference' in parsed ? toGroupName(imageBaseName(parsed.reference), fallback) : fallback;
}

/**
 * Creating a group under an existing name would change the existing one, so ARM must not know the name.
 * Someone who can't be asked now is asked again just before the group is sent.
 */
async function validateNameIsFree(
  { aci }: CreateWizardContext,
  draft: CreateDraft,
  signal: AbortSignal,
): Promise<ValidationMessage | undefined> {
  const ref = groupRefOf(draft);
  if (!ref || groupKey(ref) === draft.failedGroupKey) return undefined;
  try {
    const existing = await aci.getGroup(ref, signal);
    return {
      severity: 'error',
      message: l10n.t(
        '"{0}" exists already in {1}. Type another name.',
        existing.ref.name,
        existing.ref.resourceGroup,
      ),
    };
  } catch (error) {
    if (isAbort(error)) throw error;
    if (toAciError(error).kind === 'notFound') return undefined;
    return {
      severity: 'warning',
      message: l10n.t('Could not ask Azure whether this name is free. It is asked again before creating.'),
    };
  }
}

export function containerNameStep(): CreateStep {
  return {
    section: 'containerName',
    isAnswered: draft => draft.containerName !== undefined,
    async ask(draft, prompt) {
      const others = otherContainers(draft);
      const containerName = await prompt.input({
        id: 'containerName',
        title: l10n.t('Create container group: Container name'),
        prompt: l10n.t('Name of the container in the group'),
        value: draft.containerName ?? nameOfImage(draft, draft.name ?? 'container'),
        validate: text =>
          others.includes(text)
            ? { severity: 'error', message: l10n.t('Another container of the group is called "{0}".', text) }
            : validationError(containerNameProblem(text)),
      });
      return containerName === back ? back : { ...draft, containerName };
    },
  };
}

/** A copy may have containers that the wizard only carries along. */
function otherContainers({ base }: CreateDraft): readonly string[] {
  const properties = asObject(base?.body['properties']);
  const containers = [
    ...asObjects(properties['containers']).slice(1),
    ...asObjects(properties['initContainers']),
  ];
  return containers.map(({ name }) => asText(name));
}

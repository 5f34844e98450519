/** Which Dockerfile, built by whom, and what the builder would stumble over. */
import * as l10n from '@vscode/l10n';
import { unsupportedFeatures, type UnsupportedFeature } from '../../../core/builds/buildPlan.ts';
import { AciError } from '../../../core/errors.ts';
import { toPlainText } from '../../shared/plainText.ts';
import { back, type Choice, pickOne } from '../../shared/wizard.ts';
import type { BuildDraft } from '../buildDraft.ts';
import { findDockerfiles, readDockerfile } from '../buildFolder.ts';
import type { BuildStep, BuildWizardContext } from '../buildWizardContext.ts';
import type { LocalBuilder } from '../localBuilders.ts';

/** Throws `AciError('settings')` where the folder has none. */
export function dockerfileStep({ folder }: BuildWizardContext): BuildStep {
  const title = l10n.t('Build image: Dockerfile');
  return {
    isAnswered: ({ dockerfile }) => dockerfile !== undefined,
    async ask(draft, prompt) {
      const loading = l10n.t('Looking for Dockerfiles…');
      const found = await prompt.wait({ title, placeholder: loading }, signal =>
        findDockerfiles(folder, signal),
      );
      if (found === back) return back;
      if (found.length === 0)
        throw new AciError(
          'settings',
          l10n.t('The folder "{0}" has no Dockerfile. Write one, or choose another folder.', folder.name),
        );
      const choices = found.map(path => ({ label: toPlainText(path), value: path }));
      const path = await pickOne(prompt, {
        title,
        placeholder: l10n.t('Choose the Dockerfile. All of "{0}" is its context', folder.name),
        choices,
        active: choices.find(({ value }) => value === draft.dockerfile?.path),
      });
      if (path === back) return back;
      const dockerfile = await prompt.wait({ title }, () => readDockerfile(folder, path));
      if (dockerfile === back) return back;
      return { ...draft, dockerfile, ...(path !== draft.dockerfile?.path && noneOfTheFormer) };
    },
  };
}

/** What another Dockerfile makes void. */
const noneOfTheFormer = { target: undefined, values: {}, stripsPlatform: undefined };

/** Asked only where there is something local: without, Azure builds. */
export function builderStep({ localBuilders }: BuildWizardContext): BuildStep {
  const title = l10n.t('Build image: Builder');
  return {
    isAnswered: ({ builder }) => builder !== undefined,
    async ask(draft, prompt) {
      // A Dockerfile that is in no file is no local builder's.
      if (draft.dockerfile?.isInline === true) return { ...draft, builder: 'azure' };
      const loading = l10n.t('Looking for Docker and Podman…');
      const local = await prompt.wait({ title, placeholder: loading }, localBuilders);
      if (local === back) return back;
      const choices: Choice<'azure' | LocalBuilder>[] = [
        {
          label: l10n.t('$(azure) In Azure'),
          detail: l10n.t('The folder is sent to a container registry, which builds and keeps the image'),
          value: 'azure',
        },
        ...local.map(value => ({
          label: l10n.t('$(vm) With {0} on this machine, and push', value.name),
          detail: l10n.t(
            'Nothing but the image is sent; for subscriptions whose registries may not build, too',
          ),
          value,
        })),
      ];
      const builder = await pickOne(prompt, {
        title,
        placeholder: l10n.t('Where is the image built?'),
        choices,
        active: choices.find(({ value }) => programOf(value) === programOf(draft.builder)),
      });
      return builder === back ? back : { ...draft, builder };
    },
  };
}

function programOf(builder: BuildDraft['builder']): string {
  return typeof builder === 'object' ? builder.program : 'azure';
}

/** Found before anything is sent: the registry would only say so after the upload. */
export function unsupportedStep({ localBuilders }: BuildWizardContext): BuildStep {
  const title = l10n.t('Build image: What Azure does not understand');
  return {
    isAnswered: () => false,
    when: ({ builder, dockerfile }) =>
      builder === 'azure' && dockerfile !== undefined && unsupportedFeatures(dockerfile.parsed).length > 0,
    async ask(draft, prompt) {
      const { dockerfile } = draft;
      if (!dockerfile) return back;
      const features = unsupportedFeatures(dockerfile.parsed);
      const local = await prompt.wait({ title }, localBuilders);
      if (local === back) return back;
      const needsBuildKit = features.some(({ kind }) => kind === 'buildKit');
      const places = features.map(placeText).join('; ');
      const choice = await prompt.pick<'strip' | 'asIs' | LocalBuilder>({
        title,
        placeholder: needsBuildKit
          ? l10n.t("Azure's builder is no BuildKit and will most likely refuse: {0}", places)
          : l10n.t("Azure's builder does not understand FROM --platform: {0}", places),
        choices: [
          ...(features.some(({ kind }) => kind === 'platform')
            ? [
                {
                  label: l10n.t('$(check) Send the Dockerfile without --platform'),
                  detail: l10n.t('Images are built for linux/amd64 in any case; your file stays as it is'),
                  value: 'strip' as const,
                },
              ]
            : []),
          ...local.map(value => ({
            label: l10n.t('$(vm) With {0} on this machine, and push', value.name),
            value,
          })),
          ...(needsBuildKit
            ? [{ label: l10n.t('$(warning) Try it in Azure all the same'), value: 'asIs' as const }]
            : []),
        ],
      });
      if (choice === back) return back;
      if (typeof choice === 'object') return { ...draft, builder: choice, stripsPlatform: false };
      return { ...draft, stripsPlatform: choice === 'strip' };
    },
  };
}

function placeText({ line, text }: UnsupportedFeature): string {
  return l10n.t('line {0}, {1}', line + 1, text);
}

/** What would be sent, before anything is: files, size, registry, image, arguments, and what looks wrong. */
import * as l10n from '@vscode/l10n';
import { askedArguments } from '../../../core/builds/buildPlan.ts';
import { formatBytes, formatList } from '../../shared/languageFormats.ts';
import { toPlainText } from '../../shared/plainText.ts';
import { back, type Choice } from '../../shared/wizard.ts';
import { type BuildDraft, isNewRegistry } from '../buildDraft.ts';
import { prepareContext } from '../buildFolder.ts';
import { fileCountText, wallText } from '../buildMessages.ts';
import type { BuildStep, BuildWizardContext } from '../buildWizardContext.ts';

/** Packs the context first: its size is known then, and what can't be sent is told. */
export function buildReviewStep({ folder }: BuildWizardContext): BuildStep {
  const title = l10n.t('Build image: Review');
  return {
    isAnswered: () => false,
    async ask(draft, prompt) {
      const { dockerfile, builder, stripsPlatform = false } = draft;
      if (!dockerfile) return back;
      const placeholder = l10n.t('Packing "{0}"…', folder.name);
      const context =
        builder === 'azure'
          ? await prompt.wait({ title, placeholder }, signal =>
              prepareContext(folder, dockerfile, stripsPlatform, signal),
            )
          : undefined;
      if (context === back) return back;
      const packed = { ...draft, context };
      const build: Choice<'build' | undefined> = {
        label: l10n.t('$(rocket) Build'),
        value: 'build',
        ...(context && {
          description: l10n.t(
            'sends {0}, {1} packed',
            fileCountText(context.fileCount),
            formatBytes(context.packed.byteLength),
          ),
        }),
      };
      const rows = reviewRows(packed).map(({ label, text, heading }): Choice<'build' | undefined> => ({
        label,
        description: toPlainText(text),
        value: undefined,
        ...(heading !== undefined && { heading }),
      }));
      for (;;) {
        const chosen = await prompt.pick({
          title,
          placeholder: l10n.t('Nothing has been sent yet. Build, or go back to change something'),
          choices: [build, ...rows],
          active: build,
        });
        if (chosen === back) return back;
        if (chosen === 'build') return packed;
      }
    },
  };
}

interface ReviewRow {
  readonly label: string;
  readonly text: string;
  readonly heading?: string;
}

function reviewRows(draft: BuildDraft): readonly ReviewRow[] {
  const warnings = warningRows(draft).map((row, index) => ({
    ...row,
    ...(index === 0 && { heading: l10n.t('Look at this first') }),
  }));
  const [first, ...rest] = factRows(draft);
  return [...warnings, ...(first ? [{ ...first, heading: l10n.t('What is built') }] : []), ...rest];
}

/** So many names are shown; the rest is counted. */
const mostNames = 5;

function warningRows({ context, dockerfile, builder }: BuildDraft): readonly ReviewRow[] {
  const secrets = context?.likelySecrets ?? [];
  const more = secrets.length - mostNames;
  const named = formatList([...secrets.slice(0, mostNames), ...(more > 0 ? [l10n.t('{0} more', more)] : [])]);
  return [
    ...(secrets.length > 0
      ? [
          {
            label: l10n.t('$(warning) Files that look like secrets are sent'),
            text: l10n.t('{0}. Leave them out in .dockerignore', named),
          },
        ]
      : []),
    ...(builder === 'azure' && dockerfile && /\s/.test(dockerfile.path)
      ? [
          {
            label: l10n.t('$(warning) The path of the Dockerfile has spaces'),
            text: wallText('pathWithSpaces'),
          },
        ]
      : []),
  ];
}

function factRows(draft: BuildDraft): readonly ReviewRow[] {
  const { context, dockerfile, registry, image = '', target = '', place, builder, values } = draft;
  const asked = dockerfile ? askedArguments(dockerfile.parsed, target === '' ? undefined : target) : [];
  const set = asked.flatMap(({ name, isSecret }) => {
    const value = values[name];
    return value === undefined ? [] : [isSecret ? l10n.t('{0} (secret)', name) : `${name}=${value}`];
  });
  return [
    { label: l10n.t('Image'), text: image },
    { label: l10n.t('Registry'), text: registryText(draft) },
    { label: l10n.t('Subscription'), text: place.subscription?.displayName ?? '' },
    { label: l10n.t('Dockerfile'), text: dockerfile?.path ?? '' },
    ...(target === '' ? [] : [{ label: l10n.t('Stage'), text: target }]),
    { label: l10n.t('Platform'), text: 'linux/amd64' },
    ...(set.length > 0 ? [{ label: l10n.t('Arguments'), text: formatList(set) }] : []),
    ...(context
      ? [
          {
            label: l10n.t('Files'),
            text: l10n.t('{0}, {1}', fileCountText(context.fileCount), formatBytes(context.size)),
          },
          {
            label: l10n.t('Left out'),
            text: context.ignoreFile ?? l10n.t('.git only: there is no .dockerignore'),
          },
        ]
      : []),
    ...(registry && typeof builder === 'object'
      ? [{ label: l10n.t('Builder'), text: l10n.t('{0} on this machine', builder.name) }]
      : []),
  ];
}

function registryText({ registry, place }: BuildDraft): string {
  if (!registry) return '';
  if (!isNewRegistry(registry)) return registry.loginServer;
  return l10n.t(
    '{0} (new, Basic, in {1}, {2})',
    registry.name,
    place.resourceGroup?.name ?? '',
    place.location ?? '',
  );
}

/** Which images of a Compose file are built, and what stands for them until they are. */
import * as l10n from '@vscode/l10n';
import { toRepositoryName } from '../../core/builds/buildNames.ts';
import type { BuiltImages, ServiceBuild } from '../../core/compose/serviceBuilds.ts';
import { formatList } from '../shared/languageFormats.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** What stands for images that are not built yet: such a server can't be there (RFC 2606). */
const pendingServer = 'to-be-built.invalid';

export function isPendingImage(image: string): boolean {
  return image.startsWith(`${pendingServer}/`);
}

/** Which services' images are to be built, each with what stands for it until then; none: as they are written. */
export async function askWhichToBuild(builds: readonly ServiceBuild[]): Promise<BuiltImages | undefined> {
  if (builds.length === 0) return {};
  const pending = (some: readonly ServiceBuild[]) =>
    Object.fromEntries(
      some.map(({ service }) => [service, `${pendingServer}/${toRepositoryName(service)}:0`]),
    );
  const needed = builds.filter(({ hasImage }) => !hasImage);
  const names = (some: readonly ServiceBuild[]) => formatList(some.map(({ service }) => service));
  const items = [
    { label: l10n.t('$(rocket) Build the images of {0}', names(builds)), images: pending(builds) },
    ...(needed.length < builds.length
      ? [
          {
            label:
              needed.length === 0
                ? l10n.t('Take the images as they are written')
                : l10n.t('Build those of {0}, and take the others as they are written', names(needed)),
            images: pending(needed),
          },
        ]
      : []),
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('The Compose file builds images'),
    placeHolder: l10n.t('They are built in a container registry before the group is deployed'),
    ignoreFocusOut: true,
  });
  return chosen?.images;
}

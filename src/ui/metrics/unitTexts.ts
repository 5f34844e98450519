import * as l10n from '@vscode/l10n';
import type { PageTexts } from './pageModel.ts';

/** Units of values, with `{0}` in place of the number. */
export function unitTexts(): PageTexts['units'] {
  return {
    vCpu: l10n.t('{0} vCPU', '{0}'),
    gigabytes: l10n.t('{0} GB', '{0}'),
    megabytes: l10n.t('{0} MB', '{0}'),
    kilobytes: l10n.t('{0} kB', '{0}'),
    bytes: l10n.t('{0} B', '{0}'),
    perSecond: l10n.t('{0}/s', '{0}'),
  };
}

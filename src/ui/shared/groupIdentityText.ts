import type { GroupIdentity } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import { formatList } from './languageFormats.ts';

/** `system-assigned, id-pull`: user-assigned ones by the names in their ids. */
export function groupIdentityText({ system, users }: GroupIdentity): string {
  const names = users.map(id => id.split('/').at(-1) ?? id);
  return formatList([...(system ? [l10n.t('system-assigned')] : []), ...names]) || l10n.t('none');
}

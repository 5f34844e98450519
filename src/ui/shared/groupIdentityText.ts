import type { GroupIdentity } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';

/** `system-assigned, id-pull`: user-assigned ones by the names in their ids. */
export function groupIdentityText({ system, users }: GroupIdentity): string {
  const names = users.map(id => id.split('/').at(-1) ?? id);
  return [...(system ? [l10n.t('system-assigned')] : []), ...names].join(', ') || l10n.t('none');
}

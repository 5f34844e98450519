import type { GroupIdentity } from '../../core/model/containerGroup.ts';
import type { Translate } from './translate.ts';

/** `system-assigned, id-pull`: user-assigned ones by the names in their ids. */
export function groupIdentityText({ system, users }: GroupIdentity, t: Translate): string {
  const names = users.map(id => id.split('/').at(-1) ?? id);
  return [...(system ? [t('system-assigned')] : []), ...names].join(', ') || t('none');
}

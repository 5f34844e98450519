import * as l10n from '@vscode/l10n';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { groupPath } from './readGroups.ts';
import { toolReferenceName } from './toolContribution.ts';

/** The beginning of a question about a group, for the person to go on with: the tools that read it, and its name. */
export function chatQuery(ref: GroupRef): string {
  const tools = ['diagnose', 'inspect_group', 'read_logs'].map(name => `#${toolReferenceName({ name })}`);
  return `${tools.join(' ')} ${l10n.t('About the Azure container group {0}:', groupPath(ref))} `;
}

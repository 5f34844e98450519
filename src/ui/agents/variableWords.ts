import * as l10n from '@vscode/l10n';
import type { PlannedVariable } from '../../core/model/groupPlan.ts';
import { looksSecret } from '../../core/rules/looksSecret.ts';

/** A line for each variable; values that are secret are not in it. */
export function variableLines(variables: readonly PlannedVariable[]): readonly string[] {
  return variables.map(({ name, value = '', secure }) => {
    if (secure) return l10n.t('Secure variable {0}: its value is not shown', name);
    return looksSecret(name, value)
      ? l10n.t(
          'Variable {0}: its value looks like a secret and is not shown here; Azure shows it to everyone who may read the group',
          name,
        )
      : l10n.t('Variable {0}: {1}', name, value);
  });
}

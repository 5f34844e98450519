/** Who did what with a group, in words. */
import * as l10n from '@vscode/l10n';
import type { ActivityVerb } from '../../core/activity/activityEntry.ts';

/** `stopped by ada@contoso.com` */
export function activityText(verb: ActivityVerb, caller: string | undefined, failed: boolean): string {
  if (failed) return failedActivityText(verb, caller);
  if (caller === undefined) {
    const texts: Record<ActivityVerb, string> = {
      create: l10n.t('created'),
      change: l10n.t('changed'),
      delete: l10n.t('deleted'),
      start: l10n.t('started'),
      stop: l10n.t('stopped'),
      restart: l10n.t('restarted'),
      other: l10n.t('touched'),
    };
    return texts[verb];
  }
  const texts: Record<ActivityVerb, string> = {
    create: l10n.t('created by {0}', caller),
    change: l10n.t('changed by {0}', caller),
    delete: l10n.t('deleted by {0}', caller),
    start: l10n.t('started by {0}', caller),
    stop: l10n.t('stopped by {0}', caller),
    restart: l10n.t('restarted by {0}', caller),
    other: l10n.t('touched by {0}', caller),
  };
  return texts[verb];
}

function failedActivityText(verb: ActivityVerb, caller: string | undefined): string {
  const who = caller ?? l10n.t('somebody');
  const texts: Record<ActivityVerb, string> = {
    create: l10n.t('{0} tried to create it, and failed', who),
    change: l10n.t('{0} tried to change it, and failed', who),
    delete: l10n.t('{0} tried to delete it, and failed', who),
    start: l10n.t('{0} tried to start it, and failed', who),
    stop: l10n.t('{0} tried to stop it, and failed', who),
    restart: l10n.t('{0} tried to restart it, and failed', who),
    other: l10n.t('{0} tried something with it, and failed', who),
  };
  return texts[verb];
}

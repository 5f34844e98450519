/** The activity log of a group as a text. */
import * as l10n from '@vscode/l10n';
import { activityVerb, type ActivityEntry } from '../../core/activity/activityEntry.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import { activityText } from './activityWords.ts';

/** How long Azure keeps it, ms (learn.microsoft.com "Activity log in Azure Monitor", "Retention period"). */
export const activityRetention = 90 * 24 * 60 * 60_000;

/** Everything that the activity log has of a group, the newest first. Throws what reading it throws. */
export async function readActivityText(
  { aci, clock }: { readonly aci: Pick<AzureApi, 'activity'>; readonly clock: Pick<Clock, 'now'> },
  ref: GroupRef,
  localTime: (time: number) => string,
  signal: AbortSignal,
): Promise<string> {
  const now = clock.now();
  const entries = await aci.activity(ref, { from: now - activityRetention + 60_000, to: now }, signal);
  return activityDocument(entries, localTime);
}

export function activityDocument(
  entries: readonly ActivityEntry[],
  localTime: (time: number) => string,
): string {
  const head = l10n.t(
    'Who did what, the newest first. Azure keeps 90 days, and shows an event some minutes later.',
  );
  if (entries.length === 0) return `${head}\n\n${l10n.t('Nothing in the last 90 days.')}\n`;
  return `${[head, '', ...entries.toReversed().map(entry => entryLine(entry, localTime))].join('\n')}\n`;
}

function entryLine(entry: ActivityEntry, localTime: (time: number) => string): string {
  const { at, caller, operation, status, detail } = entry;
  const verb = activityVerb(entry);
  const done =
    verb === 'other'
      ? [operation, caller ?? ''].filter(text => text !== '').join(', ')
      : activityText(verb, caller, status === 'failed');
  const states: Record<ActivityEntry['status'], string> = {
    started: l10n.t('not finished'),
    succeeded: '',
    failed: l10n.t('failed'),
  };
  const notes = [states[status], status === 'failed' ? detail : ''].filter(text => text !== '');
  return cleanLine(`${localTime(at)}  ${done}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`);
}

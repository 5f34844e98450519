/** Asks, before a group is sent, whether it fits, and the person what to do where something stands in the way. */
import { isAbort } from '../../core/errors.ts';
import type { Event } from '../../core/event.ts';
import type { Finding } from '../../core/preflight/finding.ts';
import type { PlannedGroup, PreflightSubject } from '../../core/preflight/plannedGroup.ts';
import { readPlannedGroup } from '../../core/preflight/plannedGroup.ts';
import { isFatal, type ReportWaiting } from '../../core/preflight/preflight.ts';
import { ReplayingEmitter } from '../shared/replayingEmitter.ts';
import { waitingText } from './findingText.ts';

/** Of one cloud and account. Throws the signal's reason only. */
export type Preflight = (
  subject: PreflightSubject,
  signal: AbortSignal,
  reportWaiting?: ReportWaiting,
) => Promise<readonly Finding[]>;

/** What a person sees and answers. */
export interface PreflightUi {
  /** Shows each message until `done` settles, or until the person presses *Cancel*. */
  showProgress(title: string, messages: Event<string>, done: Promise<unknown>): Promise<'done' | 'cancelled'>;
  /** `location`: another one, that the person has chosen. */
  askAboutFindings(question: FindingsQuestion): Promise<FindingsAnswer>;
}

export interface FindingsQuestion {
  /** `Could not create "web"` */
  readonly what: string;
  /** The button that sends all the same: `Create Anyway`. Not offered where something is fatal. */
  readonly sendAnyway: string;
  /** Whether there is something to go back to. */
  readonly canEdit: boolean;
  readonly findings: readonly Finding[];
  readonly planned: PlannedGroup;
}

export type FindingsAnswer =
  | { readonly kind: 'send' | 'edit' | 'again' | 'leave' }
  | { readonly kind: 'location'; readonly location: string };

export interface PreflightWords {
  readonly title: string;
  readonly what: string;
  readonly sendAnyway: string;
  readonly canEdit: boolean;
}

/** Nothing is sent unless this answers `send`. */
export async function checkBeforeSending(
  { preflight, ui }: { readonly preflight: Preflight; readonly ui: PreflightUi },
  subject: PreflightSubject,
  words: PreflightWords,
): Promise<Exclude<FindingsAnswer, { readonly kind: 'again' }>> {
  for (;;) {
    const findings = await findAndShowProgress({ preflight, ui }, subject, words.title);
    if (!findings) return { kind: words.canEdit ? 'edit' : 'leave' };
    if (findings.length === 0) return { kind: 'send' };
    const { what, sendAnyway, canEdit } = words;
    const planned = readPlannedGroup(subject.ref, subject.document);
    const answer = await ui.askAboutFindings({ what, sendAnyway, canEdit, findings, planned });
    if (answer.kind === 'again') continue;
    return answer.kind === 'send' && findings.some(isFatal) ? { kind: 'leave' } : answer;
  }
}

/** Undefined where the person cancels. */
async function findAndShowProgress(
  { preflight, ui }: { readonly preflight: Preflight; readonly ui: PreflightUi },
  subject: PreflightSubject,
  title: string,
): Promise<readonly Finding[] | undefined> {
  const controller = new AbortController();
  const messages = new ReplayingEmitter();
  const found = preflight(subject, controller.signal, waiting => messages.fire(waitingText(waiting)));
  try {
    const end = await ui.showProgress(title, messages.event, found);
    if (end === 'done') return await found;
    controller.abort();
    await found.catch((error: unknown) => {
      if (!isAbort(error)) throw error;
    });
    return undefined;
  } finally {
    messages.dispose();
  }
}

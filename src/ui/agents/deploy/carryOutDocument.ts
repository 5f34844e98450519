/** Sends the groups of a document, one after the other, each only if it still is what the plan was made for. */
import { AciError } from '../../../core/errors.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { GroupRef, RawContainerGroup } from '../../../core/model/containerGroup.ts';
import { hasChangedInAzure } from '../../edit/applyPlan.ts';
import { type ApplyMode, sendGroup, type SendResult } from '../../edit/sendGroup.ts';
import { answerText } from '../answer.ts';
import { groupData, groupDataText, readAfterwards } from '../groupAnswer.ts';
import { changedError, type LiveGroup, readLiveGroup } from '../liveGroup.ts';
import type { Answer, ReportProgress } from '../operation.ts';
import { OperationError } from '../operationError.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { groupPath } from '../readGroups.ts';

/** A group that is sent, and what it is instead of. */
export interface GroupChange {
  readonly ref: GroupRef;
  /** Undefined where there is none. */
  readonly live: Pick<LiveGroup, 'group' | 'raw'> | undefined;
  readonly way: ApplyMode;
  readonly document: RawContainerGroup;
  /** For the person. */
  readonly details: readonly string[];
}

interface DocumentChanges {
  readonly changes: readonly GroupChange[];
  readonly unchanged: readonly GroupRef[];
}

const outcomes: Readonly<Record<ApplyMode, string>> = {
  create: 'created',
  inPlace: 'changed',
  restartsAll: 'changed',
  needsRecreate: 'recreated',
};

/** Throws `OperationError`, `AciError`, or the signal's reason; the message says what has been done before. */
export async function carryOutDocument(
  deps: OperationDeps,
  { changes, unchanged }: DocumentChanges,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<Answer> {
  // Before the first one is sent, all are looked at.
  for (const change of changes) await requireSame(deps, change, signal);
  const done: { readonly data: JsonObject; readonly text: string }[] = [];
  for (const [index, change] of changes.entries()) {
    const before = changes.slice(0, index).map(({ ref }) => ref);
    try {
      if (index > 0) await requireSame(deps, change, signal);
      done.push(await send(deps, change, signal, report));
    } catch (error) {
      signal.throwIfAborted();
      throw withDoneBefore(error, before);
    }
  }
  const rest = await Promise.all(
    unchanged.map(async ref => ({
      data: { ...groupData(ref, await readAfterwards(deps.aci, ref)), outcome: 'unchanged' },
      text: `${groupPath(ref)}: unchanged.`,
    })),
  );
  const all = [...done, ...rest];
  return {
    text: answerText([
      { lines: all.map(({ text }) => text), cut: left => `… ${left} more: use inspect_group.` },
    ]),
    data: { groups: all.map(({ data }) => data) },
  };
}

/** Throws `OperationError` where the group is not the one any more that the plan was made for. */
async function requireSame(
  deps: OperationDeps,
  { ref, live }: GroupChange,
  signal: AbortSignal,
): Promise<void> {
  const now = await readLiveGroup(deps, ref, signal);
  const isSame = live && now ? !hasChangedInAzure(ref, live.raw, now.raw) : live === now;
  if (!isSame) throw changedError(ref, now !== undefined);
}

async function send(
  deps: OperationDeps,
  { ref, document, way, live }: GroupChange,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<{ readonly data: JsonObject; readonly text: string }> {
  let result: SendResult;
  try {
    result = await sendGroup(deps, { ref, document, way, before: live?.group }, report, signal);
  } finally {
    deps.refreshGroup(ref);
  }
  const { error, deleted, remainingTags } = result;
  if (error) throw deleted ? await deletedError(deps, ref, error) : error;
  const group = await readAfterwards(deps.aci, ref);
  const kept =
    remainingTags.length === 0
      ? ''
      : ` Azure kept the tags ${remainingTags.join(', ')}: only a change that restarts the group removes them.`;
  return {
    data: { ...groupData(ref, group), outcome: outcomes[way] },
    text: `${groupPath(ref)}: ${outcomes[way]}. ${groupDataText(group)}${kept}`,
  };
}

/** The answer to the creation may have been lost: what Azure says after that counts. */
async function deletedError(deps: OperationDeps, ref: GroupRef, error: AciError): Promise<AciError> {
  const group = await readAfterwards(deps.aci, ref);
  if (group) return error;
  return withMessage(
    error,
    `"${ref.name}" was deleted, but not created again. Deploy the document again to create it. ${error.message}`,
  );
}

function withDoneBefore(error: unknown, before: readonly GroupRef[]): unknown {
  if (before.length === 0) return error;
  const done = `Deployed before that: ${before.map(groupPath).join(', ')}.`;
  if (error instanceof AciError) return withMessage(error, `${error.message} ${done}`);
  return error instanceof OperationError ? new OperationError(`${error.message} ${done}`) : error;
}

function withMessage(error: AciError, message: string): AciError {
  const { kind, code, requestId, status, host, armError } = error;
  return new AciError(kind, message, { cause: error, code, requestId, status, host, armError });
}

/** Starting, stopping, restarting and deleting one group: rows of one table. */
import { requirementOnGroup } from '../../../core/access/accessRequirements.ts';
import type { GroupVerb } from '../../../core/azureApi.ts';
import type { GroupRef } from '../../../core/model/containerGroup.ts';
import { onceTaken } from '../../../core/onceTaken.ts';
import { newEventDescriber } from '../../power/newEventDescriber.ts';
import { createPlan } from '../createPlan.ts';
import { groupData, groupDataSchema, groupDataText, readAfterwards } from '../groupAnswer.ts';
import { findLiveGroup, type LiveGroup, requireAllowed, requireUnchanged } from '../liveGroup.ts';
import type { Answer, ReportProgress, WriteOperation } from '../operation.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { liveGroupLines } from '../planWords.ts';
import { priceOf } from '../priceOf.ts';
import { groupArgument } from '../readGroup.ts';
import { groupPath } from '../readGroups.ts';
import { requirePermissions } from '../requirePermissions.ts';
import { powerEffect, powerQuestion } from './powerWords.ts';

interface Row {
  readonly title: string;
  readonly description: string;
  /** `It can't be stopped`, `Stopped web`. */
  readonly participle: string;
  readonly effect: WriteOperation['effect'];
  readonly isIdempotent: boolean;
}

const rows: Readonly<Record<GroupVerb, Row>> = {
  start: {
    title: 'Start a container group',
    description:
      'Starts a container group that is stopped or has ended, and waits until Azure is done. Only states stopped, succeeded and failed can be started. It costs money while it runs. Returns its state and address.',
    participle: 'started',
    effect: 'write',
    isIdempotent: true,
  },
  stop: {
    title: 'Stop a container group',
    description:
      'Stops all containers of a running container group: a stopped group costs nothing and keeps its definition. What is in its containers and not on a volume is lost, and so is its IP address. Returns its state.',
    participle: 'stopped',
    effect: 'write',
    isIdempotent: true,
  },
  restart: {
    title: 'Restart a container group',
    description:
      'Restarts all containers of a running container group. It does not pull a newer image: for that use stop_group and start_group, or deploy_document with another tag. Returns its state and address.',
    participle: 'restarted',
    effect: 'write',
    isIdempotent: false,
  },
  delete: {
    title: 'Delete a container group',
    description:
      'Deletes one container group for good: its containers, definition, logs and address. Secrets of it can not be had back from Azure. To delete several groups, call it once for each.',
    participle: 'deleted',
    effect: 'destroy',
    isIdempotent: true,
  },
};

export const startGroup = powerOperation('start');
export const stopGroup = powerOperation('stop');
export const restartGroup = powerOperation('restart');
export const deleteGroup = powerOperation('delete');

function powerOperation(verb: GroupVerb): WriteOperation {
  const { title, description, participle, effect, isIdempotent } = rows[verb];
  return {
    name: `${verb}_group`,
    ...{ title, description, effect, isIdempotent },
    inputSchema: {
      type: 'object',
      properties: {
        group: groupArgument,
      },
      required: ['group'],
      additionalProperties: false,
    },
    outputSchema: groupDataSchema,
    async plan(deps, input, signal) {
      const { group: text } = input as { readonly group: string };
      const live = await findLiveGroup(deps, text, signal);
      const { subscription, group } = live;
      requireAllowed(group, verb, participle);
      const needs = [{ ...requirementOnGroup(group.ref, verb), name: group.ref.name }];
      await requirePermissions(deps, needs, signal);
      const price = await priceOf(deps, group.location, group, signal);
      return createPlan({
        question: powerQuestion(verb, group.ref.name),
        details: [...liveGroupLines(subscription, group, price), powerEffect(verb)],
        carryOut: (carrying, report) => carryOut(deps, verb, live, carrying, report),
      });
    },
  };
}

async function carryOut(
  deps: OperationDeps,
  verb: GroupVerb,
  live: LiveGroup,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<Answer> {
  const { ref } = live.group;
  const before = await requireUnchanged(deps, live, signal);
  requireAllowed(before, verb, rows[verb].participle);
  const newsIn = newEventDescriber(before);
  let isFirst = true;
  try {
    const steps = onceTaken(
      watching => deps.aci.act(ref, verb, watching),
      () => true,
      signal,
    );
    for await (const { events, done } of steps) {
      if (isFirst && !done) deps.refreshGroup(ref);
      isFirst = false;
      const text = newsIn(events);
      if (text !== undefined) report(text);
    }
  } finally {
    deps.refreshGroup(ref);
  }
  return verb === 'delete' ? deletedAnswer(ref) : powerAnswer(deps, verb, ref);
}

function deletedAnswer(ref: GroupRef): Answer {
  const group = groupPath(ref);
  return { text: `Deleted ${group}.`, data: { group, state: 'deleted' } };
}

async function powerAnswer({ aci }: OperationDeps, verb: GroupVerb, ref: GroupRef): Promise<Answer> {
  const after = await readAfterwards(aci, ref);
  const done = rows[verb].participle.replace(/^./, letter => letter.toUpperCase());
  return { text: `${done} ${groupPath(ref)}. ${groupDataText(after)}`, data: groupData(ref, after) };
}

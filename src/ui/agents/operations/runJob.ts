import { billedGroupOfBody } from '../../../core/cost/billedGroup.ts';
import { AciError } from '../../../core/errors.ts';
import {
  deleteWhenDone as deleteChoices,
  type DeleteWhenDone,
  type JobDefinition,
  parseJob,
} from '../../../core/jobs/jobDefinition.ts';
import { joinCommandLine } from '../../../core/rules/commandLine.ts';
import { likelyOsType } from '../../../core/rules/image.ts';
import { jobProblemText } from '../../jobs/messages.ts';
import type { RunJobDeps } from '../../jobs/jobDeps.ts';
import {
  createJobRun,
  jobDocument,
  type JobEnd,
  jobRequirements,
  type JobRun,
  runJob as runJobToItsEnd,
} from '../../jobs/runJob.ts';
import { answerText } from '../answer.ts';
import {
  containerProperties,
  type ContainerInput,
  findPullIdentity,
  type PullBy,
  readVariables,
  secretValues,
} from '../containerInput.ts';
import { createPlan } from '../createPlan.ts';
import { createHeadAndTail, framedOutput } from '../headAndTail.ts';
import type { Answer, ReportProgress, WriteOperation } from '../operation.ts';
import type { OperationDeps } from '../operationDeps.ts';
import { OperationError } from '../operationError.ts';
import { findingLines, placeLines, priceLine } from '../planWords.ts';
import { priceOf } from '../priceOf.ts';
import { groupPath } from '../readGroups.ts';
import { requireFit } from '../requireFit.ts';
import { requirePermissions } from '../requirePermissions.ts';
import { placeProperties, resolvePlace, type WantedPlace } from '../resolvePlace.ts';
import { variableLines } from '../variableWords.ts';
import { deleteWhenDoneLine, runJobLines, runJobQuestion } from './runJobWords.ts';

interface Input extends WantedPlace, ContainerInput {
  readonly deleteWhenDone?: DeleteWhenDone;
}

const defaultDeletion: DeleteWhenDone = 'onSuccess';

export const runJob: WriteOperation = {
  name: 'run_job',
  title: 'Run a container job',
  description:
    'Runs one container to its end in a container group of its own, waits for it however long it takes, and returns its log and exit code. For work that ends by itself: batch jobs, migrations, tests in Azure. What runs on and on belongs into create_group. Calling it off stops the job and deletes its group. Azure may run a container again after an exit code other than 0: "restarts" tells. The log is bounded: beginning and end. Environment variables marked "secure": true are kept secret by Azure, but you have seen what you send.',
  effect: 'write',
  isIdempotent: false,
  inputSchema: {
    type: 'object',
    properties: {
      ...containerProperties,
      ...placeProperties,
      deleteWhenDone: {
        type: 'string',
        enum: [...deleteChoices],
        description: `What becomes of the job's group. Default ${defaultDeletion} (exit code 0).`,
      },
    },
    required: ['image'],
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      group: { type: 'string' },
      exitCode: { type: 'integer' },
      restarts: { type: 'integer' },
      groupIs: { type: 'string', enum: ['kept', 'gone', 'unknown'] },
      log: { type: 'string' },
    },
    required: ['group', 'exitCode', 'restarts', 'groupIs', 'log'],
  },
  async plan(deps, input, signal, report) {
    const { deleteWhenDone = defaultDeletion, ...wanted } = input as Input;
    const pull = await findPullIdentity(deps, wanted, signal);
    const definition = readDefinition(wanted, pull);
    const place = await resolvePlace(deps, wanted, signal);
    const jobDeps = jobDepsOf(deps);
    const run = createJobRun(jobDeps, { definition, place, deleteWhenDone });
    const { ref } = run;
    const document = jobDocument(run);
    await requirePermissions(deps, jobRequirements(run), signal);
    const findings = await requireFit(deps, { ref, document, live: undefined }, signal, report);
    const price = await priceOf(deps, place.location, billedGroupOfBody(document.body), signal);
    const { image, command, size, variables, osType = likelyOsType(image) } = definition;
    return createPlan({
      question: runJobQuestion(image),
      details: [
        ...placeLines(place.subscription, ref, place.location),
        ...runJobLines({
          ...{ image, size, osType },
          commandLine: joinCommandLine(command, osType),
          pulledAs: pull?.identity.name,
        }),
        ...variableLines(variables),
        deleteWhenDoneLine(deleteWhenDone),
        priceLine(price),
        ...findingLines(findings),
      ],
      carryOut: (carrying, progress) => carryOut(jobDeps, run, carrying, progress),
    });
  },
};

/** By the rules for jobs of tasks.json; what looks like `${env:NAME}` takes nothing of this machine. */
function readDefinition(input: ContainerInput, pull: PullBy | undefined): JobDefinition {
  const { image, command, cpu, memoryInGB, os, environment } = input;
  const given = { image, command, cpu, memory: memoryInGB, osType: os };
  const parsed = parseJob(given, () => undefined);
  if ('problems' in parsed) {
    const argument = (parsed.problems[0]?.property ?? '')
      .replace('memory', 'memoryInGB')
      .replace('osType', 'os');
    throw new OperationError(parsed.problems.map(jobProblemText).join(' '), argument);
  }
  return {
    ...parsed.definition,
    variables: readVariables(environment),
    ...(pull && { pullAs: { server: pull.registry.loginServer, identity: pull.identity.id } }),
  };
}

/** Nothing remembers the job here: it ends with the call. */
function jobDepsOf({ aci, clock, preflight, refreshGroup }: OperationDeps): RunJobDeps {
  const done = () => Promise.resolve();
  return {
    ...{ aci, clock, preflight, refreshGroup },
    jobs: { all: [], add: done, remove: done, keepAlive: done },
  };
}

async function carryOut(
  deps: RunJobDeps,
  run: JobRun,
  signal: AbortSignal,
  report: ReportProgress,
): Promise<Answer> {
  const log = createHeadAndTail();
  const output = {
    write: (text: string) => {
      // Lines about the log are no part of it; a container can't write one (`escapeLogLine`).
      if (text.startsWith('── ')) report(text.replace(/^── | ──\n$/g, ''));
      else log.push(text);
    },
    reportStep: report,
  };
  const end = await runJobToItsEnd(deps, run, output, signal);
  return jobAnswer(end, log.end(secretValues(run.job.definition.variables)));
}

function jobAnswer(
  { ref, exitCode, restarts, error, group }: JobEnd,
  log: ReturnType<ReturnType<typeof createHeadAndTail>['end']>,
): Answer {
  const fates = {
    kept: 'Its group is kept: read_logs and diagnose work on it, and delete_group ends it.',
    gone: 'Its group is deleted.',
    unknown: 'Its group may be left: look by list_groups, and delete it.',
  };
  if (exitCode === undefined || error) {
    const { kind, code, requestId, status } = error ?? {};
    const said = error?.message ?? 'The job did not come to its end.';
    throw new AciError(kind ?? 'service', `${said} ${fates[group]}`, {
      ...{ cause: error, code, requestId, status },
    });
  }
  const again = restarts === 0 ? '' : ` It failed before, and Azure ran it again (restarts: ${restarts}).`;
  const rest =
    group === 'kept'
      ? 'The whole log: read_logs on that group.'
      : 'The whole log is gone with the group: use deleteWhenDone "never" to keep it.';
  return {
    text: answerText([
      `The job ${groupPath(ref)} ended with exit code ${exitCode}.${again} ${fates[group]}`,
      ...framedOutput('Log', log, rest),
    ]),
    data: { group: groupPath(ref), exitCode, restarts, groupIs: group, log: log.lines.join('\n') },
  };
}

/** Volumes that can't be mounted. */
import { errorText, quoteError, quoteEvents, type Rule, eventText } from './facts.ts';
import { currentEventsOfGroup } from '../model/containerEvents.ts';
import { type FindingParams, type Step, type StepId, createStep } from './finding.ts';

type Why = FindingParams['mountFailed']['why'];

const failedMount =
  /failedmount|mount error|mountvolume|unable to (?:attach or )?mount|mount failed|failed to mount (?!container storage)|error mounting/i;

/**
 * The runtime mounts too, inside the container: its root, or a volume at a path that is a file of the image (moby/moby, "not a
 * directory"; microsoft/azure-container-apps#1780). Neither share nor key is at fault there.
 */
const mountByRuntime = /\b(?:OCI runtime|containerd task|shim task|runc)\b|\brootfs\b/i;

function isFailedMount(text: string): boolean {
  return failedMount.test(text) && !mountByRuntime.test(text);
}

/**
 * `FailedMount`, or `FailedMountAzureFileVolume` (MicrosoftDocs/azure-docs#70920), which ACI tells as an event of the
 * group or the container, or refuses the create with.
 */
export const mountFailed: Rule = facts => {
  const events = currentEventsOfGroup(facts.group).filter(
    ({ event }) => event.type === 'Warning' && isFailedMount(eventText(event)),
  );
  const refused =
    isFailedMount(errorText(facts)) || /AzureFile\w*(?:NotFound|Invalid)/i.test(errorText(facts));
  if (events.length === 0 && !refused) return [];
  const why = whyOf(
    [...events.map(({ event }) => eventText(event)), refused ? errorText(facts) : ''].join('\n'),
  );
  return [
    {
      id: 'mountFailed',
      params: { why },
      severity: 'error',
      container: undefined,
      evidence: [...quoteEvents(events), ...(refused ? quoteError(facts) : [])],
      steps: [
        ...stepsFor[why].map(id => createStep(id, id === 'checkShareKey' ? { command: 'editGroup' } : {})),
        propertiesStep(facts.group !== undefined),
      ].flatMap(s => s ?? []),
    },
  ];
};

/**
 * By errno where the kernel has one, but its text weighs more: the documented example says `(2): Permission denied`.
 */
function whyOf(text: string): Why {
  if (/\bgit\b|clone|repository/i.test(text)) return 'git';
  if (/permission denied|mount error\((?:1|13)\)|access ?denied|authentication|\bkeys?\b/i.test(text))
    return 'denied';
  if (/mount error\((?:110|111|112|113|115)\)|timed? ?out|host is down|no route|in progress/i.test(text))
    return 'unreachable';
  return /mount error\(2\)|no such file|not found|does ?n[o']t exist|NotFound/i.test(text)
    ? 'notFound'
    : 'unknown';
}

const stepsFor: Readonly<Record<Why, readonly StepId[]>> = {
  notFound: ['checkShareName', 'checkShareKey'],
  denied: ['checkShareKey', 'checkShareName'],
  unreachable: ['checkMountNetwork', 'checkShareName'],
  git: ['checkGitRepository'],
  unknown: ['checkShareName', 'checkShareKey', 'checkMountNetwork'],
};

function propertiesStep(exists: boolean): Step | undefined {
  return exists ? createStep('viewProperties', { command: 'viewProperties' }) : undefined;
}

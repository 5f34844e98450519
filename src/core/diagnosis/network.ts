/** Addresses and networks. */
import {
  allEvents,
  errorText,
  type Facts,
  type PlacedEvent,
  quoteError,
  quoteEvents,
  type Rule,
  textOf,
  timeOf,
} from './facts.ts';
import { step } from './finding.ts';

/** Events of a group in a subnet, in their order (recorded 2019). */
const steps = ['PrepareNetwork', 'JoinNetwork', 'DelegateSubnet', 'ProvisionNetworkInterface'];
const aboutSubnets =
  /subnets\/join|networkprofile|subnet(?:s)?(?:NotFound|Missing|Delegat|Full|InUse|\b)|virtual ?network|private ip/i;

/** Joining the subnet fails, or Azure refuses it at once. */
export const subnet: Rule = facts => {
  const events = allEvents(facts).filter(placed => isFailedStep(placed) && isPresent(placed, facts));
  const refused = isAboutSubnets(facts);
  if (events.length === 0 && !refused) return [];
  return [
    {
      id: 'subnet',
      params: { step: events[0]?.event.name ?? '' },
      severity: 'error',
      container: undefined,
      evidence: [...quoteEvents(events), ...(refused ? quoteError(facts) : [])],
      steps: [
        step('checkSubnet'),
        ...(facts.group ? [step('deleteAgain', { command: 'duplicateGroup' })] : []),
        step('openPortal', facts.group ? { command: 'openInPortal' } : {}),
      ],
    },
  ];
};

/** A full region names the virtual network too, and is something else. */
function isAboutSubnets(facts: Facts): boolean {
  const { error } = facts;
  if (!error || error.kind === 'capacity' || error.kind === 'quota') return false;
  return aboutSubnets.test(errorText(facts));
}

function isFailedStep({ event }: PlacedEvent): boolean {
  return steps.includes(event.name) && (event.type === 'Warning' || /failed|timeout/i.test(textOf(event)));
}

/** A step that succeeded later is over (recorded: `JoinNetwork` with a timeout, and then well). */
function isPresent({ event }: PlacedEvent, facts: Facts): boolean {
  return !allEvents(facts).some(
    ({ event: other }) =>
      timeOf(other) >= timeOf(event) &&
      (other.name === 'Started' || (other.name === event.name && /succeeded/i.test(other.message))),
  );
}

/** The label is somebody's already; there is no way to ask beforehand. */
export const dnsLabelTaken: Rule = facts => {
  const text = errorText(facts);
  if (
    !/DnsNameLabel\w{0,40}(?:NotAvailable|Taken)|dns ?name ?label .{0,200}(?:taken|in use|not available)/i.test(
      text,
    )
  )
    return [];
  const label =
    /dns ?name ?label '([^']{1,100})'/i.exec(text)?.[1] ?? facts.group?.ipAddress?.dnsNameLabel ?? '';
  return [
    {
      id: 'dnsLabelTaken',
      params: { label },
      severity: 'error',
      container: undefined,
      evidence: quoteError(facts),
      steps: [step('chooseLabel', { value: label })],
    },
  ];
};

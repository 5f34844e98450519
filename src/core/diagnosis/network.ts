/** Addresses and networks. */
import { errorText, type Facts, quoteError, quoteEvents, type Rule, eventText } from './facts.ts';
import type { ErrorKind } from '../errors.ts';
import { createStep } from './finding.ts';
import { currentEventsOfGroup, type EventSource } from '../model/containerEvents.ts';

/**
 * Events of a group in a subnet: `PrepareNetwork`, `JoinNetwork`, `DelegateSubnet`, `ProvisionNetworkInterface`
 * (recorded 2019), `ErrorJoinVirtualNetwork` (MicrosoftDocs/azure-docs#85471).
 */
const networkStep = /network|subnet/i;
const aboutSubnets =
  /subnets\/join|networkprofile|serviceassociationlink|joinvirtualnetwork|preparenetwork|subnet(?:s)?(?:NotFound|Missing|Delegat|Full|InUse|\b)|virtual ?network|private ip/i;

/** Joining the subnet fails, or Azure refuses it at once. */
export const subnet: Rule = facts => {
  const events = currentEventsOfGroup(facts.group).filter(isFailedStep);
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
        createStep('checkSubnet'),
        ...(facts.group ? [createStep('deleteAgain', { command: 'duplicateGroup' })] : []),
        createStep('openPortal', facts.group ? { command: 'openInPortal' } : {}),
      ],
    },
  ];
};

/**
 * Errors that may name subnets and are about something else: a full region, and what is forbidden, which nothing about the
 * subnet would change.
 */
const otherKinds: ReadonlySet<ErrorKind> = new Set([
  'capacity',
  'denied',
  'forbidden',
  'locked',
  'policy',
  'quota',
]);
/** A private address without a subnet (CompositionalIT/farmer#125): there is none to join. */
const withoutSubnet = /only supported when network profile is defined/i;

function isAboutSubnets(facts: Facts): boolean {
  const { error } = facts;
  if (!error || otherKinds.has(error.kind) || withoutSubnet.test(error.message)) return false;
  return aboutSubnets.test(errorText(facts));
}

/** Only the group's own events: those of containers mention networks for other reasons. */
function isFailedStep({ container, event }: EventSource): boolean {
  if (container || !networkStep.test(event.name)) return false;
  return event.type === 'Warning' || /failed|timeout/i.test(eventText(event));
}

/** The DNS label is taken; Azure has no way to check it beforehand. */
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
      steps: [createStep('chooseLabel', { value: label })],
    },
  ];
};

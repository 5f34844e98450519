/** How the group is reached. */
import type { Subnet } from '../../../core/model/subnet.ts';
import * as l10n from '@vscode/l10n';
import type { GroupNetwork } from '../../../core/model/groupPlan.ts';
import { dnsLabelProblem } from '../../../core/rules/names.ts';
import { formatPorts, parsePorts, portsWarning } from '../../../core/rules/ports.ts';
import { back, type Choice, pickOne } from '../../shared/wizard.ts';
import { type CreateWizardContext, type CreateStep, loadWithRetry } from '../wizardContext.ts';
import type { CreateDraft } from '../createDraft.ts';
import { validationError, validationWarning } from '../validationMessages.ts';

export function networkStep(): CreateStep {
  return {
    section: 'network',
    isAnswered: draft => draft.networkKind !== undefined,
    async ask(draft, prompt) {
      const choices: Choice<GroupNetwork['kind']>[] = [
        {
          label: l10n.t('$(globe) Public IP address'),
          detail: l10n.t('Reached from anywhere at its ports'),
          value: 'public',
        },
        {
          label: l10n.t('$(circle-slash) No address'),
          detail: l10n.t('Not reached from outside; it may still call out'),
          value: 'none',
        },
        {
          label: l10n.t('$(lock) Private subnet'),
          detail: l10n.t('Reached from a virtual network only'),
          value: 'private',
        },
      ];
      const networkKind = await prompt.pick({
        title: l10n.t('Create container group: Network'),
        placeholder: l10n.t('How is it reached?'),
        choices,
        active: choices.find(({ value }) => value === draft.networkKind),
      });
      return networkKind === back ? back : { ...draft, networkKind };
    },
  };
}

export function subnetStep(context: CreateWizardContext): CreateStep {
  const { aci } = context;
  const title = l10n.t('Create container group: Subnet');
  return {
    section: 'network',
    when: draft => draft.networkKind === 'private',
    isAnswered: draft => draft.subnet !== undefined,
    async ask(draft, prompt) {
      const words = { loading: l10n.t('Loading subnets…'), failed: l10n.t('Could not list the subnets') };
      const subnets = await loadWithRetry(context, prompt, title, words, signal =>
        aci.subnets(draft.subscription?.id ?? '', signal),
      );
      if (subnets === back) return back;
      const choices = subnets
        .filter(({ usable, location }) => usable && location === draft.location)
        .map((value: Subnet) => ({
          label: value.name,
          description: `${value.virtualNetwork} · ${value.addressPrefix}`,
          value,
        }));
      const question = {
        title,
        placeholder:
          choices.length > 0
            ? l10n.t('Choose the subnet')
            : l10n.t(
                'No subnet in {0} is empty or delegated to container groups. Go back, or prepare one in Azure first.',
                draft.location ?? '',
              ),
        choices,
        active: choices.find(({ value }) => value.id === draft.subnet?.id),
      };
      const subnet = await pickOne(prompt, question);
      return subnet === back ? back : { ...draft, subnet };
    },
  };
}

export function portsStep(): CreateStep {
  const hasAddress = ({ networkKind }: CreateDraft) => networkKind === 'public' || networkKind === 'private';
  return {
    section: 'network',
    when: hasAddress,
    isAnswered: draft => (draft.ports?.length ?? 0) > 0,
    async ask(draft, prompt) {
      const text = await prompt.input({
        id: 'ports',
        title: l10n.t('Create container group: Ports'),
        prompt: l10n.t('Ports that the container listens on, as 80, 443/tcp, 53/udp'),
        value: draft.ports?.length ? formatPorts(draft.ports) : '80',
        validate: typed => {
          const parsed = parsePorts(typed);
          if ('problem' in parsed) return validationError(parsed.problem);
          return validationWarning(portsWarning(parsed.ports));
        },
      });
      if (text === back) return back;
      const parsed = parsePorts(text);
      return 'problem' in parsed ? draft : { ...draft, ports: parsed.ports };
    },
  };
}

export function dnsLabelStep(): CreateStep {
  return {
    section: 'network',
    when: draft => draft.networkKind === 'public',
    isAnswered: draft => draft.dnsNameLabel !== undefined,
    async ask(draft, prompt) {
      const location = draft.location ?? '';
      const label = await prompt.input({
        id: 'dnsNameLabel',
        title: l10n.t('Create container group: DNS name label'),
        prompt: l10n.t(
          'First part of <label>.{0}.azurecontainer.io, unique there. Leave empty for an IP address only.',
          location,
        ),
        placeholder: l10n.t('no DNS name'),
        value: draft.dnsNameLabel,
        validate: text => {
          if (text === '') return undefined;
          const name = `${text.toLowerCase()}.${location}.azurecontainer.io`;
          return validationError(dnsLabelProblem(text)) ?? { severity: 'info', message: name };
        },
      });
      return label === back ? back : { ...draft, dnsNameLabel: label.toLowerCase() };
    },
  };
}

/** Of groups that find no place, or not what they need there. */
import * as l10n from '@vscode/l10n';
import type { FindingParams } from '../../core/diagnosis/finding.ts';
import { code } from './markdownCode.ts';
import { sentences, type WordsTable } from './wordsTable.ts';

export const placementWords: WordsTable<
  'confidentialPolicy' | 'mountFailed' | 'quota' | 'capacity' | 'dnsLabelTaken' | 'subnet' | 'spotEvicted'
> = {
  confidentialPolicy: () => ({
    title: l10n.t('The policy of the confidential group does not allow it'),
    text: l10n.t(
      'A confidential group runs only the images, commands, mounts and variables that its policy lists, exactly as it lists them. A change of any of them needs a new policy.',
    ),
  }),
  mountFailed: ({ why }) => ({
    title: l10n.t('A volume cannot be mounted'),
    text: mountReason(why),
  }),
  quota: ({ quota, region, limit, usage, requested }) => ({
    title: region === '' ? l10n.t('A quota is used up') : l10n.t('A quota is used up in {0}', code(region)),
    text: quotaText({ quota, limit, usage, requested }),
  }),
  capacity: ({ region, request }) => ({
    title: region === '' ? l10n.t('The location is full') : l10n.t('{0} is full', code(region)),
    text: sentences(
      l10n.t('Azure has no room there for a group of this size at the moment. It is not about your quota.'),
      request === '' ? '' : l10n.t('It was asked for {0}.', code(request)),
    ),
  }),
  dnsLabelTaken: ({ label }) => ({
    title:
      label === '' ? l10n.t('The DNS label is taken') : l10n.t('The DNS label {0} is taken', code(label)),
    text: l10n.t(
      'A label can be used once per location, by anybody in Azure, also by one of your own groups. Azure offers no way to ask beforehand.',
    ),
  }),
  subnet: ({ step }) => ({
    title: l10n.t('The group cannot join its subnet'),
    text: sentences(
      step === '' ? '' : l10n.t('The step {0} failed.', code(step)),
      l10n.t(
        'The subnet must be empty or delegated to container groups, have free addresses, and let the group out to what it needs.',
      ),
    ),
  }),
  spotEvicted: () => ({
    title: l10n.t('Azure has taken its Spot capacity back'),
    text: l10n.t(
      'The group has the priority Spot: it is cheaper, and ends when Azure needs the room for somebody else. Your containers are not the reason.',
    ),
  }),
};

function mountReason(why: FindingParams['mountFailed']['why']): string {
  switch (why) {
    case 'notFound':
      return l10n.t('The share does not exist, or its storage account does not.');
    case 'denied':
      return l10n.t('The storage account does not accept the key, or does not let the group in.');
    case 'unreachable':
      return l10n.t('The storage account does not answer.');
    case 'git':
      return l10n.t('The Git repository cannot be cloned.');
    case 'unknown':
      return l10n.t('Without its volumes no container starts.');
  }
}

function quotaText({ quota, limit, usage, requested }: Omit<FindingParams['quota'], 'region'>): string {
  if (limit === undefined || usage === undefined || requested === undefined) {
    return l10n.t('Azure grants each subscription only so many groups and cores per location.');
  }
  const name = code(quota);
  if (limit === 0) {
    return l10n.t(
      'Your subscription may have none of {0} there: the limit is 0. Only Microsoft’s support can change that.',
      name,
    );
  }
  return l10n.t(
    'The limit of {0} is {1}. {2} are in use, so {3} are left; this group wants {4}. A group counts from its creation to its deletion; stopped ones count as groups, too.',
    name,
    limit,
    usage,
    Math.max(0, limit - usage),
    requested,
  );
}

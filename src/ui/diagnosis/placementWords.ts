/** Of groups that find no place, or not what they need there. */
import type { FindingParams } from '../../core/diagnosis/finding.ts';
import type { Translate } from '../shared/translate.ts';
import { code } from './markdownCode.ts';
import { sentences, type WordsTable } from './wordsTable.ts';

export const placementWords: WordsTable<
  'confidentialPolicy' | 'mountFailed' | 'quota' | 'capacity' | 'dnsLabelTaken' | 'subnet' | 'spotEvicted'
> = {
  confidentialPolicy: (_, t) => ({
    title: t('The policy of the confidential group does not allow it'),
    text: t(
      'A confidential group runs only the images, commands, mounts and variables that its policy lists, exactly as it lists them. A change of any of them needs a new policy.',
    ),
  }),
  mountFailed: ({ why }, t) => ({
    title: t('A volume cannot be mounted'),
    text: mountReason(why, t),
  }),
  quota: ({ quota, region, limit, usage, requested }, t) => ({
    title: region === '' ? t('A quota is used up') : t('A quota is used up in {0}', code(region)),
    text: quotaText({ quota, limit, usage, requested }, t),
  }),
  capacity: ({ region, request }, t) => ({
    title: region === '' ? t('The location is full') : t('{0} is full', code(region)),
    text: sentences(
      t('Azure has no room there for a group of this size at the moment. It is not about your quota.'),
      request === '' ? '' : t('It was asked for {0}.', code(request)),
    ),
  }),
  dnsLabelTaken: ({ label }, t) => ({
    title: label === '' ? t('The DNS label is taken') : t('The DNS label {0} is taken', code(label)),
    text: t(
      'A label can be used once per location, by anybody in Azure, also by one of your own groups. Azure offers no way to ask beforehand.',
    ),
  }),
  subnet: ({ step }, t) => ({
    title: t('The group cannot join its subnet'),
    text: sentences(
      step === '' ? '' : t('The step {0} failed.', code(step)),
      t(
        'The subnet must be empty or delegated to container groups, have free addresses, and let the group out to what it needs.',
      ),
    ),
  }),
  spotEvicted: (_, t) => ({
    title: t('Azure has taken its Spot capacity back'),
    text: t(
      'The group has the priority Spot: it is cheaper, and ends when Azure needs the room for somebody else. Your containers are not the reason.',
    ),
  }),
};

function mountReason(why: FindingParams['mountFailed']['why'], t: Translate): string {
  switch (why) {
    case 'notFound':
      return t('The share does not exist, or its storage account does not.');
    case 'denied':
      return t('The storage account does not accept the key, or does not let the group in.');
    case 'unreachable':
      return t('The storage account does not answer.');
    case 'git':
      return t('The Git repository cannot be cloned.');
    case 'unknown':
      return t('Without its volumes no container starts.');
  }
}

function quotaText(
  { quota, limit, usage, requested }: Omit<FindingParams['quota'], 'region'>,
  t: Translate,
): string {
  if (limit === undefined || usage === undefined || requested === undefined) {
    return t('Azure grants each subscription only so many groups and cores per location.');
  }
  const name = code(quota);
  if (limit === 0) {
    return t(
      'Your subscription may have none of {0} there: the limit is 0. Only Microsoft’s support can change that.',
      name,
    );
  }
  return t(
    'The limit of {0} is {1}. {2} are in use, so {3} are left; this group wants {4}. A group counts from its creation to its deletion; stopped ones count as groups, too.',
    name,
    limit,
    usage,
    Math.max(0, limit - usage),
    requested,
  );
}

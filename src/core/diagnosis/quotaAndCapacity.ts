/** What Azure has no room for, or doesn't grant. */
import { errorText, type Facts, quoteError, type Rule } from './facts.ts';
import { createStep } from './finding.ts';

const quotaText =
  /quota '([^']{1,100})' exceeded in region '([^']{1,100})'\. Limit: '(\d{1,9})', Usage: '(\d{1,9})',? Requested: '(\d{1,9})'/i;

/** A limit of the subscription in this region: which one, how much of it is used, how much was asked for. */
export const quota: Rule = facts => {
  if (facts.error?.kind !== 'quota' && !quotaText.test(errorText(facts))) return [];
  const [, name = '', region = '', limit, usage, requested] = quotaText.exec(errorText(facts)) ?? [];
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text));
  return [
    {
      id: 'quota',
      params: {
        quota: name,
        region: region === '' ? regionOf(facts) : region,
        limit: number(limit),
        usage: number(usage),
        requested: number(requested),
      },
      severity: 'error',
      container: undefined,
      evidence: quoteError(facts),
      steps:
        limit === '0'
          ? [createStep('askSupport'), createStep('chooseLocation')]
          : [
              createStep('deleteOthers', { command: 'deleteFinishedGroups' }),
              createStep('chooseLocation'),
              createStep('lessSize'),
              createStep('askForQuota'),
            ],
    },
  ];
};

/** The region has no room for a group of that size at the moment. */
export const capacity: Rule = facts => {
  if (facts.error?.kind !== 'capacity') return [];
  const text = errorText(facts);
  return [
    {
      id: 'capacity',
      params: {
        region: /location '([^']{1,100})'/i.exec(text)?.[1] ?? regionOf(facts),
        request: (/Resource requested: (.{1,200})/i.exec(text)?.[1] ?? '')
          .replaceAll("'", '')
          .replace(/\.$/, ''),
      },
      severity: 'error',
      container: undefined,
      evidence: quoteError(facts),
      steps: [createStep('chooseLocation'), createStep('lessSize'), createStep('tryAgainLater')],
    },
  ];
};

function regionOf({ group }: Facts): string {
  return group?.location ?? '';
}

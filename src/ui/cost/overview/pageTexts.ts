import * as l10n from '@vscode/l10n';
import type { Arrangement, Column } from './arrangeRows.ts';

/** What stands in the page, in the person's language: the page itself has no translations. */
export interface PageTexts {
  readonly columns: Readonly<Record<Column | 'perMonth' | 'share', string>>;
  readonly filter: string;
  readonly show: string;
  readonly showChoices: Readonly<Record<Arrangement['show'], string>>;
  readonly totals: string;
  readonly totalsChoices: Readonly<Record<Arrangement['totals'], string>>;
  readonly refresh: string;
  readonly copyCsv: string;
  readonly readStates: string;
  readonly grid: string;
  readonly sum: string;
  readonly spent: string;
  readonly running: string;
  readonly shown: string;
  readonly unknown: string;
  readonly unpriced: string;
  readonly totalOf: string;
  readonly noPrice: string;
  readonly whileItRuns: string;
  readonly nothingShown: string;
  readonly nothingThere: string;
  readonly loading: string;
}

/** `{0}` stands for what the page puts in. */
export function pageTexts(): PageTexts {
  return {
    columns: {
      name: l10n.t('Container group'),
      resourceGroup: l10n.t('Resource group'),
      subscription: l10n.t('Subscription'),
      location: l10n.t('Location'),
      state: l10n.t('State'),
      perHour: l10n.t('Per hour'),
      perMonth: l10n.t('Per month'),
      share: l10n.t('Share'),
      spent: l10n.t('Spent'),
      waste: l10n.t('Possible waste'),
    },
    filter: l10n.t('Filter by name, resource group, subscription, location or state'),
    show: l10n.t('Show'),
    showChoices: {
      all: l10n.t('All groups'),
      billed: l10n.t('What is billed now'),
      waste: l10n.t('Possible waste'),
      unknown: l10n.t('State unknown'),
    },
    totals: l10n.t('Totals'),
    totalsChoices: {
      none: l10n.t('Of all groups'),
      resourceGroup: l10n.t('By resource group'),
      subscription: l10n.t('By subscription'),
    },
    refresh: l10n.t('Refresh'),
    copyCsv: l10n.t('Copy as CSV'),
    readStates: l10n.t('Read unknown states ({0})', '{0}'),
    grid: l10n.t('Container groups and what they cost. Enter shows a group in the tree.'),
    sum: l10n.t('{0} per hour, {1} per month', '{0}', '{1}'),
    spent: l10n.t('Spent: {0}', '{0}'),
    running: l10n.t('Billed now: {0}', '{0}'),
    shown: l10n.t('Shown: {0} of {1}', '{0}', '{1}'),
    unknown: l10n.t('Not counted, state unknown: {0}', '{0}'),
    unpriced: l10n.t('Not counted, no price known: {0}', '{0}'),
    totalOf: l10n.t('{0}: {1}', '{0}', '{1}'),
    noPrice: l10n.t('no price'),
    whileItRuns: l10n.t('{0} while it runs', '{0}'),
    nothingShown: l10n.t('No container group fits what is filtered and shown.'),
    nothingThere: l10n.t('There are no container groups to show.'),
    loading: l10n.t('Reading container groups…'),
  };
}

import type { App, GroupsView } from '../app.ts';

/** A view that shows only what matches a text. */
export interface FilteredView extends GroupsView {
  /** As typed; '' shows everything. */
  filter: string;
}

export function setFilter({ view }: Pick<App, 'view'>, text: string): void {
  if (isFiltered(view)) view.filter = text;
}

export function currentFilter({ view }: Pick<App, 'view'>): string {
  return isFiltered(view) ? view.filter : '';
}

function isFiltered(view: GroupsView): view is FilteredView {
  return 'filter' in view;
}

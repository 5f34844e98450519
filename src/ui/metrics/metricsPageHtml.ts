/** The HTML of the page of metrics: its script fills in the charts. */
import { escapeHtml } from '../shared/html.ts';
import { htmlDocument } from '../shared/htmlDocument.ts';
import { metricsPageStyle } from './metricsPageStyle.ts';

export interface MetricsPageOptions {
  readonly title: string;
  /** BCP 47: what a screen reader reads the page in. */
  readonly language: string;
  /** The page's own script. */
  readonly script: string;
  /** What may run and style: nobody who writes names can guess it. */
  readonly nonce: string;
  /** What the tab is about: given back with the tab when a window brings it back. */
  readonly state: unknown;
}

export function metricsPageHtml({ title, language, script, nonce, state }: MetricsPageOptions): string {
  return htmlDocument({
    ...{ title, language, nonce, script, style: metricsPageStyle },
    data: { name: 'state', value: state },
    main: `<h1>${escapeHtml(title)}</h1>`,
  });
}

/** Azure's error, whole, as a list of lists. */
import type { DeploymentError } from '../../core/deployments/deploymentsApi.ts';
import { html, type Html } from '../shared/html.ts';
import { resourceLabel } from './resourceText.ts';

export function errorTreeHtml(error: DeploymentError): Html {
  const { code, message, target, details } = error;
  const about = target === undefined ? undefined : html` <span class="about">${targetText(target)}</span>`;
  const inner =
    details.length === 0
      ? undefined
      : html`<ul>
          ${details.map(errorTreeHtml)}
        </ul>`;
  return html`<li>
    <code>${code}</code>${about}
    <p>${message}</p>
    ${inner}
  </li>`;
}

/** A resource by its name, a path in the template as it is. */
function targetText(target: string): string {
  return target.startsWith('/') ? resourceLabel(target) : target;
}

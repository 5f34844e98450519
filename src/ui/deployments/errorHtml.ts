/** Azure's error, whole, as a list of lists. */
import type { DeploymentError } from '../../core/deployments/deploymentsApi.ts';
import { type Html, markup } from '../shared/html.ts';
import { resourceLabel } from './resourceText.ts';

export function errorTreeHtml(error: DeploymentError): Html {
  const { code, message, target, details } = error;
  const about = target === undefined ? undefined : markup` <span class="about">${targetText(target)}</span>`;
  const inner =
    details.length === 0
      ? undefined
      : markup`<ul>
          ${details.map(errorTreeHtml)}
        </ul>`;
  return markup`<li>
    <code>${code}</code>${about}
    <p>${message}</p>
    ${inner}
  </li>`;
}

/** A resource by its name, a path in the template as it is. */
function targetText(target: string): string {
  return target.startsWith('/') ? resourceLabel(target) : target;
}

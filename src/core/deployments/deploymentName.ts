/** "Deployment names are limited to 64 characters" (learn.microsoft.com "Troubleshoot common Azure deployment errors"). */
const longest = 64;
/** The same page: letters, digits, `-`, `.`, `_`. The REST reference of Deployments allows parentheses, too. */
const notAllowed = /[^\w.-]+/g;

/**
 * The name of a new deployment of a file: the file's name without its ending, as az names deployments, and when (UTC),
 * so that none is overwritten in Azure's history. A former deployment's template has a time in its name already, which
 * goes. `now`: ms since the epoch.
 */
export function newDeploymentName(fileName: string, now: number): string {
  const when = new Date(now)
    .toISOString()
    .replace(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+).*$/, '$1$2$3-$4$5$6');
  const stem = fileName
    .replace(/\.[^.]*$/, '')
    .replace(/-\d{8}-\d{6}$/, '')
    .replace(notAllowed, '-')
    .slice(0, longest - when.length - 1)
    .replace(/^-+|-+$/g, '');
  return `${stem === '' ? 'template' : stem}-${when}`;
}

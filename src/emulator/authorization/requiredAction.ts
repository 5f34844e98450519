/** Which permission a request needs, and where. */

/**
 * The action of a request and the id that it must be permitted on: `Microsoft.ContainerInstance/containerGroups/write`.
 */
export function requiredAction(
  method: string,
  path: string,
): { readonly action: string; readonly scope: string } {
  const at = path.toLowerCase().lastIndexOf('/providers/');
  if (at < 0) return ownAction(method, path);
  const parent = path.slice(0, at);
  const [namespace = '', ...rest] = path.slice(at + '/providers/'.length).split('/');
  const whole = rest.length % 2 === 0;
  const types = rest.filter((_, index) => index % 2 === 0);
  const action = [namespace, ...types].join('/') + suffix(method);
  if (whole && rest.length > 0) return { action, scope: path };
  return { action, scope: rest.length < 2 ? parent : path.slice(0, path.lastIndexOf('/')) };
}

/** Subscriptions and resource groups themselves. */
function ownAction(method: string, path: string): { readonly action: string; readonly scope: string } {
  const types = path.split('/').filter((_, index) => index % 2 === 1);
  const action = `Microsoft.Resources/${types.join('/')}${suffix(method)}`;
  const parts = path.split('/').length;
  return { action, scope: parts % 2 === 1 ? path : path.slice(0, path.lastIndexOf('/')) };
}

function suffix(method: string): string {
  if (method === 'GET' || method === 'HEAD') return '/read';
  if (method === 'POST') return '/action';
  return method === 'DELETE' ? '/delete' : '/write';
}

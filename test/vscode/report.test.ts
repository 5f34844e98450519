import assert from 'node:assert/strict';
import { AciError, type ErrorKind } from '../../src/core/errors.ts';
import { ErrorReporter } from '../../src/ui/shared/errorReporter.vscode.ts';

describe('What is reported', () => {
  let log: string[];
  let report: ErrorReporter;
  beforeEach(() => {
    log = [];
    const error = (line: string) => void log.push(line);
    report = new ErrorReporter({ error, show: () => undefined });
  });

  it('is what failed, why, and Azure’s own words where they say more than ours', () => {
    assert.equal(
      report.message('Could not delete "web"', new AciError('locked', 'The scope is locked.\nMore.')),
      'Could not delete "web". A lock in Azure forbids this. Remove the lock first. (The scope is locked. More)',
    );
    assert.equal(
      report.message('Could not refresh', new AciError('offline', 'getaddrinfo ENOTFOUND')),
      'Could not refresh. Azure cannot be reached. Check your connection and try again. (getaddrinfo ENOTFOUND)',
    );
  });

  it('names the role that would have allowed what Azure refused', () => {
    const message =
      "The client 'ada' with object id '1' does not have authorization to perform action 'Microsoft.ContainerInstance/containerGroups/stop/action' over scope '/subscriptions/S/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/web' or the scope is invalid.";
    assert.equal(
      report.message('Could not stop "web"', new AciError('forbidden', message)),
      'Could not stop "web". Your account is not allowed to do this. The role "Azure Container Instances Contributor Role" on the resource group "rg" would allow it.',
    );
    assert.match(report.message('Could not stop "web"', new AciError('forbidden', 'No.')), /\(No\)$/);
  });

  it('claims no cause that Azure does not name', () => {
    const says = (kind: ErrorKind, words: string) =>
      report.message('Could not create "shop"', new AciError(kind, words, { code: 'New' }));
    assert.equal(says('refused', 'Not today.'), 'Could not create "shop". Azure refused this. (Not today)');
    assert.equal(
      says('failed', 'The task did not start.'),
      'Could not create "shop". Azure could not do this. (The task did not start)',
    );
    assert.equal(
      says('labelTaken', "The dns name label 'shop-web' is not available."),
      `Could not create "shop". The DNS label is already taken. Choose another one. (The dns name label 'shop-web' is not available)`,
    );
  });

  it('names the host whose certificate is not trusted', () => {
    const error = new AciError('certificate', 'x', { host: 'management.azure.com' });
    assert.match(
      report.message('Could not refresh', error),
      /^Could not refresh\. The certificate of management\.azure\.com is not trusted: mostly a proxy/,
    );
  });

  it('goes to the log whole', () => {
    report.show('Could not refresh', new AciError('offline', 'getaddrinfo ENOTFOUND'), () => undefined);
    assert.deepEqual(log, ['Could not refresh: getaddrinfo ENOTFOUND [kind offline]']);
  });

  it('is nothing where somebody called it off', () => {
    report.show('Could not refresh', new DOMException('called off', 'AbortError'));
    assert.deepEqual(log, []);
  });

  it('takes whatever is thrown', () => {
    report.show('Could not refresh', 'a text');
    assert.deepEqual(log, ['Could not refresh: a text [kind unexpected]']);
  });
});

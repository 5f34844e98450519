import assert from 'node:assert/strict';
import { changesForbidden } from '../../../src/ui/agents/changesForbidden.ts';

describe('Whether agents may change something', () => {
  it('is for the setting and the trust in the folder to say', () => {
    assert.equal(changesForbidden({ isAllowed: true, isFolderTrusted: true }), undefined);
    assert.match(
      changesForbidden({ isAllowed: false, isFolderTrusted: true }) ?? '',
      /"aci\.agents\.allowChanges" is off/,
    );
    assert.match(changesForbidden({ isAllowed: true, isFolderTrusted: false }) ?? '', /not trusted/);
  });
});

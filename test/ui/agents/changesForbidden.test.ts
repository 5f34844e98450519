import assert from 'node:assert/strict';
import { changesForbidden } from '../../../src/ui/agents/changesForbidden.ts';

describe('Whether agents may change something', () => {
  it('is for the setting and the trust in the folder to say', () => {
    assert.equal(changesForbidden({ isAllowed: true, isTrusted: true }), undefined);
    assert.match(
      changesForbidden({ isAllowed: false, isTrusted: true }) ?? '',
      /"aci\.agents\.allowChanges" is off/,
    );
    assert.match(changesForbidden({ isAllowed: true, isTrusted: false }) ?? '', /not trusted/);
  });
});

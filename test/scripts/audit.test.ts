import assert from 'node:assert/strict';
import { readAudit } from '../../scripts/audit.mjs';

const report = (severities: Readonly<Record<string, string>>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      Object.entries(severities).map(([name, severity]) => [name, { name, severity, via: [] }]),
    ),
    metadata: { vulnerabilities: { total: Object.keys(severities).length } },
  });

describe('The audit of what is shipped', () => {
  it('is clean where nothing is known', () => {
    assert.deepEqual(readAudit(report({})), { result: 'clean', findings: [] });
  });

  for (const severity of ['high', 'critical']) {
    it(`fails on a weakness of ${severity} severity, whatever else there is`, () => {
      assert.deepEqual(readAudit(report({ 'left-pad': 'low', ws: severity })), {
        result: 'serious',
        findings: ['left-pad: low', `ws: ${severity}`],
      });
    });
  }

  it('tells slighter ones, and does not fail', () => {
    assert.deepEqual(readAudit(report({ yaml: 'moderate' })), {
      result: 'clean',
      findings: ['yaml: moderate'],
    });
  });

  it('says that nobody answered, and why', () => {
    const refused = { message: '405 Method Not Allowed', error: { summary: '', detail: '' } };
    const away = { error: { code: 'ENOTFOUND', summary: 'request failed: getaddrinfo ENOTFOUND' } };
    const whyOf = (answer: unknown) => readAudit(JSON.stringify(answer));
    assert.deepEqual(whyOf(refused), { result: 'notAnswered', why: '405 Method Not Allowed' });
    assert.deepEqual(whyOf(away), {
      result: 'notAnswered',
      why: 'request failed: getaddrinfo ENOTFOUND',
    });
    for (const answer of ['', 'npm error', '[]', '{}', '{"vulnerabilities":1}']) {
      assert.deepEqual(readAudit(answer), { result: 'notAnswered', why: 'no answer that makes sense' });
    }
  });
});

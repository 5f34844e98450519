import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  containerNameProblem,
  dnsLabelProblem,
  freeName,
  groupNameProblem,
  dnsLabelCapitalsProblem,
  resourceGroupNameProblem,
  toGroupName,
  volumeNameProblem,
} from '../../../src/core/rules/names.ts';

describe("A container group's name", () => {
  for (const name of ['a', '1', 'web', 'web-1', '2-b-3', 'myContainerGroup', 'a'.repeat(63)])
    it(`may be ${JSON.stringify(name)}`, () => assert.equal(groupNameProblem(name), undefined));

  const wrong: readonly (readonly [string, string])[] = [
    ['', 'nameEmpty'],
    ['Shop_Group', 'nameCharacters'],
    ['WEB--1', 'nameDoubledHyphen'],
    ['web--1', 'nameDoubledHyphen'],
    ['-web', 'nameEdgeHyphen'],
    ['web-', 'nameEdgeHyphen'],
    ['-', 'nameEdgeHyphen'],
    ['web_1', 'nameCharacters'],
    ['web 1', 'nameCharacters'],
    ['wéb', 'nameCharacters'],
    ['web.1', 'nameCharacters'],
    ['a'.repeat(64), 'nameTooLong'],
  ];
  for (const [name, code] of wrong)
    it(`may not be ${JSON.stringify(name)}: ${code}`, () => assert.equal(groupNameProblem(name)?.code, code));

  it('names each wrong character once', () =>
    assert.deepEqual(groupNameProblem('a__b c'), { code: 'nameCharacters', characters: '_ ' }));

  it('is accepted exactly when the documented pattern accepts it, but for capitals, which the service takes', () => {
    const documented = /^[a-z0-9](?:[a-z0-9]|-(?=[a-z0-9])){0,62}$/i;
    const texts = fc.array(fc.constantFrom('a', 'Z', '0', '-', '_', '.'), { maxLength: 66 });
    fc.assert(
      fc.property(texts, letters => {
        const name = letters.join('');
        assert.equal(groupNameProblem(name) === undefined, documented.test(name), name);
      }),
    );
  });
});

describe("A container's name", () => {
  it('is accepted exactly when the pattern in the refusal of the service accepts it', () => {
    const refusal = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'Z', '0', '-', '_'), { maxLength: 66 }), letters => {
        const name = letters.join('');
        assert.equal(containerNameProblem(name) === undefined, refusal.test(name), name);
      }),
    );
  });

  it('may have hyphens in a row', () => assert.equal(containerNameProblem('shop--sidecar'), undefined));

  it('in capitals is answered with the lowercase one', () =>
    assert.deepEqual(containerNameProblem('WebApp'), { code: 'nameCapitals', suggestion: 'webapp' }));
});

describe("A volume's name", () => {
  it('may be of four letters', () => assert.equal(volumeNameProblem('logs'), undefined));
  it('has no underscore', () => assert.equal(volumeNameProblem('my_logs')?.code, 'nameCharacters'));
});

describe('A suggested group name', () => {
  it('keeps what it can of any text', () => {
    assert.equal(toGroupName('My_App (v2)', 'group'), 'my-app-v2');
    assert.equal(toGroupName('aci-helloworld', 'group'), 'aci-helloworld');
    assert.equal(toGroupName('___', 'group'), 'group');
  });

  it('always obeys the rules', () =>
    fc.assert(fc.property(fc.string(), text => groupNameProblem(toGroupName(text, 'group')) === undefined)));

  it('is counted up until it is free, and stays within the limit', () => {
    const taken = new Set(['web', 'web-2']);
    assert.equal(
      freeName('web', name => taken.has(name)),
      'web-3',
    );
    const long = 'a'.repeat(63);
    const free = freeName(long, name => name === long);
    assert.equal(groupNameProblem(free), undefined);
    assert.notEqual(free, long);
  });
});

describe('A DNS name label', () => {
  for (const label of ['myapp', 'my--app', 'MyApp', 'a'.repeat(63), 'a1234'])
    it(`may be ${JSON.stringify(label)}`, () => assert.equal(dnsLabelProblem(label), undefined));

  const wrong: readonly (readonly [string, string])[] = [
    ['app', 'nameTooShort'],
    ['node', 'nameTooShort'],
    ['24shop', 'labelFirst'],
    ['-myapp', 'labelFirst'],
    ['myapp-', 'labelLast'],
    ['my_app', 'labelCharacters'],
    ['my.app', 'labelCharacters'],
    ['a'.repeat(64), 'nameTooLong'],
  ];
  for (const [label, code] of wrong)
    it(`may not be ${JSON.stringify(label)}: ${code}`, () =>
      assert.equal(dnsLabelProblem(label)?.code, code));

  it('in capitals is answered with the lowercase one', () =>
    assert.deepEqual(dnsLabelCapitalsProblem('Teste'), { code: 'nameCapitals', suggestion: 'teste' }));
});

describe("A resource group's name", () => {
  for (const name of ['rg', 'My.Group_(1)-x', 'Grüße', '-a-', '.hidden', 'a'.repeat(90)])
    it(`may be ${JSON.stringify(name)}`, () => assert.equal(resourceGroupNameProblem(name), undefined));

  const wrong: readonly (readonly [string, string])[] = [
    ['', 'nameEmpty'],
    ['rg.', 'resourceGroupDot'],
    ['my group', 'resourceGroupCharacters'],
    ['rg/1', 'resourceGroupCharacters'],
    ['a'.repeat(91), 'nameTooLong'],
  ];
  for (const [name, code] of wrong)
    it(`may not be ${JSON.stringify(name)}: ${code}`, () =>
      assert.equal(resourceGroupNameProblem(name)?.code, code));
});

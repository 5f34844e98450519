import assert from 'node:assert/strict';
import { readArmError } from '../../../src/azure/errors/armErrorTree.ts';

describe("Azure's error as a tree", () => {
  it('keeps what wraps and what is wrapped, with code, message and target', () => {
    assert.deepEqual(
      readArmError({
        error: {
          code: 'Outer',
          message: 'Around.',
          target: '/resource',
          details: [{ code: 'Inner', message: 'Within.' }],
        },
      }),
      {
        code: 'Outer',
        message: 'Around.',
        target: '/resource',
        details: [{ code: 'Inner', message: 'Within.', details: [] }],
      },
    );
  });

  it('unfolds JSON in texts, innererror and the status message of an operation', () => {
    const inner = { error: { code: 'AuthorizationFailed', message: 'No right.' } };
    assert.deepEqual(readArmError({ code: 'Forbidden', message: JSON.stringify(inner, null, 2) }), {
      code: 'Forbidden',
      message: '',
      details: [{ code: 'AuthorizationFailed', message: 'No right.', details: [] }],
    });
    assert.deepEqual(
      readArmError({ code: 'A', message: 'a', innererror: { code: 'B', message: 'b' } })?.details,
      [{ code: 'B', message: 'b', details: [] }],
    );
    assert.equal(readArmError(JSON.stringify({ status: 'Failed', ...inner }))?.code, 'AuthorizationFailed');
  });

  it('takes texts without a code as part of the message around them', () => {
    const { message, details } = readArmError({ code: 'A', message: 'a', details: [{ message: 'b' }] }) ?? {};
    assert.deepEqual([message, details], ['a b', []]);
  });

  it('names the policies that forbid something', () => {
    const info = {
      policyDefinitionDisplayName: 'Allowed locations (definition)',
      policyDefinitionName: 'guid',
      policyAssignmentDisplayName: 'Only in Europe',
      policyAssignmentName: 'guid',
    };
    const error = readArmError({
      error: {
        code: 'InvalidTemplateDeployment',
        message: 'Not valid.',
        details: [
          {
            code: 'RequestDisallowedByPolicy',
            target: 'web',
            message: "Resource 'web' was disallowed by policy.",
            additionalInfo: [{ type: 'PolicyViolation', info }],
          },
        ],
      },
    });
    assert.deepEqual(error?.details[0], {
      code: 'RequestDisallowedByPolicy',
      message: `Resource 'web' was disallowed by policy. Policy: "Only in Europe".`,
      target: 'web',
      policies: [{ assignment: 'Only in Europe', definition: 'Allowed locations (definition)' }],
      details: [],
    });
  });

  it('names them where older messages carry them', () => {
    const message = `Resource 'web' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Allowed locations","id":"/x"}}]'.`;
    assert.deepEqual(readArmError({ error: { code: 'RequestDisallowedByPolicy', message } })?.policies, [
      { assignment: 'Allowed locations' },
    ]);
  });

  it('shows no secret, and is nothing where there is no error', () => {
    assert.doesNotMatch(
      readArmError({ code: 'A', message: 'Bearer abcdefghijk failed' })?.message ?? '',
      /abcdef/,
    );
    assert.equal(readArmError(undefined), undefined);
    assert.equal(readArmError(null), undefined);
    assert.equal(readArmError({}), undefined);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readArmErrorBody } from '../../../src/azure/errors/armErrorBody.ts';
import type { Json } from '../../../src/core/json.ts';

const inner = { code: 'InaccessibleImage', message: "The image 'x' is not accessible." };
const wrapper = {
  code: 'DeploymentFailed',
  message:
    'At least one resource deployment operation failed. Please list deployment operations for details.',
};

describe('What Azure says in an error', () => {
  const cases: readonly (readonly [string, Json, readonly string[], string | undefined])[] = [
    ['as it stands', { error: inner }, ['InaccessibleImage'], inner.message],
    ['without an envelope', inner, ['InaccessibleImage'], inner.message],
    [
      'in details',
      { error: { ...wrapper, details: [inner] } },
      ['InaccessibleImage', 'DeploymentFailed'],
      inner.message,
    ],
    [
      'in details of details',
      {
        error: {
          ...wrapper,
          details: [{ code: 'ResourceDeploymentFailure', message: 'It failed.', details: [inner] }],
        },
      },
      ['InaccessibleImage', 'ResourceDeploymentFailure', 'DeploymentFailed'],
      inner.message,
    ],
    [
      'in an inner error',
      { error: { code: 'Conflict', message: 'See inside.', innererror: inner } },
      ['InaccessibleImage', 'Conflict'],
      inner.message,
    ],
    [
      'as JSON in a string',
      {
        error: {
          ...wrapper,
          details: [{ code: 'Conflict', message: JSON.stringify({ error: inner }, undefined, 2) }],
        },
      },
      ['InaccessibleImage', 'Conflict', 'DeploymentFailed'],
      inner.message,
    ],
    [
      'as JSON after words, in a string',
      { error: { code: 'Other', message: `The registry answered: ${JSON.stringify({ error: inner })}` } },
      ['InaccessibleImage', 'Other'],
      `The registry answered. ${inner.message}`,
    ],
    [
      'as JSON with a list in it, after words',
      { error: { code: 'Other', message: `Details: ${JSON.stringify({ errors: [inner] })}` } },
      ['InaccessibleImage', 'Other'],
      `Details. ${inner.message}`,
    ],
    [
      'with the names of policies in an inner error, and their ids in the message',
      {
        error: {
          code: 'RequestDisallowedByPolicy',
          message: `Disallowed. Policy identifiers: '${JSON.stringify([{ policyAssignmentId: '/x/policyAssignments/a1' }])}'.`,
          innererror: { policyInfo: [{ policyAssignmentDisplayName: 'Allowed places' }] },
        },
      },
      ['RequestDisallowedByPolicy'],
      'Disallowed. Policy: "a1". Policy: "Allowed places".',
    ],
    [
      'in the status message of a deployment',
      { status: 'Failed', properties: { statusMessage: JSON.stringify({ status: 'Failed', error: inner }) } },
      ['InaccessibleImage'],
      inner.message,
    ],
    [
      'several times',
      { error: { ...wrapper, details: [inner, { code: 'Second', message: 'Also this' }, inner] } },
      ['InaccessibleImage', 'Second', 'InaccessibleImage', 'DeploymentFailed'],
      `${inner.message} Also this`,
    ],
    [
      'outside and inside',
      {
        error: {
          code: 'InvalidThing',
          message: 'The thing is invalid',
          details: [{ message: 'It has two tails.' }],
        },
      },
      ['InvalidThing'],
      'The thing is invalid. It has two tails.',
    ],
    ['in the capitals of old providers', { Code: 'Old', Message: 'Words.' }, ['Old'], 'Words.'],
    [
      'as OData',
      { 'odata.error': { code: 'Old', message: { lang: 'en', value: 'Words.' } } },
      ['Old'],
      'Words.',
    ],
    [
      'as OAuth',
      { error: 'invalid_client', error_description: 'AADSTS7: No.' },
      ['invalid_client'],
      'AADSTS7: No.',
    ],
    ['as a mere text', { error: 'Words.' }, [], 'Words.'],
    [
      'with brackets that are no JSON',
      { error: { code: 'A', message: "Path 'credentials[0]', line 1 of {x}." } },
      ['A'],
      "Path 'credentials[0]', line 1 of {x}.",
    ],
    ['in lines', { error: { code: 'A', message: 'One\r\n  two' } }, ['A'], 'One two'],
    ['nowhere', { status: 'Failed' }, [], undefined],
  ];
  for (const [how, body, codes, message] of cases) {
    it(`is told where it stands ${how}`, () => {
      assert.deepEqual(readArmErrorBody(body), { codes, message });
    });
  }

  describe('names the policy that refused', () => {
    it('by its assignment', () => {
      const info = {
        policyAssignmentDisplayName: 'Allowed locations',
        policyDefinitionDisplayName: 'Locations',
      };
      const message = "Resource 'shop' was disallowed by policy. Reasons: 'Only Europe.'.";
      const error = {
        code: 'RequestDisallowedByPolicy',
        message,
        additionalInfo: [{ type: 'PolicyViolation', info }],
      };
      assert.equal(readArmErrorBody({ error }).message, `${message} Policy: "Allowed locations".`);
    });

    it('by the identifiers in the message', () => {
      const identifiers = JSON.stringify([{ policyAssignment: { name: 'Allowed locations', id: '/p' } }]);
      const message = `Resource 'shop' was disallowed by policy. Policy identifiers: '${identifiers}'.`;
      assert.equal(
        readArmErrorBody({ error: { code: 'RequestDisallowedByPolicy', message } }).message,
        `Resource 'shop' was disallowed by policy. Policy: "Allowed locations".`,
      );
    });
  });

  it('never throws, and stays short, whatever the body', () => {
    const key = fc.constantFrom(
      'error',
      'code',
      'message',
      'details',
      'innererror',
      'properties',
      'statusMessage',
    );
    const { body } = fc.letrec<{ body: Json }>(tie => ({
      body: fc.oneof(
        fc.constantFrom<Json>(null, true, 7, '', 'words', '{"message":"x"}', '[{"error":{}}]'),
        fc.array(tie('body'), { maxLength: 3 }),
        fc.dictionary(key, tie('body'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(body, made => {
        assert.ok((readArmErrorBody(made).message ?? '').length <= 4_000);
      }),
      { numRuns: 300 },
    );
  });

  it('is read from a body that is made to be tiresome', () => {
    let nested: Json = inner;
    for (let n = 0; n < 2_000; n++) nested = { details: [nested, nested] };
    assert.equal(readArmErrorBody(nested).message, undefined);
  });
});

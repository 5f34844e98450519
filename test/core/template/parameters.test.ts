/** "Parameters" and "Type definitions in ARM templates" (learn.microsoft.com). */
import assert from 'node:assert/strict';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import {
  isParameterFile,
  keyVaultOf,
  parameterFileNames,
  parametersInFile,
  parameterValues,
} from '../../../src/core/template/parameterFile.ts';
import { isRequired, parseParameter, templateParameters } from '../../../src/core/template/parameters.ts';
import { evaluateTemplate } from '../../../src/core/template/evaluateTemplate.ts';
import { contextOf, templateOf, valueOf } from './evaluation.ts';

/** The kinds of what is wrong with `value` for a parameter of the type. */
function faults(type: JsonObject, value: Json, definitions: JsonObject = {}) {
  const template = templateOf('x', { definitions, parameters: { p: type } });
  return evaluateTemplate(template, contextOf({ p: value })).problems.map(({ what }) =>
    'name' in what ? [what.kind, what.name] : [what.kind],
  );
}

describe('The parameters of an ARM template', () => {
  const template = templateOf("[parameters('size')]", {
    definitions: { secret: { type: 'secureString', metadata: { description: 'A key' } } },
    parameters: {
      size: { type: 'int', allowedValues: [1, 2], metadata: { description: 'How big' } },
      key: { $ref: '#/definitions/secret' },
      tags: { type: 'object', nullable: true },
      place: { type: 'String', defaultValue: '[resourceGroup().location]' },
    },
  });

  it('are asked for where nothing else gives them a value', () => {
    const parameters = templateParameters(template);
    assert.deepEqual(
      parameters
        .filter(isRequired)
        .map(({ name, type, secure, description }) => [name, type, secure, description]),
      [
        ['size', 'int', false, 'How big'],
        ['key', 'secureString', true, 'A key'],
      ],
    );
    assert.deepEqual(parameters[0]?.allowedValues, [1, 2]);
    assert.equal(parameters[3]?.defaultValue, '[resourceGroup().location]');
  });

  it('are null where they may be and nobody gives them', () => {
    const nullable = { parameters: { tags: { type: 'object', nullable: true } } };
    assert.deepEqual(valueOf("[parameters('tags')]", nullable), { value: null, problems: [] });
  });

  it('may take each other’s values as defaults, but not in a circle', () => {
    const parameters = {
      one: { type: 'string', defaultValue: "[parameters('two')]" },
      two: { type: 'string', defaultValue: '2' },
      self: { type: 'string', defaultValue: "[parameters('self')]" },
    };
    assert.deepEqual(valueOf("[parameters('one')]", { parameters }), {
      value: '2',
      problems: [['variableCycle', 'parameters/self/defaultValue']],
    });
  });

  it('are read from what somebody types', () => {
    const parameter = (type: string) => templateParameters({ parameters: { p: { type } } })[0];
    const parse = (type: string, text: string) => {
      const found = parameter(type);
      assert.ok(found);
      return parseParameter(found, text);
    };
    assert.equal(parse('int', ' 2 '), 2);
    assert.equal(parse('int', 'two'), undefined);
    assert.equal(parse('SecureString', ' 2 '), ' 2 ');
    assert.equal(parse('bool', 'True'), true);
    assert.deepEqual(parse('array', '[1]'), [1]);
    assert.equal(parse('array', '{}'), undefined);
    assert.deepEqual(parse('secureObject', '{"a": 1}'), { a: 1 });
  });

  it('are checked, used or not', () => {
    const kinds = (parameters: JsonObject) =>
      evaluateTemplate(template, contextOf(parameters)).problems.map(({ what }) => what.kind);
    assert.deepEqual(kinds({ SIZE: 2, key: 'k' }), []);
    assert.deepEqual(kinds({}), ['parameterMissing', 'parameterMissing']);
    assert.deepEqual(kinds({ size: '2', key: 'k' }), ['parameterType']);
    assert.deepEqual(kinds({ size: 3, key: 'k', other: 1 }), ['parameterNotDeclared', 'parameterNotAllowed']);
  });

  const enumType = { type: 'string', allowedValues: ['one', 'two'] };
  const object = {
    type: 'object',
    properties: { foo: { type: 'string', minLength: 3 }, bar: { type: 'int', minValue: 0 } },
  };
  const tuple = { type: 'array', prefixItems: [{ type: 'int' }, { type: 'bool' }], items: { type: 'int' } };
  const union = {
    type: 'object',
    discriminator: {
      propertyName: 'type',
      mapping: {
        ints: { type: 'object', additionalProperties: { $ref: '#/definitions/natural' } },
        texts: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  };
  const checks: readonly (readonly [JsonObject, Json, (readonly string[])[]])[] = [
    [enumType, 'TWO', []],
    [enumType, 'three', [['parameterNotAllowed', 'p']]],
    [{ type: 'array', allowedValues: ['a', 'b'] }, ['b', 'a'], []],
    [{ type: 'array', allowedValues: ['a', 'b'] }, ['c'], [['parameterNotAllowed', 'p']]],
    [{ type: 'string', minLength: 3, maxLength: 5 }, 'ab', [['parameterLimit', 'p']]],
    [{ type: 'string', minLength: 3, maxLength: 5 }, 'abcdef', [['parameterLimit', 'p']]],
    [{ type: 'array', maxLength: 1 }, [1, 2], [['parameterLimit', 'p']]],
    [{ type: 'int', minValue: 1, maxValue: 12 }, 13, [['parameterLimit', 'p']]],
    [{ $ref: '#/definitions/natural' }, 0, [['parameterLimit', 'p']]],
    [object, { foo: 'string', bar: 1 }, []],
    [object, { foo: 'string', bar: -1 }, [['parameterLimit', 'p.bar']]],
    [object, { foo: 'string' }, [['parameterPartMissing', 'p.bar']]],
    [
      { ...object, additionalProperties: false },
      { foo: 'abc', bar: 1, x: 1 },
      [['parameterPartUnknown', 'p.x']],
    ],
    [{ type: 'object', additionalProperties: { type: 'string' } }, { a: 1 }, [['parameterType', 'p.a']]],
    [tuple, [1, true, 1], []],
    [tuple, [1, 'text'], [['parameterType', 'p[1]']]],
    [tuple, [1, true, 'text'], [['parameterType', 'p[2]']]],
    [{ type: 'array', items: { $ref: '#/definitions/natural' } }, [0], [['parameterLimit', 'p[0]']]],
    [union, { type: 'texts', a: 'b' }, []],
    [union, { type: 'other' }, [['parameterNotAllowed', 'p.type']]],
    [union, { a: 'b' }, [['parameterPartMissing', 'p.type']]],
    [union, { type: 'texts', a: 1 }, [['parameterType', 'p.a']]],
  ];
  const definitions = { natural: { type: 'int', minValue: 1 } };
  for (const [declared, value, expected] of checks)
    it(`${expected.length === 0 ? 'take' : 'refuse'} ${JSON.stringify(value)} for ${JSON.stringify(declared)}`, () => {
      assert.deepEqual(faults(declared, value, definitions), expected);
    });

  it('take no type that refers to itself as more than it is', () => {
    assert.deepEqual(faults({ $ref: '#/definitions/a' }, 1, { a: { $ref: '#/definitions/a' } }), []);
  });
});

describe('A deployment parameter file', () => {
  it('is told by its schema', () => {
    const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#';
    assert.equal(isParameterFile({ $schema: schema }), true);
    assert.equal(isParameterFile({ $schema: schema.replace('Parameters', 'Template') }), false);
  });

  it('gives values by name', () => {
    const given = parametersInFile({ parameters: { a: { value: 1 }, b: { value: null }, c: 'x' } });
    assert.deepEqual(given, { a: { value: 1 }, b: { value: null } });
    assert.deepEqual(parameterValues(given), { a: 1, b: null });
  });

  it('keeps what lies in a key vault as it is, for Azure to read', () => {
    const reference = { keyVault: { id: '/x/vaults/safe' }, secretName: 's' };
    const given = parametersInFile({ parameters: { a: { reference } } });
    assert.deepEqual(given, { a: { reference } });
    assert.equal(keyVaultOf({ reference }), 'safe');
    assert.equal(keyVaultOf({ value: 1 }), undefined);
  });

  it('lies beside the template by custom', () => {
    const own = ['web.bicepparam', 'web.parameters.json', 'web.parameters.jsonc'];
    assert.deepEqual(parameterFileNames('web.json'), own);
    assert.deepEqual(parameterFileNames('web.bicep'), own);
    assert.deepEqual(parameterFileNames('azuredeploy.json')[1], 'azuredeploy.parameters.json');
    assert.deepEqual(parameterFileNames('template.json').at(-1), 'parameters.json');
    assert.deepEqual(parameterFileNames('Untitled-1'), []);
  });
});

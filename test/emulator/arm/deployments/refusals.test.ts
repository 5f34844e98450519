import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt, type Json, type JsonObject } from '../../../../src/emulator/json.ts';
import {
  type Azure,
  deploymentUrl,
  groupResource,
  resourceGroup,
  startAzure,
  storageResource,
  templateOf,
} from './deploymentFixture.ts';

describe('A deployment is refused', () => {
  let azure: Azure;
  before(async () => {
    azure = await startAzure();
  });
  after(() => azure.close());
  afterEach(() => {
    azure.emulator.arm.switches.policies = [];
    azure.emulator.arm.switches.restrictions = [];
    azure.emulator.arm.switches.locks = [];
  });

  async function refusal(template: JsonObject | string, parameters?: JsonObject, verb = 'validate') {
    const { status, body } = await azure.request(verb, template, parameters ? { parameters } : {});
    const error = objectAt(body, 'error');
    return { status, error, code: textAt(error, 'code'), message: textAt(error, 'message') };
  }

  async function refused(
    template: JsonObject,
    message: RegExp,
    parameters?: JsonObject,
  ): Promise<JsonObject> {
    for (const verb of ['validate', '']) {
      const found = await refusal(template, parameters, verb);
      assert.equal(`${found.status} ${found.code}`, '400 InvalidTemplate', found.message);
      assert.match(found.message, message);
    }
    return (await refusal(template, parameters)).error;
  }

  const parameter = (definition: JsonObject) => templateOf([], { parameters: { size: definition } });

  it('without the value of a parameter, and says where it stands', async () => {
    const error = await refused(
      parameter({ type: 'int' }),
      /'The value for the template parameter 'size' at line '1' and column '\d+' is not provided\./,
    );
    const [violation = {}] = objectsAt(error, 'additionalInfo');
    assert.equal(textAt(violation, 'type'), 'TemplateViolation');
    assert.equal(textAt(objectAt(violation, 'info'), 'path'), 'properties.template.parameters.size');
  });

  it("with parameters that don't fit", async () => {
    await refused(
      parameter({ type: 'int' }),
      /JToken type is not valid. Expected 'Integer'. Actual 'String'/,
      { size: '1' },
    );
    await refused(
      parameter({ type: 'string', allowedValues: ['a', 'b'] }),
      /The provided value 'c' .* not part of the allowed value\(s\): 'a,b'\./,
      { size: 'c' },
    );
    await refused(
      parameter({ type: 'string', minLength: 3 }),
      /Length of the value should be greater than or equal to '3'/,
      { size: 'c' },
    );
    await refused(parameter({ type: 'int', maxValue: 3 }), /The value should be less than or equal to '3'/, {
      size: 4,
    });
    await refused(parameter({ type: 'number' }), /invalid type 'number'/, { size: 4 });
    await refused(templateOf([]), /The template parameters 'size' in the parameters file are not valid/, {
      size: 1,
    });
  });

  it("with functions that ARM doesn't know or understand", async () => {
    const named = (name: string) => templateOf([groupResource(name)]);
    await refused(
      named("[shout('a')]"),
      /The template function 'shout' is not valid\. Please see https:\/\/aka\.ms\/arm-functions/,
    );
    await refused(
      named("[concat('a'" + ']'),
      /Unable to parse language expression 'concat\('a'': expected token 'RightParenthesis' and actual 'EndOfData'/,
    );
    await refused(named("[parameters('none')]"), /The template parameter 'none' is not found/);
    await refused(named("[variables('none')]"), /The template variable 'none' is not found/);
    await refused(
      named('[toUpper()]'),
      /function 'toUpper': function requires 1 argument while '0' were provided/,
    );
    await refused(
      named("[reference('x').name]"),
      /The template function 'reference' is not expected at this location/,
    );
  });

  it("with resources that don't fit together", async () => {
    await refused(
      templateOf([groupResource('a', { dependsOn: ['b'] }), groupResource('b', { dependsOn: ['a'] })]),
      /Circular dependency detected on resource: '\/subscriptions/,
    );
    await refused(
      templateOf([groupResource('a', { dependsOn: ["[resourceId('Microsoft.Web/sites', 'x')]"] })]),
      /The resource 'Microsoft.Web\/sites\/x' is not defined in the template/,
    );
    await refused(
      templateOf([groupResource('a'), groupResource('A')]),
      /'Microsoft.ContainerInstance\/containerGroups\/A' at line '1' and column '\d+' is defined multiple times/,
    );
    await refused(templateOf([groupResource('a/b')]), /has incorrect segment lengths/);
    await refused(
      { contentVersion: '1.0.0.0', resources: [] },
      /Required property '\$schema' not found in JSON/,
    );
    await refused(
      { ...templateOf([]), extra: 1 },
      /Could not find member 'extra' on object of type 'Template'/,
    );
  });

  it("with types, versions and places that Azure doesn't have", async () => {
    const code = async (more: JsonObject) => (await refusal(templateOf([groupResource('a', more)]))).code;
    assert.equal(await code({ type: 'Contoso.Shop/carts' }), 'InvalidResourceNamespace');
    assert.equal(await code({ type: 'Microsoft.ContainerInstance/ships' }), 'InvalidResourceType');
    assert.equal(await code({ apiVersion: '1999-01-01' }), 'NoRegisteredProviderFound');
    assert.equal(await code({ location: '' }), 'LocationRequired');
    assert.equal(await code({ location: 'moon' }), 'LocationNotAvailableForResourceType');
  });

  it('where a provider finds something wrong beforehand', async () => {
    const { status, code, message, error } = await refusal(
      templateOf([{ ...storageResource, name: 'Not_Good' }]),
    );
    assert.deepEqual([status, code], [400, 'InvalidTemplateDeployment']);
    assert.match(
      message,
      /The template deployment 'main' is not valid according to the validation procedure\. The tracking id is/,
    );
    const [preflight = {}] = objectsAt(error, 'details');
    assert.equal(textAt(preflight, 'code'), 'PreflightValidationCheckFailed');
    assert.equal(textAt(objectsAt(preflight, 'details')[0] ?? {}, 'code'), 'AccountNameInvalid');
  });

  it('without the right to a resource in it', async () => {
    const groups = `${resourceGroup}/providers/Microsoft.ContainerInstance`;
    azure.emulator.arm.switches.restrictions = [{ scope: groups, access: 'read' }];
    const { status, code, message } = await refusal(templateOf([groupResource('shop')]));
    assert.deepEqual([status, code], [403, 'InvalidTemplateDeployment']);
    assert.match(
      message,
      /^The template deployment failed with error: 'Authorization failed for template resource 'shop' of type/,
    );
    assert.match(
      message,
      /does not have permission to perform action 'Microsoft.ContainerInstance\/containerGroups\/write'/,
    );
  });

  it('without the right to deploy, or under a lock', async () => {
    azure.emulator.arm.switches.restrictions = [{ scope: resourceGroup, access: 'read' }];
    const denied = await refusal(templateOf([]));
    assert.equal(denied.code, 'AuthorizationFailed');
    assert.match(denied.message, /'Microsoft.Resources\/deployments\/validate\/action'/);
    assert.match((await refusal(templateOf([]), undefined, 'whatIf')).message, /deployments\/whatIf\/action/);
    assert.match((await refusal(templateOf([]), undefined, '')).message, /deployments\/write/);
    azure.emulator.arm.switches.restrictions = [];
    azure.emulator.arm.switches.locks = [{ scope: resourceGroup, level: 'ReadOnly' }];
    assert.equal((await refusal(templateOf([]), undefined, '')).code, 'ScopeLocked');
  });

  it('by a policy', async () => {
    azure.emulator.arm.switches.policies = [{ name: 'Only Europe', deniedLocations: ['westeurope'] }];
    const { code, error } = await refusal(templateOf([groupResource('shop')]));
    assert.equal(code, 'InvalidTemplateDeployment');
    assert.equal(textAt(objectsAt(error, 'details')[0] ?? {}, 'code'), 'RequestDisallowedByPolicy');
  });

  it('where its template is at an address', async () => {
    const link = { uri: 'https://127.0.0.1:1/azuredeploy.json' };
    const { status, body } = await azure.ask('PUT', deploymentUrl('linked'), {
      properties: { mode: 'Incremental', templateLink: link },
    });
    assert.equal(status, 400);
    assert.equal(textAt(objectAt(body, 'error'), 'code'), 'InvalidContentLink');
    assert.match(
      textAt(objectAt(body, 'error'), 'message'),
      /^Unable to download deployment content from 'https:\/\/127\.0\.0\.1:1\/azuredeploy\.json'\. The tracking Id is/,
    );
  });

  it('with a body that is none', async () => {
    const code = async (body: Json) =>
      textAt(objectAt((await azure.ask('PUT', deploymentUrl('x'), body)).body, 'error'), 'message');
    assert.match(await code({}), /Required property 'properties' not found in JSON/);
    assert.match(
      await code({ properties: {} }),
      /Required property 'mode' not found in JSON\. Path 'properties'/,
    );
    assert.match(await code({ properties: { mode: 'Some' } }), /Error converting value "Some"/);
  });
});

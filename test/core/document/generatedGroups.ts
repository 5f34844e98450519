/** Container groups by chance: az's shape, with everything that a file may hold, sensible or not. */
import fc from 'fast-check';
import { asObject, asObjects, asText, type JsonObject, without } from '../../../src/core/json.ts';

/** Texts that a careless writer of YAML would get wrong. */
const awkward = fc.constantFrom(
  'on',
  'no',
  '1:30',
  '0123',
  '1e3',
  '2023-05-01',
  '~',
  '',
  ' x',
  '- a',
  '#',
  'a: b',
  'a\nb\n',
  '\ta',
  '"',
  "'",
  '🙂',
  '\\',
  '${env:X}',
);
const texts = fc.oneof(awkward, fc.string({ maxLength: 12 }));
const names = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);
const amounts = fc.constantFrom(0.5, 1, 1.5, 2, 4);
const ports = fc.uniqueArray(
  fc.record({ port: fc.integer({ min: 1, max: 65535 }), protocol: fc.constantFrom('TCP', 'UDP') }),
  { maxLength: 3, selector: ({ port }) => port },
);

function named<T extends JsonObject>(rest: fc.Arbitrary<T>, maxLength: number) {
  return fc.uniqueArray(
    fc.tuple(names, rest).map(([name, value]) => ({ name, ...value })),
    { maxLength, selector: ({ name }) => name },
  );
}

const variables = named(
  fc.oneof(
    texts.map(value => ({ value })),
    texts.map(secureValue => ({ secureValue })),
    fc.constant({}),
  ),
  4,
);

const containers = named(
  fc
    .record(
      {
        image: fc.oneof(names, texts),
        command: fc.array(texts, { maxLength: 3 }),
        ports,
        environmentVariables: variables,
        resources: fc.record({ requests: fc.record({ cpu: amounts, memoryInGB: amounts }) }),
        future: fc.dictionary(names, texts, { maxKeys: 2 }),
      },
      { requiredKeys: ['image', 'resources'] },
    )
    .map(properties => ({ properties: properties })),
  4,
);

const volumes = named(
  fc.oneof(
    fc.constant({ emptyDir: {} }),
    fc.dictionary(names, texts, { maxKeys: 2 }).map(secret => ({ secret })),
    texts.map(shareName => ({ azureFile: { shareName, storageAccountName: 'store', readOnly: true } })),
  ) as fc.Arbitrary<JsonObject>,
  3,
);

export const groups: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      apiVersion: fc.constantFrom('2023-05-01', '2025-09-01'),
      name: names,
      location: fc.constantFrom('westeurope', 'eastus'),
      tags: fc.dictionary(fc.oneof(names, awkward), texts, { maxKeys: 3, noNullPrototype: true }),
      properties: fc.record(
        {
          osType: fc.constantFrom('Linux', 'Windows'),
          containers,
          volumes,
          ipAddress: fc.record({ type: fc.constantFrom('Public', 'Private'), ports }),
          restartPolicy: fc.constantFrom('Always', 'Never', 'OnFailure'),
        },
        { requiredKeys: ['osType', 'containers'] },
      ),
    },
    { requiredKeys: ['apiVersion', 'name', 'location', 'properties'] },
  )
  .map(group => JSON.parse(JSON.stringify(group)) as JsonObject);

/** Those of the groups above that Azure would take, made so by the least that it takes. */
export const deployableGroups: fc.Arbitrary<JsonObject> = groups.map(group => {
  const properties = asObject(group['properties']);
  const written = asObjects(properties['containers']);
  const all = written.length > 0 ? written : [{ name: 'app', properties: {} }];
  const used = new Set<unknown>(); // one port, one container, and five of them at most
  const containers = all.map(container => {
    const { ports, ...rest } = asObject(container.properties);
    const own = asObjects(ports).filter(({ port }) => !used.has(port) && used.size < 5 && used.add(port));
    const resources = { requests: { cpu: 0.5, memoryInGB: 0.5 } };
    const body = { ...rest, image: asText(rest['image']).trim() || 'nginx', resources };
    return { ...container, properties: { ...body, ...(own.length > 0 && { ports: own }) } };
  });
  const ports = containers.flatMap(container => asObjects(container.properties.ports));
  return {
    ...group,
    properties: {
      ...without(properties, 'ipAddress'),
      osType: 'Linux', // as those images are
      containers,
      ...(ports.length > 0 && { ipAddress: { type: 'Public', ports } }),
    },
  };
});

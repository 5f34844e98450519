import { planDocument } from '../deploy/planDocument.ts';
import { groupDataSchema } from '../groupAnswer.ts';
import type { WriteOperation } from '../operation.ts';
import { placeProperties } from '../resolvePlace.ts';

export const deployDocument: WriteOperation = {
  name: 'deploy_document',
  title: 'Deploy a document',
  description:
    'Creates or changes container groups from a text: YAML as az container create --file reads it, an ARM template, or a Docker Compose file. A group that exists becomes exactly what the document says. Many changes restart all containers; size, operating system, restart policy, location and network delete it and create it again. The document has to hold all secrets: Azure gives none back. No environment and no file of the machine is read: give variables. Check it first by validate_document. Returns state and address of each group.',
  effect: 'destroy',
  isIdempotent: false,
  inputSchema: {
    type: 'object',
    properties: {
      document: { type: 'string', minLength: 1, maxLength: 500_000, description: 'The whole text.' },
      ...placeProperties,
      location: {
        type: 'string',
        description:
          'Where a new group goes of which the document says no location. Default: where the resource group is.',
      },
      name: {
        type: 'string',
        description: 'Of the group, where the document has none.',
      },
      parameters: {
        type: 'object',
        description: 'Values of the parameters of an ARM template by name, as {"size": 2}.',
      },
      variables: {
        type: 'object',
        additionalProperties: { type: 'string' },
        description: 'What ${NAME}, ${env:NAME} and ${input:NAME} in the document stand for, by name.',
      },
    },
    required: ['document', 'resourceGroup'],
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      groups: {
        type: 'array',
        items: {
          ...groupDataSchema,
          properties: {
            ...(groupDataSchema['properties'] as object),
            outcome: { type: 'string', enum: ['created', 'changed', 'recreated', 'unchanged'] },
          },
        },
      },
    },
    required: ['groups'],
  },
  plan: planDocument,
};

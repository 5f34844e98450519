import { asNumber, asObject, asObjects, asText, type JsonObject } from '../../../core/json.ts';
import type { FileReport } from '../../deploy/checkFile.ts';
import { answerText, fitItems } from '../answer.ts';
import { checkDocument, documentArguments, type DocumentInput, findPlace } from '../checkDocument.ts';
import type { ReadOperation } from '../operation.ts';
import { untrustedLine } from '../untrustedText.ts';

/** A template's `resourceGroup().location` has to be something, where nobody has named a place. */
const assumedLocation = 'westeurope';

export const validateDocument: ReadOperation = {
  name: 'validate_document',
  title: 'Validate a document',
  description:
    'Checks the text of a container group (YAML or JSON as az reads it), an ARM template or a Compose file: problems with line and message, what Azure makes different, and which groups it makes. Nothing is sent to Azure, and no file or environment variable of the machine is read: what a Compose file names beside itself counts as missing. Use it before deploy_document. Whether region, quota and images fit: preflight.',
  effect: 'read',
  inputSchema: {
    type: 'object',
    properties: documentArguments,
    required: ['document'],
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      kind: { enum: ['az', 'arm', 'compose', 'unknown'] },
      deployable: { type: 'boolean' },
      problems: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            severity: { enum: ['error', 'warning', 'hint'] },
            line: { type: 'integer' },
            code: { type: 'string' },
            message: { type: 'string' },
          },
          required: ['severity', 'line', 'code', 'message'],
        },
      },
      remarks: { type: 'array', items: { type: 'object' } },
      groups: { type: 'array', items: { type: 'object' } },
    },
    required: ['kind', 'deployable', 'problems', 'remarks', 'groups'],
  },
  async run(deps, input, signal) {
    const asked = input as DocumentInput;
    const place = await findPlace(deps, asked, signal);
    const located = { ...place, location: place.location ?? assumedLocation };
    const { report } = await checkDocument(deps, asked, located, signal);
    const groups = report.bodies.map(groupData);
    const problems = bySeverity(report.problems).map(problem => ({
      ...problem,
      message: untrustedLine(problem.message),
    }));
    const remarks = report.remarks.map(({ line, message }) => ({ line, message: untrustedLine(message) }));
    return {
      text: answerText([
        head(report),
        {
          lines: problems.map(({ severity, line, message }) => `- line ${line}, ${severity}: ${message}`),
          cut: left => `… ${left} more problems: solve these first.`,
        },
        {
          lines: remarks.map(({ line, message }) => `- line ${line}: ${message}`),
          cut: left => `… ${left} more remarks.`,
        },
        { lines: groups.map(groupLine), cut: left => `… ${left} more groups.` },
      ]),
      data: {
        kind: report.kind,
        deployable: report.deployable,
        problems: fitItems(problems, 14_000),
        remarks: fitItems(remarks, 6_000),
        groups: fitItems(groups, 8_000),
      },
    };
  },
};

const kindNames: Readonly<Record<FileReport['kind'], string>> = {
  az: 'A container group as az reads it',
  arm: 'An ARM template',
  compose: 'A Compose file',
  unknown: 'No document that makes container groups',
};

function head({ kind, deployable, problems }: FileReport): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const verdict = deployable ? 'It can be deployed.' : `It can't be deployed: ${errors} errors.`;
  const others = problems.length - errors;
  return `${kindNames[kind]}. ${verdict}${others > 0 ? ` ${others} warnings and hints.` : ''}`;
}

const severities = ['error', 'warning', 'hint'];

function bySeverity(problems: FileReport['problems']): FileReport['problems'] {
  return problems.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

function groupData(body: JsonObject): JsonObject {
  const properties = asObject(body['properties']);
  const containers = asObjects(properties['containers']).map(container => {
    const { image, resources } = asObject(container['properties']);
    const { cpu, memoryInGB } = asObject(asObject(resources)['requests']);
    return {
      name: untrustedLine(asText(container['name']), 100),
      image: untrustedLine(asText(image), 300),
      ...(asNumber(cpu) !== undefined && { cpu: asNumber(cpu) }),
      ...(asNumber(memoryInGB) !== undefined && { memoryInGB: asNumber(memoryInGB) }),
    };
  });
  return {
    name: untrustedLine(asText(body['name']), 100),
    location: untrustedLine(asText(body['location']), 100),
    osType: untrustedLine(asText(properties['osType']), 20),
    restartPolicy: untrustedLine(asText(properties['restartPolicy']) || 'Always', 20),
    containers: fitItems(containers, 4_000),
  };
}

function groupLine(group: JsonObject): string {
  const containers = asObjects(group['containers']).map(
    ({ name, image, cpu, memoryInGB }) =>
      `${asText(name)}=${asText(image)} (${asNumber(cpu) ?? '?'} vCPU, ${asNumber(memoryInGB) ?? '?'} GB)`,
  );
  const { name, location, osType, restartPolicy } = group;
  return `Makes the group ${asText(name)} in ${asText(location)} · ${asText(osType)} · ${asText(restartPolicy)} · ${containers.join(', ')}`;
}

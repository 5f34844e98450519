import { diagnose as findCauses } from '../../../core/diagnosis/diagnose.ts';
import { groupState } from '../../../core/model/groupState.ts';
import { plainMarkdown } from '../../diagnosis/diagnosisMarkdown.ts';
import { findingWords } from '../../diagnosis/findingWords.ts';
import { gatherFacts } from '../../diagnosis/gatherFacts.ts';
import { answerText, fitItems } from '../answer.ts';
import type { ReadOperation } from '../operation.ts';
import { findGroupRef, groupArgument, readGroupUnlessGone, secretValuesOf, timeText } from '../readGroup.ts';
import { groupPath } from '../readGroups.ts';
import { frameUntrusted, untrustedLine, untrustedLines } from '../untrustedText.ts';

interface Input {
  readonly group: string;
}

export const diagnose: ReadOperation = {
  name: 'diagnose',
  title: 'Diagnose a container group',
  description:
    'Finds out why a container group fails, restarts, waits or is not reachable, from its states, events, the ends of its logs, metrics and the activity log: causes with evidence and steps, the worst first. Use it first when something is wrong. Changes nothing. It knows common causes; where it finds none, look at inspect_group and read_logs.',
  effect: 'read',
  inputSchema: {
    type: 'object',
    properties: { group: groupArgument },
    required: ['group'],
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      group: { type: 'string' },
      state: { type: 'string', description: 'Absent where the group is gone.' },
      findings: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            id: { type: 'string' },
            severity: { enum: ['error', 'warning', 'info'] },
            container: { type: 'string' },
            title: { type: 'string' },
            text: { type: 'string' },
          },
          required: ['id', 'severity', 'title', 'text'],
        },
      },
    },
    required: ['group', 'findings'],
  },
  async run(deps, input, signal, report) {
    const ref = await findGroupRef(deps, (input as Input).group, signal);
    report('Reading states, events and logs');
    const { aci, clock } = deps;
    const read = () => readGroupUnlessGone(deps, ref, signal);
    const facts = await gatherFacts({ aci, clock, ref, read }, undefined, signal);
    const findings = findCauses(facts);
    const { group } = facts;
    const known = secretValuesOf(group);
    const markdown = plainMarkdown({ ref, group, findings, at: facts.now }, { localTime: timeText });
    const frame = frameUntrusted(`Diagnosis of ${groupPath(ref)}. It quotes events and logs`);
    const found = findings.map(finding => {
      const { title, text } = findingWords(finding);
      const { id, severity, container } = finding;
      const plain = (words: string) => untrustedLines([untrustedLine(words, 1_000)], known).join('');
      return {
        id,
        severity,
        ...(container !== undefined && { container }),
        title: plain(title),
        text: plain(text),
      };
    });
    return {
      text: answerText([
        frame.begin,
        {
          lines: untrustedLines(markdown.trimEnd().split('\n'), known),
          cut: left => `… ${left} lines of less grave findings left out: see inspect_group and read_logs.`,
        },
        frame.end,
      ]),
      data: {
        group: groupPath(ref),
        ...(group && { state: groupState(group) }),
        findings: fitItems(found),
      },
    };
  },
};

import { parse } from 'yaml';
import { composeToGroup } from '../../../src/core/compose/compose.ts';
import type { JsonObject } from '../../../src/core/model.ts';

const environment: Readonly<Record<string, string>> = { HOST: 'here', EMPTY: '', COMPOSE_PROFILES: 'active' };
const files: Readonly<Record<string, string>> = {
  'web.env': '# ours\nA=below\nexport B="two\\nlines" \nC=\'$HOST\'\nD=$HOST # why\nHOST\n',
  './one.txt': 'one',
};

/** What becomes of a compose file: the group's properties, and the report, a line a note. */
export function convert(text: string): {
  readonly properties: JsonObject;
  readonly report: readonly string[];
} {
  const { document, report } = composeToGroup(parse(text, { merge: true }) as JsonObject, {
    name: 'shop',
    environment: name => environment[name],
    contents: path => files[path],
  });
  const lines = report.map(({ effect, path, why: { kind, ...args } }) => {
    const values = Object.values(args).map(String).join(' | ');
    return `${effect} ${path.join('/')}: ${kind}${values === '' ? '' : ` ${values}`}`;
  });
  return { properties: document.body['properties'] as JsonObject, report: lines };
}

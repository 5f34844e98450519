import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import manifest from '../../package.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', '.github/pull_request_template.md'],
  ...fs.readdirSync(path.join(root, 'docs')).map(file => `docs/${file}`),
];

const sources = ['src', 'test', 'scripts'].flatMap(folder =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter(file => /\.(?:ts|mjs|cjs)$/.test(file) && !file.includes('node_modules')),
);

/** Of a page, as it calls them. */
function headingsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
}

function withoutCode(text: string): string {
  return text.replaceAll(/`[^`]*`/g, '');
}

/** As GitHub makes anchors of headings. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** Comments whose lines are joined, so that a reference may go over the end of one. */
function unwrapped(text: string): string {
  return text.replaceAll(/\n\s*(?:\*|\/\/) ?/g, ' ');
}

/** The page, and what begins its section's heading: it is quoted, begins with a capital, or is a rule's number. */
function referencesIn(text: string): readonly (readonly [page: string, section: string | undefined])[] {
  const found = unwrapped(text).matchAll(
    /\b(docs\/[\w-]+\.md)`?(?:, (?:"([^"]+)"|rule (\d+)|([A-Z][\w ]+)))?/g,
  );
  return [...found].map(
    ([, page = '', quoted, rule, heading]) => [page, quoted ?? heading ?? (rule && `${rule}. `)] as const,
  );
}

describe('The pages of the repository', () => {
  it('link to files and headings that are there', () => {
    const links = pages.flatMap(page =>
      [...withoutCode(read(page)).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => ({
        page,
        target,
      })),
    );
    assert.ok(links.length > 50);
    for (const { page, target } of links) {
      const [file = '', anchor] = target.split('#');
      const to = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      assert.ok(fs.existsSync(path.join(root, to)), `${page}: ${target}`);
      if (anchor !== undefined)
        assert.ok(headingsOf(to).map(anchorOf).includes(anchor), `${page}: ${target}`);
    }
  });

  it('name files that are there', () => {
    for (const page of pages) {
      for (const [, file = ''] of read(page).matchAll(
        /`((?:src|test|scripts|media|docs|\.github)\/[\w./-]+)`/g,
      ))
        assert.ok(fs.existsSync(path.join(root, file)), `${page}: ${file}`);
    }
  });

  it('name npm scripts that there are', () => {
    for (const page of pages) {
      const named = [...read(page).matchAll(/\bnpm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/g)];
      for (const [, script, usual = ''] of named)
        assert.ok((script ?? usual) in manifest.scripts, `${page}: ${script ?? usual}`);
    }
  });

  it('tell every setting with its default', () => {
    const rows = read('README.md')
      .split('\n')
      .filter(line => line.startsWith('| `aci.'));
    const told = rows.map(row => row.split('|').map(cell => cell.trim().replaceAll('`', '')));
    const settings = Object.entries(manifest.contributes.configuration.properties);
    assert.deepEqual(told.map(([, name]) => name).sort(), settings.map(([name]) => name).sort());
    for (const [, name = '', standard] of told) {
      const [, setting] = settings.find(([key]) => key === name) ?? [];
      // A setting that is an object has no default worth a word.
      const value = setting?.default;
      if (typeof value !== 'object') assert.equal(standard, JSON.stringify(value).replaceAll('"', ''), name);
    }
  });
});

describe('Comments in the code', () => {
  it('refer to pages and sections that are there', () => {
    const references = sources.flatMap(file =>
      referencesIn(read(file)).map(reference => ({ file, reference })),
    );
    assert.ok(references.length > 5);
    for (const { file, reference } of references) {
      const [page, section] = reference;
      assert.ok(pages.includes(page), `${file}: ${page}`);
      if (section !== undefined)
        assert.ok(
          headingsOf(page).some(heading => heading.startsWith(section)),
          `${file}: ${page}, ${section}`,
        );
    }
  });

  it('refer to no page that a clone does not have', () => {
    const strange = sources.filter(file =>
      /\b(?:FACTS|DESIGN|PEERS|HARNESS|MODELS)(?:-2)?(?:\.md| §|:|, "| and )|\bask #\d|\basks \d/.test(
        read(file),
      ),
    );
    assert.deepEqual(strange, []);
  });

  it('are found where they refer to a section', () => {
    const [facts, logs] = ['docs/azure-facts.md', 'docs/log-following.md'];
    const comment = `/**\n * Text (${facts}, "Attach and\n * exec"). \`${logs}\`, rule 2. ${facts}, Logs.\n */`;
    assert.deepEqual(referencesIn(comment), [
      [facts, 'Attach and exec'],
      [logs, '2. '],
      [facts, 'Logs'],
    ]);
  });
});

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import manifest from '../../package.json' with { type: 'json' };

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const filesIn = (folder: string) => fs.readdirSync(path.join(root, folder)).map(file => `${folder}/${file}`);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly uses?: string;
  readonly permissions?: Permissions;
  readonly 'timeout-minutes'?: number;
  readonly steps?: readonly Step[];
  readonly strategy?: { readonly matrix?: Readonly<Record<string, readonly string[]>> };
}
type Permissions = string | Readonly<Record<string, string>>;
interface Workflow {
  readonly on: object;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflows = filesIn('.github/workflows').map(file => ({
  file,
  text: read(file),
  workflow: parse(read(file)) as Workflow,
}));
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ where: `${file}: ${name}`, job })),
);
const steps = jobs.flatMap(({ where, job }) => (job.steps ?? []).map(step => ({ where, job, step })));

/** What a step runs for each value of its job's matrix. */
function expanded(run: string, job: Job): readonly string[] {
  const [, name] = /\$\{\{ matrix\.([\w-]+) \}\}/.exec(run) ?? [];
  if (name === undefined) return [run];
  const values = job.strategy?.matrix?.[name] ?? [];
  return values.flatMap(value => expanded(run.replaceAll(`\${{ matrix.${name} }}`, value), job));
}

describe('The workflows', () => {
  it('are there for tests, stress, release and analysis', () => {
    const names = workflows.map(({ file }) => path.basename(file, '.yml'));
    for (const name of ['test', 'stress', 'release', 'codeql']) assert.ok(names.includes(name), name);
  });

  it('run npm scripts that there are', () => {
    const runs = steps.flatMap(({ where, job, step }) =>
      step.run === undefined ? [] : expanded(step.run, job).map(run => ({ where, run })),
    );
    const scripts = runs.flatMap(({ where, run }) =>
      [...run.matchAll(/\bnpm (?:run (?:--silent )?)?([\w:-]+)/g)].map(([, script = '']) => ({
        where,
        script,
      })),
    );
    assert.ok(scripts.length > 5);
    for (const { where, script } of scripts) assert.ok(script in manifest.scripts, `${where}: ${script}`);
    const others = runs.filter(({ run }) => !/\bnpm (?:run|test)\b/.test(run)).map(({ run }) => run);
    assert.ok(
      others.every(run => run.startsWith('gh release create ')),
      others.join('\n'),
    );
  });

  it('name a VS Code by what npm test understands', () => {
    const asked = steps.flatMap(({ job, step }) => (step.run ? expanded(step.run, job) : []));
    const versions = new Set(asked.flatMap(run => /--vscode (\S+)/.exec(run)?.[1] ?? []));
    assert.deepEqual([...versions].sort(), ['oldest', 'stable']);
  });

  it('may do nothing but read, unless a job says what else and why', () => {
    for (const { file, workflow } of workflows) {
      assert.ok(typeof workflow.permissions === 'object', file);
      assert.ok(
        Object.values(workflow.permissions).every(right => right === 'read'),
        file,
      );
    }
    for (const { where, job } of jobs) assert.ok(typeof job.permissions !== 'string', where);
    for (const { file, text } of workflows) {
      const rights = text.split('\n').filter(line => /^ +[\w-]+: write\b/.test(line));
      for (const right of rights) assert.match(right, /write # \w/, file);
    }
  });

  it('use actions by their commit, with the version beside it', () => {
    const used = [...steps.map(({ step }) => step.uses), ...jobs.map(({ job }) => job.uses)]
      .filter(uses => uses !== undefined)
      .filter(uses => !uses.startsWith('./'));
    assert.ok(used.length > 10);
    for (const uses of used) assert.match(uses, /^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/);
    for (const { file, text } of workflows) {
      for (const [line] of text.matchAll(/uses: [^.\n].*/g)) assert.match(line, /# v\d+\.\d+\.\d+$/, file);
    }
    const commits = new Map<string, Set<string>>();
    for (const uses of used) {
      const [action = '', commit = ''] = uses.split('@');
      const repository = action.split('/').slice(0, 2).join('/');
      commits.set(repository, (commits.get(repository) ?? new Set()).add(commit));
    }
    for (const [action, found] of commits) assert.equal(found.size, 1, action);
  });

  it('leave no token in the checkout, and end some time', () => {
    for (const { where, step } of steps) {
      if (step.uses?.startsWith('actions/checkout@'))
        assert.equal(step.with?.['persist-credentials'], false, where);
    }
    for (const { where, job } of jobs) {
      if (job.uses === undefined) assert.equal(typeof job['timeout-minutes'], 'number', where);
    }
  });

  it('put no text that others write into a command', () => {
    for (const { where, step } of steps) {
      const named = [...(step.run ?? '').matchAll(/\$\{\{ *([\w.-]+)/g)].map(([, name = '']) => name);
      assert.deepEqual(
        named.filter(name => !name.startsWith('matrix.')),
        [],
        where,
      );
    }
  });
});

describe('The issue forms', () => {
  interface Field {
    readonly type: string;
    readonly id?: string;
    readonly attributes: { readonly label?: string; readonly value?: string };
  }
  const forms = filesIn('.github/ISSUE_TEMPLATE')
    .filter(file => !file.endsWith('config.yml'))
    .map(file => ({
      file,
      form: parse(read(file)) as { name?: string; description?: string; body: readonly Field[] },
    }));

  it('have what GitHub asks of a form', () => {
    assert.equal(forms.length, 2);
    for (const { file, form } of forms) {
      assert.ok(form.name && form.description, file);
      const asked = form.body.filter(({ type }) => type !== 'markdown');
      for (const { id, attributes } of asked) assert.ok(id && attributes.label, file);
      assert.equal(new Set(asked.map(({ id }) => id)).size, asked.length, file);
    }
  });

  it('lead elsewhere with questions and weaknesses, at the address that the manifest names', () => {
    const config = parse(read('.github/ISSUE_TEMPLATE/config.yml')) as {
      contact_links: readonly { url: string }[];
    };
    const urls = config.contact_links.map(({ url }) => url);
    const repository = manifest.repository.url.replace(/\.git$/, '');
    assert.ok(urls.includes(manifest.qna));
    assert.ok(urls.includes(`${repository}/security/advisories/new`));
    for (const url of [manifest.homepage, manifest.bugs.url, manifest.qna])
      assert.ok(url.startsWith(repository));
  });
});

describe('Dependabot', () => {
  it('looks where there is something to update', () => {
    const { updates } = parse(read('.github/dependabot.yml')) as {
      updates: readonly { 'package-ecosystem': string; directory: string }[];
    };
    const npm = updates.filter(update => update['package-ecosystem'] === 'npm');
    for (const { directory } of npm) {
      assert.ok(fs.existsSync(path.join(root, directory, 'package-lock.json')), directory);
    }
    assert.ok(updates.some(update => update['package-ecosystem'] === 'github-actions'));
  });
});

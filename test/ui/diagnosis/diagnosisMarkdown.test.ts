import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnose } from '../../../src/core/diagnosis/diagnose.ts';
import type { Facts } from '../../../src/core/diagnosis/facts.ts';
import {
  documentMarkdown,
  documentTitle,
  plainMarkdown,
} from '../../../src/ui/diagnosis/diagnosisMarkdown.ts';
import { manifest } from '../../manifest.ts';
import { container, group } from '../../core/sampleGroups.ts';
import {
  event,
  facts,
  looping,
  now,
  pulling,
  pending,
  refused,
  situations,
} from '../../core/diagnosis/sampleFacts.ts';

const words = { localTime: (time: number) => new Date(time).toISOString().slice(11, 19) };
const ref = group().ref;

function textOf(known: Facts): string {
  const diagnosed = { ref: known.group?.ref ?? ref, group: known.group, findings: diagnose(known), at: now };
  return documentMarkdown(diagnosed, words);
}

/** What of a Markdown text isn't quoted as code; runs of backticks are matched as CommonMark does. */
function outsideCode(text: string): string {
  const withoutBlocks = text.replace(/^(`{3,})\n[^]*?\n\1$/gm, '');
  return withoutBlocks.replace(/(?<!`)(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, '');
}

const links = (text: string) => [...text.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target ?? '');

describe('A diagnosis as a document', () => {
  it('says what happened, quotes the evidence, and says what to do, with commands as links', () => {
    const logs = new Map([['app', ['starting', 'fatal: no database']]]);
    const known = group({ name: 'shop', resourceGroup: 'rg', containers: [looping(1)] });
    const node = encodeURIComponent(
      JSON.stringify([{ kind: 'container', ref: { group: known.ref, container: 'app' }, isInit: false }]),
    );
    const text = textOf(facts({ group: known, logs }));
    assert.match(
      text,
      /^# Why did `shop` fail\?\n\nCrash loop · resource group `rg` · `westeurope` · as of 09:00:00 · \[Refresh\]\(command:aci\.diagnose\?/,
    );
    assert.ok(text.includes('## ✖ The program failed: container `app`, exit code 1'));
    assert.ok(
      text.includes('- 08:59:00 — event `BackOff`: `Back-off restarting failed container` (7 times)'),
    );
    assert.ok(text.includes('```\nstarting\nfatal: no database\n```'));
    assert.ok(
      text.includes(`1. Read the whole log. [Open Log Snapshot](command:aci.openLogSnapshot?${node})`),
    );
  });

  it('can be taken elsewhere: the same without links, as they work in this window only', () => {
    for (const { what, facts: known } of situations) {
      const diagnosed = { ref, group: known.group, findings: diagnose(known), at: now };
      const text = plainMarkdown(diagnosed, words);
      assert.doesNotMatch(text, /command:/, what);
      const heads = (markdown: string) => markdown.split('\n').filter(line => line.startsWith('#'));
      assert.deepEqual(heads(text), heads(documentMarkdown(diagnosed, words)), what);
    }
  });

  it('is called after what is asked', () => {
    const title = (known: Facts) =>
      documentTitle({ ref, group: known.group, findings: diagnose(known), at: now });
    assert.equal(title(facts({ group: group({ containers: [looping(1)] }) })), 'Why did "web" fail?');
    assert.equal(title(facts({ group: group() })), 'How is "web"?');
  });

  it('has words for every situation, and nothing is left to fill in', () => {
    for (const { what, facts: known } of situations) {
      const text = textOf(known);
      assert.doesNotMatch(text, /\{\d\}|undefined|NaN|\[object/, what);
      assert.match(text, /^## \S+ \S/m, what);
    }
  });

  it('links only to commands that the manifest has', () => {
    const known = new Set(manifest.contributes.commands.map(({ command }) => command));
    const linked = new Set(
      situations.flatMap(({ facts: one }) =>
        links(textOf(one)).map(target => /^command:([^?]+)/.exec(target)?.[1] ?? target),
      ),
    );
    assert.ok(linked.size > 5);
    for (const command of linked) assert.ok(known.has(command), command);
  });

  it('answers #14 and #16 in words that a person can act on', () => {
    const image = refused(
      'image',
      'InaccessibleImage',
      "The image 'ngnix' in container group 'web' is not accessible.",
    );
    assert.match(
      textOf(facts({ error: image })),
      /looked for on Docker Hub[^]*letter by letter[^]*`index\.docker\.io`/,
    );
    const quota = refused(
      'quota',
      'ContainerGroupQuotaReached',
      "container group quota 'StandardCores' exceeded in region 'westeurope'. Limit: '10', Usage: '8' Requested: '4'.",
    );
    assert.match(
      textOf(facts({ error: quota })),
      /limit of `StandardCores` is 10\. 8 are in use, so 2 are left; this group wants 4/,
    );
  });

  it('answers #15 and #18 in words that a person can act on', () => {
    const limit = refused('image', 'RegistryErrorResponse', "from the docker registry 'index.docker.io'.");
    assert.match(textOf(facts({ error: limit })), /Docker Hub’s limit on anonymous pulls[^]*az acr import/);
    const label = refused(
      'nameTaken',
      'DnsNameLabelNotAvailable',
      "The DNS name label 'shop' is not available.",
    );
    assert.match(textOf(facts({ error: label })), /The DNS label `shop` is taken[^]*reuse scope/);
  });

  it('answers #20: says that Azure calls a crash loop Running all the same', () => {
    assert.match(
      textOf(facts({ group: group({ containers: [looping(1)] }) })),
      /7 restarts so far\. It calls the group Running/,
    );
    assert.match(
      textOf(facts({ group: pending(pulling('shop/web', 'manifest unknown')) })),
      /never started, so there is no log/,
    );
  });
});

describe('Hostile text in a diagnosis', () => {
  const evil = [
    '[evil](command:aci.deleteGroup?%5B%5D)',
    '![evil](https://evil.example/pixel.png)',
    '<a href="command:workbench.action.quit">evil</a><script>evil()</script>',
    '```\n# evil\n[evil](command:evil)',
    '`evil` ``evil`` \u202Eevil\u0007',
    'https://evil.example evil.example',
    '$(trash) [evil]: command:evil "evil"',
  ];

  /** Every text that comes from Azure is this one. */
  function hostile(text: string): Facts {
    const warning = event(text, text);
    const state = { state: text, detailStatus: text, exitCode: 1 };
    const bad = container({
      name: text,
      image: text,
      command: [text],
      instanceView: {
        restartCount: 3,
        currentState: state,
        previousState: undefined,
        events: [warning, event('Failed', `Failed to pull image "${text}": ${text}`)],
      },
    });
    const known = group({
      name: text,
      resourceGroup: text,
      location: text,
      state: text,
      provisioningState: 'Failed',
      containers: [bad, looping(127, { name: `${text}2`, command: [text] })],
      initContainers: [container({ ...bad, isInit: true })],
      events: [warning, event('FailedMount', text)],
    });
    return facts({
      group: known,
      logs: new Map([[`${text}2`, [...text.split('\n'), `${text} ${text}`]]]),
      error: refused('service', text, text),
    });
  }

  const ours = /^command:aci\.\w+\?[\w%.-]*$/;

  function isHarmless(text: string): void {
    const left = outsideCode(text);
    for (const target of links(left)) assert.match(target, ours);
    const withoutLinks = left.replace(/\[[A-Z][\w …]*\]\(command:aci\.\w+\?[\w%.-]*\)/g, '');
    assert.doesNotMatch(withoutLinks, /evil|[<>[\]!$]|https?:|command:/);
  }

  for (const text of evil) {
    it(`stays text: ${JSON.stringify(text)}`, () => {
      const shown = textOf(hostile(text));
      assert.ok(shown.includes('evil'));
      isHarmless(shown);
    });
  }

  it('stays text wherever Azure refused a create with it', () => {
    for (const text of evil)
      isHarmless(
        textOf(facts({ error: refused('image', 'InaccessibleImage', `The image '${text}' in container`) })),
      );
  });

  it('stays text, whatever it is', () => {
    const parts = fc.array(
      fc.constantFrom('`', '``', '```', '\n', ' ', '[evil](command:evil)', '<b>', 'evil', '\\', '~~~'),
    );
    fc.assert(
      fc.property(parts, pieces => {
        const text = pieces.join('');
        isHarmless(textOf(hostile(text)));
      }),
      { numRuns: 500 },
    );
  });
});

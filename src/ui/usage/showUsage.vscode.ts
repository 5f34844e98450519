/** *Usage and Quota*: a subscription's limits in one region after the other. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { AciError } from '../../core/errors.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { locationName } from '../../core/preflight/plannedGroup.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import { type Node, isNode } from '../tree/nodes.ts';
import { usageRows } from './usageRows.ts';

interface Region {
  readonly subscriptionId: string;
  /** `westeurope` */
  readonly location: string;
}

/** `argument`: a row of the tree, or the region itself. */
export async function showUsage(app: App, argument: unknown): Promise<void> {
  if (!(await ensureSignedIn(app.account))) return;
  let region = isRegion(argument)
    ? argument
    : await chooseRegion(app, isNode(argument) ? argument : undefined);
  while (region) region = await showRegion(app, region);
}

function isRegion(argument: unknown): argument is Region {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'subscriptionId' in argument &&
    'location' in argument &&
    !isNode(argument)
  );
}

async function chooseRegion(app: App, node: Node | undefined): Promise<Region | undefined> {
  const known = subscriptionOfNode(node) ?? (await chooseSubscription(app));
  if (known === undefined) return undefined;
  const group = node?.kind === 'group' ? app.store.group(node.ref) : undefined;
  if (group) return { subscriptionId: known, location: locationName(group.location) };
  return chooseLocation(app, known);
}

function subscriptionOfNode(node: Node | undefined): string | undefined {
  if (node?.kind === 'subscription') return node.subscription.id;
  if (node?.kind === 'folder') return node.subscriptionId;
  return node?.kind === 'group' ? node.ref.subscriptionId : undefined;
}

async function chooseSubscription({ store }: App): Promise<string | undefined> {
  const [first, ...more] = store.subscriptions.filter(({ id }) => store.isSelected(id));
  if (!first) throw new AciError('notFound', l10n.t('There is no subscription to look at.'));
  if (more.length === 0) return first.id;
  const items = [first, ...more].map(({ id, displayName }) => ({ label: displayName, description: id, id }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Usage and quota: Subscription'),
    matchOnDescription: true,
  });
  return chosen?.id;
}

/** Regions with groups of the subscription first. */
async function chooseLocation({ aci, store }: App, subscriptionId: string): Promise<Region | undefined> {
  const list = store.groups(subscriptionId);
  const groups = list?.kind === 'ready' ? list.value : [];
  const inUse = new Set(groups.map(({ location }) => locationName(location)));
  const items = aci.locations(subscriptionId, neverAborts()).then(offered => {
    const rows = offered.map(({ name, displayName }) => ({ label: displayName, description: name, name }));
    const separator = (label: string) => ({ label, name: '', kind: vscode.QuickPickItemKind.Separator });
    const isUsed = ({ name }: { readonly name: string }) => inUse.has(name);
    return [
      ...(inUse.size > 0 ? [separator(l10n.t('with container groups'))] : []),
      ...rows.filter(isUsed),
      ...(inUse.size > 0 ? [separator(l10n.t('others'))] : []),
      ...rows.filter(row => !isUsed(row)),
    ];
  });
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Usage and quota: Location'),
    matchOnDescription: true,
  });
  return chosen && { subscriptionId, location: chosen.name };
}

type UsageItem = vscode.QuickPickItem & { readonly action?: 'more' | 'other' };

/** Answers the region to show next. */
async function showRegion(app: App, { subscriptionId, location }: Region): Promise<Region | undefined> {
  const reading = { location: { viewId: 'aci.groups' } };
  const usages = await window.withProgress(reading, (_, token) =>
    app.aci.usages(subscriptionId, location, toAbortSignal(token)),
  );
  const subscription = app.store.subscriptions.find(({ id }) => id === subscriptionId);
  const more: UsageItem = { label: l10n.t('$(link-external) Ask for More…'), action: 'more' };
  const other: UsageItem = { label: l10n.t('$(location) Another Location…'), action: 'other' };
  const portal = app.portalUrl(app.account.cloud);
  const items: UsageItem[] = [
    ...usageRows(usages),
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...(portal === undefined ? [] : [more]),
    other,
  ];
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Usage and quota of {0} in {1}', subscription?.displayName ?? subscriptionId, location),
    placeHolder: l10n.t('What is used of what the subscription may use there'),
  });
  if (chosen?.action === 'more' && portal !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(supportRequestUrl(portal), true));
    return undefined;
  }
  if (chosen?.action !== 'other') return undefined;
  return chooseLocation(app, subscriptionId);
}

/** *Help + support > New support request*: quotas of container instances are raised there only ("Azure subscription and service limits"). */
function supportRequestUrl(portal: string): string {
  return `${portal}/#blade/Microsoft_Azure_Support/HelpAndSupportBlade/newsupportrequest`;
}

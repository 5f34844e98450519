/** Templates sent by the real SDK to a real emulator, and a person who watches, looks and answers. */
import { PermissionCache } from '../../../src/core/access/permissionCache.ts';
import type { DeploymentRef } from '../../../src/core/deployments/deploymentsApi.ts';
import type { AciError } from '../../../src/core/errors.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import type { FindingsAnswer } from '../../../src/ui/preflight/checkBeforeSending.ts';
import type {
  TemplateDeps,
  TemplateOrder,
  TemplateReview,
  TemplateUi,
} from '../../../src/ui/deploy/deployTemplate.ts';
import { pendingDeployments } from '../../../src/ui/deployments/pendingDeployments.ts';
import { PendingWork } from '../../../src/ui/shared/pendingWork.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { TestClock } from '../../testClock.ts';
import { type CreateFixture, RecordingCreateScreen } from '../create/createFixture.ts';

export const place = {
  cloud: 'emulator',
  subscriptionId: development,
  resourceGroup: 'rg-playground',
} as const;

/** Someone who watches a deployment; cancels when a message of `cancelAt` comes up. */
export class RecordingTemplateUi implements TemplateUi {
  readonly happened: string[] = [];
  readonly reviews: TemplateReview[] = [];
  readonly errors: AciError[] = [];
  readonly marked: AciError[] = [];
  readonly revealed: GroupRef[] = [];
  readonly #screen = new RecordingCreateScreen();
  answer: 'deploy' | 'leave' = 'deploy';
  allowsResourceGroup = true;
  /** The answers to the question after *Cancel*. */
  answers: ('cancel' | 'keep')[] = [];

  set cancelAt(text: RegExp) {
    this.#screen.cancelAt = text;
  }

  get messages(): readonly string[] {
    return this.#screen.messages;
  }

  showProgress: TemplateUi['showProgress'] = async (title, messages, done) => {
    this.happened.push(title);
    return this.#screen.showProgress(title, messages, done);
  };
  askCancelOrKeep: TemplateUi['askCancelOrKeep'] = () => {
    const answer = this.answers.shift() ?? 'keep';
    this.happened.push(answer);
    return Promise.resolve(answer);
  };
  showSucceeded: TemplateUi['showSucceeded'] = (_, groups) =>
    void this.happened.push(`succeeded ${groups.map(({ name }) => name).join(', ')}`);
  showCancelled: TemplateUi['showCancelled'] = () => void this.happened.push('cancelled');
  showFailed: TemplateUi['showFailed'] = (what, error, ref) => {
    this.happened.push(ref ? `${what.replace(/-\d{8}.*"/, '"')} (deployment)` : what);
    this.errors.push(error);
  };
  confirmResourceGroup: TemplateUi['confirmResourceGroup'] = name => {
    this.happened.push(`make ${name}?`);
    return Promise.resolve(this.allowsResourceGroup);
  };
  /** What is answered to findings; they are written down. */
  findingsAnswers: FindingsAnswer[] = [];
  askAboutFindings: TemplateUi['askAboutFindings'] = ({ what, findings }) => {
    this.happened.push(`${what}: ${findings.map(({ kind, severity }) => `${severity} ${kind}`).join(', ')}`);
    return Promise.resolve(this.findingsAnswers.shift() ?? { kind: 'leave' });
  };
  showMissingPermission: TemplateUi['showMissingPermission'] = ({ operation, name }) =>
    void this.happened.push(`may not ${operation} ${name}`);
  wait: TemplateUi['wait'] = async (title, work) => {
    this.happened.push(title);
    return work(new AbortController().signal);
  };
  review: TemplateUi['review'] = review => {
    this.reviews.push(review);
    this.happened.push('review');
    return Promise.resolve(this.answer);
  };
  showLeft: TemplateUi['showLeft'] = sentence => void this.happened.push(sentence);
  showErrorAtLine: TemplateUi['showErrorAtLine'] = error => void this.marked.push(error);
  revealInTree: TemplateUi['revealInTree'] = ref => Promise.resolve(void this.revealed.push(ref));
  log: TemplateUi['log'] = (what, error) => void this.happened.push(`${what}: ${error.message}`);
}

/** Of a window of its own, with the same memory; another window of the same name is that one reloaded. */
export function templateDeps(world: CreateFixture, ui: TemplateUi, window = 'one'): TemplateDeps {
  const { aci, store, preflight } = world.deps(new RecordingCreateScreen());
  return {
    ...{ aci, store, clock: world.clock, ui, preflight, prices: world.context.prices },
    permissions: new PermissionCache(aci.access, new TestClock()),
    pendingDeployments: new PendingWork(pendingDeployments, world.memory, world.clock, window),
  };
}

export function orderOf(
  name: string,
  template: JsonObject,
  parameters: JsonObject = {},
  more: Partial<TemplateOrder> = {},
): TemplateOrder {
  return {
    ref: { ...place, name },
    request: { template, parameters },
    fileName: `${name}.json`,
    resourceGroup: { name: place.resourceGroup, location: 'eastus', isNew: false },
    groups: [],
    secrets: [],
    ...more,
  };
}

export const groupResource = (name: string, image = 'nginx'): JsonObject => ({
  type: 'Microsoft.ContainerInstance/containerGroups',
  apiVersion: '2023-05-01',
  name,
  location: '[resourceGroup().location]',
  properties: {
    osType: 'Linux',
    containers: [{ name: 'main', properties: { image, resources: { requests: { cpu: 1, memoryInGB: 1 } } } }],
  },
});

export const templateOf = (resources: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  ...more,
  resources,
});

export const refOfDeployment = (name: string): DeploymentRef => ({ ...place, name });

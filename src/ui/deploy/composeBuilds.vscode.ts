/** Images that a Compose file builds: built as those of a Dockerfile are, before the file is deployed. */
import * as vscode from 'vscode';
import type { BuiltImages, ServiceBuild } from '../../core/compose/serviceBuilds.ts';
import { parseDockerfile } from '../../core/builds/dockerfile.ts';
import { tagOfTime, toRepositoryName } from '../../core/builds/buildNames.ts';
import { asObject, asObjects, type JsonObject } from '../../core/json.ts';
import { noIdentity, identityBody, withUserAssigned } from '../../core/document/groupIdentity.ts';
import type { RawContainerGroup } from '../../core/model/containerGroup.ts';
import type { Registry } from '../../core/model/registry.ts';
import type { App } from '../app.ts';
import { askBuild, rememberRegistry } from '../build/askBuild.vscode.ts';
import { isNewRegistry, type BuildDraft, type BuildOrder } from '../build/buildDraft.ts';
import { readDockerfile } from '../build/buildFolder.ts';
import { imageReference } from '../build/buildInAzure.ts';
import { buildInWindow } from '../build/buildInWindow.vscode.ts';
import { buildFolderOf } from '../build/openBuildFolder.vscode.ts';
import type { CreateDraft } from '../create/createDraft.ts';
import { wizardContextOf } from '../create/openCreateWizard.vscode.ts';
import { registrySignInStep } from '../create/steps/azureContainerRegistry.ts';
import { passwordStep, usernameStep } from '../create/steps/image.ts';
import { pullIdentityStep } from '../create/steps/managedIdentity.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { runWizard } from '../shared/wizard.ts';
import type { DeployTarget } from './deployPlan.ts';

/** What was built, and how the group gets it. */
export interface ComposeBuilds {
  readonly images: BuiltImages;
  readonly registry: Registry;
}

/** Builds one after the other, all in the registry that is asked for once. Undefined where one came to nothing. */
export async function buildComposeImages(
  app: App,
  composeFile: vscode.Uri,
  project: string,
  builds: readonly ServiceBuild[],
  target: DeployTarget,
): Promise<ComposeBuilds | undefined> {
  const images: Record<string, string> = {};
  let registry: Registry | undefined;
  let builder: BuildOrder['builder'] | undefined;
  for (const build of builds) {
    const folder = contextOf(composeFile, build.context);
    const known = await knownOf(folder, project, build, app, target);
    const order = await askBuild(
      app,
      { uri: folder, dockerfile: undefined },
      { ...known, ...(registry && { registry }), ...(builder && { builder }) },
    );
    const built = order && (await buildInWindow(app, folder, order));
    if (!built) return undefined;
    ({ registry } = built);
    ({ builder } = built.order);
    if (isNewRegistry(built.order.registry)) await rememberRegistry(app, registry.id);
    images[build.service] = imageReference(registry, built.image);
  }
  return registry && { images, registry };
}

function contextOf(composeFile: vscode.Uri, context: string): vscode.Uri {
  return context.startsWith('/')
    ? composeFile.with({ path: context })
    : vscode.Uri.joinPath(composeFile, '..', context);
}

async function knownOf(
  folder: vscode.Uri,
  project: string,
  { service, dockerfile, inlineDockerfile, args, target = '' }: ServiceBuild,
  app: App,
  place: DeployTarget,
): Promise<Partial<BuildDraft>> {
  return {
    dockerfile:
      inlineDockerfile === undefined
        ? await readDockerfile(buildFolderOf(folder), dockerfile)
        : {
            path: `${toRepositoryName(service)}.inline.dockerfile`,
            text: inlineDockerfile,
            parsed: parseDockerfile(inlineDockerfile),
            isInline: true,
          },
    place: {
      cloud: place.cloud,
      subscription: { id: place.subscriptionId, displayName: place.subscriptionName },
    },
    image: `${toRepositoryName(project)}/${toRepositoryName(service)}:${tagOfTime(app.clock.now())}`,
    target,
    values: args,
  };
}

/** Asks how Azure signs in to the registry, and puts that into the group. Undefined when the person leaves. */
export async function withRegistrySignIn(
  app: App,
  document: RawContainerGroup,
  registry: Registry,
  target: DeployTarget,
): Promise<RawContainerGroup | undefined> {
  const context = wizardContextOf(app);
  const prompt = createPrompt();
  try {
    const start: CreateDraft = {
      cloud: target.cloud,
      subscription: { id: target.subscriptionId, displayName: target.subscriptionName },
      source: 'acr',
      registry,
    };
    const steps = [registrySignInStep(context), pullIdentityStep(context), usernameStep(), passwordStep()];
    const draft = await runWizard(start, steps, prompt);
    return draft && { ...document, body: signedIn(document.body, registry, draft) };
  } finally {
    prompt.dispose();
  }
}

function signedIn(body: JsonObject, { loginServer }: Registry, draft: CreateDraft): JsonObject {
  const properties = asObject(body['properties']);
  const others = asObjects(properties['imageRegistryCredentials']);
  const { credential, pullIdentity, signIn } = draft;
  const entry: JsonObject =
    signIn === 'identity' && pullIdentity
      ? { server: loginServer, identity: pullIdentity.id }
      : { server: loginServer, username: credential?.username ?? '', password: credential?.password ?? '' };
  const identity =
    signIn === 'identity' && pullIdentity
      ? identityBody(withUserAssigned(noIdentity, [pullIdentity.id]))
      : undefined;
  return {
    ...body,
    ...(identity && { identity }),
    properties: { ...properties, imageRegistryCredentials: [...others, entry] },
  };
}

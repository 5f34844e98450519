import type { FindImage } from './images.ts';
import { splitReference } from './imageReference.ts';
import type { GroupPlan } from '../groups/groupPlan.ts';
import type { ContainerRuntimeOptions, ImageProblem, RegistryCredential } from '../runtime.ts';

/** Why ACI refuses the first image of a group that it can't use (docs/azure-facts.md, Errors). */
export function imageProblem(
  plan: GroupPlan,
  findImage: FindImage,
  imageAccess: ContainerRuntimeOptions['imageAccess'],
): ImageProblem | undefined {
  for (const { image: reference } of [...plan.initContainers, ...plan.containers]) {
    const image = findImage(reference);
    if (image.refusal === 'rateLimited') return rateLimited(splitReference(reference).server);
    if (image.refusal === 'osVersion') return osVersion(reference);
    const credential = credentialFor(reference, plan.credentials);
    const accessible = imageAccess?.(reference, credential) ?? mayPull(image.login, credential);
    if (!accessible || image.refusal === 'inaccessible') return inaccessible(reference, plan.name);
    if (image.os && image.os !== plan.os) return wrongOs(reference, plan);
  }
  return undefined;
}

function credentialFor(
  reference: string,
  credentials: readonly RegistryCredential[],
): RegistryCredential | undefined {
  const { server } = splitReference(reference);
  return credentials.find(c => hostOf(c.server) === hostOf(server));
}

const hostOf = (server: string) =>
  server
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .replace(/^(?:registry-1\.|registry\.hub\.)?docker\.(?:io|com)$/, 'index.docker.io');

function mayPull(
  login: { readonly username: string; readonly password: string } | undefined,
  credential: RegistryCredential | undefined,
): boolean {
  if (!login) return true;
  return credential?.username === login.username && credential.password === login.password;
}

const inaccessible = (image: string, group: string): ImageProblem => ({
  status: 400,
  code: 'InaccessibleImage',
  message: `The image '${image}' in container group '${group}' is not accessible. Please check the image and registry credential.`,
});

const rateLimited = (server: string): ImageProblem => ({
  status: 409,
  code: 'RegistryErrorResponse',
  message: `An error response is received from the docker registry '${server}'. Please retry later.`,
});

const osVersion = (image: string): ImageProblem => ({
  status: 400,
  code: 'OsVersionNotSupported',
  message: `The OS version of image '${image}' is not supported.`,
});

/** docker-archive/compose-cli#657. */
const wrongOs = (image: string, plan: GroupPlan): ImageProblem => ({
  status: 400,
  code: 'ImageOsTypeNotMatchContainerGroup',
  message: `The container image '${image}' doesn't support specified OS '${plan.os}' for container group '${plan.name}'.`,
});

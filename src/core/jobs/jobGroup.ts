/** The container group that a job runs in. */
import { groupBody } from '../document/groupBody.ts';
import type { ContainerGroup, ContainerRef, GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import { imageBaseName, likelyOsType, parseImage } from '../rules/image.ts';
import { groupNameMax, toGroupName } from '../rules/names.ts';
import type { JobDefinition } from './jobDefinition.ts';

/** Marks a job's group. Its value is when the job was begun, and tells the group from another of the same name. */
export const jobTag = 'aci-vscode-job';

/** A group of its own for one run of a job. */
export interface JobGroup {
  readonly ref: GroupRef;
  readonly location: string;
  /** When the job was begun (ms since the epoch, UTC). */
  readonly begun: number;
}

const longestImage = groupNameMax - '-yyyymmdd-hhmmss'.length;

/** `<image>-<yyyymmdd-hhmmss>`, in UTC: an allowed name for a group, whatever the image is called. */
export function jobGroupName(image: string, begun: number): string {
  const [, date = '', time = ''] =
    /^(.*)T(.*)\./.exec(new Date(begun).toISOString().replaceAll(/[-:]/g, '')) ?? [];
  return `${baseName(image).slice(0, longestImage).replace(/-$/, '')}-${date}-${time}`;
}

function baseName(image: string): string {
  const parsed = parseImage(image);
  return toGroupName('reference' in parsed ? imageBaseName(parsed.reference) : '', 'job');
}

/** The one container of a job's group. */
export function jobContainer(ref: GroupRef): ContainerRef {
  return { group: ref, container: 'job' };
}

/** What is sent to begin the job: one container that is never started again, without an address. */
export function jobGroupDocument(
  definition: JobDefinition,
  { ref, location, begun }: JobGroup,
): RawContainerGroup {
  const { image, credential, pullAs, size, command, variables, osType = likelyOsType(image) } = definition;
  const { apiVersion, body } = groupBody({
    ...{ ref, location, image, credential, pullAs, size, command, variables },
    containerName: jobContainer(ref).container,
    osType,
    restartPolicy: 'Never',
    network: { kind: 'none' },
  });
  return { apiVersion, body: { ...body, tags: { [jobTag]: tagValue(begun) } } };
}

/** Whether the group is the one that was made for the job begun then: no other one may be deleted in its place. */
export function isGroupOfJob({ tags }: ContainerGroup, begun: number): boolean {
  return tags[jobTag] === tagValue(begun);
}

function tagValue(begun: number): string {
  return new Date(begun).toISOString();
}

/** The sentences of the checks of a group's file: what is wrong, and what to do about it. */
import * as l10n from '@vscode/l10n';
import type { Problem } from '../../core/document/problems/findProblems.ts';
import { problemText } from '../create/validationMessages.ts';
import { formatList } from '../shared/languageFormats.ts';

/** One sentence per kind: a kind without one does not compile. */
export function fileProblemText({ kind, args, rule }: Problem): string {
  const [one = '', two = '', three = ''] = args;
  switch (kind) {
    case 'rule':
      return rule ? problemText(rule) : one;
    case 'notAGroup':
      return l10n.t('This is no container group. It begins with name, location and properties.');
    case 'typeOther':
      return l10n.t('"{0}" is no container group. Write Microsoft.ContainerInstance/containerGroups.', one);
    case 'apiVersionText':
      return l10n.t('"{0}" is no version of the API. Write one as 2023-05-01.', one);
    case 'apiVersionTooOld':
      return l10n.t(
        'apiVersion {2} does not know "{0}", and Azure drops it. Write {1} or newer.',
        one,
        two,
        three,
      );
    case 'apiVersionTooNew':
      return l10n.t('apiVersion {1} does not know "{0}" any more, and Azure drops it. Remove it.', one, two);
    case 'nameMissing':
      return l10n.t('Without a name you are asked for one when you deploy the file.');
    case 'tagsTooMany':
      return l10n.t('{0} tags are too many: a resource has at most {1}.', one, two);
    case 'tagCharacter':
      return l10n.t('The name of a tag must not contain "{0}".', one);
    case 'tagTooLong':
      return l10n.t('Too long: at most {0} characters are allowed.', one);
    case 'locationMissing':
      return l10n.t('Without a location the container group runs where its resource group is.');
    case 'osTypeMissing':
      return l10n.t('Say which system the containers need: osType: Linux or osType: Windows.');
    case 'containersMissing':
      return l10n.t('A container group has at least one container. Add it under containers.');
    case 'containersTooMany':
      return l10n.t('{0} containers may be too many: a container group usually has at most {1}.', one, two);
    case 'windowsManyContainers':
      return l10n.t('A Windows container group has one container only. Leave one, or use Linux.');
    case 'containerDoubled':
      return l10n.t('There is another container named "{0}". Give each its own name.', one);
    case 'imageMissing':
      return l10n.t('The container "{0}" has no image. Add image.', one);
    case 'requestsMissing':
      return l10n.t(
        'Say how much the container "{0}" needs: cpu and memoryInGB under resources.requests.',
        one,
      );
    case 'limitBelowRequest':
      return l10n.t('The limit {0} is below the request {1}. Raise the limit, or remove it.', one, two);
    case 'limitAboveGroup':
      return l10n.t(
        'The limit {0} is above the {1} that all containers of the group ask for together. Lower it.',
        one,
        two,
      );
    case 'initContainerProperty':
      return l10n.t('An init container has no {0} of its own. Remove it.', one);
    case 'probeKind':
      return l10n.t('A probe needs exactly one of exec and httpGet.');
    case 'privileged':
      return l10n.t('Only containers of the SKU Confidential may be privileged. Remove privileged.');
    case 'sizeNotPositive':
      return l10n.t('Write a number greater than 0.');
    case 'groupCpuTooBig':
      return l10n.t('{0} vCPUs may be too many: a container group usually has at most {1}.', one, two);
    case 'groupMemoryTooBig':
      return l10n.t('{0} GB of memory may be too much: a container group usually has at most {1}.', one, two);
    case 'groupCpuSmall':
      return l10n.t(
        'All containers together ask for {0} vCPUs. A container group gets at least {1}.',
        one,
        two,
      );
    case 'groupMemorySmall':
      return l10n.t(
        'All containers together ask for {0} GB of memory. A container group gets at least {1}.',
        one,
        two,
      );
    case 'secretInPlainValue':
      return l10n.t(
        '"{0}" looks like a secret, and everyone who can read the group sees it. Use secureValue.',
        one,
      );
    case 'variableNothing':
      return l10n.t('"{0}" has no value. Put it in quotes: what follows a # is a comment.', one);
    case 'variableInQuotes':
      return l10n.t('"{0}" is sent as it is: in quotes no variable is filled in. Take the quotes away.', one);
    case 'variableTwoValues':
      return l10n.t('"{0}" has both value and secureValue. Remove one.', one);
    case 'volumeUnknown':
      return l10n.t('There is no volume named "{0}". Add it under volumes of the group.', one);
    case 'volumeDoubled':
      return l10n.t('There is another volume named "{0}". Give each its own name.', one);
    case 'volumeKind':
      return l10n.t('The volume "{0}" needs exactly one of azureFile, emptyDir, secret and gitRepo.', one);
    case 'volumesTooMany':
      return l10n.t('{0} volumes may be too many: a container group usually has at most {1}.', one, two);
    case 'volumeWindows':
      return l10n.t('Windows containers have no volumes. Remove the volume "{0}", or use Linux.', one);
    case 'secretNotBase64':
      return l10n.t('The files of a secret volume are base64. Encode the content of "{0}".', one);
    case 'gitDirectory':
      return l10n.t('The directory "{0}" must not contain "..".', one);
    case 'mountColon':
      return l10n.t('A mount path has no colon in it: "{0}".', one);
    case 'mountDoubled':
      return l10n.t('Something is mounted at "{0}" already. Choose another path.', one);
    case 'credentialWhich':
      return l10n.t('Give either username and password or identity for the registry "{0}".', one);
    case 'credentialDoubled':
      return l10n.t('There are other credentials for "{0}". Keep one.', one);
    case 'credentialIdentityUnknown':
      return l10n.t(
        'The group does not have this identity. Add it to userAssignedIdentities under identity.',
      );
    case 'identityId':
      return l10n.t('Write the resource id of the identity: /subscriptions/…/userAssignedIdentities/name.');
    case 'identityWindows':
      return l10n.t(
        'Windows container groups may be refused a managed identity. Remove identity, or use Linux.',
      );
    case 'addressPortsMissing':
      return l10n.t('An IP address needs at least one port. Add ports.');
    case 'groupPortUnused':
      return l10n.t('No container listens on port {0}. Add it to the ports of a container.', one);
    case 'subnetPublic':
      return l10n.t(
        'A group in a virtual network has no public IP address. Write type: Private, or remove subnetIds.',
      );
    case 'labelPrivate':
      return l10n.t('A private IP address has no DNS name. Remove dnsNameLabel.');
    case 'privateWithoutSubnet':
      return l10n.t('A private IP address needs a virtual network. Add subnetIds, or write type: Public.');
    case 'subnetId':
      return l10n.t(
        'Write the resource id of a subnet: /subscriptions/…/virtualNetworks/network/subnets/name.',
      );
    case 'subnetsTooMany':
      return l10n.t('A container group is in one subnet. Keep one of the {0}.', one);
    case 'workspaceId':
      return l10n.t(
        'Write the workspace ID that the overview of the workspace shows (a GUID), not its name or resource id.',
      );
    case 'logMetadata':
      return l10n.t(
        'Logs of the type ContainerInstanceLogs have no metadata. Remove it, or write ContainerInsights.',
      );
    case 'zonesTooMany':
      return l10n.t('A container group is in one availability zone. Keep one of the {0}.', one);
    case 'zonesSpot':
      return l10n.t(
        'Spot container groups have no availability zone. Remove zones, or write priority: Regular.',
      );
    case 'zonesSku':
      return l10n.t(
        'A container group of the SKU "{0}" has no availability zone. Remove zones, or the SKU.',
        one,
      );
    case 'spotAddress':
      return l10n.t(
        'A Spot container group cannot be reached from outside. Remove ipAddress, or write priority: Regular.',
      );
    case 'spotSku':
      return l10n.t('A Spot container group cannot have the SKU "{0}". Write sku: Standard.', one);
    case 'spotSubnet':
      return l10n.t(
        'Spot container groups are in no virtual network. Remove subnetIds, or write priority: Regular.',
      );
    case 'gpuRetired':
      return l10n.t('Azure retired GPUs in container groups in July 2025. Remove gpu.');
    case 'spotGpu':
      return l10n.t('A Spot container group has no GPU. Remove gpu, or write priority: Regular.');
    case 'gpuWindows':
      return l10n.t('Windows containers have no GPU. Remove gpu, or use Linux.');
    case 'gpuSubnet':
      return l10n.t('A group in a virtual network has no GPU. Remove gpu or subnetIds.');
    case 'confidentialWindows':
      return l10n.t('Confidential containers run on Linux only.');
  }
}

/** What the schema finds. */
export type Mismatch =
  | { readonly kind: 'missing'; readonly key: string }
  | { readonly kind: 'misplaced'; readonly key: string }
  | { readonly kind: 'leftOut'; readonly key: string }
  | { readonly kind: 'wrongType'; readonly wanted: string }
  | { readonly kind: 'unknownValue'; readonly value: string; readonly known: readonly string[] }
  | { readonly kind: 'unknownKey'; readonly key: string };

export function mismatchText(mismatch: Mismatch): string {
  switch (mismatch.kind) {
    case 'missing':
      return l10n.t('"{0}" is missing. Add it.', mismatch.key);
    case 'misplaced':
      return l10n.t(
        '"{0}" belongs under properties: Azure does not take it here. Move it there.',
        mismatch.key,
      );
    case 'leftOut':
      return l10n.t('A container group has no "{0}". It is left out.', mismatch.key);
    case 'wrongType':
      return wantedText(mismatch.wanted);
    case 'unknownValue':
      return l10n.t('"{0}" is not known here. Known are: {1}.', mismatch.value, formatList(mismatch.known));
    case 'unknownKey':
      return l10n.t('"{0}" is not known here. It is sent to Azure as it is.', mismatch.key);
  }
}

function wantedText(wanted: string): string {
  switch (wanted) {
    case 'string':
      return l10n.t('Text is wanted here.');
    case 'integer':
      return l10n.t('A whole number is wanted here.');
    case 'number':
      return l10n.t('A number is wanted here.');
    case 'boolean':
      return l10n.t('true or false is wanted here.');
    case 'array':
      return l10n.t('A list is wanted here: begin each item with a hyphen.');
    default:
      return l10n.t('Keys with values are wanted here.');
  }
}

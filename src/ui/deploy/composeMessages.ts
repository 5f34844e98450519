import * as l10n from '@vscode/l10n';
import type { ComposeChoices } from '../../core/compose/conversionContext.ts';
import type { ComposeNote, ComposeReason } from '../../core/compose/composeNote.ts';
import { formatList } from '../shared/languageFormats.ts';

/** The heading for the notes of one effect. */
export function effectText(effect: ComposeNote['effect']): string {
  switch (effect) {
    case 'taken':
      return l10n.t('Taken from this computer');
    case 'blocked':
      return l10n.t('To mend first');
    case 'changed':
      return l10n.t('Different in Azure');
    case 'dropped':
      return l10n.t('Left out');
  }
}

/** What the person may want otherwise, and what it means. */
export function choiceText(choice: keyof ComposeChoices): {
  readonly label: string;
  readonly detail: string;
} {
  switch (choice) {
    case 'useLocalhost':
      return {
        label: l10n.t('Reach the services at localhost'),
        detail: l10n.t('Addresses that name a service are changed: in Azure all of them share one network.'),
      };
    case 'carryFiles':
      return {
        label: l10n.t('Send mounted files along'),
        detail: l10n.t('Small files beside the Compose file go into secret volumes of the group.'),
      };
    case 'withOverride':
      return {
        label: l10n.t('Merge the override file'),
        detail: l10n.t('Docker Compose does so with a file of that name beside the Compose file.'),
      };
  }
}

type ReasonOf<K extends ComposeReason['kind']> = Extract<ComposeReason, { kind: K }>;
type ReasonMessages = { readonly [K in ComposeReason['kind']]: (why: ReasonOf<K>) => string };

/** A reason without a sentence does not compile. */
const reasonMessages: ReasonMessages = {
  noServices: () => l10n.t('The file starts no service.'),
  obsoleteKey: ({ key }) => l10n.t('"{0}" is obsolete: Compose itself ignores it.', key),
  extensionField: ({ key }) => l10n.t('"{0}" is an extension field, which no tool acts on.', key),
  unknownKey: ({ key }) => l10n.t('"{0}" is not known.', key),
  wrongType: ({ key }) => l10n.t('"{0}" is not written as Compose wants it.', key),
  includeCycle: ({ file }) => l10n.t('{0} includes itself in a circle.', file),
  overrideRead: ({ file }) => l10n.t('{0} is merged, as Docker Compose does.', file),
  overrideLeft: ({ file }) => l10n.t('{0} is left out, which Docker Compose merges.', file),
  extendsMissing: ({ service }) => l10n.t('There is no service "{0}" to extend.', service),
  extendsCycle: ({ service }) => l10n.t('"{0}" extends itself in a circle.', service),
  profileInactive: ({ service, profiles }) =>
    l10n.t(
      '"{0}" is started only with the profile {1}. Set COMPOSE_PROFILES to include it.',
      service,
      formatList(profiles),
    ),
  tooManyServices: ({ count, max }) =>
    l10n.t('{0} services: a group has at most {1} containers.', count, max),
  windowsAlone: () => l10n.t('A Windows group has one container only.'),
  fileMissing: ({ file }) => l10n.t("The file {0} can't be read.", file),
  envFileLine: ({ file, line }) =>
    l10n.t("Line {1} of {0} can't be read: write it as NAME=value, and close each quote.", file, line),
  fileNotCompose: ({ file }) => l10n.t('{0} is no Compose file that can be read.', file),
  fileTaken: ({ file }) => l10n.t('What is in the file {0} goes into the group.', file),
  variableTaken: ({ name }) => l10n.t("This computer's variable {0} goes into the group.", name),
  interpolationUnset: ({ name, message }) =>
    message === ''
      ? l10n.t(
          '{0} is not set. Set it in a file .env beside this one, or give it a default as in {1}.',
          name,
          `\${${name}:-…}`,
        )
      : l10n.t('{0} has to be set, in a file .env beside this one: {1}', name, message),
  interpolationSyntax: ({ text }) => l10n.t('"{0}" is no variable. Write $$ for a dollar sign.', text),
  nameChanged: ({ from, to }) =>
    l10n.t('"{0}" becomes "{1}": names have small letters, digits and hyphens.', from, to),
  containerName: ({ service }) => l10n.t('The container is named after its service, {0}.', service),
  imageMissing: ({ service }) =>
    l10n.t('"{0}" has no image. Build it, push it to a registry and name it in "image".', service),
  imageBuilt: ({ service }) => l10n.t('The image of "{0}" is built in a container registry first.', service),
  build: () => l10n.t('Azure Container Instances builds no images: the pushed image is used.'),
  platform: ({ platform }) => l10n.t('Only amd64 images run, not {0}.', platform),
  commandReplacesEntrypoint: () =>
    l10n.t(
      "In Azure the command replaces the image's entry point too. Write the whole command line if the image has one.",
    ),
  commandNoProgram: ({ word }) =>
    l10n.t(
      '"{0}" is no program: it is meant for the image\'s entry point, which a command replaces in Azure. Write "entrypoint" as well.',
      word,
    ),
  entrypointAdded: ({ entrypoint }) =>
    l10n.t(
      "In Azure a command replaces the image's entry point too, so that is put in front: {0}",
      entrypoint,
    ),
  entrypointKept: () =>
    l10n.t("The image's own entry point runs: Azure can't take it away without a command. Write one."),
  commandSyntax: ({ text }) => l10n.t('A quote is left open in the command: {0}', text),
  order: ({ services }) =>
    l10n.t('All containers start at the same time: nothing waits for {0}.', formatList(services)),
  initContainer: ({ service, waiting }) =>
    l10n.t(
      '"{0}" becomes an init container: it runs once, before all the others, since {1} waits for its end.',
      service,
      formatList(waiting),
    ),
  initNeedsRunning: ({ service, needed }) =>
    l10n.t(
      '"{0}" starts beside the others, which don\'t wait for its end: it needs {1} to run, and init containers run before everything else.',
      service,
      needed,
    ),
  initDetail: ({ key }) => l10n.t('An init container has no "{0}".', key),
  noReplicas: ({ service }) => l10n.t('No container of "{0}" is wanted.', service),
  hooks: ({ key }) => l10n.t('Containers in Azure have no "{0}". Put it into the command.', key),
  provider: ({ service }) =>
    l10n.t(
      '"{0}" is no container: a provider on this computer makes it. Take it out, or put an image in its place.',
      service,
    ),
  restartDefault: () =>
    l10n.t('No service says when to restart: Azure restarts containers always, Compose never.'),
  restartShared: ({ policy }) => l10n.t('A group has one restart policy for all containers: {0}.', policy),
  restartUnknown: ({ text }) => l10n.t('"{0}" is no restart policy.', text),
  restartDetail: () => l10n.t("Attempts, delays and windows of restarts can't be set."),
  replicas: ({ count }) => l10n.t('One container is started, not {0}: a group does not scale.', count),
  deployDetail: ({ key }) => l10n.t('"{0}" has no counterpart in a container group.', key),
  system: ({ key }) => l10n.t('"{0}" can\'t be set for a container in Azure.', key),
  logging: () => l10n.t('Azure keeps the logs itself. Use diagnostics for Log Analytics.'),
  labels: () => l10n.t('Containers have no labels. Use tags on the group.'),
  local: ({ key }) => l10n.t('"{0}" means something on this computer only.', key),
  healthRestarts: () => l10n.t('Becomes a liveness probe: when it fails, Azure restarts the container.'),
  healthOfImage: () =>
    l10n.t(
      "The image's own health check does not run in Azure. Write its test here to get a liveness probe.",
    ),
  healthSyntax: () => l10n.t('The health check has no test that can be read.'),
  healthDetail: ({ key }) => l10n.t('A probe has no "{0}".', key),
  durationRounded: ({ from, seconds }) =>
    l10n.t('{0} becomes {1} s: probes count whole seconds.', from, seconds),
  durationSyntax: ({ text }) => l10n.t('"{0}" is no duration, such as 30s.', text),
  sizeDefault: ({ cpu, memoryInGB }) =>
    l10n.t(
      'No size is reserved: {0} vCPU and {1} GB are used. You pay for what is reserved.',
      cpu,
      memoryInGB,
    ),
  groupSize: ({ cpu, memoryInGB, maxCpu, maxMemoryInGB }) =>
    l10n.t(
      'All containers together ask for {0} vCPUs and {1} GB. More than {2} vCPUs and {3} GB are not to be had in every region: say less with "cpus" and "mem_limit".',
      cpu,
      memoryInGB,
      maxCpu,
      maxMemoryInGB,
    ),
  amountRounded: ({ from, to }) => l10n.t('{0} becomes {1}: sizes have one decimal.', from, to),
  amountSyntax: ({ text }) => l10n.t('"{0}" is no size.', text),
  limitLowered: ({ from, to }) =>
    l10n.t('The limit {0} becomes {1}: that is what the whole group has.', from, to),
  sharedNetwork: ({ key }) =>
    l10n.t('"{0}" is left out: all containers of a group share one network and host.', key),
  serviceNames: ({ services }) =>
    l10n.t('{0} reach each other at localhost: in Azure they share one network.', formatList(services)),
  nameReplaced: ({ services, addresses }) =>
    l10n.t(
      'The address of {0} becomes {1}: containers of a group share one network.',
      formatList(services),
      formatList(addresses),
    ),
  nameUnknown: ({ services }) =>
    l10n.t('{0} is not found by its name in Azure. Write localhost.', formatList(services)),
  fileNameReplaced: ({ services, addresses, file }) =>
    l10n.t(
      'In {2} the address of {0} becomes {1}: containers of a group share one network.',
      formatList(services),
      formatList(addresses),
      file,
    ),
  fileNameUnknown: ({ services, file }) =>
    l10n.t(
      '{1} names {0}, which is not found by its name in Azure. Write localhost.',
      formatList(services),
      file,
    ),
  portMapped: ({ published, target }) =>
    l10n.t('Azure maps no ports: the service is reached at {1}, not {0}.', published, target),
  portLoopback: ({ port }) =>
    l10n.t('Port {0} was open on this computer only: it stays inside the group.', port),
  portHostAddress: ({ address, port }) =>
    l10n.t("Port {1} is open at the group's own address, not {0}.", address, port),
  portTwice: ({ port, services }) =>
    l10n.t(
      'Port {0} is used twice ({1}): containers of a group share one network. Change one of them.',
      port,
      formatList(services),
    ),
  portSyntax: ({ text }) => l10n.t('"{0}" is no port, such as 80 or 8080:80.', text),
  portProtocol: ({ protocol }) => l10n.t('Only TCP and UDP ports can be opened, not {0}.', protocol),
  portsTooMany: ({ count, max }) =>
    l10n.t(
      '{0} ports: most subscriptions may open {1}. Take out those that nobody outside needs.',
      count,
      max,
    ),
  portDetail: ({ key }) => l10n.t('A port has no "{0}".', key),
  labelOther: ({ label, used }) => l10n.t('A group has one DNS name: {1} is used, not {0}.', label, used),
  labelInvalid: ({ label }) =>
    l10n.t('"{0}" is no DNS name label: 5 to 63 letters, digits and hyphens.', label),
  labelWithoutPorts: ({ label }) => l10n.t('No port is open, so the DNS name {0} would lead nowhere.', label),
  variableUnset: ({ name }) => l10n.t('{0} is not set.', name),
  variableName: ({ name }) =>
    l10n.t(
      '"{0}" is no name for a variable in Azure: it begins with a letter or an underscore, and has letters, digits and underscores only.',
      name,
    ),
  variableSecured: ({ name }) =>
    l10n.t('{0} looks like a secret: it is sent as a secure value that Azure never shows.', name),
  bindMount: ({ source }) =>
    l10n.t('{0} is on this computer. Put it into the image or on an Azure file share.', source),
  mountedFileMissing: ({ source }) =>
    l10n.t(
      "{0} can't be read, so the container runs without it. Put it beside the Compose file, and it goes along in a secret volume.",
      source,
    ),
  fileCarried: ({ source, directory }) =>
    l10n.t(
      '{0} goes along in a secret volume. What the image has in {1} besides is hidden.',
      source,
      directory,
    ),
  directoryCarried: ({ source, count }) =>
    count === 1
      ? l10n.t('The file in {0} goes along in a secret volume, which nothing can write to.', source)
      : l10n.t(
          'The {1} files of {0} go along in a secret volume, which nothing can write to.',
          source,
          count,
        ),
  fileNotCarried: ({ source, directory }) =>
    l10n.t(
      '{0} is on this computer, and a volume with it would hide what the image needs in {1}. Put it into the image, or mount it in a directory of its own.',
      source,
      directory,
    ),
  volumeEmpty: ({ volume }) =>
    volume === ''
      ? l10n.t('Becomes an empty directory that is lost with the group.')
      : l10n.t(
          '"{0}" becomes an empty directory that is lost with the group. Use the driver azure_file to keep data.',
          volume,
        ),
  volumeExternal: ({ volume }) =>
    l10n.t(
      '"{0}" exists elsewhere: an empty directory takes its place. Use the driver azure_file for its data.',
      volume,
    ),
  volumeUndeclared: ({ volume }) => l10n.t('The volume "{0}" is not declared under "volumes".', volume),
  volumeSyntax: ({ text }) => l10n.t('"{0}" is no mount, such as data:/var/lib/data.', text),
  mountOnDrive: ({ target }) =>
    l10n.t(
      'Azure mounts nothing at {0}: the path of a mount has no drive there. Put what is needed into the image.',
      target,
    ),
  volumeDetail: ({ key }) => l10n.t('A mount has no "{0}".', key),
  volumeKeyAsked: ({ volume }) => l10n.t('You will be asked for the storage account key of "{0}".', volume),
  azureFileIncomplete: ({ volume, missing }) =>
    l10n.t('The volume "{0}" needs "{1}" among its driver_opts.', volume, missing),
  mountHides: ({ directory }) =>
    l10n.t('What the image has in {0} is hidden: the whole directory is mounted.', directory),
  configAtRoot: ({ config }) =>
    l10n.t('"{0}" can\'t be mounted at the root. Give it a target in a directory.', config),
  secretExternal: ({ secret }) =>
    l10n.t('"{0}" exists elsewhere and can\'t be read. Give it a file.', secret),
  secretUndeclared: ({ secret }) => l10n.t('"{0}" is not declared, or says not where it comes from.', secret),
  secretDetail: ({ key }) => l10n.t('Owner and mode can\'t be set: "{0}" is left out.', key),
};

/** Why a key does not reach the group as it is written, in a sentence. */
export function composeText(why: ComposeReason): string {
  const say = reasonMessages[why.kind] as (reason: ComposeReason) => string;
  return say(why);
}

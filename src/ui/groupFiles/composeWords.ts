import type { ComposeNote, ComposeReason } from '../../core/compose/note.ts';
import type { Translate } from '../translate.ts';

/** The heading for the notes of one effect. */
export function effectText(effect: ComposeNote['effect'], t: Translate): string {
  switch (effect) {
    case 'blocked':
      return t('To mend first');
    case 'changed':
      return t('Different in Azure');
    case 'dropped':
      return t('Left out');
  }
}

type Of<K extends ComposeReason['kind']> = Extract<ComposeReason, { kind: K }>;
type Words = { readonly [K in ComposeReason['kind']]: (why: Of<K>, t: Translate) => string };

/** A reason without a sentence does not compile. */
const words: Words = {
  noServices: (_, t) => t('The file starts no service.'),
  obsoleteKey: ({ key }, t) => t('"{0}" is obsolete: Compose itself ignores it.', key),
  extensionField: ({ key }, t) => t('"{0}" is an extension field, which no tool acts on.', key),
  unknownKey: ({ key }, t) => t('"{0}" is not known.', key),
  wrongType: ({ key }, t) => t('"{0}" is not written as Compose wants it.', key),
  include: (_, t) => t("Other files can't be included. Copy their services into this one."),
  extendsFile: ({ file }, t) =>
    t("A service of another file ({0}) can't be extended. Copy it into this one.", file),
  extendsMissing: ({ service }, t) => t('There is no service "{0}" to extend.', service),
  extendsCycle: ({ service }, t) => t('"{0}" extends itself in a circle.', service),
  profileInactive: ({ service, profiles }, t) =>
    t(
      '"{0}" is started only with the profile {1}. Set COMPOSE_PROFILES to include it.',
      service,
      profiles.join(', '),
    ),
  tooManyServices: ({ count, max }, t) => t('{0} services: a group has at most {1} containers.', count, max),
  windowsAlone: (_, t) => t('A Windows group has one container only.'),
  fileMissing: ({ file }, t) => t("The file {0} can't be read.", file),
  interpolationUnset: ({ name }, t) => t('{0} is not set: an empty text is used.', name),
  interpolationRequired: ({ name, message }, t) =>
    message === '' ? t('{0} has to be set.', name) : t('{0} has to be set: {1}', name, message),
  interpolationSyntax: ({ text }, t) => t('"{0}" is no variable. Write $$ for a dollar sign.', text),
  nameChanged: ({ from, to }, t) =>
    t('"{0}" becomes "{1}": names have small letters, digits and hyphens.', from, to),
  containerName: ({ service }, t) => t('The container is named after its service, {0}.', service),
  imageMissing: ({ service }, t) =>
    t('"{0}" has no image. Build it, push it to a registry and name it in "image".', service),
  build: (_, t) => t('Azure Container Instances builds no images: the pushed image is used.'),
  platform: ({ platform }, t) => t('Only amd64 images run, not {0}.', platform),
  commandReplacesEntrypoint: (_, t) =>
    t(
      "In Azure the command replaces the image's entry point too. Write the whole command line if the image has one.",
    ),
  commandSyntax: ({ text }, t) => t('A quote is left open in the command: {0}', text),
  order: (_, t) => t('All containers start at the same time, in no order.'),
  restartDefault: (_, t) =>
    t('No service says when to restart: Azure restarts containers always, Compose never.'),
  restartShared: ({ policy }, t) => t('A group has one restart policy for all containers: {0}.', policy),
  restartUnknown: ({ text }, t) => t('"{0}" is no restart policy.', text),
  restartDetail: (_, t) => t("Attempts, delays and windows of restarts can't be set."),
  replicas: ({ count }, t) => t('One container is started, not {0}: a group does not scale.', count),
  deployDetail: ({ key }, t) => t('"{0}" has no counterpart in a container group.', key),
  system: ({ key }, t) => t('"{0}" can\'t be set for a container in Azure.', key),
  logging: (_, t) => t('Azure keeps the logs itself. Use diagnostics for Log Analytics.'),
  labels: (_, t) => t('Containers have no labels. Use tags on the group.'),
  local: ({ key }, t) => t('"{0}" means something on this computer only.', key),
  healthRestarts: (_, t) => t('Becomes a liveness probe: when it fails, Azure restarts the container.'),
  healthSyntax: (_, t) => t('The health check has no test that can be read.'),
  healthDetail: ({ key }, t) => t('A probe has no "{0}".', key),
  durationRounded: ({ from, seconds }, t) =>
    t('{0} becomes {1} s: probes count whole seconds.', from, seconds),
  durationSyntax: ({ text }, t) => t('"{0}" is no duration, such as 30s.', text),
  sizeDefault: ({ cpu, memoryInGB }, t) =>
    t('No size is reserved: {0} vCPU and {1} GB are used. You pay for what is reserved.', cpu, memoryInGB),
  amountRounded: ({ from, to }, t) => t('{0} becomes {1}: sizes have one decimal.', from, to),
  amountSyntax: ({ text }, t) => t('"{0}" is no size.', text),
  limitLowered: ({ from, to }, t) =>
    t('The limit {0} becomes {1}: that is what the whole group has.', from, to),
  sharedNetwork: ({ key }, t) =>
    t('"{0}" is left out: all containers of a group share one network and host.', key),
  serviceNames: ({ services }, t) =>
    t(
      '{0} reach each other at localhost, not by their names. Change addresses that use the names.',
      services.join(', '),
    ),
  portMapped: ({ published, target }, t) =>
    t('Azure maps no ports: the service is reached at {1}, not {0}.', published, target),
  portLoopback: ({ port }, t) =>
    t('Port {0} was open on this computer only: it stays inside the group.', port),
  portHostAddress: ({ address, port }, t) =>
    t("Port {1} is open at the group's own address, not {0}.", address, port),
  portTwice: ({ port, services }, t) =>
    t(
      'Port {0} is used twice ({1}): containers of a group share one network. Change one of them.',
      port,
      services.join(', '),
    ),
  portSyntax: ({ text }, t) => t('"{0}" is no port, such as 80 or 8080:80.', text),
  portProtocol: ({ protocol }, t) => t('Only TCP and UDP ports can be opened, not {0}.', protocol),
  portsTooMany: ({ count, max }, t) => t('{0} ports: a group opens at most {1}.', count, max),
  portDetail: ({ key }, t) => t('A port has no "{0}".', key),
  labelOther: ({ label, used }, t) => t('A group has one DNS name: {1} is used, not {0}.', label, used),
  labelInvalid: ({ label }, t) =>
    t('"{0}" is no DNS name label: 5 to 63 letters, digits and hyphens.', label),
  labelWithoutPorts: ({ label }, t) => t('No port is open, so the DNS name {0} would lead nowhere.', label),
  variableUnset: ({ name }, t) => t('{0} is not set.', name),
  variableName: ({ name }, t) =>
    t('"{0}" is no name for a variable in Azure: letters, digits and inner underscores.', name),
  variableSecured: ({ name }, t) =>
    t('{0} looks like a secret: it is sent as a secure value that Azure never shows.', name),
  bindMount: ({ source }, t) =>
    t('{0} is on this computer. Put it into the image or on an Azure file share.', source),
  volumeEmpty: ({ volume }, t) =>
    volume === ''
      ? t('Becomes an empty directory that is lost with the group.')
      : t(
          '"{0}" becomes an empty directory that is lost with the group. Use the driver azure_file to keep data.',
          volume,
        ),
  volumeExternal: ({ volume }, t) =>
    t(
      '"{0}" exists elsewhere: an empty directory takes its place. Use the driver azure_file for its data.',
      volume,
    ),
  volumeUndeclared: ({ volume }, t) => t('The volume "{0}" is not declared under "volumes".', volume),
  volumeSyntax: ({ text }, t) => t('"{0}" is no mount, such as data:/var/lib/data.', text),
  volumeDetail: ({ key }, t) => t('A mount has no "{0}".', key),
  volumeKeyAsked: ({ volume }, t) => t('You will be asked for the storage account key of "{0}".', volume),
  azureFileIncomplete: ({ volume, missing }, t) =>
    t('The volume "{0}" needs "{1}" among its driver_opts.', volume, missing),
  mountHides: ({ directory }, t) =>
    t('What the image has in {0} is hidden: the whole directory is mounted.', directory),
  configAtRoot: ({ config }, t) =>
    t('"{0}" can\'t be mounted at the root. Give it a target in a directory.', config),
  secretExternal: ({ secret }, t) => t('"{0}" exists elsewhere and can\'t be read. Give it a file.', secret),
  secretUndeclared: ({ secret }, t) => t('"{0}" is not declared, or says not where it comes from.', secret),
  secretDetail: ({ key }, t) => t('Owner and mode can\'t be set: "{0}" is left out.', key),
};

/** Why a key does not reach the group as it is written, in a sentence. */
export function composeText(why: ComposeReason, t: Translate): string {
  const say = words[why.kind] as (reason: ComposeReason, translate: Translate) => string;
  return say(why, t);
}

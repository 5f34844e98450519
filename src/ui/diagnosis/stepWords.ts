/** What to do, in words. */
import type { Step, StepCommand, StepId } from '../../core/diagnosis/finding.ts';
import type { Translate } from '../shared/translate.ts';
import { code } from './markdownCode.ts';

/** Markdown. */
export function stepWords({ id, value }: Step, t: Translate): string {
  return table[id](value, t);
}

/** A step without words does not compile. */
const table: Readonly<Record<StepId, (value: string, t: Translate) => string>> = {
  addCredential: (server, t) =>
    server === ''
      ? t('If the registry is private, give its server, user name and password.')
      : t('If the image is private, give a user name and password for the server {0}.', code(server)),
  addLibrary: (_, t) =>
    t('Use a base image that has it, such as Server Core instead of Nano Server, or put it into the image.'),
  allowAddress: (_, t) =>
    t(
      'Or let the address in by the network rules of the registry. The addresses of container groups change.',
    ),
  askForQuota: (_, t) => t('Ask for more in the portal, under Help + support: New support request, Quota.'),
  askSupport: (_, t) => t('If it stays so, ask Microsoft’s support. The portal leads there.'),
  bindToAllAddresses: (_, t) => t('Have the program listen on 0.0.0.0 instead of 127.0.0.1.'),
  changeCommand: (_, t) =>
    t('Create the group anew with another command. ACI passes it on as it is, without a shell.'),
  checkEnvironment: (_, t) =>
    t('Look whether its environment variables, secrets and command are what the program expects.'),
  checkImageName: (image, t) =>
    image === ''
      ? t('Check the name and the tag of the image.')
      : t(
          'Check {0}, letter by letter: the registry, the name, and the tag. Without a tag it is “latest”.',
          code(image),
        ),
  checkMountNetwork: (_, t) =>
    t(
      'Open port 445 between the group and the storage account: firewall, private endpoint and DNS of the subnet.',
    ),
  checkRegistryName: (server, t) =>
    server === ''
      ? t('Check the name of the registry.')
      : t('Check the name of the registry, {0}, letter by letter.', code(server)),
  checkShareKey: (_, t) =>
    t(
      'Check the key of the storage account, and whether the account allows access by key. Azure never gives the key back, so after a rotation the group must get the new one.',
    ),
  checkShareName: (_, t) => t('Check the names of the storage account and of the file share.'),
  checkGitRepository: (_, t) =>
    t('Check the address of the repository, its revision, and whether it is public.'),
  checkSubnet: (_, t) =>
    t(
      'Check the subnet: delegated to Microsoft.ContainerInstance/containerGroups, addresses left, and a way out (NAT gateway, firewall).',
    ),
  chooseLabel: (label, t) =>
    label === ''
      ? t(
          'Choose another DNS label (5 to 63 letters, digits and hyphens), or a reuse scope other than Unsecure: it adds a hash to the name.',
        )
      : t(
          'Choose another label than {0} (5 to 63 letters, digits and hyphens), or a reuse scope other than Unsecure: it adds a hash to the name.',
          code(label),
        ),
  chooseLocation: (_, t) => t('Choose another location.'),
  choosePolicy: (policy, t) =>
    t('Create it anew with the restart policy {0}. It cannot be changed later.', code(policy)),
  choosePort: (_, t) => t('Give each container of the group a port of its own.'),
  deleteAgain: (_, t) => t('Delete the group and create it anew.'),
  deleteOthers: (_, t) => t('Delete groups that are no longer needed.'),
  exposePort: (ports, t) =>
    t(
      'Open the port {0} on the container and on the group, or have the program listen on the one that is open.',
      code(ports),
    ),
  fixCertificate: (_, t) =>
    t('Give the registry a certificate of a public authority, for the very name that the image has.'),
  fixProbe: (_, t) => t('Check path, port and command of the probe.'),
  followLogs: (_, t) => t('Follow its log and watch the next try.'),
  generatePolicy: (_, t) =>
    t('Make the policy anew from the group as it is (az confcom acipolicygen), and deploy with that.'),
  giveMemory: (_, t) => t('Create it anew with more memory. The size of a group cannot be changed.'),
  giveProbeTime: (_, t) =>
    t('Give it more time: raise initialDelaySeconds, timeoutSeconds or failureThreshold of the probe.'),
  handleSigterm: (_, t) => t('Have the program end when it gets SIGTERM, and save what must be saved.'),
  keepRunning: (_, t) => t('Or give it a command that goes on, such as a server.'),
  lessSize: (_, t) => t('Ask for fewer vCPUs or less memory.'),
  lookInside: (_, t) => t('Look inside with a terminal.'),
  makeExecutable: (_, t) =>
    t(
      'Set the executable bit of the file in the image (chmod +x), and give scripts a first line such as #!/bin/sh.',
    ),
  mirrorImage: (_, t) =>
    t('Best: copy the image to a registry of your own (az acr import) and use it from there.'),
  neverStarted: (_, t) => t('The container has never started, so there is no log to read.'),
  openBrowser: (_, t) => t('Open it in the browser.'),
  openPortal: (_, t) => t('The activity log in the portal names who was not allowed to do what.'),
  privateEndpoint: (_, t) =>
    t('Or put the group into a virtual network that has a private endpoint of the registry.'),
  pullLogin: (server, t) =>
    t(
      'Pull with a login: a free Docker Hub account has a limit of its own. The server is called {0}.',
      code(server),
    ),
  readLog: (_, t) => t('Read the whole log.'),
  rebuildForAmd64: (image, t) =>
    t('Build {0} for the right processor: docker build --platform linux/amd64.', code(image)),
  regularPriority: (_, t) => t('Create it anew with the priority Regular if it must not be interrupted.'),
  restart: (_, t) => t('Then create the group anew: a new tag or credential needs that.'),
  smallerImage: (_, t) => t('A smaller image, or one from a registry in the same location, comes faster.'),
  startAgain: (_, t) => t('Start it again.'),
  tryAgainLater: (_, t) => t('Try again later.'),
  useHttps: (_, t) => t('Put a proxy with a certificate of a public authority in front of the registry.'),
  useIdentity: (_, t) =>
    t(
      'Pull with a managed identity that has the role AcrPull, and allow trusted Microsoft services on the registry.',
    ),
  useOtherOs: (_, t) =>
    t('Choose the other operating system for the group, or an image that is for this one.'),
  useSupportedWindows: (_, t) => t('Use an image based on Windows Server 2019 or 2022 (LTSC).'),
  viewProperties: (_, t) => t('Look at everything that Azure says of the group.'),
  watchLog: (_, t) => t('Follow its log.'),
  waitForIt: (_, t) => t('Wait a little, then refresh.'),
};

export function commandTitle(command: StepCommand, t: Translate): string {
  const titles: Record<StepCommand, string> = {
    deleteFinishedGroups: t('Delete Finished Groups…'),
    deleteGroup: t('Delete Group…'),
    duplicateGroup: t('Duplicate Group…'),
    editGroup: t('Edit Group'),
    followLogs: t('Follow Logs'),
    openInBrowser: t('Open in Browser'),
    openInPortal: t('Open in Portal'),
    openLogSnapshot: t('Open Log Snapshot'),
    openTerminal: t('Open Terminal'),
    restartGroup: t('Restart'),
    startGroup: t('Start'),
    stopGroup: t('Stop'),
    viewProperties: t('View Properties'),
  };
  return titles[command];
}

/** What to do, in words. */
import * as l10n from '@vscode/l10n';
import type { Step, StepCommand, StepId } from '../../core/diagnosis/finding.ts';
import { code } from './markdownCode.ts';

/** Markdown. */
export function stepWords({ id, value }: Step): string {
  return table[id](value);
}

/** A step without words does not compile. */
const table: Readonly<Record<StepId, (value: string) => string>> = {
  addCredential: server =>
    server === ''
      ? l10n.t('If the registry is private, give its server, user name and password.')
      : l10n.t('If the image is private, give a user name and password for the server {0}.', code(server)),
  addLibrary: () =>
    l10n.t(
      'Use a base image that has it, such as Server Core instead of Nano Server, or put it into the image.',
    ),
  allowAddress: () =>
    l10n.t(
      'Or let the address in by the network rules of the registry. The addresses of container groups change.',
    ),
  askForQuota: () => l10n.t('Ask for more in the portal, under Help + support: New support request, Quota.'),
  askSupport: () => l10n.t('If it stays so, ask Microsoft’s support. The portal leads there.'),
  bindToAllAddresses: () => l10n.t('Have the program listen on 0.0.0.0 instead of 127.0.0.1.'),
  changeCommand: () =>
    l10n.t('Create the group anew with another command. ACI passes it on as it is, without a shell.'),
  checkEnvironment: () =>
    l10n.t('Look whether its environment variables, secrets and command are what the program expects.'),
  checkImageName: image =>
    image === ''
      ? l10n.t('Check the name and the tag of the image.')
      : l10n.t(
          'Check {0}, letter by letter: the registry, the name, and the tag. Without a tag it is “latest”.',
          code(image),
        ),
  checkMountNetwork: () =>
    l10n.t(
      'Open port 445 between the group and the storage account: firewall, private endpoint and DNS of the subnet.',
    ),
  checkRegistryName: server =>
    server === ''
      ? l10n.t('Check the name of the registry.')
      : l10n.t('Check the name of the registry, {0}, letter by letter.', code(server)),
  checkShareKey: () =>
    l10n.t(
      'Check the key of the storage account, and whether the account allows access by key. Azure never gives the key back, so after a rotation the group must get the new one.',
    ),
  checkShareName: () => l10n.t('Check the names of the storage account and of the file share.'),
  checkGitRepository: () =>
    l10n.t('Check the address of the repository, its revision, and whether it is public.'),
  checkSubnet: () =>
    l10n.t(
      'Check the subnet: delegated to Microsoft.ContainerInstance/containerGroups, addresses left, and a way out (NAT gateway, firewall).',
    ),
  chooseLabel: label =>
    label === ''
      ? l10n.t(
          'Choose another DNS label (5 to 63 letters, digits and hyphens), or a reuse scope other than Unsecure: it adds a hash to the name.',
        )
      : l10n.t(
          'Choose another label than {0} (5 to 63 letters, digits and hyphens), or a reuse scope other than Unsecure: it adds a hash to the name.',
          code(label),
        ),
  chooseLocation: () => l10n.t('Choose another location.'),
  choosePolicy: policy =>
    l10n.t('Create it anew with the restart policy {0}. It cannot be changed later.', code(policy)),
  choosePort: () => l10n.t('Give each container of the group a port of its own.'),
  deleteAgain: () => l10n.t('Delete the group and create it anew.'),
  deleteOthers: () => l10n.t('Delete groups that are no longer needed.'),
  exposePort: ports =>
    l10n.t(
      'Open the port {0} on the container and on the group, or have the program listen on the one that is open.',
      code(ports),
    ),
  fixCertificate: () =>
    l10n.t('Give the registry a certificate of a public authority, for the very name that the image has.'),
  fixProbe: () => l10n.t('Check path, port and command of the probe.'),
  followLogs: () => l10n.t('Follow its log and watch the next try.'),
  generatePolicy: () =>
    l10n.t('Make the policy anew from the group as it is (az confcom acipolicygen), and deploy with that.'),
  giveCpu: () => l10n.t('Create it anew with more vCPUs. The size of a group cannot be changed.'),
  giveMemory: () => l10n.t('Create it anew with more memory. The size of a group cannot be changed.'),
  giveProbeTime: () =>
    l10n.t('Give it more time: raise initialDelaySeconds, timeoutSeconds or failureThreshold of the probe.'),
  handleSigterm: () => l10n.t('Have the program end when it gets SIGTERM, and save what must be saved.'),
  keepRunning: () => l10n.t('Or give it a command that goes on, such as a server.'),
  lessSize: () => l10n.t('Ask for fewer vCPUs or less memory.'),
  lookInside: () => l10n.t('Look inside with a terminal.'),
  makeExecutable: () =>
    l10n.t(
      'Set the executable bit of the file in the image (chmod +x), and give scripts a first line such as #!/bin/sh.',
    ),
  mirrorImage: () =>
    l10n.t('Best: copy the image to a registry of your own (az acr import) and use it from there.'),
  neverStarted: () => l10n.t('The container has never started, so there is no log to read.'),
  openBrowser: () => l10n.t('Open it in the browser.'),
  openPortal: () => l10n.t('The activity log in the portal names who was not allowed to do what.'),
  privateEndpoint: () =>
    l10n.t('Or put the group into a virtual network that has a private endpoint of the registry.'),
  pullLogin: server =>
    l10n.t(
      'Pull with a login: a free Docker Hub account has a limit of its own. The server is called {0}.',
      code(server),
    ),
  readLog: () => l10n.t('Read the whole log.'),
  rebuildForAmd64: image =>
    l10n.t('Build {0} for the right processor: docker build --platform linux/amd64.', code(image)),
  regularPriority: () => l10n.t('Create it anew with the priority Regular if it must not be interrupted.'),
  restart: () => l10n.t('Then create the group anew: a new tag or credential needs that.'),
  smallerImage: () => l10n.t('A smaller image, or one from a registry in the same location, comes faster.'),
  startAgain: () => l10n.t('Start it again.'),
  tryAgainLater: () => l10n.t('Try again later.'),
  useHttps: () => l10n.t('Put a proxy with a certificate of a public authority in front of the registry.'),
  useIdentity: () =>
    l10n.t(
      'Pull with a managed identity that has the role AcrPull, and allow trusted Microsoft services on the registry.',
    ),
  useOtherOs: () =>
    l10n.t('Choose the other operating system for the group, or an image that is for this one.'),
  useSupportedWindows: () => l10n.t('Use an image based on Windows Server 2019 or 2022 (LTSC).'),
  viewProperties: () => l10n.t('Look at everything that Azure says of the group.'),
  watchLog: () => l10n.t('Follow its log.'),
  waitForIt: () => l10n.t('Wait a little, then refresh.'),
};

export function commandTitle(command: StepCommand): string {
  const titles: Record<StepCommand, string> = {
    deleteFinishedGroups: l10n.t('Delete Finished Groups…'),
    deleteGroup: l10n.t('Delete Group…'),
    duplicateGroup: l10n.t('Duplicate Group…'),
    editGroup: l10n.t('Edit Group'),
    followLogs: l10n.t('Follow Logs'),
    openInBrowser: l10n.t('Open in Browser'),
    openInPortal: l10n.t('Open in Portal'),
    openLogSnapshot: l10n.t('Open Log Snapshot'),
    openTerminal: l10n.t('Open Terminal'),
    restartGroup: l10n.t('Restart'),
    startGroup: l10n.t('Start'),
    stopGroup: l10n.t('Stop'),
    viewProperties: l10n.t('View Properties'),
  };
  return titles[command];
}

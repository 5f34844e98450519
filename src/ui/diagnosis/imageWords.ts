/** Of images that cannot be had, or cannot be run. */
import * as l10n from '@vscode/l10n';
import type { FindingParams, ImageSource } from '../../core/diagnosis/finding.ts';
import { code } from './markdownCode.ts';
import { sentences, type WordsTable } from './wordsTable.ts';

export const imageWords: WordsTable<
  | 'imageNotFound'
  | 'imageDenied'
  | 'imageInaccessible'
  | 'imageTooBig'
  | 'registryFirewall'
  | 'registryUnreachable'
  | 'rateLimited'
  | 'wrongOs'
  | 'wrongArchitecture'
> = {
  imageNotFound: ({ image, source }) => ({
    title: l10n.t('The image {0} was not found', code(image)),
    text: sentences(
      l10n.t('The registry knows no image of that name and tag.'),
      source === 'dockerHub'
        ? l10n.t('The name has no registry in front, so Azure looks for it on Docker Hub.')
        : '',
    ),
  }),
  imageDenied: ({ image, source }) => ({
    title: l10n.t('The registry does not give out the image {0}', code(image)),
    text: sentences(
      l10n.t('It wants a user name and password (or an identity), or those it was given are wrong.'),
      source === 'dockerHub'
        ? l10n.t('Docker Hub says the same of an image that does not exist: check the name, too.')
        : '',
    ),
  }),
  imageInaccessible: ({ image, source, said }) => ({
    title:
      image === ''
        ? l10n.t('The image cannot be pulled')
        : l10n.t('The image {0} cannot be pulled', code(image)),
    text: sentences(
      said === ''
        ? l10n.t(
            'Azure does not say why. It is one of three: the name, the tag, or the credential of the registry.',
          )
        : l10n.t('Azure says: {0}', code(said)),
      sourceHint(source),
    ),
  }),
  imageTooBig: ({ image }) => ({
    title: l10n.t('The image {0} is too big', code(image)),
    text: l10n.t(
      'There is no room for it where the group runs. Azure Container Instances takes images up to 15 GB.',
    ),
  }),
  registryFirewall: ({ image, source, address }) => ({
    title: l10n.t('The firewall of the registry keeps the pull of {0} out', code(image)),
    text: sentences(
      address === ''
        ? l10n.t(
            'The registry lets in only some addresses, and the one that Azure pulls from is none of them.',
          )
        : l10n.t(
            'The registry lets in only some addresses, and {0}, from which Azure pulled, is none of them. The next pull may come from another one.',
            code(address),
          ),
      source === 'azureRegistry' ? l10n.t('No user name and password helps here.') : '',
    ),
  }),
  registryUnreachable: ({ image, why }) => ({
    title: unreachableTitle(image, why),
    text: unreachableText(why),
  }),
  rateLimited: ({ registry, isDockerHub }) => ({
    title: l10n.t('{0} refuses to be asked so often', code(registry)),
    text: isDockerHub
      ? l10n.t(
          'This is Docker Hub’s limit on anonymous pulls. Everybody who pulls from the same Azure addresses shares it, so it is reached without your doing. Nothing is wrong with your image.',
        )
      : l10n.t('The registry answered with an error instead of the image.'),
  }),
  wrongOs: ({ image }) => ({
    title:
      image === ''
        ? l10n.t('The image is for another system')
        : l10n.t('The image {0} is for another system', code(image)),
    text: l10n.t(
      'Its operating system, or its version of Windows, is not one that this container group can run.',
    ),
  }),
  wrongArchitecture: ({ image }) => ({
    title: l10n.t('The image {0} is built for another processor', code(image)),
    text: l10n.t(
      'Azure Container Instances runs AMD64 (x86-64) only. An image built on an ARM machine, such as a Mac with Apple silicon, does not start there.',
    ),
  }),
};

type Why = FindingParams['registryUnreachable']['why'];

function unreachableTitle(image: string, why: Why): string {
  switch (why) {
    case 'certificate':
      return l10n.t('The certificate of the registry of {0} is not trusted', code(image));
    case 'http':
      return l10n.t('The registry of {0} speaks http only', code(image));
    case 'noSuchHost':
      return l10n.t('There is no registry of the name in {0}', code(image));
    case 'refused':
    case 'timeout':
    case 'unknown':
      return l10n.t('The registry of {0} cannot be reached', code(image));
  }
}

function unreachableText(why: Why): string {
  switch (why) {
    case 'certificate':
      return l10n.t(
        'Azure pulls only from registries whose certificate a public authority has signed for their name, and that is still valid. No other can be added.',
      );
    case 'http':
      return l10n.t('Azure pulls by https only: a registry without it cannot be used.');
    case 'noSuchHost':
      return l10n.t(
        'The name of the registry cannot be resolved from where Azure pulls: it is misspelt, or known only in a private network.',
      );
    case 'refused':
      return l10n.t('Nobody answers there, or a firewall on the way turns the pull away.');
    case 'timeout':
      return l10n.t(
        'There was no answer in time: the registry may be down, or the network of the group does not let it out.',
      );
    case 'unknown':
      return l10n.t(
        'The pull broke off on the way. The registry may be down, or the network of the group does not let it out.',
      );
  }
}

function sourceHint(source: ImageSource): string {
  switch (source) {
    case 'dockerHub':
      return l10n.t('It is looked for on Docker Hub, because its name has no other registry in front.');
    case 'azureRegistry':
      return l10n.t(
        'An Azure registry always wants a credential, also from groups of the same subscription.',
      );
    case 'microsoft':
      return l10n.t('Microsoft’s registry wants no credential, so it is the name or the tag.');
    case 'other':
      return '';
  }
}

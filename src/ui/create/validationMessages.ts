/** The wizard's sentences for what the rules found: what is wrong, and what to do about it. */
import * as l10n from '@vscode/l10n';
import type { CommandLineProblem } from '../../core/rules/commandLine.ts';
import type { EnvironmentProblem } from '../../core/rules/environmentVariables.ts';
import type { ImageProblem } from '../../core/rules/image.ts';
import type { NameProblem } from '../../core/rules/names.ts';
import type { PortProblem } from '../../core/rules/ports.ts';
import type { SizeProblem } from '../../core/rules/size.ts';
import type { ValidationMessage } from '../shared/wizard.ts';

export type InputProblem =
  NameProblem | PortProblem | SizeProblem | ImageProblem | CommandLineProblem | EnvironmentProblem;

/** The problem as a warning under the box, which stops nobody; nothing where there is none. */
export function validationWarning(problem: InputProblem | undefined): ValidationMessage | undefined {
  return problem && { severity: 'warning', message: problemText(problem) };
}

/** The problem as an error under the box; nothing where there is none. */
export function validationError(problem: InputProblem | undefined): ValidationMessage | undefined {
  return problem && { severity: 'error', message: problemText(problem) };
}

/** One sentence per problem: a problem without one does not compile. */
export function problemText(problem: InputProblem): string {
  switch (problem.code) {
    case 'nameEmpty':
      return l10n.t('Type a name.');
    case 'nameTooShort':
      return l10n.t('Too short: at least {0} characters.', problem.min);
    case 'nameTooLong':
      return l10n.t('Too long: {0} characters, and at most {1} are allowed.', problem.length, problem.max);
    case 'nameCapitals':
      return l10n.t('Capital letters are not allowed. Try "{0}".', problem.suggestion);
    case 'nameCharacters':
      return l10n.t('Only letters, digits and hyphens are allowed, not "{0}".', problem.characters);
    case 'nameEdgeHyphen':
      return l10n.t('It must begin and end with a letter or digit, not with a hyphen.');
    case 'nameDoubledHyphen':
      return l10n.t('Two hyphens in a row are not allowed.');
    case 'labelFirst':
      return l10n.t('It must begin with a letter.');
    case 'labelLast':
      return l10n.t('It must end with a letter or digit.');
    case 'labelCharacters':
      return l10n.t('Only letters, digits and hyphens are allowed, not "{0}".', problem.characters);
    case 'resourceGroupCharacters':
      return l10n.t('Only letters, digits and _ - . ( ) are allowed, not "{0}".', problem.characters);
    case 'resourceGroupDot':
      return l10n.t('It must not end with a dot.');
    case 'portsEmpty':
      return l10n.t('Type at least one port, as 80 or 53/udp.');
    case 'portMapping':
      return l10n.t(
        'Container Instances cannot map ports: the container is reached at the port it listens on. Type {0} instead of {1}.',
        problem.inner,
        problem.text,
      );
    case 'portText':
      return l10n.t('"{0}" is no port. Type numbers parted by commas, as 80, 443/tcp, 53/udp.', problem.text);
    case 'portProtocol':
      return l10n.t('"{0}" is no protocol. Type /tcp or /udp.', problem.protocol);
    case 'portRange':
      return l10n.t('{0} is out of range. Ports are whole numbers from 1 to 65535.', problem.text);
    case 'portReserved':
      return l10n.t(
        'Azure asks to avoid port {0}: it may use it itself. Choose another one if something goes wrong.',
        problem.port,
      );
    case 'portDoubled':
      return l10n.t('{0} is there twice. Remove one.', problem.text);
    case 'portsTooMany':
      return l10n.t(
        '{0} ports are more than most subscriptions may have: an address has {1} unless Azure support raised that.',
        problem.count,
        problem.max,
      );
    case 'numberWanted':
      return l10n.t('Type a number, as 1.5.');
    case 'numberDecimals':
      return l10n.t('At most one decimal is allowed, as 1.5.');
    case 'numberTooSmall':
      return l10n.t('Too small: a container group has at least {0}.', problem.min);
    case 'numberTooBig':
      return l10n.t('Too big: at most {0} can be had here.', problem.max);
    case 'imageEmpty':
      return l10n.t('Type an image, as mcr.microsoft.com/azuredocs/aci-helloworld.');
    case 'imageSpaces':
      return l10n.t('An image has no spaces in it.');
    case 'imageScheme':
      return l10n.t('Leave out the part before the server name. Try "{0}".', problem.suggestion);
    case 'imageCapitals':
      return l10n.t(
        'Capital letters are not allowed in the name of an image. Try "{0}".',
        problem.suggestion,
      );
    case 'imageRegistry':
      return l10n.t('"{0}" is no server name.', problem.registry);
    case 'imageRepository':
      return problem.repository === ''
        ? l10n.t('The name of the image is missing after the server name.')
        : l10n.t(
            '"{0}" is no name of an image: lowercase letters, digits and single . _ - between them.',
            problem.repository,
          );
    case 'imageTag':
      return problem.tag === ''
        ? l10n.t('The tag is missing after the colon.')
        : l10n.t('"{0}" is no tag: letters, digits and . _ - are allowed.', problem.tag);
    case 'imageDigest':
      return l10n.t('"{0}" is no digest. It looks like sha256: and 64 hexadecimal digits.', problem.digest);
    case 'imageOtherRegistry':
      return l10n.t(
        'This image is in {0}, but the user name and password are for {1}.',
        problem.registry,
        problem.wanted,
      );
    case 'serverText':
      return l10n.t('Type the name of a server, as contoso.azurecr.io.');
    case 'serverPort':
      return l10n.t(
        'Azure signs in to registries at their usual port only. Leave the port out if the registry is there too.',
      );
    case 'commandOneWord':
      return l10n.t(
        'Container Instances looks for a program named "{0}", blanks and all. Write each word as an item of its own.',
        problem.text,
      );
    case 'quoteOpen':
      return l10n.t('The quote {0} at character {1} is never closed.', problem.quote, problem.position);
    case 'escapeOpen':
      return l10n.t('There is nothing after the last backslash. Type two for a backslash.');
    case 'variableEmpty':
      return l10n.t('Type a name, as LOG_LEVEL.');
    case 'variableTooLong':
      return l10n.t(
        'This name is long: the documentation of Azure speaks of at most {0} characters.',
        problem.max,
      );
    case 'variableCharacters':
      return l10n.t(
        'Only letters, digits and underscores are allowed in the name "{0}", not "{1}".',
        problem.name,
        problem.characters,
      );
    case 'variableFirst':
      return l10n.t('The name "{0}" must begin with a letter or an underscore.', problem.name);
    case 'variableDoubled':
      return l10n.t('"{0}" is there already. Edit that one, or choose another name.', problem.name);
    case 'lineWithoutEquals':
      return l10n.t('"{0}" has no "=". Type it as NAME=value.', problem.text);
    case 'quoteOpenInFile':
      return l10n.t('The quote at the beginning of the value is never closed.');
  }
}

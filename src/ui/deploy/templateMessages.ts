import * as l10n from '@vscode/l10n';
import type { AzureOnlyCause } from '../../core/template/azureOnly.ts';
import type { ParameterFault, TemplateFault } from '../../core/template/templateProblem.ts';
import { formatList } from '../shared/languageFormats.ts';

/** What is to tell about an ARM template, in a sentence. */
export function templateText(fault: TemplateFault): string {
  switch (fault.kind) {
    case 'expressionSyntax':
      return l10n.t("This expression can't be read from character {0} on.", fault.position + 1);
    case 'functionUnknown':
      return l10n.t('The template has no function "{0}" of its own.', fault.name);
    case 'functionArguments':
      return l10n.t('The function "{0}" can\'t take these arguments.', fault.name);
    case 'failed':
      return l10n.t('The template says: {0}', fault.message);
    case 'lambdaVariableUndeclared':
      return l10n.t('No lambda here declares the variable "{0}".', fault.name);
    case 'loopUndeclared':
      return fault.name === ''
        ? l10n.t('copyIndex() stands in no copy loop here.')
        : l10n.t('There is no copy loop "{0}" here.', fault.name);
    case 'parameterUndeclared':
      return l10n.t('The template declares no parameter "{0}".', fault.name);
    case 'variableUndeclared':
      return l10n.t('The template declares no variable "{0}".', fault.name);
    case 'variableCycle':
      return l10n.t('These values refer to each other in a circle: {0}.', fault.names.join(' → '));
    case 'propertyMissing':
      return l10n.t('There is no property "{0}" in this value.', fault.name);
    case 'indexMissing':
      return l10n.t('The list has no item {0}.', fault.index);
    case 'tooLarge':
      return l10n.t('This is too large to be evaluated here. Azure evaluates it.');
    case 'notTemplate':
      return l10n.t('This is no ARM template: it has neither the template schema nor resources.');
    case 'noGroups':
      return l10n.t(
        'The template has no resource of type Microsoft.ContainerInstance/containerGroups. Azure deploys what else is in it.',
      );
    case 'parameterMissing':
      return l10n.t('The parameter "{0}" needs a value.', fault.name);
    case 'parameterNotDeclared':
      return l10n.t(
        'A value is given for "{0}", which the template does not declare. Azure refuses it.',
        fault.name,
      );
    case 'parameterType':
    case 'parameterNotAllowed':
    case 'parameterLimit':
    case 'parameterPartMissing':
    case 'parameterPartUnknown':
      return parameterText(fault);
    case 'noGroupDeployed':
      return l10n.t('With these parameters the template deploys no container group.');
    case 'azureOnly':
      return causeText(fault.cause);
    case 'linkedTemplate':
      return l10n.t(
        'The deployment "{0}" takes its template from elsewhere. Azure reads it; here it is not checked.',
        fault.name,
      );
    case 'otherScope':
      return l10n.t(
        'The deployment "{0}" goes to another resource group, subscription or scope than the chosen one. It is not checked here.',
        fault.name,
      );
    case 'deploymentEmpty':
      return l10n.t('The deployment "{0}" has no resources: there is nothing to deploy.', fault.name);
    case 'deploymentsTooDeep':
      return l10n.t('The deployments lie too deep in each other to be checked here. Azure evaluates them.');
    case 'copyCount':
      return l10n.t('The count of a copy loop has to be a whole number from 0 to {0}.', fault.max);
    case 'conditionType':
      return l10n.t('A condition has to be true or false.');
    case 'conditionFalse':
      return l10n.t('"{0}" is not deployed: its condition is false.', fault.name);
    case 'groupNameMissing':
      return l10n.t('The container group has no name.');
    case 'groupTwice':
      return l10n.t('The template has a second container group named "{0}".', fault.name);
    case 'apiVersionMissing':
      return l10n.t('The resource has no apiVersion.');
  }
}

function parameterText(fault: ParameterFault): string {
  switch (fault.kind) {
    case 'parameterType':
      return l10n.t('The value of the parameter "{0}" has to be of type {1}.', fault.name, fault.type);
    case 'parameterNotAllowed':
      return l10n.t(
        'The parameter "{0}" allows only these values: {1}.',
        fault.name,
        formatList(fault.allowed),
      );
    case 'parameterPartMissing':
      return l10n.t('The value lacks "{0}".', fault.name);
    case 'parameterPartUnknown':
      return l10n.t('The template knows no "{0}".', fault.name);
    case 'parameterLimit':
      return limitText(fault);
  }
}

function limitText({
  name,
  limit,
  bound,
}: Extract<ParameterFault, { readonly kind: 'parameterLimit' }>): string {
  switch (limit) {
    case 'minValue':
      return l10n.t('The parameter "{0}" has to be at least {1}.', name, bound);
    case 'maxValue':
      return l10n.t('The parameter "{0}" may be at most {1}.', name, bound);
    case 'minLength':
      return l10n.t('The parameter "{0}" has to be at least {1} long.', name, bound);
    case 'maxLength':
      return l10n.t('The parameter "{0}" may be at most {1} long.', name, bound);
  }
}

function causeText({ kind, name }: AzureOnlyCause): string {
  switch (kind) {
    case 'vault':
      return l10n.t('Known to Azure only: the value of the parameter "{0}" lies in a key vault.', name);
    case 'function':
      return l10n.t('Known to Azure only: what the function "{0}" gives.', name);
    case 'unknownFunction':
      return l10n.t(
        'The function "{0}" is not known here. Check its name: Azure refuses the template if it does not know it either.',
        name,
      );
  }
}

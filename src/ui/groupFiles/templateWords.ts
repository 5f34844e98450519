import type { TemplateFault } from '../../core/template/problem.ts';
import type { Translate } from '../translate.ts';

/** What is to tell about an ARM template, in a sentence. */
export function templateText(fault: TemplateFault, t: Translate): string {
  switch (fault.kind) {
    case 'expressionSyntax':
      return t("This expression can't be read from character {0} on.", fault.position + 1);
    case 'functionUnknown':
      return t(
        'The function "{0}" can\'t be worked out here. Write its value instead, or deploy with az.',
        fault.name,
      );
    case 'functionArguments':
      return t('The function "{0}" can\'t take these arguments.', fault.name);
    case 'parameterUndeclared':
      return t('The template declares no parameter "{0}".', fault.name);
    case 'variableUndeclared':
      return t('The template declares no variable "{0}".', fault.name);
    case 'variableCycle':
      return t('These variables refer to each other in a circle: {0}.', fault.names.join(' → '));
    case 'propertyMissing':
      return t('There is no property "{0}" in this value.', fault.name);
    case 'indexMissing':
      return t('The list has no item {0}.', fault.index);
    case 'tooLarge':
      return t('This value grows too large.');
    case 'notTemplate':
      return t('This is no ARM template: it has neither the template schema nor resources.');
    case 'noGroups':
      return t('The template has no resource of type Microsoft.ContainerInstance/containerGroups.');
    case 'parameterMissing':
      return t('The parameter "{0}" needs a value.', fault.name);
    case 'parameterNotDeclared':
      return t('The parameter file gives "{0}", which the template does not declare.', fault.name);
    case 'parameterType':
      return t('The value of the parameter "{0}" has to be of type {1}.', fault.name, fault.type);
    case 'parameterNotAllowed':
      return t('The parameter "{0}" allows only these values: {1}.', fault.name, fault.allowed.join(', '));
    case 'parameterFromVault':
      return t(
        'The parameter "{0}" lies in a key vault and can\'t be read here. You will be asked for it.',
        fault.name,
      );
    case 'resourceLeftOut':
      return t('"{0}" ({1}) is not deployed: only container groups are.', fault.name, fault.type);
    case 'nestedDeployment':
      return t('The nested deployment "{0}" can\'t be deployed from here. Deploy with az.', fault.name);
    case 'copyLoop':
      return t("Copy loops can't be worked out here. Write the items one by one, or deploy with az.");
    case 'condition':
      return t("Conditions can't be worked out here. Remove the condition, or deploy with az.");
    case 'groupNameMissing':
      return t('The container group has no name.');
    case 'groupTwice':
      return t('The template has a second container group named "{0}".', fault.name);
    case 'apiVersionMissing':
      return t('The resource has no apiVersion.');
  }
}

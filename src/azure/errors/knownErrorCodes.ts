/** The codes of Azure's errors that we know, and where each is told. */
import type { ErrorKind } from '../../core/errors.ts';

/** On learn.microsoft.com. */
const commonErrors = 'learn: Troubleshoot common Azure deployment errors';

interface KnownErrorCode {
  readonly code: string;
  readonly kind: ErrorKind;
  /** Where the code and its meaning are told, outside this project. */
  readonly source: string;
}

/** The codes that we know. Any other shows Azure's own words and claims nothing. */
export const knownErrorCodes: readonly KnownErrorCode[] = [
  // Who asks
  {
    code: 'AuthenticationFailed',
    kind: 'signedOut',
    source: 'learn: Common error codes for the storage resource provider',
  },
  { code: 'ExpiredAuthenticationToken', kind: 'signedOut', source: 'microsoft/vscode-azureappservice#2483' },
  {
    code: 'InvalidAuthenticationToken',
    kind: 'signedOut',
    source: 'learn: How to use Continuous Access Evaluation enabled APIs',
  },
  { code: 'InvalidAuthenticationTokenTenant', kind: 'signedOut', source: commonErrors },
  // What the account may do
  { code: 'AuthorizationFailed', kind: 'forbidden', source: commonErrors },
  {
    code: 'Authorization_RequestDenied',
    kind: 'forbidden',
    source: 'learn: Microsoft Graph error responses, Resolve authorization errors',
  },
  { code: 'RBACAccessDenied', kind: 'forbidden', source: 'Azure/azqr#277' },
  { code: 'LinkedAuthorizationFailed', kind: 'forbidden', source: commonErrors },
  {
    code: 'DenyAssignmentAuthorizationFailed',
    kind: 'denied',
    source: 'learn: List Azure deny assignments; Deployment stacks, Protect managed resources',
  },
  { code: 'RequestDisallowedByPolicy', kind: 'policy', source: commonErrors },
  {
    code: 'ScopeLocked',
    kind: 'locked',
    source: 'learn: Lock your resources to protect your infrastructure',
  },
  // The subscription
  { code: 'SubscriptionNotFound', kind: 'subscriptionNotFound', source: commonErrors },
  {
    code: 'ReadOnlyDisabledSubscription',
    kind: 'subscriptionDisabled',
    source: 'microsoft/vscode-azureappservice#912',
  },
  {
    code: 'SubscriptionDisabled',
    kind: 'subscriptionDisabled',
    source: 'learn: Common error codes for the storage resource provider',
  },
  { code: 'MissingSubscriptionRegistration', kind: 'notRegistered', source: commonErrors },
  { code: 'InvalidSubscriptionId', kind: 'invalid', source: 'Azure/apiops#460, velero-io/velero#2987' },
  // Where it shall be
  {
    code: 'RequestDisallowedByAzure',
    kind: 'region',
    source: 'Azure/static-web-apps#1743, microsoft/vscode-apimanagement#464',
  },
  { code: 'RegionDoesNotAllowProvisioning', kind: 'region', source: commonErrors },
  { code: 'SkuNotAvailable', kind: 'location', source: commonErrors },
  {
    code: 'LocationNotAvailableForResourceType',
    kind: 'location',
    source: 'Azure/acr#406',
  },
  // What there is, or is not
  {
    code: 'ContainerGroupNotFound',
    kind: 'notFound',
    source: 'Azure/azure-powershell, recorded sessions of Az.ContainerInstance',
  },
  { code: 'ResourceGroupNotFound', kind: 'notFound', source: commonErrors },
  { code: 'ResourceNotFound', kind: 'notFound', source: commonErrors },
  { code: 'InvalidResourceGroupLocation', kind: 'nameTaken', source: 'Azure/azure-cli#23043' },
  { code: 'StorageAccountAlreadyExists', kind: 'nameTaken', source: commonErrors },
  { code: 'StorageAccountAlreadyTaken', kind: 'nameTaken', source: commonErrors },
  {
    code: 'InvalidResourceLocation',
    kind: 'nameTaken',
    source: 'fortinetsolutions/Azure-Templates#8, microsoft/vscode-azurecontainerapps#77',
  },
  {
    code: 'DnsNameLabelNotAvailable',
    kind: 'labelTaken',
    source: 'the message: shahiddev/docker-k8s-workshop#2; the code: tutorials only',
  },
  { code: 'DnsNameLabelAlreadyTaken', kind: 'labelTaken', source: 'tutorials only' },
  // What is under way
  {
    code: 'ContainerGroupTransitioning',
    kind: 'conflict',
    source: 'learn: Container group is still transitioning; alan-turing-institute/data-safe-haven#2641',
  },
  { code: 'ResourceGroupBeingDeleted', kind: 'beingDeleted', source: commonErrors },
  // What is left
  {
    code: 'ContainerGroupQuotaReached',
    kind: 'quota',
    source: 'learn: Spot container group quota reached; MicrosoftDocs/azure-docs#51738',
  },
  { code: 'QuotaExceeded', kind: 'quota', source: 'learn: Resolve errors for resource quotas' },
  { code: 'ResourceQuotaExceeded', kind: 'quota', source: commonErrors },
  // The image
  { code: 'InaccessibleImage', kind: 'image', source: commonErrors },
  {
    code: 'RegistryErrorResponse',
    kind: 'registry',
    source: 'learn: RegistryErrorResponse, Docker Hub rate limit; Azure/azure-cli#30915',
  },
  {
    code: 'ImageOsTypeNotMatchContainerGroup',
    kind: 'invalid',
    source: 'JetBrains/teamcity-azure-agent#127',
  },
  { code: 'OsVersionNotSupported', kind: 'invalid', source: 'MicrosoftDocs/azure-docs#8586' },
  {
    code: 'InvalidImageRegistryServer',
    kind: 'invalid',
    source: 'microsoft/confidential-sidecar-containers, troubleshooting',
  },
  {
    code: 'InvalidImageRegistryCredentialType',
    kind: 'invalid',
    source: 'learn: ACR image pull failures with a managed identity',
  },
  {
    code: 'AmbiguousImageResitryCredentialType',
    kind: 'invalid',
    source: 'learn: ACR image pull failures with a managed identity (sic)',
  },
  {
    code: 'InvalidImageRegistryIdentity',
    kind: 'invalid',
    source: 'learn: ACR image pull failures with a managed identity',
  },
  // Builds
  {
    code: 'TasksOperationsNotAllowed',
    kind: 'buildsNotAllowed',
    source: 'Azure-Samples/azure-search-openai-demo#2220, #2592; learn Q&A 1684863',
  },
  // The network
  { code: 'SubnetMissingRequiredDelegation', kind: 'invalid', source: 'Azure/dev-box-images#8' },
  { code: 'SubnetIsFull', kind: 'invalid', source: commonErrors },
  {
    code: 'NetworkProfileNotFound',
    kind: 'invalid',
    source: 'Azure/azure-powershell, recorded sessions of Az.ContainerInstance',
  },
  { code: 'InvalidNetworkProfile', kind: 'invalid', source: 'hashicorp/terraform-provider-azurerm#6562' },
  // The request
  { code: 'InvalidContainerGroupUpdate', kind: 'invalid', source: 'MicrosoftDocs/azure-docs#37604' },
  { code: 'InvalidOsType', kind: 'invalid', source: 'Azure/azure-cli#30439' },
  {
    code: 'ResourceRequestsNotSpecified',
    kind: 'invalid',
    source: 'MicrosoftLearning/mslearn-azure-developer#67',
  },
  { code: 'ResourceSomeRequestsNotSpecified', kind: 'invalid', source: 'MicrosoftDocs/azure-docs-cli#4812' },
  { code: 'InvalidParameter', kind: 'invalid', source: commonErrors },
  { code: 'InvalidRequestContent', kind: 'invalid', source: commonErrors },
  { code: 'InvalidRequestFormat', kind: 'invalid', source: commonErrors },
  { code: 'InvalidTemplate', kind: 'invalid', source: commonErrors },
  { code: 'AccountNameInvalid', kind: 'invalid', source: commonErrors },
  { code: 'DeploymentNameInvalidCharacters', kind: 'invalid', source: commonErrors },
  { code: 'DeploymentNameLengthLimitExceeded', kind: 'invalid', source: commonErrors },
  { code: 'InvalidContentLink', kind: 'invalid', source: commonErrors },
  { code: 'InvalidResourceNamespace', kind: 'invalid', source: commonErrors },
  { code: 'InvalidResourceReference', kind: 'invalid', source: commonErrors },
  { code: 'InvalidResourceType', kind: 'invalid', source: commonErrors },
  { code: 'LinkedInvalidPropertyId', kind: 'invalid', source: commonErrors },
  { code: 'MismatchingResourceSegments', kind: 'invalid', source: commonErrors },
  { code: 'TemplateResourceCircularDependency', kind: 'invalid', source: commonErrors },
  { code: 'LocationRequired', kind: 'invalid', source: commonErrors },
  { code: 'NoRegisteredProviderFound', kind: 'invalid', source: commonErrors },
  { code: 'PropertyChangeNotAllowed', kind: 'invalid', source: commonErrors },
  { code: 'ReservedResourceName', kind: 'invalid', source: commonErrors },
  // Azure itself
  {
    code: 'ResourceCollectionRequestsThrottled',
    kind: 'throttled',
    source: 'learn: Common error codes for the storage resource provider',
  },
  { code: 'ResourceRequestsThrottled', kind: 'throttled', source: 'Azure/azqr, documentation' },
  {
    code: 'SubscriptionRequestsThrottled',
    kind: 'throttled',
    source: 'learn: Understand how Azure Resource Manager throttles requests',
  },
  {
    code: 'TooManyRequests',
    kind: 'throttled',
    source: 'learn: Common error codes for the storage resource provider',
  },
  {
    code: 'GatewayTimeout',
    kind: 'timeout',
    source: 'Azure/azure-powershell, recorded sessions of Az.ContainerInstance',
  },
  { code: 'RequestTimeout', kind: 'timeout', source: 'RFC 9110, 408 Request Timeout' },
  {
    code: 'InternalServerError',
    kind: 'service',
    source: `${commonErrors}: "Caused by a temporary problem."`,
  },
];

/** By the code in lower case. */
export const kindByErrorCode: ReadonlyMap<string, ErrorKind> = new Map(
  knownErrorCodes.map(({ code, kind }) => [code.toLowerCase(), kind]),
);

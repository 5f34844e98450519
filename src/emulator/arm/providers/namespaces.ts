/** Which resource providers Azure has, emulated or not. */

/** As `az provider list` names the better known ones ("Resource providers for Azure services", learn.microsoft.com). */
export const namespaces: readonly string[] =
  `AAD Addons ADHybridHealthService Advisor AlertsManagement AnalysisServices ApiCenter ApiManagement App
  AppConfiguration AppPlatform Attestation Authorization Automanage Automation AzureActiveDirectory AzureArcData
  AzureStack AzureStackHCI Batch Billing BotService Cache Capacity Cdn CertificateRegistration ChangeAnalysis Chaos
  ClassicCompute ClassicNetwork ClassicStorage CodeSigning CognitiveServices Communication Compute ConfidentialLedger
  Confluent ConnectedVMwarevSphere Consumption ContainerInstance ContainerRegistry ContainerService CostManagement
  CustomProviders Dashboard DataBox DataBoxEdge Databricks DataCatalog DataFactory DataLakeAnalytics DataLakeStore
  DataMigration DataProtection DataShare DBforMariaDB DBforMySQL DBforPostgreSQL DesktopVirtualization DevCenter
  Devices DeviceUpdate DevTestLab DigitalTwins DocumentDB DomainRegistration Easm Elastic ElasticSan EventGrid EventHub
  ExtendedLocation Fabric Features FluidRelay GuestConfiguration HanaOnAzure HDInsight HealthcareApis
  HybridCompute HybridConnectivity HybridContainerService HybridNetwork ImportExport Insights IoTCentral KeyVault
  Kubernetes KubernetesConfiguration Kusto LabServices LoadTestService Logic MachineLearning MachineLearningServices
  Maintenance ManagedIdentity ManagedServices Management Maps Marketplace MarketplaceOrdering Media Migrate
  MixedReality Monitor NetApp Network NetworkCloud NotificationHubs ObjectStore OperationalInsights
  OperationsManagement Orbital PolicyInsights Portal PowerBI PowerBIDedicated Purview Quota RecoveryServices
  RedHatOpenShift Relay ResourceConnector ResourceGraph ResourceHealth Resources SaaS Scheduler Search Security
  SecurityInsights SerialConsole ServiceBus ServiceFabric ServiceLinker ServiceNetworking SignalRService
  SoftwarePlan Solutions Sql SqlVirtualMachine StandbyPool Storage StorageCache StorageMover StorageSync
  StreamAnalytics Subscription Support Synapse Syntex TimeSeriesInsights VideoIndexer VirtualMachineImages
  VMware VoiceServices Web WindowsESU WindowsIoT Workloads`
    .split(/\s+/)
    .map(name => `Microsoft.${name}`);

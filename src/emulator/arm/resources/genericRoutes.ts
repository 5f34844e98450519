/** The routes of ARM that are about resources of any type. */
import { lockRoutes } from '../../authorization/lockRoutes.ts';
import { activityLogRoute } from '../../monitor/activityLog.ts';
import { diagnosticSettingsRoutes } from '../../monitor/diagnosticSettings.ts';
import { metricRoutes } from '../../monitor/metricRoutes.ts';
import type { ArmContext } from '../context.ts';
import type { Route } from '../route.ts';
import { workspaceAndStorageRoutes } from './workspaceAndStorageRoutes.ts';
import { exportTemplateRoute } from './exportTemplate.ts';
import { resourceGraphRoute } from './resourceGraph.ts';
import { resourceListRoutes } from './resourceListRoutes.ts';
import { profileSource } from '../containerGroupProfiles/profileSource.ts';
import { containerGroupSource, type ResourceSource, storeSource } from './resourceSources.ts';
import { tagRoutes } from './tagRoutes.ts';

/** `others`: further sources of resources beside the estate. */
export function genericRoutes(arm: ArmContext, others: readonly ResourceSource[]): Route[] {
  const sources = [
    containerGroupSource(arm),
    profileSource(arm.estate.profiles),
    storeSource(arm.estate.resources),
    ...others,
  ];
  return [
    ...resourceListRoutes(arm, sources),
    ...tagRoutes(arm, sources),
    ...lockRoutes(arm),
    ...workspaceAndStorageRoutes(arm.estate.resources),
    ...metricRoutes(arm),
    ...diagnosticSettingsRoutes(arm, sources),
    activityLogRoute(arm.activityLog),
    exportTemplateRoute(arm, sources),
    resourceGraphRoute(arm, sources),
  ];
}

/** Everything of ARM that is about resources of any type, put together. */
import { lockRoutes } from '../../authorization/lockRoutes.ts';
import { activityLogRoute } from '../../monitor/activityLog.ts';
import { diagnosticSettingsRoutes } from '../../monitor/diagnosticSettings.ts';
import { metricRoutes } from '../../monitor/metricRoutes.ts';
import type { Arm } from '../arm.ts';
import type { Route } from '../route.ts';
import { accountRoutes } from './accounts.ts';
import { exportTemplateRoute } from './exportTemplate.ts';
import { graphQueryRoute } from './graphQuery.ts';
import { resourceListRoutes } from './listRoutes.ts';
import { providerRoutes } from './providerRoutes.ts';
import { groupSource, type ResourceSource, storeSource } from './sources.ts';
import { tagRoutes } from './tagRoutes.ts';

/** `others`: where there are resources beside the estate's own. */
export function genericRoutes(arm: Arm, others: readonly ResourceSource[]): Route[] {
  const sources = [groupSource(arm), storeSource(arm.estate.resources), ...others];
  return [
    ...resourceListRoutes(arm, sources),
    ...tagRoutes(arm, sources),
    ...lockRoutes(arm),
    ...accountRoutes(arm.estate.resources),
    ...metricRoutes(arm),
    ...diagnosticSettingsRoutes(arm, sources),
    activityLogRoute(arm.activityLog),
    exportTemplateRoute(arm, sources),
    graphQueryRoute(arm, sources),
    ...providerRoutes(),
  ];
}

import { commonDeps } from '../platform/deps.ts';
import { readSettings, retentionSettings } from '../platform/settings.ts';
import { runRetention } from './run-retention.ts';

const deps = commonDeps();
const { RETENTION_YEARS, RETENTION_ERASES } = readSettings(retentionSettings);

export const handler = async () => runRetention(deps, { years: RETENTION_YEARS, erases: RETENTION_ERASES === 'yes' });

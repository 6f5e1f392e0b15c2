import { handle } from 'hono/aws-lambda';
import { commonDeps, queueFromEnvironment, workflowsFromEnvironment } from '../platform/deps.ts';
import { linkKeysFrom, originSecretsFrom } from '../platform/secrets.ts';
import { publicSiteSettings, readSettings } from '../platform/settings.ts';
import { readAssets } from '../web/assets.ts';
import { createSite } from './create-site.ts';

const { SITE_URL, LINK_KEYS_ARN, ORIGIN_SECRET_ARN } = readSettings(publicSiteSettings);

const common = commonDeps();
const site = createSite({
  ...common,
  originSecrets: originSecretsFrom(ORIGIN_SECRET_ARN, common.clock),
  workflows: workflowsFromEnvironment(),
  queue: queueFromEnvironment(),
  linkKeys: linkKeysFrom(LINK_KEYS_ARN),
  siteUrl: SITE_URL,
  assets: readAssets(new URL('./assets/', import.meta.url)),
});

export const handler = handle(site);

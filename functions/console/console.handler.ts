import { handle } from 'hono/aws-lambda';
import { SqsDeadLetters } from '../platform/dead-letters.ts';
import {
  commonDeps,
  historiesFromEnvironment,
  lanesFromEnvironment,
  workflowsFromEnvironment,
} from '../platform/deps.ts';
import { LambdaEventFunctions } from '../platform/event-functions.ts';
import { originSecretsFrom } from '../platform/secrets.ts';
import { consoleSettings, readSettings } from '../platform/settings.ts';
import { readAssets } from '../web/assets.ts';
import { createConsole } from './create-console.ts';

const settings = readSettings(consoleSettings);

const common = commonDeps();

export const handler = handle(
  createConsole({
    ...common,
    workflows: workflowsFromEnvironment(),
    histories: historiesFromEnvironment(),
    deadLetters: new SqsDeadLetters(settings.DEAD_LETTERS_URL),
    lanes: lanesFromEnvironment(),
    eventFunctions: new LambdaEventFunctions(settings.EVENT_FUNCTION_ARNS),
    originSecrets: originSecretsFrom(settings.ORIGIN_SECRET_ARN, common.clock),
    siteUrl: settings.SITE_URL,
    issuer: settings.OIDC_ISSUER,
    clientId: settings.OIDC_CLIENT_ID,
    assets: readAssets(new URL('./assets/', import.meta.url)),
  }),
);

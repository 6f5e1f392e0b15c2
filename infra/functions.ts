/** Every Lambda and the file that holds its handler; a bundle is made of each. */
export const functionEntries = {
  'plan-journey': 'functions/journeys/plan-journey.handler.ts',
  'record-progress': 'functions/journeys/record-progress.handler.ts',
  'plan-nomination': 'functions/nominations/plan-nomination.handler.ts',
  'move-nomination': 'functions/nominations/move-nomination.handler.ts',
  enrol: 'functions/nominations/enrol.handler.ts',
  'plan-work-group': 'functions/work-groups/plan-work-group.handler.ts',
  'record-group': 'functions/work-groups/record-group.handler.ts',
  'send-prompts': 'functions/prompts/send-prompts.handler.ts',
  'deliver-prompts': 'functions/prompts/deliver-prompts.handler.ts',
  'note-delivery': 'functions/prompts/note-delivery.handler.ts',
  'begin-leg': 'functions/driving/begin-leg.handler.ts',
  finish: 'functions/driving/finish.handler.ts',
  'enter-digests': 'functions/digests/enter-digests.handler.ts',
  wake: 'functions/driving/wake.handler.ts',
  sweep: 'functions/driving/sweep.handler.ts',
  'raise-epoch': 'functions/driving/raise-epoch.handler.ts',
  'note-execution-end': 'functions/driving/note-execution-end.handler.ts',
  'begin-announcement': 'functions/cohorts/begin-announcement.handler.ts',
  'announce-change': 'functions/cohorts/announce-change.handler.ts',
  'run-retention': 'functions/erasure/run-retention.handler.ts',
  'publish-programmes': 'functions/programmes/publish-programmes.handler.ts',
  'open-cohort': 'functions/programmes/open-cohort.handler.ts',
  'import-schools': 'functions/schools/import-schools.handler.ts',
  site: 'functions/site/site.handler.ts',
  console: 'functions/console/console.handler.ts',
} as const;

export type FunctionName = keyof typeof functionEntries;

/** Those that serve pages, and so carry the style sheet and script. */
export const webFunctions = ['site', 'console'] as const satisfies readonly FunctionName[];

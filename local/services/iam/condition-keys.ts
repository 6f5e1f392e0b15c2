/**
 * The condition keys that this machine's calls supply, in lower case as IAM compares them. A policy that names another
 * one is refused when it is loaded: a key that nothing supplies would silently allow or forbid.
 */
export const knownKeys: ReadonlySet<string> = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'dynamodb:enclosingoperation',
  'dynamodb:leadingkeys',
  'dynamodb:returnvalues',
  'dynamodb:select',
  'events:detail-type',
  'events:source',
  'secretsmanager:secretid',
  'secretsmanager:versionstage',
  'ses:apiversion',
  'ses:fromaddress',
  'ses:fromdisplayname',
  'ses:recipients',
]);

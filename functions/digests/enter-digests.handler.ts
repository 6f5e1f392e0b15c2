import { privacyNotices } from '../domain/privacy-notice.ts';
import { readAs } from '../domain/read-as.ts';
import { commonDeps, queueFromEnvironment } from '../platform/deps.ts';
import { digestRequest, enterDigests } from './enter-digests.ts';
import { tellPrivacyChanges } from './tell-privacy-changes.ts';

const deps = { ...commonDeps(), queue: queueFromEnvironment() };

export const handler = async (event: unknown) => {
  const { every } = readAs(digestRequest, event);
  if (every === 'day') await tellPrivacyChanges(deps, privacyNotices);
  return enterDigests(deps, every);
};

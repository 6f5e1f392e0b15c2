import { PortInUse } from '../cloud/loopback.ts';
import { UnreadableState } from '../journal/journal.ts';
import { IdentityNotStarted } from '../services/identity/identity-service.ts';
import { TemplateError } from '../template/template-error.ts';
import { CannotStart } from './cannot-start.ts';

/** Why the start failed: one sentence where the reason is known, everything that is known otherwise. */
export function explainFailure(error: unknown): string {
  if (error instanceof PortInUse) return portInUse(error.port);
  if (error instanceof IdentityNotStarted && error.code === 'EADDRINUSE') return portInUse();
  if (error instanceof CannotStart || error instanceof UnreadableState || error instanceof TemplateError)
    return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function portInUse(port?: number): string {
  const which = port === undefined ? 'A port that is needed' : `Port ${port}`;
  return `${which} is in use: stop what uses it, or choose another with npm start -- --port N.`;
}
